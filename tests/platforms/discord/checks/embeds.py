"""Embeds (description: RichEmbed; reference: Message, Embed Limits)."""

from datetime import datetime

from tests.platforms.discord.checks.form import Form
from tests.platforms.discord.checks.media import MEDIA, WEB, check_url
from tests.platforms.discord.errors import Json, Path

MOST = 10
MOST_CHARACTERS = 6000


def check_embeds(form: Form, path: Path, value: object) -> list[Json]:
    """Check each embed, and the characters of all of them together."""
    embeds = form.objects(path, value, 0, MOST)
    for index, embed in enumerate(embeds):
        _check_embed(form, (*path, index), embed)
    if sum(map(characters, embeds)) > MOST_CHARACTERS:
        form.fault(path, "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {MOST_CHARACTERS}")
    return embeds


def characters(embed: Json) -> int:
    """The characters that count: title, description, names and values of fields, footer, author."""
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for field in embed.get("fields") or []:
        texts += [field.get("name"), field.get("value")]
    return sum(len(text) for text in texts if isinstance(text, str))


def _check_embed(form: Form, path: Path, embed: Json) -> None:
    form.text((*path, "title"), embed.get("title"), 0, 256)
    form.text((*path, "description"), embed.get("description"), 0, 4096)
    form.number((*path, "color"), embed.get("color"), 0, 0xFFFFFF)
    check_url(form, (*path, "url"), embed.get("url"), WEB)
    _check_timestamp(form, (*path, "timestamp"), embed.get("timestamp"))
    footer, author = embed.get("footer") or {}, embed.get("author") or {}
    form.text((*path, "footer", "text"), footer.get("text"), 0, 2048)
    check_url(form, (*path, "footer", "icon_url"), footer.get("icon_url"), MEDIA)
    form.text((*path, "author", "name"), author.get("name"), 0, 256)
    check_url(form, (*path, "author", "url"), author.get("url"), WEB)
    check_url(form, (*path, "author", "icon_url"), author.get("icon_url"), MEDIA)
    for picture in ("image", "thumbnail"):
        check_url(form, (*path, picture, "url"), (embed.get(picture) or {}).get("url"), MEDIA)
    for index, field in enumerate(form.objects((*path, "fields"), embed.get("fields"), 0, 25)):
        place = (*path, "fields", index)
        form.text((*place, "name"), field.get("name"), 1, 256, required=True)
        form.text((*place, "value"), field.get("value"), 1, 1024, required=True)
        form.boolean((*place, "inline"), field.get("inline"))


def _check_timestamp(form: Form, path: Path, value: object) -> None:
    text = form.text(path, value, 1, 64)
    if text is None:
        return
    try:
        datetime.fromisoformat(text)
    except ValueError:
        form.fault(path, "DATE_TIME_TYPE_PARSE", f"Could not parse {text}. Should be ISO8601.")
