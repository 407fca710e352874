"""People and organizations are forgotten: nothing of them is left anywhere on disk, and the journal still verifies."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from bot.interface.conversation import Interface
from bot.model.chats import ChatKind, Topic, private_chat
from bot.model.endorsements.consents import Item
from bot.model.endorsements.endorsement import IMPORTED, PublicEntry, Representative, State
from bot.model.journal.acts import Act
from bot.model.people.person import REMOVED_FOR, Account, Role
from bot.ports.store import Store, Unit
from bot.service.journal import heads, verification
from bot.service.people import forgetting
from bot.views.endorsements import consents
from storage import tables
from storage.unit import ConnectionUnit
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, sign, with_role
from tests.letters import LETTER

ORGANIZATION, NAME, ADDRESS = "Example Bakers of Somewhere", "Ada Example", "ada@example.org"
PERSONAL = (NAME, ADDRESS, "account-of-ada")


def everything(unit: Unit) -> Iterator[str]:
    """Every value in the database, as it reads."""
    assert isinstance(unit, ConnectionUnit)
    for table in tables.metadata.sorted_tables:
        for row in unit.connection.execute(select(table)):
            for column, value in row._mapping.items():
                sealed = isinstance(table.c[column].type, tables.Sealed)
                yield unit.cipher.open(value) if sealed and value is not None else str(value)


async def left(store: Store, *texts: str) -> set[str]:
    """Which of these texts stand anywhere on disk."""
    found = await store.read(lambda unit: list(everything(unit)))
    return {text for text in texts if any(text.casefold() in value.casefold() for value in found)}


async def verified(store: Store) -> str:
    return (await store.read(lambda unit: verification.verify(unit, LETTER))).fault


def follow(person: Someone) -> Callable[[Unit], None]:
    """Their private chat follows the news."""

    def unit(unit: Unit) -> None:
        chat = unit.chats.ensure(private_chat(person.account), ChatKind.PRIVATE, "")
        unit.chats.follow(chat.id, 1, Topic.NEWS)

    return unit


@pytest.fixture
async def rex(interface: Interface, store: Store) -> Someone:
    """An owner of the letter."""
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.OWNER, 1)
    return rex


@pytest.fixture
async def ada(interface: Interface, store: Store, rex: Someone) -> Someone:
    """Somebody who has signed, follows the news, was asked something and has answered; the head was published."""
    ada = Someone(interface, "account-of-ada")
    assert "received" in await sign(ada, ORGANIZATION)
    await store.write(follow(ada))
    await rex.press(button("decide", endorsement=1, decision="ask"))
    await rex.say("Who are you?")
    await ada.press(button("answer", endorsement=1))
    await ada.say("I am Ada Example.")
    await store.write(heads.publish_heads)
    assert await left(store, *PERSONAL, ORGANIZATION) == {*PERSONAL, ORGANIZATION}
    return ada


async def test_somebody_who_is_forgotten_leaves_nothing_and_the_sign_on_stands(ada: Someone, store: Store) -> None:
    assert ADDRESS in await ada.give("forget_me")
    assert "Forgotten" in await ada.push("Forget me, the sign-ons stand")
    assert await left(store, *PERSONAL) == set()
    assert await left(store, ORGANIZATION) == {ORGANIZATION}
    standing = await store.read(lambda unit: unit.endorsements.get(1))
    assert standing is not None
    assert standing.state is State.SUBMITTED
    assert await verified(store) == ""
    assert "Nothing." in await ada.give("privacy")


async def test_a_sign_on_without_its_representative_is_still_reviewed_and_listed(ada: Someone, rex: Someone) -> None:
    await ada.give("forget_me")
    await ada.push("Forget me, the sign-ons stand")
    assert ORGANIZATION in await rex.press(button("review"))
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    assert ORGANIZATION in await ada.press(button("signatories"))


async def test_somebody_takes_their_sign_on_back_and_both_are_gone(ada: Someone, store: Store) -> None:
    await ada.give("forget_me")
    await ada.push("Forget me, and take them back")
    assert await left(store, *PERSONAL, ORGANIZATION) == set()
    assert await verified(store) == ""


async def test_a_withdrawn_organization_is_erased_when_its_representative_says_so(ada: Someone, store: Store) -> None:
    assert "Withdraw it first" in await ada.press(button("erase", endorsement=1, sure="yes"))
    await ada.press(button("withdraw", endorsement=1, sure="yes"))
    await ada.give("endorsement")
    await ada.push("Erase")
    assert "Erased" in await ada.push("Yes, erase it")
    assert await left(store, ORGANIZATION, NAME, ADDRESS) == set()
    assert await verified(store) == ""


async def test_nobody_else_erases_it(ada: Someone, store: Store, interface: Interface) -> None:
    await ada.press(button("withdraw", endorsement=1, sure="yes"))
    assert "Only the account that signed" in await Someone(interface, "eve").press(
        button("erase", endorsement=1, sure="yes")
    )
    assert await left(store, ORGANIZATION) == {ORGANIZATION}


async def test_an_organization_that_stands_elsewhere_keeps_its_record(
    ada: Someone, store: Store, interface: Interface
) -> None:
    await sign(Someone(interface, "ben"), ORGANIZATION, letter=2)
    await ada.give("forget_me")
    await ada.push("Forget me, and take them back")
    assert await store.read(lambda unit: unit.organizations.same(ORGANIZATION)) is not None


async def test_the_only_owner_is_not_forgotten_before_there_is_another(
    interface: Interface, store: Store, rex: Someone
) -> None:
    assert "the only owner" in await rex.press(button("forget_me", how="keep"))
    await with_role(store, Someone(interface, "olga"), Role.OWNER, None)
    assert "Forgotten" in await rex.press(button("forget_me", how="keep"))
    assert await left(store, "rex") == set()


async def test_whoever_comes_back_is_somebody_new(ada: Someone) -> None:
    await ada.give("forget_me")
    await ada.push("Forget me, the sign-ons stand")
    assert "Only the account that signed" in await ada.press(button("withdraw", endorsement=1, sure="yes"))


async def test_what_nobody_has_told_to_keep_is_erased_when_its_time_is_over(
    ada: Someone, rex: Someone, store: Store, clock: Clock
) -> None:
    await rex.press(button("decide", endorsement=1, decision="decline"))
    await rex.say("It is a bakery.")
    clock.forward(days=89)
    await store.write(forgetting.retire)
    assert await left(store, ORGANIZATION) == {ORGANIZATION}
    clock.forward(days=2)
    await store.write(forgetting.retire)
    assert await left(store, ORGANIZATION, NAME, ADDRESS) == set()
    assert await verified(store) == ""


async def test_of_a_withdrawn_sign_on_the_person_is_forgotten_first(ada: Someone, store: Store, clock: Clock) -> None:
    await ada.press(button("withdraw", endorsement=1, sure="yes"))
    clock.forward(days=31)
    await store.write(forgetting.retire)
    assert await left(store, NAME, ADDRESS) == set()
    assert await left(store, ORGANIZATION) == {ORGANIZATION}


async def test_to_what_somebody_agreed_is_on_record_in_the_words_that_they_read(ada: Someone, store: Store) -> None:
    given = await store.read(lambda unit: unit.consents.given(1))
    assert [(each.item, each.wording) for each in given] == [
        (item, consents.version(item)) for item in (Item.AUTHORITY, Item.DETAILS, Item.LINE)
    ]
    assert {each.language for each in given} == {"en"}


@pytest.fixture
async def eve(ada: Someone, rex: Someone, interface: Interface) -> Someone:
    """Somebody who disputes what Ada signed, and is in the list."""
    eve = Someone(interface, "eve")
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    await eve.press(button("dispute"))
    await eve.say(ORGANIZATION, "Eve Example", "director", "eve@example.com", "It was never decided.")
    await eve.push("Yes, tell the reviewers")
    return eve


async def test_whoever_disputed_is_forgotten_90_days_after_it_was_settled(
    eve: Someone, rex: Someone, store: Store, clock: Clock
) -> None:
    claim = ("Eve Example", "director", "eve@example.com", "It was never decided.")
    clock.forward(days=100)
    await store.write(forgetting.retire)
    assert await left(store, *claim) == set(claim)
    await rex.press(button("settle", dispute=1, verdict="stands"))
    clock.forward(days=89)
    await store.write(forgetting.retire)
    assert await left(store, *claim) == set(claim)
    assert "1 dispute" in await eve.give("privacy")
    clock.forward(days=2)
    await store.write(forgetting.retire)
    assert await left(store, *claim) == set()
    assert await left(store, ORGANIZATION) == {ORGANIZATION}
    assert "dispute that you made" not in await eve.give("privacy")
    assert await store.read(lambda unit: unit.privacy.disputed(1, unit.now, 1)) == []
    assert await verified(store) == ""


async def test_a_dispute_that_nobody_settled_goes_with_the_sign_on_that_was_withdrawn(
    eve: Someone, ada: Someone, store: Store, clock: Clock
) -> None:
    await ada.press(button("withdraw", endorsement=1, sure="yes"))
    clock.forward(days=91)
    await store.write(forgetting.retire)
    assert await left(store, "Eve Example", "eve@example.com") == set()


async def test_however_much_somebody_signed_all_of_it_is_taken_back_piece_by_piece(
    ada: Someone, rex: Someone, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "IN_A_PIECE", 2)
    names = [ORGANIZATION, *(f"Example Bakers of Place {number}" for number in range(3))]
    for name in names[1:]:
        await sign(ada, name)
    await ada.give("forget_me")
    assert "A part is erased" in await ada.push("Forget me, and take them back")
    assert await left(store, *names) == set(names[2:])
    assert "A part is erased" in await ada.push("Go on")
    assert "Forgotten" in await ada.push("Go on")
    assert await left(store, *names, *PERSONAL) == set()
    assert await verified(store) == ""


async def test_however_much_somebody_signed_all_of_it_stands_without_them(
    ada: Someone, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "IN_A_PIECE", 2)
    await sign(ada, "Example Millers")
    await sign(ada, "Example Growers")
    await ada.press(button("withdraw", endorsement=2, sure="yes"))
    await ada.press(button("forget_me", how="keep"))
    assert "Forgotten" in await ada.push("Go on")
    assert await left(store, *PERSONAL, "Example Millers") == set()
    assert await left(store, ORGANIZATION, "Example Growers") == {ORGANIZATION, "Example Growers"}


async def test_whoever_brought_sign_ons_in_is_forgotten_without_the_people_who_signed_elsewhere(
    rex: Someone, store: Store
) -> None:
    def brought_in(unit: Unit) -> None:
        unit.endorsements.add(
            letter_id=LETTER,
            organization_id=unit.organizations.add(ORGANIZATION, "").id,
            receipt="4JTH8Q27",
            state=State.SUBMITTED,
            revision=1,
            language="en",
            entry=PublicEntry(ORGANIZATION),
            representative=Representative(NAME, "chair", ADDRESS),
            person_id=unit.people.ensure(rex.account).id,
            act=Act.ENDORSEMENT_SUBMITTED,
            origin=IMPORTED,
        )

    await store.write(brought_in)
    await with_role(store, Someone(rex.interface, "olga"), Role.OWNER, None)
    assert "Forgotten" in await rex.press(button("forget_me", how="withdraw"))
    assert await left(store, NAME, ORGANIZATION) == {NAME, ORGANIZATION}


async def test_a_role_that_was_taken_away_can_be_given_back_for_a_day_and_is_gone_then(
    interface: Interface, store: Store, clock: Clock
) -> None:
    def take_away(unit: Unit) -> int:
        ada, olga = (unit.people.ensure(Account("test", name)) for name in ("ada", "olga"))
        unit.people.grant(ada.id, LETTER, Role.EDITOR)
        unit.organizers.remember(ada.id, LETTER, olga.id)
        return olga.id

    def remembered(unit: Unit) -> int:
        assert isinstance(unit, ConnectionUnit)
        return len(unit.connection.execute(select(tables.former_roles)).all())

    olga = await store.write(take_away)
    await store.write(forgetting.retire)
    assert await store.read(lambda unit: len(unit.organizers.removed(LETTER, olga))) == 1
    clock.now += REMOVED_FOR
    await store.write(forgetting.retire)
    assert await store.read(remembered) == 0
