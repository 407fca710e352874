"""An announcement before it is released: what it says, who gets it, and when."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.errors import Conflict, NotFound
from bot.model.announcements.announcement import EVERYBODY, Announcement, Attached, Audience, Content, Stage
from bot.model.blocks import Words
from bot.model.chats import Address, ChatKind, Topic, private_chat
from bot.model.files import MOST_FILES
from bot.model.letters.letter import Revision
from bot.model.people.person import Account, Person
from bot.ports.store import Unit
from bot.service.announcements.voices import check_own
from bot.text.text import n, t


def find(unit: Unit, letter_id: int, announcement_id: int | None) -> Announcement:
    """An announcement of a letter, by its number; raises `NotFound` where the letter has none."""
    announcement = unit.announcements.get(announcement_id) if announcement_id is not None else None
    if announcement is None or announcement.letter_id != letter_id:
        raise NotFound(t("There is no announcement {number}.", number=announcement_id or 0))
    return announcement


SOON = timedelta(minutes=1)


def draft(
    unit: Unit,
    person: Person,
    *,
    account: Account,
    letter_id: int,
    texts: Mapping[str, Words],
    ordered_in: Address,
    audience: Audience = EVERYBODY,
    at: datetime | None = None,
    files: tuple[int, ...] = (),
) -> Announcement:
    """A new draft. Its progress is told where it was ordered if the letter is reviewed there, else to its author."""
    new = unit.announcements.add(
        letter_id,
        Content(dict(texts), files, to_signers=audience.reach == "signers", next_letter=audience.reach == "earlier"),
        audience=audience,
        person_id=person.id,
        report_to=_report(unit, account, letter_id, ordered_in),
    )
    unit.files.keep(files)
    if at is None:
        return new
    return plan(unit, letter_id, new.id, at)


def _report(unit: Unit, account: Account, letter_id: int, ordered_in: Address) -> int:
    chat = unit.chats.find(ordered_in)
    if chat and (letter_id, Topic.REVIEWS) in unit.chats.followed(chat.id):
        return chat.id
    return unit.chats.ensure(private_chat(account), ChatKind.PRIVATE, "").id


def write(unit: Unit, letter_id: int, announcement_id: int, language: str, text: Words) -> Announcement:
    """What a draft says in a language."""
    announcement = _draft(unit, letter_id, announcement_id)
    check_own(announcement.content)
    return _content(unit, announcement, texts={**announcement.content.texts, language: text})


def switch(unit: Unit, letter_id: int, announcement_id: int, name: str) -> Announcement:
    """Turn something about how a draft is sent on or off."""
    announcement = _draft(unit, letter_id, announcement_id)
    return _content(unit, announcement, **{name: not getattr(announcement.content, name)})


def attach(unit: Unit, letter_id: int, announcement_id: int, *file_ids: int) -> Announcement:
    """Send files along; raises `Conflict` where there are too many."""
    announcement = _draft(unit, letter_id, announcement_id)
    files = tuple(dict.fromkeys((*announcement.content.files, *file_ids)))
    if len(files) > MOST_FILES:
        raise Conflict(
            n(
                "No more than {count} file can be sent together.",
                "No more than {count} files can be sent together.",
                MOST_FILES,
            )
        )
    unit.files.keep(file_ids)
    return _content(unit, announcement, files=files)


def attach_document(unit: Unit, revision: Revision, announcement_id: int, number: int) -> Announcement:
    """Send a document of the letter along, as of this revision; raises `NotFound` where it has no file to be sent,
    `Conflict` where there are too many files."""
    documents = revision.letter.documents
    document = documents[number - 1].file if 1 <= number <= len(documents) else None
    file = unit.files.document(revision.letter_id, document) if document else None
    if document is None or file is None:
        raise NotFound(t("There is no such document."))
    announcement = attach(unit, revision.letter_id, announcement_id, file.id)
    others = tuple(each for each in announcement.content.documents if each.file != file.id)
    attached = Attached(file.id, document.sha256, revision.number)
    return _content(unit, announcement, documents=(*others, attached))


def describe(unit: Unit, letter_id: int, announcement_id: int, file_id: int, alt: str) -> Announcement:
    """Say what is to be seen on a picture of a draft; raises `NotFound` where it has no such file."""
    announcement = _draft(unit, letter_id, announcement_id)
    if file_id not in announcement.content.files:
        raise NotFound(t("This file is not sent along any more."))
    described = unit.files.describe(letter_id, file_id, alt, announcement.id)
    content = announcement.content
    files = tuple(described if each == file_id else each for each in content.files)
    documents = tuple(replace(each, file=described) if each.file == file_id else each for each in content.documents)
    return _content(unit, announcement, files=files, documents=documents)


def detach(unit: Unit, letter_id: int, announcement_id: int, file_id: int) -> Announcement:
    """Don't send a file along after all."""
    announcement = _draft(unit, letter_id, announcement_id)
    content = announcement.content
    files = tuple(each for each in content.files if each != file_id)
    documents = tuple(each for each in content.documents if each.file != file_id)
    changed = _content(unit, announcement, files=files, documents=documents)
    unit.files.release(letter_id, (file_id,))
    return changed


def address(unit: Unit, letter_id: int, announcement_id: int, audience: Audience) -> Announcement:
    """Who gets a draft."""
    announcement = replace(_draft(unit, letter_id, announcement_id), audience=audience)
    signers, earlier = audience.reach == "signers", audience.reach == "earlier"
    return _content(unit, announcement, to_signers=signers, next_letter=earlier)


def plan(unit: Unit, letter_id: int, announcement_id: int, at: datetime | None) -> Announcement:
    """When a draft leaves: at a moment in its zone, or as soon as it is released, which a moment means that will have
    passed before anybody can release it."""
    later = at if at and at - unit.now > SOON else None
    zone = str(later.tzinfo) if later else ""
    announcement = replace(_draft(unit, letter_id, announcement_id), at=later, zone=zone)
    unit.announcements.save(announcement)
    return announcement


def discard(unit: Unit, letter_id: int, announcement_id: int) -> None:
    """A draft is not sent at all."""
    announcement = replace(_draft(unit, letter_id, announcement_id), stage=Stage.CANCELLED)
    unit.announcements.save(announcement)
    unit.files.release(letter_id, announcement.content.files)


def _draft(unit: Unit, letter_id: int, announcement_id: int) -> Announcement:
    announcement = find(unit, letter_id, announcement_id)
    if announcement.stage is not Stage.DRAFT:
        raise Conflict(t("Announcement {number} was released already.", number=announcement.id))
    return announcement


def _content(unit: Unit, announcement: Announcement, **changes: Any) -> Announcement:
    changed = replace(announcement, content=replace(announcement.content, **changes))
    unit.announcements.save(changed)
    return changed
