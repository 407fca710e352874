"""The list as it was frozen, as files: to be printed, and to be proven."""

from collections.abc import Callable

from bot.errors import Conflict
from bot.model.letters.letter import Revision
from bot.model.lists.snapshots import Snapshot
from bot.pages.page import Body, PageView, Shown, WebPage
from bot.pages.visit import Visit
from bot.ports.store import Unit
from bot.service.lists import disclosure, exports


def printed(visit: Visit) -> Shown:
    """A snapshot as a text that can be printed."""
    return _file(visit, exports.printed_content, "md", "text/markdown; charset=utf-8")


def proven(visit: Visit) -> Shown:
    """A snapshot as JSON, from which anybody can compute its hash."""
    return _file(visit, exports.proven_content, "json", "application/json")


def _file(visit: Visit, write: Callable[[Unit, Revision, Snapshot], bytes], suffix: str, mime: str) -> Shown:
    unit, revision = visit.unit, visit.revision
    if not disclosure.discloses(unit, revision.letter_id):
        return None
    snapshot = unit.lists.snapshot(revision.letter_id, int(visit.names["number"]))
    if snapshot is None:
        return None
    try:
        content = write(unit, revision, snapshot)
    except Conflict as error:
        return PageView((error.text,))
    return Body(content, mime, f"{revision.letter.slug}-{snapshot.number}.{suffix}", attached=True)


_NUMBER = {"number": "[1-9][0-9]{0,5}"}
PRINTED = WebPage("/{language}/{letter}/snapshots/{number}/list.md", printed, forms=_NUMBER)
PROVEN = WebPage("/{language}/{letter}/snapshots/{number}/list.json", proven, forms=_NUMBER)
