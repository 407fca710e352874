"""Blocks as Discord's Markdown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import regex

from bot.model.files import MOST_FILES
from bot.ports.messenger import Message, Refused
from bot.text.blocks import Block, Blocks, Span
from bot.text.halving import halves
from bot.views.platform_limits import too_heavy, too_large, too_long, too_many_files

LIMIT = 2000
"""Characters of a message's content (Discord's reference, create message)."""

MEBIBYTE = 1024 * 1024
FILE_LIMIT, FILES_LIMIT = 10 * MEBIBYTE, 24 * MEBIBYTE
"""Bytes of a file that a bot sends, and of a message's files: a request has 25 MiB (Discord's reference, uploading
files), of which something is kept free for the rest of it."""

LONGEST_LINK = 1000
"""A longer address is shown as text, which can be cut where a message is full."""

WORD_JOINER = "\u2060"
_SPECIAL = regex.compile(r"([\\*_~`|\[\]<])")
_LINE_START = regex.compile(r"^([^\S\n]*(?:(?=[#>+-])|\d+(?=[.)]\s)))", regex.MULTILINE)
_BECOMES_LINK = regex.compile(r"(?<=@)(?=[\p{L}\p{N}!&])|(?<=/)(?=[\p{L}\p{N}/])|(?<=:)(?=/)")
_NUMBER = regex.compile(r"(\d+)\.")
_FENCE = regex.compile(r"`(?=``)")
_IN_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", " ": "%20"})
_IN_TARGET = str.maketrans({"(": "%28", ")": "%29"})


Commands = Mapping[str, int]
"""The ids under which Discord knows commands, by their names."""

NOTHING_KNOWN: Commands = {}


def contents(blocks: Blocks, limit: int = LIMIT, commands: Commands = NOTHING_KNOWN) -> Sequence[str]:
    """Blocks as the content of one message, or of several where they are longer than one holds; what is the code of a
    command that Discord knows can be pressed."""
    found, open_still = list[str](), ""
    before: Block | None = None
    for block in numbered(blocks):
        drawn = _block(block, commands)
        if not drawn.strip():
            continue
        gap = "" if before is None else "\n" if block.continues(before) else "\n\n"
        if len(open_still) + len(gap) + len(drawn) <= limit:
            open_still += gap + drawn
        else:
            found.append(open_still)
            *whole, open_still = _stretches(block, limit, commands)
            found.extend(whole)
        before = block
    return [each for each in (*found, open_still) if each.strip()]


def prepare(message: Message) -> Refused | None:
    """What is wrong with a message that must leave in one piece."""
    length = sum(map(len, contents(message.blocks, limit=10**6)))
    if length > LIMIT:
        return too_long("Discord", length, LIMIT)
    if len(message.files) > MOST_FILES:
        return too_many_files("Discord", len(message.files), MOST_FILES)
    large = next((file for file in message.files if file.size > FILE_LIMIT), None)
    if large:
        return too_large("Discord", large.name, FILE_LIMIT // MEBIBYTE)
    if sum(file.size for file in message.files) > FILES_LIMIT:
        return too_heavy("Discord", FILES_LIMIT // MEBIBYTE)
    return None


def numbered(blocks: Blocks) -> Iterator[Block]:
    """Blocks whose numbers are those that people see: Discord counts the items of a list by itself, one after the
    other from the first, which is 1 at the least. Where that would show other numbers, they are text."""
    for listed, group in groupby(blocks, key=lambda block: bool(block.marker)):
        items = list(group)
        if not listed or _counted(items):
            yield from items
        else:
            yield from (replace(item, marker=_NUMBER.sub(r"\1\\.", item.marker)) for item in items)


def _counted(items: Sequence[Block]) -> bool:
    """Whether Discord shows the numbers of a list as they are."""
    last = dict[int, int]()
    for item in items:
        for deeper in [depth for depth in last if depth > item.depth]:
            del last[deeper]
        found = _NUMBER.fullmatch(item.marker)
        if not found:
            continue
        number = int(found[1])
        if number != last.get(item.depth, max(number, 1) - 1) + 1 or len(found[1]) > len(str(number)):
            return False
        last[item.depth] = number
    return True


def _stretches(block: Block, limit: int, commands: Commands) -> Sequence[str]:
    """A block in as many stretches as it needs: each a block by itself, so that its styles are closed."""
    drawn = _block(block, commands)
    if len(drawn) <= limit:
        return [drawn]
    first, second = halves(block)
    return [*_stretches(first, limit, commands), *_stretches(second, limit, commands)]


def _block(block: Block, commands: Commands) -> str:
    runs = [run for run in block.runs if run.text]
    if block.kind == "heading":
        runs = [replace(run, bold=True) for run in runs]
    bare = "".join(run.text for run in runs)
    if block.kind == "rule":
        return "———"
    if block.blank:
        return ""
    text = _LINE_START.sub(r"\1\\", _drawn(runs, commands))
    if block.marker:
        marker = "-" if block.marker == "•" and text else block.marker
        text = f"{'  ' * block.depth}{marker}{' ' * bool(text)}{text}"
    match block.kind:
        case "quote":
            return "\n".join(f"> {line}" for line in text.split("\n"))
        case "code":
            return f"```\n{_FENCE.sub(f'`{WORD_JOINER}', bare)}\n```"
    return text


def _drawn(runs: Iterable[Span], commands: Commands) -> str:
    """Runs, neighbours of one style under the same marks: `**a****b**` would not be bold."""
    text = ""
    for _, group in groupby(runs, key=lambda run: (run.bold, run.italic, run.code, run.link, run.moment)):
        style, *_ = alike = list(group)
        stretch = _stretch(style, alike, commands)
        touching = text[-1:] in ("*", "`") and text[-1:] == stretch[:1]
        text += f"{WORD_JOINER}{stretch}" if touching else stretch
        text += f" (<t:{int(style.moment.timestamp())}:f>)" if style.moment else ""
    return text


def _stretch(style: Span, runs: Sequence[Span], commands: Commands) -> str:
    bare = "".join(run.text for run in runs)
    label = "".join(escaped(separated(run.text) if run.typed else run.text) for run in runs)
    if style.link and len(style.link) <= LONGEST_LINK:
        address = style.link.translate(_IN_ADDRESS)
        return f"<{address}>" if bare == address else f"[{_marked(style, label)}](<{address.translate(_IN_TARGET)}>)"
    if style.code and bare.removeprefix("/") in commands and bare.startswith("/"):
        return f"<{bare}:{commands[bare.removeprefix('/')]}>"
    if style.code:
        return f"`{bare.replace('`', 'ˋ').replace(chr(10), ' ')}`"
    return _marked(style, label)


def _marked(style: Span, text: str) -> str:
    """A text between the marks of a style, which cling to what is not white space."""
    outer, marks = text.strip(), "**" * style.bold + "*" * style.italic
    return text.replace(outer, f"{marks}{outer}{marks}", 1) if outer else text


def escaped(text: str) -> str:
    """A text in which nothing is Markdown, but for the beginnings of lines."""
    return _SPECIAL.sub(r"\\\1", text)


def separated(text: str) -> str:
    """A typed text in which no name, address or invitation becomes a link or a mention by itself."""
    return _BECOMES_LINK.sub(WORD_JOINER, text)
