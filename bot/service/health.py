"""Owners are told of what only the host can mend: once, and the message says so when it is well again."""

from collections.abc import Collection, Iterable
from datetime import datetime

from bot.model.deliveries import Subject
from bot.model.health import ABANDONED, KnownTrouble, Trouble
from bot.model.people.person import Role
from bot.ports.store import Unit
from bot.service.telling import private_chat_of


def follow(unit: Unit, begun: Collection[Trouble], met: Collection[Trouble], calm: Collection[Trouble]) -> None:
    """These troubles have begun, those are met, and the last were met here and are no more; what nobody has met for a
    while is over too. Owners are told of a new one in private, where nothing is the matter with the platform; what
    stands there of one that is over says that it is."""
    known = unit.health.standing()
    unit.health.see([each.id for each in known if each.trouble in met])
    for each in known:
        if is_over(each, met, calm, unit.now):
            unit.health.end(each.id)
            unit.queue.refresh(Subject.HEALTH, each.id)
    _tell(unit, begun)


def is_over(known: KnownTrouble, met: Collection[Trouble], calm: Collection[Trouble], now: datetime) -> bool:
    """Whether a trouble is well again."""
    return known.trouble in calm or (known.trouble not in met and now - known.seen_at >= ABANDONED)


def _tell(unit: Unit, begun: Collection[Trouble]) -> None:
    standing = {each.trouble for each in unit.health.standing()}
    fresh = [trouble for trouble in begun if trouble not in standing]
    ill = {each.about for each in (*standing, *fresh) if each.about}
    owners = _owners(unit) if fresh else ()
    for trouble in fresh:
        known = unit.health.begin(trouble)
        for person_id in owners:
            chat = private_chat_of(unit, person_id, avoided=ill)
            if chat:
                unit.queue.put(chat.id, Subject.HEALTH, known.id)


def _owners(unit: Unit) -> Iterable[int]:
    """Everybody who owns a letter, once."""
    letters = [each.letter_id for each in unit.letters.all()]
    organizers = [each for letter_id in letters for each in unit.people.organizers(letter_id)]
    return list(dict.fromkeys(person_id for person_id, roles in organizers if Role.OWNER in roles))
