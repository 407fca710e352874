"""Desks: words and reservations, who waits before whom, a board's date, and codes that hand over."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.model.endorsements.endorsement import About, Endorsement, Representative, State, Words
from bot.model.journal.acts import Act
from bot.model.people.person import Role
from bot.ports.store import Store, Unit
from bot.service.journal import verification
from tests.conftest import Clock
from tests.letters import LETTER
from tests.storage.conftest import OnDisk
from tests.storage.examples import person, publish, sign, signed

COLLEAGUE = Representative("Grace Colleague", "Secretary", "grace@bakers.example")


def names(letter_id: int, unit: Unit, *given: tuple[str, State, tuple[int, ...]]) -> list[Endorsement]:
    """Endorsements of organizations in these states, with reservations about these demands."""
    found = list[Endorsement]()
    for name, state, reserved in given:
        endorsement = sign(unit, letter_id, name, state)
        kept = replace(endorsement, entry=replace(endorsement.entry, reserved=reserved))
        unit.desks.reword(kept, Act.ENDORSEMENT_RESERVATION_MADE, kept.person_id)
        found.append(kept)
    return found


async def test_words_and_reservations_come_back_as_they_were_given_and_are_journalled(store: Store) -> None:
    endorsement = await store.write(signed)
    assert endorsement.statement is Words.WAITING
    worded = endorsement.worded(About.STATEMENT, "Bread.", Words.SHOWN)
    await store.write(lambda unit: unit.desks.reword(worded, Act.ENDORSEMENT_STATEMENT_GIVEN, worded.person_id))
    reserved = replace(worded, entry=replace(worded.entry, reserved=(2, 10)))
    said = reserved.worded(About.RESERVATION, "But.", Words.WAITING)
    await store.write(lambda unit: unit.desks.reword(said, Act.ENDORSEMENT_RESERVATION_GIVEN, said.person_id))
    assert await store.read(lambda unit: unit.endorsements.get(said.id)) == said
    line = (await store.read(lambda unit: list(unit.journal.beside(1))))[-1].line
    assert line == said.entry.canonical()
    assert '"reserved":[2,10]' in line
    assert (await store.read(lambda unit: verification.verify(unit, LETTER))).fault == ""


async def test_reservations_are_counted_by_demand_among_those_listed(store: Store) -> None:
    letter_id = (await store.write(publish)).letter_id
    await store.write(
        lambda unit: names(
            letter_id, unit, ("A", State.LISTED, (2,)), ("B", State.LISTED, (2, 12)), ("C", State.LISTED, ()),
            ("D", State.SUBMITTED, (2,)), ("E", State.WITHDRAWN, (2,)),
        )
    )  # fmt: skip
    assert dict(await store.read(lambda unit: unit.desks.reservations(letter_id))) == {2: 2, 12: 1}
    assert dict(await store.read(lambda unit: unit.desks.reservations(letter_id + 1))) == {}


async def test_who_waits_longer_is_ahead(store: Store, clock: Clock) -> None:
    letter_id = (await store.write(publish)).letter_id
    first, second = await store.write(
        lambda unit: names(letter_id, unit, ("A", State.SUBMITTED, ()), ("B", State.SUBMITTED, ()))
    )
    clock.forward(minutes=1)
    third, _ = await store.write(
        lambda unit: names(letter_id, unit, ("C", State.SUBMITTED, ()), ("D", State.LISTED, ()))
    )
    waiting = (first, second, third)
    assert await store.read(lambda unit: [unit.desks.ahead(each) for each in waiting]) == [0, 1, 2]


async def test_words_that_wait_are_those_of_the_listed(store: Store) -> None:
    letter_id = (await store.write(publish)).letter_id
    _, listed = await store.write(
        lambda unit: names(letter_id, unit, ("A", State.SUBMITTED, ()), ("B", State.LISTED, ()))
    )
    assert await store.read(lambda unit: unit.desks.waiting(letter_id, 9)) == [listed]


async def test_a_reminder_is_given_once_when_it_is_due(store: Store, clock: Clock) -> None:
    endorsement = await store.write(signed)
    at = clock.now.astimezone(ZoneInfo("America/Toronto")) + timedelta(days=1)
    dated = replace(endorsement, board=at)
    await store.write(lambda unit: unit.desks.meet(dated, at + timedelta(days=1)))
    kept = await store.read(lambda unit: unit.endorsements.get(dated.id))
    assert kept
    assert kept.board == at
    assert str(kept.board.tzinfo) == "America/Toronto"
    assert await store.write(lambda unit: unit.desks.reminders(9)) == []
    clock.forward(days=2)
    assert await store.write(lambda unit: unit.desks.reminders(9)) == [kept]
    assert await store.write(lambda unit: unit.desks.reminders(9)) == []


async def test_a_code_of_a_desk_is_neither_an_invitation_nor_a_link(store: Store, clock: Clock) -> None:
    endorsement = await store.write(signed)
    until = clock.now + timedelta(days=7)
    await store.write(lambda unit: unit.desks.offer("CODE", until, endorsement))
    await store.write(lambda unit: unit.people.offer("OTHER", until, endorsement.person_id, 1, Role.EDITOR))
    assert await store.write(lambda unit: unit.people.redeem("CODE")) is None
    assert await store.read(lambda unit: unit.desks.offered("OTHER")) is None
    assert await store.read(lambda unit: unit.desks.offered("CODE")) == endorsement
    clock.forward(days=8)
    assert await store.read(lambda unit: unit.desks.offered("CODE")) is None


async def test_what_was_kept_of_the_earlier_representative_is_gone(store: Store, clock: Clock, on_disk: OnDisk) -> None:
    endorsement = await store.write(signed)
    await store.write(lambda unit: unit.desks.offer("CODE", clock.now + timedelta(days=7), endorsement))
    colleague = await store.write(lambda unit: person(unit, "grace"))
    taken = replace(endorsement, person_id=colleague.id)
    await store.write(lambda unit: unit.desks.hand_over(taken, COLLEAGUE))
    assert await store.read(lambda unit: unit.endorsements.get(taken.id)) == taken
    assert await store.read(lambda unit: unit.endorsements.representative(taken.id)) == COLLEAGUE
    assert await store.read(lambda unit: unit.desks.offered("CODE")) is None
    assert COLLEAGUE.email.encode() not in await on_disk()
    assert (await store.read(lambda unit: verification.verify(unit, LETTER))).fault == ""
