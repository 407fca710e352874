"""Blocks and sheets as the templates take them: plain data, with lists and quotations nested as they are read."""

from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from adapters.typst.glyphs import Glyphs

Node = dict[str, Any]
"""A block as JSON has it, or one as a template takes it."""

UNNAMED = "–"
"""What stands in the place of a title that says nothing, without which no document is accessible."""

NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})

_STYLE = ("bold", "italic", "code", "link")


def paper(sheet: Node, glyphs: Glyphs) -> Node:
    """A document's data; what is said of characters that are in none of the fonts only where there are such."""
    text = glyphs.printable
    content = {
        **sheet,
        "kind": text(sheet["kind"]),
        "title": text(sheet["title"]) if sheet["title"].strip() else UNNAMED,
        "byline": nodes(sheet["byline"], text),
        "warning": text(sheet["warning"]),
        "facts": [(text(name), runs(fact, text)) for name, fact in sheet["facts"]],
        "sections": [_section(each, text) for each in sheet["sections"]],
    }
    return {**content, "substituted": text(sheet["substituted"]) if glyphs.substituted else ""}


def files_of(sheet: Node) -> Mapping[str, bytes]:
    """The pictures of a document, by the names under which its data has them from now on."""
    found = dict[str, bytes]()
    for section in sheet["sections"]:
        for each in section["pictures"]:
            name = f"{len(found)}.png"
            found[name] = b64decode(each.pop("content"))
            each["file"] = f"/{name}"
    return found


def without_pictures(content: Node) -> Node:
    """A document's data, and nothing of its pictures but what stands below them."""
    return {**content, "sections": [{**each, "pictures": []} for each in content["sections"]]}


def picture(sheet: Node, glyphs: Glyphs) -> Node:
    """A picture's data."""
    said = {key: glyphs.printable(each) if isinstance(each, str) else each for key, each in sheet.items()}
    return {**said, "ends": [glyphs.printable(each) for each in sheet["ends"]]}


def _section(section: Node, text: Callable[[str], str]) -> Node:
    passages = [{**each, "blocks": nodes(each["blocks"], text)} for each in section["passages"]]
    entries = [" ".join(text(each).split("\n")) for each in section["entries"]]
    pictures = [
        {"file": each["file"], "alternative": text(each["alternative"]) or UNNAMED, "caption": text(each["caption"])}
        for each in section["pictures"]
    ]
    heading = text(section["heading"]).strip()
    return {"heading": heading, "passages": passages, "entries": entries, "pictures": pictures}


def nodes(blocks: Sequence[Node], text: Callable[[str], str]) -> list[Node]:
    """Blocks, with what belongs together in one: the items of a list, the paragraphs of a quotation."""
    found = list[Node]()
    start = 0
    while start < len(blocks):
        kind = blocks[start]["kind"]
        end = start + 1
        while end < len(blocks) and kind in ("item", "quote") and blocks[end]["kind"] == kind:
            end += 1
        if kind == "item":
            found.extend(_lists(blocks[start:end], text))
        elif kind == "quote":
            inside = [{**each, "kind": "item" if each["marker"] else "paragraph"} for each in blocks[start:end]]
            found.append({"kind": "quote", "blocks": nodes(inside, text)})
        else:
            named = kind != "heading" or any(run["text"].strip() for run in blocks[start]["runs"])
            found.append({"kind": kind if named else "paragraph", "runs": runs(blocks[start], text)})
        start = end
    return found


def _lists(items: Sequence[Node], text: Callable[[str], str]) -> list[Node]:
    """The lists that consecutive items make: numbered or not, with what stands deeper inside of the item before."""
    found = list[Node]()
    start, depth = 0, min(each["depth"] for each in items)
    while start < len(items):
        end = start + 1
        while end < len(items) and (items[end]["depth"] > depth or not items[end]["marker"]):
            end += 1
        first, inside = items[start], items[start + 1 : end]
        own = [{**each, "kind": "item" if each["depth"] > depth else "paragraph"} for each in inside]
        item = {"marker": text(first["marker"]), "runs": runs(first, text), "blocks": nodes(own, text)}
        if found and found[-1]["numbered"] is _numbered(first):
            found[-1]["items"].append(item)
        else:
            found.append({"kind": "list", "numbered": _numbered(first), "items": [item]})
        start = end
    return found


def _numbered(item: Node) -> bool:
    return any(each.isdigit() for each in item["marker"])


def runs(block: Node, text: Callable[[str], str]) -> list[Mapping[str, Any]]:
    """A block's runs of text, those of one style together, the lines of each apart."""
    return [
        {"lines": text("".join(run["text"] for run in alike)).split("\n"), **dict(zip(_STYLE, style, strict=True))}
        for style, alike in groupby(block["runs"], key=itemgetter(*_STYLE))
    ]
