"""A letter's list as a file: CSV, JSON or Markdown, piece by piece."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import regex

from bot.errors import Conflict
from bot.model.codes import spell_code
from bot.model.endorsements.endorsement import Check, Endorsement, PublicEntry, State
from bot.model.files import REPORT_LIFETIME, File
from bot.model.letters.categories import Trait
from bot.model.letters.letter import Revision, canonical_json
from bot.model.lists.snapshots import Snapshot, as_json
from bot.model.people.settings import read_choices
from bot.model.proofs.authority import Level
from bot.model.tables.writing import written
from bot.ports.store import Unit
from bot.service.lists import publication
from bot.text.text import t

PIECE = 1000
"""So many sign-ons are read at once."""

MOST_BYTES = 8 * 1024 * 1024
"""A file in a chat is no larger: Discord takes 10 MiB (Discord, "Uploading Files"), beside the message."""

PUBLIC = frozenset({State.LISTED})
ALL = frozenset(State) - {State.DRAFT}
"""What organizers can export: everything but drafts, which nobody sees but those who wrote them."""

COLUMNS = (
    "receipt", "organization", "website", "place", "statement", "reserved", "reservation", "state", "level", "revision",
    "language", "signed_at", "changed_at", "spokesperson", "addendum", *Trait,
)  # fmt: skip
"""The columns of a table, and the keys of an organization in JSON."""

_SPECIAL = regex.compile(r"([!-/:-@\[-`{-~])")


class FileFormat(StrEnum):
    """What a list is written as."""

    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


SUFFIX = {
    FileFormat.CSV: ("csv", "text/csv"),
    FileFormat.JSON: ("json", "application/json"),
    FileFormat.MARKDOWN: ("md", "text/markdown"),
}
"""How a file of each form ends, and its media type."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A sign-on as an export says it: nothing of its representative, and words only where everybody may read them.

    `level`: how well it is shown that the organization, and not just somebody, has signed; empty where the letter does
    not show that. `late`: it stands in the addendum, since the day of `changed_at`.
    """

    endorsement: Endorsement
    level: str = ""
    late: bool = False

    @property
    def cells(self) -> Sequence[str]:
        """What is said of it, in the order of `COLUMNS`."""
        signed, line = self.endorsement, self.endorsement.public
        return (
            spell_code(signed.receipt), line.organization, line.website, line.place, line.statement,
            ", ".join(map(str, line.reserved)), line.reservation, signed.state.value, self.level, str(signed.revision),
            signed.language, signed.created_at.isoformat(), signed.changed_at.isoformat(), line.spokesperson,
            signed.changed_at.isoformat() if self.late else "",
            *(line.traits.get(trait, "") for trait in Trait),
        )  # fmt: skip


def begun(form: FileFormat, revision: Revision) -> str:
    """How a file begins. A table begins with the mark by which Excel knows UTF-8."""
    match form:
        case FileFormat.CSV:
            return "\ufeff" + written([COLUMNS])
        case FileFormat.JSON:
            return '{"endorsements":['
    return f"# {plain(next(iter(revision.letter.title.texts.values())))}\n\n"


def piece(form: FileFormat, exported: Sequence[Exported], first: bool) -> str:
    """So many of its organizations; `first`: nothing stands before them."""
    match form:
        case FileFormat.CSV:
            return written([each.cells for each in exported])
        case FileFormat.JSON:
            items = [canonical_json(dict(zip(COLUMNS, each.cells, strict=True))) for each in exported]
            return ("" if first or not items else ",") + ",".join(items)
    return "".join(f"{entry(each.endorsement.public)}\n" for each in exported)


def ended(form: FileFormat, revision: Revision) -> str:
    """How a file ends."""
    if form is not FileFormat.JSON:
        return ""
    return f'],"letter":{canonical_json(revision.letter.slug)},"revision":{revision.number}}}\n'


def plain(text: str) -> str:
    """What somebody typed as Markdown that shows exactly that, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def entry(line: PublicEntry) -> str:
    """An organization as an item of a Markdown list."""
    reserved = f"reservations: {', '.join(map(str, line.reserved))}" if line.reserved else ""
    parts = (line.organization, line.place, line.website, line.spokesperson, reserved, line.statement, line.reservation)
    return f"- {' · '.join(plain(part) for part in parts if part)}"


