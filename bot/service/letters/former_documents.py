"""What became of a letter's documents: which file took the place of which, and which an owner has taken back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.errors import Conflict, NotFound
from bot.model.announcements.announcement import Announcement
from bot.model.letters.documents import Former, Present, earlier_documents
from bot.model.letters.letter import Document, Revision
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.announcements import corrections
from bot.text.text import t

LOOKED_BACK = 100
"""So many revisions at the most are looked at for what stood in a document's place."""


def present(unit: Unit, revision: Revision) -> Sequence[Present]:
    """The letter's documents, each with what became of it."""
    documents, taken_back = revision.letter.documents, unit.letters.taken_back(revision.letter_id)
    found = {at: Present(each) for at, each in enumerate(documents) if each.file is None}
    for after, _, places in _back(unit, revision) if len(found) < len(documents) else ():
        for at, each in enumerate(documents):
            was = places.get(at)
            if at in found or (was and each.file and was.file and was.file.sha256 == each.file.sha256):
                continue
            found[at] = Present(each, replaced=after.published_at if was and was.file else None)
        if len(found) == len(documents):
            break
    stand = [found.get(at) or Present(each) for at, each in enumerate(documents)]
    return [
        replace(each, taken_back=taken_back.get(each.document.file.sha256)) if each.document.file else each
        for each in stand
    ]


def former(unit: Unit, revision: Revision, sha256: str) -> Former | None:
    """Since when a file is given out no more; nothing where it is, or was never the letter's."""
    taken_back = unit.letters.taken_back(revision.letter_id).get(sha256)
    if taken_back:
        return Former(taken_back, taken_back=True)
    if any(_is(each, sha256) for each in revision.letter.documents):
        return None
    for after, before, places in _back(unit, revision):
        for was in before.letter.documents:
            if _is(was, sha256):
                at = next((at for at, earlier in places.items() if earlier is was), None)
                by = revision.letter.documents[at] if at is not None else None
                return Former(after.published_at, by if by and by.file else None)
    return None


def _is(document: Document, sha256: str) -> bool:
    return document.file is not None and document.file.sha256 == sha256


def _back(unit: Unit, revision: Revision) -> Iterator[tuple[Revision, Revision, Mapping[int, Document]]]:
    """A revision, the one before it, and what each document of the letter was in that, by its place now: from the last
    two on."""
    after, now = revision, {at: at for at in range(len(revision.letter.documents))}
    for number in range(revision.number - 1, max(0, revision.number - LOOKED_BACK), -1):
        before = unit.letters.revision(revision.letter_id, number)
        if before is None:
            return
        earlier = earlier_documents(before.letter, after.letter)
        now = {at: earlier[place] for at, place in now.items() if place in earlier}
        yield after, before, {at: before.letter.documents[place] for at, place in now.items()}
        after = before


def tell_replaced(unit: Unit, before: Revision, published: Revision) -> None:
    """What was sent with a file that the letter does not have any more says so, wherever it stands."""
    stays = {each.file.sha256 for each in published.letter.documents if each.file}
    gone = [each.file for each in before.letter.documents if each.file and each.file.sha256 not in stays]
    for number in {number for file in gone for number in unit.files.announced(before.letter_id, file.sha256)}:
        announcement = unit.announcements.get(number)
        if announcement and announcement.content.documents and announcement.stage in corrections.SENT:
            corrections.request_update(unit, announcement)


def take_back(unit: Unit, person: Person, revision: Revision, number: int) -> Sequence[Announcement]:
    """An owner takes the file of a document back, since it was wrong: it is erased, and given out nowhere any more. The
    announcements with it that were sent are recalled, and returned. Raises `NotFound` where there is no such document,
    `Conflict` where it has no file, or that was taken back."""
    documents, letter_id = revision.letter.documents, revision.letter_id
    if not 1 <= number <= len(documents):
        raise NotFound(t("There is no such document."))
    file = documents[number - 1].file
    if file is None:
        raise Conflict(t("This document has no file."))
    if file.sha256 in unit.letters.taken_back(letter_id):
        raise Conflict(t("This file was taken back already."))
    carrying = [unit.announcements.get(each) for each in unit.files.announced(letter_id, file.sha256)]
    unit.letters.take_back(revision, file.sha256, person.id)
    unit.files.erase(letter_id, file.sha256)
    sent = [each for each in carrying if each and each.stage in corrections.SENT]
    return [corrections.recall(unit, person, letter_id, each.id) for each in sent]
