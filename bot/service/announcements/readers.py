"""Those who signed as readers: how many an announcement reaches, who gets it by mail, and who wants no more.

What goes to signers about a letter asks `tell` before, so that each gets few messages in all.
"""

from bot.model.announcements.announcement import OF_SIGNERS, Announcement, Audience, Stage
from bot.model.announcements.readers import MOST, Told
from bot.model.endorsements.consents import Item
from bot.model.endorsements.endorsement import COUNTED
from bot.model.proofs.mails import Mail, MailKind
from bot.ports.store import Unit

AT_ONCE = 200
"""So many mails are put into the queue in one unit of work."""

OVER = frozenset({Stage.CANCELLED, Stage.RECALLED})
"""Where nothing more of an announcement leaves."""


def size(unit: Unit, letter_id: int, audience: Audience, most: int | None = None) -> int:
    """How many an audience reaches now, in chats and by mail; chats counted up to `most`."""
    return unit.chats.count(letter_id, audience, most=most) + _mailed(unit, letter_id, audience)


def _mailed(unit: Unit, letter_id: int, audience: Audience) -> int:
    return unit.readers.count_mailed(letter_id, audience) if _by_mail(audience) else 0


def _by_mail(audience: Audience) -> bool:
    return audience.reach in OF_SIGNERS and not audience.chats


def queue_next(unit: Unit, announcement: Announcement) -> bool:
    """Note who is told an announcement in chats; once it is queued for all of them, put its next mails: whether there
    are more."""
    if announcement.audience.reach not in OF_SIGNERS:
        return False
    unit.readers.note_chats(announcement)
    if announcement.queued_to is not None or not _by_mail(announcement.audience):
        return False
    persons = unit.readers.to_mail(announcement, AT_ONCE)
    for person_id in persons:
        _note(unit, announcement, person_id)
        own = next(iter(unit.sessions.of_person(person_id)), None)
        if own and not unit.mails.unwanted(own.address):
            unit.mails.put(
                MailKind.ANNOUNCEMENT, announcement.letter_id, announcement.id, own.address, own.language
            )  # fmt: skip
    return len(persons) == AT_ONCE


def _note(unit: Unit, announcement: Announcement, person_id: int) -> None:
    letter_id, earlier = announcement.letter_id, unit.letters.earlier(announcement.letter_id)
    if announcement.audience.reach == "earlier" and earlier is not None:
        unit.readers.tell(earlier, person_id, Told.NEXT_LETTER, letter_id)
    else:
        unit.readers.tell(letter_id, person_id, Told.ANNOUNCEMENT, announcement.id)


def tell(unit: Unit, letter_id: int, person_id: int, told: Told, subject_id: int) -> bool:
    """Whether a person is to be told something as a signer of a letter; then it counts among the few messages that each
    gets. Not where they have had as many, or were told that before."""
    if unit.readers.told(letter_id, person_id) >= MOST and not agrees(unit, letter_id, person_id, Item.MORE):
        return False
    return unit.readers.tell(letter_id, person_id, told, subject_id)


def agrees(unit: Unit, letter_id: int, person_id: int, item: Item) -> bool:
    """Whether somebody who signed a letter has agreed to an item, for one of their organizations that is accepted."""
    signed = (each for each in unit.endorsements.of_person(person_id, letter_id) if each.state in COUNTED)
    return any(given.item is item for each in signed for given in unit.consents.given(each.id))


def stop(unit: Unit, letter_id: int, person_id: int, item: Item = Item.NEWS) -> None:
    """Somebody who signed wants no news of a letter any more, or not to be shown the next one; what they have agreed to
    beside stays."""
    for each in unit.endorsements.of_person(person_id, letter_id):
        if any(given.item is item for given in unit.consents.given(each.id)):
            unit.consents.take_back(each.id, (item, Item.MORE) if item is Item.NEWS else (item,))
    spare(unit, letter_id, person_id)


def spare(unit: Unit, letter_id: int, person_id: int) -> None:
    """What is still to leave for those who signed does not go to somebody who agrees to it no more."""
    for item in (Item.NEWS, Item.NEXT_LETTERS):
        if not agrees(unit, letter_id, person_id, item):
            unit.queue.spare(letter_id, person_id, item)


def wants(unit: Unit, mail: Mail) -> bool:
    """Whether whoever has the address of a mail with an announcement still wants it."""
    person_id, (letter_id, item) = _person(unit, mail), _agreed_by(unit, mail)
    return person_id is not None and agrees(unit, letter_id, person_id, item)


def stop_by_mail(unit: Unit, mail: Mail) -> None:
    """Whoever has the address of a mail with an announcement wants no more of those."""
    person_id, (letter_id, item) = _person(unit, mail), _agreed_by(unit, mail)
    if person_id is not None:
        stop(unit, letter_id, person_id, item)


def _agreed_by(unit: Unit, mail: Mail) -> tuple[int, Item]:
    """To what of which letter somebody agreed who gets an announcement by mail."""
    sent, earlier = unit.announcements.get(mail.subject_id), unit.letters.earlier(mail.letter_id)
    if sent and sent.content.next_letter and earlier is not None:
        return earlier, Item.NEXT_LETTERS
    return mail.letter_id, Item.NEWS


def _person(unit: Unit, mail: Mail) -> int | None:
    own = unit.sessions.at(mail.address)
    person = unit.people.find(own.account) if own else None
    return person.id if person else None