def page(unit: Unit, letter_id: int, states: frozenset[State], after: Exported | None) -> Sequence[Exported]:
    """The next sign-ons in some states, in the order of the letter's list, after another."""
    before = after.endorsement if after else None
    endorsements = unit.endorsements.page(letter_id, states, publication.order(unit, letter_id), before, PIECE)
    ids = [each.id for each in endorsements]
    late = unit.endorsements.late(letter_id, ids)
    if states == PUBLIC and not read_choices(unit.settings.all(letter_id)).shows_level:
        return [Exported(each, late=each.id in late) for each in endorsements]
    levels = unit.proofs.levels(ids)
    return [
        Exported(each, _level(levels.get(each.id, Level.STATED), each.check), each.id in late) for each in endorsements
    ]


def _level(level: Level, check: Check | None) -> str:
    return f"{level.value}, listed by its signer" if check is Check.SIGNER else level.value


def pages(unit: Unit, letter_id: int, states: frozenset[State], withheld: bool = True) -> Iterator[Sequence[Exported]]:
    """The sign-ons in some states, piece by piece; without `withheld`, none whose name is not to be published."""
    after = None
    while exported := page(unit, letter_id, states, after):
        kept = [each for each in exported if withheld or not each.endorsement.entry.withheld]
        if kept:
            yield kept
        after = exported[-1]


def export_content(
    unit: Unit, revision: Revision, form: FileFormat, states: frozenset[State], withheld: bool = True
) -> bytes:
    """A letter's list; without `withheld`, as those read it who don't review. Raises `Conflict` where it is too
    long."""

    def texts() -> Iterator[str]:
        yield begun(form, revision)
        for index, exported in enumerate(pages(unit, revision.letter_id, states, withheld)):
            yield piece(form, exported, first=index == 0)
        yield ended(form, revision)

    return _content(texts())


def preview_content(unit: Unit, revision: Revision) -> bytes:
    """The list as it would be frozen now, marked as not final. Raises `Conflict` where it is too long."""

    def texts() -> Iterator[str]:
        yield begun(FileFormat.MARKDOWN, revision)
        at = revision.letter.local(unit.now)
        yield f"**Preview, not final.** Made on {plain(at.isoformat(' ', 'minutes'))}.\n\n"
        for exported in pages(unit, revision.letter_id, PUBLIC):
            yield "".join(f"{entry(each.endorsement.entry.bare)}\n" for each in exported)

    return _content(texts())


def printed_content(unit: Unit, revision: Revision, snapshot: Snapshot) -> bytes:
    """A frozen list, with its number, date and hash on it; whoever has left the list since is not named. Raises
    `Conflict` where it is too long."""

    def texts() -> Iterator[str]:
        yield begun(FileFormat.MARKDOWN, revision)
        at = revision.letter.local(snapshot.at)
        yield f"**Snapshot {snapshot.number}**, {plain(at.isoformat(' ', 'seconds'))}. "
        withheld = f", and {snapshot.withheld} whose names are withheld" if snapshot.withheld else ""
        yield f"Organizations: {snapshot.count.named}{withheld}.\n\nSHA-256: `{snapshot.sha256}`\n\n"
        yield f"Head of the journal: `{snapshot.head}`\n\n"
        for number, each in enumerate(publication.shown(unit, snapshot), 1):
            gone = "withdrawn since" if each.state is State.WITHDRAWN else "not listed now"
            gone = "name withheld" if each.withheld else gone
            said = entry(each.line).removeprefix("- ") if each.line else f"*{gone}*"
            yield f"{number}. {said}\n"

    return _content(texts())


def proven_content(unit: Unit, revision: Revision, snapshot: Snapshot) -> bytes:
    """A frozen list as JSON from which anybody can compute its hash, also where a name was blanked. Raises `Conflict`
    where it is too long."""

    def texts() -> Iterator[str]:
        at, head = canonical_json(snapshot.at), snapshot.head
        yield f'{{"at":{at},"head":"{head}","letter":{canonical_json(revision.letter.slug)},"lines":['
        for index, each in enumerate(publication.shown(unit, snapshot)):
            yield ("," if index else "") + as_json(each)
        yield f'],"number":{snapshot.number},"sha256":"{snapshot.sha256}"}}\n'

    return _content(texts())


def _content(texts: Iterable[str]) -> bytes:
    content = bytearray()
    for text in texts:
        content += text.encode()
        if len(content) > MOST_BYTES:
            raise Conflict(
                t("The list is too long for a file here. The host can write it with `countersign endorsements export`.")
            )
    return bytes(content)


def kept(unit: Unit, revision: Revision, name: str, mime: str, content: bytes) -> File:
    """A file of a letter that is kept for a day."""
    midnight = unit.now.replace(hour=0, minute=0, second=0, microsecond=0)
    return unit.files.add(revision.letter_id, name, mime, content, midnight + 2 * REPORT_LIFETIME)
