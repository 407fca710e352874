"""Posts of forums: a thread and its first message at once (reference: Start Thread in Forum or Media Channel)."""

from tests.platforms.discord import posting
from tests.platforms.discord.calls import Call, route
from tests.platforms.discord.channels import KINDS, GuildChannel, Tag
from tests.platforms.discord.checks.bodies import Body, checked_body, refuse_emptiness
from tests.platforms.discord.checks.form import Form
from tests.platforms.discord.errors import (
    Json,
    missing_permissions,
    tag_required,
    unknown_tag,
    wrong_channel_type,
)
from tests.platforms.discord.message_payloads import message as message_payload
from tests.platforms.discord.permissions import Permission
from tests.platforms.discord.routes.access import needed_for, require, seen_channel
from tests.platforms.discord.world import World

DURATIONS = (60, 1440, 4320, 10080)
NOT_OF_A_POST = ("nonce", "enforce_nonce", "message_reference", "tts")
"""What a message may have and a post's first message may not: unknown fields are passed over."""


def post(world: World, call: Call) -> Json:
    """POST /channels/{channel}/threads in a forum; there is no nonce, so a repetition makes a second post."""
    forum = seen_channel(world, call.id("channel"))
    if not isinstance(forum, GuildChannel) or forum.type != KINDS["forum"]:
        raise wrong_channel_type()
    require(world, forum, Permission.SEND_MESSAGES)
    raw = call.object()
    _check_form(raw)
    body = _checked_message(raw["message"], call)
    require(world, forum, needed_for(body))
    thread = forum.guild.thread(forum, raw["name"], owner=world.bot, tags=_tags(world, forum, raw))
    message = posting.create(thread, body, number=thread.id)
    return thread.payload() | {"message": message_payload(message)}


def _check_form(raw: Json) -> None:
    form = Form()
    form.text(("name",), raw.get("name"), 1, 100, required=True)
    if raw.get("auto_archive_duration") is not None:
        form.choice(("auto_archive_duration",), raw["auto_archive_duration"], DURATIONS)
    form.number(("rate_limit_per_user",), raw.get("rate_limit_per_user"), 0, 21600)
    if isinstance(raw.get("applied_tags"), list):
        form.length(("applied_tags",), len(raw["applied_tags"]), 0, 5)
    if not isinstance(raw.get("message"), dict):
        form.required(("message",))
    form.refuse_faults()


def _checked_message(raw: Json, call: Call) -> Body:
    kept = {key: value for key, value in raw.items() if key not in NOT_OF_A_POST}
    body = checked_body(kept, call.files, root=("message",))
    files = len(call.files if body.attachments is None else body.attachments)
    refuse_emptiness(body.content or "", body.embeds or [], body.components or [], files, v2=body.v2)
    return body


def _tags(world: World, forum: GuildChannel, raw: Json) -> list[Tag]:
    """The tags that the post bears; the forum may need one, and keep some to those who manage threads."""
    offered = {str(tag.id): tag for tag in forum.tags}
    named = [str(one) for one in raw.get("applied_tags") or []]
    if any(one not in offered for one in named):
        raise unknown_tag()
    chosen = [offered[one] for one in named]
    if any(tag.moderated for tag in chosen) and Permission.MANAGE_THREADS not in forum.permissions_of(world.bot):
        raise missing_permissions()
    if forum.requires_tag and not chosen:
        raise tag_required()
    return chosen


ROUTES = (route("POST", "/channels/{channel}/threads", post, status=201),)
