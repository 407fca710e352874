"""The letters as data: all in short, and each whole."""

from dataclasses import replace

from msgspec import UNSET

from bot.model.letters.categories import Trait
from bot.model.letters.ledger import LedgerEntry
from bot.model.letters.letter import Revision
from bot.pages.data.places import LETTER, ROOT, address, as_json, data
from bot.pages.data.shapes import (
    LetterData,
    LetterEntry,
    LetterList,
    PresentationEntry,
    RevisionEntry,
    SnapshotEntry,
    StatusEntry,
)
from bot.pages.documents import document_address
from bot.pages.page import Shown
from bot.pages.visit import Visit
from bot.pages.visiting import languages
from bot.service.lists import disclosure, publication
from bot.views.lists import stated_counts

MOST_REVISIONS = 100
"""So many of a letter's revisions are named, the latest."""


def letters(visit: Visit) -> Shown:
    """Every letter in short."""
    visits = (replace(visit, found=each) for each in visit.unit.letters.all())
    return as_json(LetterList(tuple(map(_entry, visits))))


def letter(visit: Visit) -> Shown:
    """A letter whole."""
    revision = visit.revision
    offered = languages(revision, tuple(visit.speeches))
    documents = [each for each in revision.letter.documents if each.file]
    own = replace(visit, speech=replace(visit.speech, reads=revision.letter.languages[0]))
    return as_json(
        LetterData(
            about=_entry(visit),
            letter=revision.letter,
            revisions=_revisions(own),
            files={each.file.sha256: document_address(own, each) for each in documents if each.file},
            table=address(visit, "endorsements.csv"),
            feeds={tag: address(visit, "feed", f"{tag}.atom") for tag in offered},
            calendars={tag: address(visit, "events", f"{tag}.ics") for tag in offered},
            ledger=tuple(map(_status, visit.unit.ledger.public(revision.letter_id).entries)),
            presentations=_presentations(visit),
            snapshots=_snapshots(visit) if disclosure.discloses(visit.unit, revision.letter_id) else UNSET,
            stated=_stated(visit) if disclosure.discloses(visit.unit, revision.letter_id) else UNSET,
        )
    )


def _entry(visit: Visit) -> LetterEntry:
    revision = visit.revision
    content, letter_id = revision.letter, revision.letter_id
    count = visit.unit.endorsements.signed(letter_id) if disclosure.discloses(visit.unit, letter_id) else None
    return LetterEntry(
        slug=content.slug,
        languages=content.languages,
        title=content.title,
        initiator=content.initiator,
        revision=revision.number,
        sha256=revision.sha256,
        published_at=revision.published_at,
        opens=content.opens,
        closes=content.closes,
        goal=content.goal,
        address=address(visit),
        endorsements=address(visit, "endorsements.json"),
        pages={tag: visit.address(language=tag) for tag in languages(revision, tuple(visit.speeches))},
        count=count.named if count else UNSET,
        withheld=count.withheld if count else UNSET,
        published_from=disclosure.hidden_until(visit.unit, letter_id) or UNSET,
    )


def _revisions(visit: Visit) -> tuple[RevisionEntry, ...]:
    latest = visit.revision.number
    numbers = range(latest, max(latest - MOST_REVISIONS, 0), -1)
    found = (visit.unit.letters.revision(visit.revision.letter_id, number) for number in numbers)
    return tuple(_revision(visit, each) for each in found if each)


def _revision(visit: Visit, revision: Revision) -> RevisionEntry:
    canonical = visit.address("revisions", str(revision.number), "letter.json")
    return RevisionEntry(revision.number, revision.sha256, revision.published_at, revision.material, canonical)


def _status(entry: LedgerEntry) -> StatusEntry:
    said = entry.said
    return StatusEntry(entry.id, said.demand, said.revision, said.status, said.on, said.source, said.note,
                       said.language, said.due, said.at, said.corrects)  # fmt: skip


def _presentations(visit: Visit) -> tuple[PresentationEntry, ...]:
    letter_id = visit.revision.letter_id
    discloses = disclosure.discloses(visit.unit, letter_id)
    return tuple(
        PresentationEntry(said.addressee, said.on, said.how, said.revision, said.acknowledged, said.answered,
                          said.snapshot if discloses else UNSET)
        for said in (each.said for each in visit.unit.presentations.all(letter_id))
    )  # fmt: skip


def _snapshots(visit: Visit) -> tuple[SnapshotEntry, ...]:
    found = visit.unit.lists.snapshots(visit.revision.letter_id, publication.MOST_SNAPSHOTS)
    return tuple(
        SnapshotEntry(each.number, each.at, each.size, each.sha256, each.head, each.withheld, each.part)
        for each in found
    )


def _stated(visit: Visit) -> dict[Trait, dict[str, int]]:
    counted = stated_counts(visit.unit, visit.revision)
    return {trait: {category.key: count for category, count in said} for trait, said in counted.items()}


LETTERS = data(f"{ROOT}/letters", letters)
LETTER_DATA = data(LETTER, letter)
