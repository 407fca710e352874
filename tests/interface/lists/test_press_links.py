"""Links for the press: who makes them, what waits for a second organizer, what owners are told, and what is kept."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.interface.conversation import Interface
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import State
from bot.model.lists.press_links import FORGOTTEN_AFTER, TOLD_AGAIN_AFTER, PressLink
from bot.model.people.person import Person, Role
from bot.model.people.settings import GUARDED_FROM
from bot.notices.composing import composer
from bot.ports.store import Store, Unit
from bot.service.lists import press_links, publication
from bot.service.people import forgetting, organizers
from bot.text.blocks import plain
from storage import tables
from storage.unit import ConnectionUnit
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, with_role
from tests.letters import LETTER, OTHER_LETTER
from tests.memory import MemoryStore
from tests.storage import examples

WEB = "https://letters.example.org"
GAZETTE = "Jo Example, Example Gazette"
UNTIL = timedelta(days=2)


@pytest.fixture
async def olga(interface: Interface, store: Store) -> Someone:
    """An owner of a letter whose list is kept back for two days."""
    interface.web = WEB
    olga = Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, LETTER)

    def unit(unit: Unit) -> None:
        publication.keep_back(unit, unit.people.ensure(olga.account), LETTER, unit.now + UNTIL)
        examples.sign(unit, LETTER, "Example Bakers", State.LISTED)

    await store.write(unit)
    return olga


async def begun(owner: Someone, which: str = "Frozen now", until: str = "tomorrow at 5 pm") -> str:
    """Somebody makes a link, up to the moment that is shown back to them."""
    await owner.give("press_link", letter=str(LETTER))
    await owner.push(which)
    return await owner.say(GAZETTE, until)


async def made(owner: Someone, which: str = "Frozen now", until: str = "tomorrow at 5 pm") -> str:
    await begun(owner, which, until)
    return await owner.push("Yes")


def token(answer: str) -> str:
    return answer.partition(f"{WEB}/press/")[2][:26]


async def leads(store: Store, answer: str) -> bool:
    """Whether the link in an answer leads to the list."""
    return await store.read(lambda unit: press_links.by_token(unit, token(answer))) is not None


async def one(store: Store, number: int = 1) -> PressLink:
    found = await store.read(lambda unit: unit.press_links.get(number))
    assert found
    return found


async def told(interface: Interface, store: Store, name: str, subject: Subject) -> list[str]:
    """What somebody is told by itself."""

    def unit(unit: Unit) -> list[str]:
        says = composer(interface)(unit)
        due = [each for each in unit.outbox.due("test", 100) if each.subject is subject]
        return [plain(message.blocks) for each in due if each.address.place == f"@{name}" and (message := says(each))]

    return await store.read(unit)


async def test_an_owner_makes_a_link_that_is_shown_once(olga: Someone, store: Store) -> None:
    answer = await made(olga)
    assert GAZETTE in answer
    assert "snapshot 1" in answer
    assert await leads(store, answer)
    shown = await olga.give("press_links", letter=str(LETTER))
    assert GAZETTE in shown
    assert "not opened yet" in shown
    assert token(answer) not in shown


async def test_of_a_link_no_token_and_no_recipient_can_be_read_on_disk(olga: Someone, store: Store) -> None:
    secret = token(await made(olga))
    assert isinstance(store, MemoryStore)
    for each in (secret, GAZETTE):
        assert len(each) > 20
        assert each.encode() not in store.content()


async def test_the_same_frozen_list_can_be_shown_to_several(olga: Someone, store: Store) -> None:
    await made(olga)
    assert "snapshot 1" in await made(olga, "Snapshot 1")
    assert len(await store.read(lambda unit: unit.lists.snapshots(LETTER, 9))) == 1
    assert "as it is whenever it is opened" in await made(olga, "As it is whenever it is opened")
    assert [(await one(store, number)).snapshot for number in (1, 2, 3)] == [1, 1, None]


async def test_a_link_ends_a_day_after_the_embargo_at_the_latest(olga: Someone, store: Store, clock: Clock) -> None:
    late, latest = clock.now + UNTIL + timedelta(days=1, minutes=1), clock.now + UNTIL + timedelta(days=1)
    refused = await made(olga, until=f"{late:%Y-%m-%d %H:%M} UTC")
    assert "A link ends a day after the list is public at the latest" in refused
    assert await store.read(lambda unit: unit.press_links.all(LETTER)) == []
    assert await store.read(lambda unit: unit.lists.snapshots(LETTER, 1)) == []
    assert await leads(store, await made(olga, until=f"{latest:%Y-%m-%d %H:%M} UTC"))
    assert (await one(store)).until == latest


async def test_nobody_needs_a_link_to_a_public_list(interface: Interface, store: Store) -> None:
    interface.web = WEB
    olga = Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, LETTER)
    assert "The list is public" in await olga.give("press_link", letter=str(LETTER))
    assert olga.labels == []


async def test_without_pages_there_is_nothing_to_which_a_link_leads(olga: Someone) -> None:
    olga.interface.web = ""
    assert "The host serves no pages" in await olga.give("press_link", letter=str(LETTER))


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER])
async def test_others_make_and_see_none(interface: Interface, store: Store, olga: Someone, role: Role) -> None:
    await made(olga)
    other = Someone(interface, "ed")
    await with_role(store, other, role, LETTER)
    for command in ("press_link", "press_links"):
        assert "This is for the letter's organizers" in await other.give(command, letter=str(LETTER))
    assert "This is for the letter's organizers" in await other.press(button("press_links", revoke=1))


async def test_a_press_ends_a_link(olga: Someone, store: Store) -> None:
    answer = await made(olga)
    assert "leads nowhere any more" in await olga.push(f"Revoke: {GAZETTE}")
    assert not await leads(store, answer)
    assert "leads nowhere any more" in await olga.press(button("press_links", revoke=1))
    assert "revoked on" in await olga.give("press_links", letter=str(LETTER))


async def test_another_letter_s_owner_ends_none(interface: Interface, store: Store, olga: Someone) -> None:
    answer = await made(olga)
    other = Someone(interface, "otto")
    await with_role(store, other, Role.OWNER, OTHER_LETTER)
    for command in ("press_links", "agree_press_link"):
        values = {"revoke": 1} if command == "press_links" else {"link": 1, "act": "refuse"}
        assert "There is no such link" in await other.press(button(command, letter=OTHER_LETTER, **values))
    assert await leads(store, answer)


async def test_a_link_ends_by_itself(olga: Someone, store: Store, clock: Clock) -> None:
    answer = await made(olga)
    clock.now = (await one(store)).until - timedelta(seconds=1)
    assert await leads(store, answer)
    clock.forward(seconds=1)
    assert not await leads(store, answer)
    assert "ended on" in await olga.give("press_links", letter=str(LETTER))


async def test_a_link_ends_with_the_role_of_whoever_made_it(interface: Interface, store: Store, olga: Someone) -> None:
    answer, other = await made(olga), Someone(interface, "otto")
    otto = Person(await with_role(store, other, Role.OWNER, LETTER))
    owner = await store.read(lambda unit: unit.people.find(olga.account))
    assert owner
    await store.write(lambda unit: organizers.remove(unit, otto, LETTER, owner.id))
    assert not await leads(store, answer)
    assert "whoever made it is no owner any more" in await other.give("press_links", letter=str(LETTER))
    await store.write(lambda unit: organizers.restore(unit, otto, LETTER, owner.id))
    assert await leads(store, answer)


# A second organizer.


@pytest.fixture
async def ed(interface: Interface, store: Store) -> Someone:
    """An editor."""
    ed = Someone(interface, "ed")
    await with_role(store, ed, Role.EDITOR, LETTER)
    return ed


async def guarded(store: Store) -> None:
    await store.write(lambda unit: unit.settings.set(LETTER, "second", "on"))


async def test_where_another_has_to_agree_a_link_leads_nowhere_before(
    interface: Interface, store: Store, olga: Someone, ed: Someone
) -> None:
    await guarded(store)
    answer = await made(olga)
    assert "It leads nowhere until another organizer agrees" in answer
    assert not await leads(store, answer)
    (card,) = await told(interface, store, "ed", Subject.PRESS_LINK)
    assert GAZETTE in card
    assert "Asked by Olga" in card
    assert await told(interface, store, "olga", Subject.PRESS_LINK) == []
    agree = button("agree_press_link", letter=LETTER, act="agree", link=1)
    assert "you have released it yourself" in await olga.press(agree)
    assert not await leads(store, answer)
    assert "ends on" in await ed.press(agree)
    assert await leads(store, answer)
    assert "does not wait" in await ed.press(agree)


async def test_another_can_refuse_a_link(olga: Someone, ed: Someone, store: Store) -> None:
    await guarded(store)
    answer = await made(olga)
    assert "revoked on" in await ed.press(button("agree_press_link", letter=LETTER, act="refuse", link=1))
    assert "does not wait" in await ed.press(button("agree_press_link", letter=LETTER, act="agree", link=1))
    assert not await leads(store, answer)


async def test_so_many_links_as_one_may_reach_alone(olga: Someone, ed: Someone, store: Store) -> None:
    """`ed` is a second organizer: without one, nobody could agree."""
    answers = [await made(olga, "As it is whenever it is opened") for _ in range(GUARDED_FROM)]
    assert [await leads(store, each) for each in answers] == [True] * (GUARDED_FROM - 1) + [False]


async def test_whoever_wants_a_link_and_is_removed_gets_none(olga: Someone, ed: Someone, store: Store) -> None:
    await guarded(store)
    answer = await made(olga)
    await store.write(lambda unit: unit.people.revoke((unit.people.ensure(olga.account)).id, LETTER))
    assert "no organizer any more" in await ed.press(button("agree_press_link", letter=LETTER, act="agree", link=1))
    assert not await leads(store, answer)


# What owners are told.


async def use(store: Store) -> None:
    link = await one(store)
    await store.write(lambda unit: press_links.use(unit, link))


async def test_owners_are_told_of_the_first_use_and_then_once_an_hour(
    interface: Interface, store: Store, olga: Someone, ed: Someone, clock: Clock
) -> None:
    await made(olga)
    counts, moments = [], [timedelta(0), timedelta(minutes=1), TOLD_AGAIN_AFTER - timedelta(minutes=1), timedelta(1)]
    for each in moments:
        clock.now += each
        await use(store)
        counts.append(len(await told(interface, store, "olga", Subject.PRESS_LINK_OPENED)))
    assert counts == [1, 1, 2, 3]
    (*_, said) = await told(interface, store, "olga", Subject.PRESS_LINK_OPENED)
    assert GAZETTE in said
    assert "opened first on" in said
    assert await told(interface, store, "ed", Subject.PRESS_LINK_OPENED) == []


async def test_who_owns_the_letter_no_more_is_not_told_whose_link_it_was(
    interface: Interface, store: Store, olga: Someone
) -> None:
    await made(olga)
    await use(store)
    await store.write(lambda unit: unit.people.revoke((unit.people.ensure(olga.account)).id, LETTER))
    assert GAZETTE not in "".join(await told(interface, store, "olga", Subject.PRESS_LINK_OPENED))


# What is kept.


async def retired(store: Store) -> list[PressLink]:
    await store.write(forgetting.retire)
    return list(await store.read(lambda unit: unit.press_links.all(LETTER)))


async def revoked(olga: Someone) -> None:
    await olga.push(f"Revoke: {GAZETTE}")


async def left_alone(olga: Someone) -> None:
    """It ends by itself."""


@pytest.mark.parametrize("end", [revoked, left_alone])
async def test_a_month_after_its_end_nothing_is_kept_of_a_link(
    interface: Interface, store: Store, olga: Someone, clock: Clock, end: Callable[[Someone], Awaitable[None]]
) -> None:
    await made(olga)
    await end(olga)
    clock.now = (await one(store)).ends + FORGOTTEN_AFTER - timedelta(seconds=1)
    assert len(await retired(store)) == 1
    clock.forward(seconds=1)
    assert await retired(store) == []
    assert await told(interface, store, "olga", Subject.PRESS_LINK_OPENED) == []
    assert "None." in await olga.give("press_links", letter=str(LETTER))


async def test_links_that_live_and_links_that_have_ended_are_bounded(
    store: Store, olga: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press_links, "MOST_LIVING", 2)
    monkeypatch.setattr(press_links, "MOST_ENDED", 1)
    for _ in range(3):
        await made(olga, "As it is whenever it is opened")
        await revoked(olga)
    for _ in range(2):
        await made(olga, "As it is whenever it is opened")
    assert "There are 2 links already" in await made(olga, "As it is whenever it is opened")
    kept = await store.read(lambda unit: unit.press_links.all(LETTER))
    assert [each.id for each in kept] == [5, 4, 3]


async def test_the_journal_says_that_links_were_made_and_revoked_and_for_nobody(
    store: Store, olga: Someone, ed: Someone
) -> None:
    await guarded(store)
    await made(olga)
    await ed.press(button("agree_press_link", letter=LETTER, act="agree", link=1))
    await olga.press(button("press_links", revoke=1))

    def unit(unit: Unit) -> list[str]:
        assert isinstance(unit, ConnectionUnit)
        bodies = select(tables.journal.c.body).where(tables.journal.c.letter_id == LETTER)
        return [each for each in unit.connection.execute(bodies).scalars() if "press_link" in each]

    bodies = await store.read(unit)
    assert [body.partition('"act":"press_link.')[2].partition('"')[0] for body in bodies] == [
        "made", "agreed", "revoked",
    ]  # fmt: skip
    assert not [body for body in bodies if "Gazette" in body]
