"""`parse_mode=HTML`, as strict as the Bot API: unknown tags, attributes without a use and open tags are refused."""

from html import unescape
from html.parser import HTMLParser

from .errors import bad_request
from .text import Entity, Formatted, utf16_length
from .urls import check_url

_TAGS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}


def parse_html(source: str) -> Formatted:
    """The text and the entities of a text with tags."""
    parser = _Parser()
    parser.feed(source)
    parser.close()
    if parser.open:
        raise _refused(f'Can\'t find end tag corresponding to start tag "{parser.open[-1][0]}"')
    return Formatted("".join(parser.text), tuple(sorted(parser.entities, key=lambda each: (each.offset, -each.length))))


def _refused(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.text: list[str] = []
        self.entities: list[Entity] = []
        self.open: list[tuple[str, dict[str, str | None], int]] = []
        self.size = 0

    def handle_data(self, data: str) -> None:
        if "<" in data:
            raise _refused("Unclosed start tag")
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        """The four names that the Bot API knows; any other stays as it is."""
        self._write({"lt": "<", "gt": ">", "amp": "&", "quot": '"'}.get(name, f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self._write(unescape(f"&#{name};"))

    def _write(self, text: str) -> None:
        self.text.append(text)
        self.size += utf16_length(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in _TAGS:
            raise _refused(f'Unsupported start tag "{tag}"')
        if tag == "span" and given.get("class") != "tg-spoiler":
            raise _refused('Tag "span" must have class "tg-spoiler"')
        self.open.append((tag, given, self.size))

    def handle_endtag(self, tag: str) -> None:
        if not self.open:
            raise _refused("Unexpected end tag")
        opened, given, offset = self.open.pop()
        if opened != tag:
            raise _refused(f'Unmatched end tag, expected "</{opened}>", found "</{tag}>"')
        if self.size > offset:
            self._add(opened, given, offset)

    def _add(self, tag: str, given: dict[str, str | None], offset: int) -> None:
        kind, length = _TAGS[tag], self.size - offset
        if tag == "a":
            url = given.get("href") or "".join(self.text).encode("utf-16-le")[2 * offset :].decode("utf-16-le")
            self.entities.append(Entity(kind, offset, length, url=check_url(url, "entity")))
        elif tag == "blockquote" and "expandable" in given:
            self.entities.append(Entity("expandable_blockquote", offset, length))
        elif tag == "tg-emoji":
            self.entities.append(Entity(kind, offset, length, custom_emoji_id=given.get("emoji-id") or ""))
        elif tag == "pre" and self.entities and self.entities[-1] == Entity("code", offset, length):
            self.entities[-1] = Entity("pre", offset, length)
        elif tag == "pre" and self.entities and _is_language(self.entities[-1], offset, length):
            self.entities[-1] = Entity("pre", offset, length, language=self.entities[-1].language)
        elif tag == "code":
            language = (given.get("class") or "").removeprefix("language-") or None
            in_pre = bool(self.open) and self.open[-1][0] == "pre"
            self.entities.append(Entity(kind, offset, length, language=language if in_pre else None))
        else:
            self.entities.append(Entity(kind, offset, length))

    def handle_comment(self, data: str) -> None:
        raise _refused(f'Unsupported start tag "!--{data[:10]}"')

    def handle_decl(self, decl: str) -> None:
        raise _refused(f'Unsupported start tag "!{decl[:10]}"')

    def handle_pi(self, data: str) -> None:
        raise _refused(f'Unsupported start tag "?{data[:10]}"')


def _is_language(entity: Entity, offset: int, length: int) -> bool:
    return entity.type == "code" and (entity.offset, entity.length) == (offset, length) and entity.language is not None
