"""Nobody is a second organizer at once whom one has invited, and no owner loosens what guards a letter alone."""

import pytest

from bot.interface.conversation import Interface
from bot.model.chats import Address, ChatKind, Topic
from bot.model.deliveries import Subject
from bot.model.people.person import Account, Role
from bot.model.people.settings import read_choices
from bot.notices.composing import composer
from bot.ports.store import Store, Unit
from bot.service.people import guards, organizers
from bot.text.blocks import plain
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, with_role

LETTER = 1
OFF = button("settings", letter=LETTER, setting="second", value="off")
AGREES = button("guards", letter=LETTER, act="agree", setting="second")
REFUSES = button("guards", letter=LETTER, act="refuse", setting="second")


async def followed(store: Store, chats: int) -> None:
    def unit(unit: Unit) -> None:
        for number in range(chats):
            chat = unit.chats.ensure(Address("test", f"-{number}"), ChatKind.GROUP, "")
            unit.chats.follow(chat.id, LETTER, Topic.NEWS)

    await store.write(unit)


async def invited(interface: Interface, store: Store, by: Someone, name: str, role: Role) -> Someone:
    """Somebody whom an organizer has invited just now."""
    someone = Someone(interface, name)

    def unit(unit: Unit) -> str:
        inviter = unit.people.find(by.account)
        return organizers.invite(unit, inviter, LETTER, role)

    await someone.give("claim", code=await store.write(unit))
    return someone


TOLD = (Subject.GUARD, Subject.JOINED, Subject.REMOVED)


async def told(interface: Interface, store: Store, name: str) -> list[str]:
    """What somebody is told about guards."""

    def unit(unit: Unit) -> list[str]:
        due = [each for each in unit.outbox.due("test", 100) if each.subject in TOLD]
        says = composer(interface)(unit)
        return [plain(message.blocks) for each in due if each.address.place == f"@{name}" and (message := says(each))]

    return await store.read(unit)


async def guard(store: Store, clock: Clock) -> str:
    return read_choices(await store.read(lambda unit: unit.settings.all(LETTER))).guard(clock.now)


async def sends(someone: Someone) -> str:
    """Somebody announces to everybody; what they are told."""
    await someone.give("announce", letter=str(LETTER), text="Claim your grant")
    return await someone.push("Send it now")


async def agrees(someone: Someone, number: int = 1) -> str:
    await someone.give("announcements", letter=str(LETTER), announcement=str(number))
    return await someone.push("Release it") if "Release it" in someone.labels else someone.text


async def test_an_owner_does_not_turn_the_guard_off_alone(interface: Interface, store: Store, clock: Clock) -> None:
    olga, mal = Someone(interface, "olga"), Someone(interface, "mal")
    for each in (olga, mal):
        await with_role(store, each, Role.OWNER, LETTER)
    assert "One owner alone can't loosen" in await mal.press(OFF)
    assert await guard(store, clock) == "auto"
    (said,) = await told(interface, store, "olga")
    assert "Mal wants: Another organizer has to release an announcement too: never." in said
    assert "every owner can refuse" in said
    assert "Another owner has to agree" in await mal.press(AGREES)
    assert "The old rule goes on to hold" in await olga.press(REFUSES)
    clock.forward(days=2)
    assert await guard(store, clock) == "auto"


async def test_another_owner_agrees_or_a_day_passes(interface: Interface, store: Store, clock: Clock) -> None:
    olga, mal = Someone(interface, "olga"), Someone(interface, "mal")
    for each in (olga, mal):
        await with_role(store, each, Role.OWNER, LETTER)
    await mal.press(OFF)
    assert "It holds from now on" in await olga.press(AGREES)
    assert await guard(store, clock) == "off"
    await mal.press(button("settings", letter=LETTER, setting="second", value="on"))
    assert await guard(store, clock) == "on"
    await mal.press(button("settings", letter=LETTER, setting="second", value="auto"))
    clock.forward(hours=23, minutes=59)
    assert await guard(store, clock) == "on"
    clock.forward(minutes=1)
    assert await guard(store, clock) == "auto"
    assert "nothing to agree to any more" in await olga.press(AGREES)


async def test_whom_one_has_invited_does_not_agree_to_what_one_has_loosened(
    interface: Interface, store: Store, clock: Clock
) -> None:
    olga, mal = Someone(interface, "olga"), Someone(interface, "mal")
    for each in (olga, mal):
        await with_role(store, each, Role.OWNER, LETTER)
    await mal.press(OFF)
    friend = await invited(interface, store, mal, "friend", Role.OWNER)
    assert "Another owner has to agree" in await friend.press(AGREES)
    assert await guard(store, clock) == "auto"


async def test_what_a_removed_owner_wanted_does_not_come_about(
    interface: Interface, store: Store, clock: Clock
) -> None:
    olga, mal = Someone(interface, "olga"), Someone(interface, "mal")
    for each in (olga, mal):
        await with_role(store, each, Role.OWNER, LETTER)
    await mal.press(OFF)
    number = await store.read(lambda unit: unit.people.find(Account("test", "mal")))
    assert number
    await olga.press(button("organizers", letter=LETTER, remove=number.id, sure="yes"))
    clock.forward(days=2)
    assert await guard(store, clock) == "auto"


async def test_whom_one_has_just_invited_is_no_second_organizer(
    interface: Interface, store: Store, clock: Clock
) -> None:
    olga, mal = Someone(interface, "olga"), Someone(interface, "mal")
    for each in (olga, mal):
        await with_role(store, each, Role.OWNER, LETTER)
    await followed(store, 12)
    friend = await invited(interface, store, mal, "friend", Role.EDITOR)
    assert "as soon as another owner agrees to you, you count" in friend.text
    (said,) = await told(interface, store, "olga")
    assert "Friend was invited by " in said
    assert "waits for another organizer" in await sends(mal)
    assert "You were invited a short while ago" in await agrees(friend)
    assert "waits for another organizer" in await sends(friend)
    assert "You have invited this organizer yourself" in await agrees(mal, 2)
    assert "Released. Thank you." in await agrees(olga, 2)
    clock.forward(days=1)
    assert "Released. Thank you." in await agrees(friend)


async def test_another_owner_makes_them_count_at_once(interface: Interface, store: Store) -> None:
    olga, mal = Someone(interface, "olga"), Someone(interface, "mal")
    for each in (olga, mal):
        await with_role(store, each, Role.OWNER, LETTER)
    await followed(store, 12)
    friend = await invited(interface, store, mal, "friend", Role.EDITOR)
    number = await store.read(lambda unit: unit.people.find(friend.account))
    assert number
    counts = button("guards", letter=LETTER, act="count", organizer=number.id)
    assert "Another owner has to agree" in await mal.press(counts)
    assert "They count as another organizer from now on" in await olga.press(counts)
    assert "waits for another organizer" in await sends(mal)
    assert "Released. Thank you." in await agrees(friend)


async def test_new_organizers_spend_of_the_account_of_whoever_invited_them(
    interface: Interface, store: Store, clock: Clock
) -> None:
    olga, mal = Someone(interface, "olga"), Someone(interface, "mal")
    for each in (olga, mal):
        await with_role(store, each, Role.OWNER, LETTER)
    await followed(store, 5)
    first = await invited(interface, store, mal, "first", Role.OWNER)
    second = await invited(interface, store, first, "second", Role.EDITOR)
    assert "is on its way to 5 chats" in await sends(second)
    for each in (mal, first, second):
        assert "waits for another organizer" in await sends(each)
    assert "is on its way to 5 chats" in await sends(olga) or "is released" in olga.text


async def test_removing_the_others_does_not_end_the_guard_at_once(
    interface: Interface, store: Store, clock: Clock
) -> None:
    mal, ed = Someone(interface, "mal"), Someone(interface, "ed")
    await with_role(store, mal, Role.OWNER, LETTER)
    number = await with_role(store, ed, Role.EDITOR, LETTER)
    await followed(store, 12)
    assert "until 2 March 2026" in await mal.press(button("organizers", letter=LETTER, remove=number, sure="yes"))
    (said,) = await told(interface, store, "ed")
    assert "You are no organizer of" in said
    assert "An organizer was removed" not in said
    friend = await invited(interface, store, mal, "friend", Role.EDITOR)
    assert "waits for another organizer" in await sends(mal)
    assert "You were invited a short while ago" in await agrees(friend)
    clock.forward(days=1, minutes=1)
    await store.write(lambda unit: unit.people.revoke(number + 1, LETTER))
    assert await store.read(lambda unit: guards.held_until(unit, LETTER)) is None


async def test_two_accounts_of_one_person_are_one_and_whom_the_host_names_counts_at_once(
    interface: Interface, store: Store
) -> None:
    mal = Someone(interface, "mal")
    await with_role(store, mal, Role.OWNER, LETTER)
    host = Someone(interface, "host")
    await host.give("claim", code=await store.write(lambda unit: organizers.invite(unit, None, None, Role.OWNER)))
    await followed(store, 12)
    phone = Someone(interface, "phone")
    code = await store.write(lambda unit: organizers.link_account(unit, unit.people.ensure(mal.account)))
    await phone.give("claim", code=code)
    await phone.push("Yes, both accounts are mine")
    assert "waits for another organizer" in await sends(mal)
    assert "Release it" not in (await phone.give("announcements", letter="1", announcement="1"), *phone.labels)
    assert "Released. Thank you." in await agrees(host)


async def test_an_organizer_who_was_forgotten_leaves_nothing_to_agree_to(interface: Interface, store: Store) -> None:
    olga, mal = Someone(interface, "olga"), Someone(interface, "mal")
    for each in (olga, mal):
        await with_role(store, each, Role.OWNER, LETTER)
    await followed(store, 12)
    friend = await invited(interface, store, mal, "friend", Role.EDITOR)
    assert "waits for another organizer" in await sends(friend)
    number = await store.read(lambda unit: unit.people.find(friend.account))
    assert number
    await store.write(lambda unit: unit.privacy.forget(number.id))
    assert "no organizer any more, so nobody can agree" in await agrees(mal)


async def test_a_switch_that_would_reach_many_waits_for_another_owner(
    interface: Interface, store: Store, clock: Clock
) -> None:
    olga, mal = Someone(interface, "olga"), Someone(interface, "mal")
    for each in (olga, mal):
        await with_role(store, each, Role.OWNER, LETTER)
    await followed(store, 12)
    on = button("settings", letter=LETTER, setting="events", value="on")
    assert "One owner alone can't loosen" in await mal.press(on)
    assert "Events: off" in mal.text
    assert "Mal wants: Events: on." in (await told(interface, store, "olga"))[0]
    await olga.press(button("guards", letter=LETTER, act="agree", setting="events"))
    assert "Events: on" in await olga.give("settings", letter="1")


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER])
async def test_only_owners_agree_and_refuse(interface: Interface, store: Store, clock: Clock, role: Role) -> None:
    mal, other = Someone(interface, "mal"), Someone(interface, "other")
    await with_role(store, mal, Role.OWNER, LETTER)
    await with_role(store, other, role, LETTER)
    await mal.press(OFF)
    for act in (AGREES, REFUSES):
        assert "for the letter's organizers" in await other.press(act)
    assert await guard(store, clock) == "auto"
    assert read_choices(await store.read(lambda unit: unit.settings.all(LETTER))).loosenings


async def test_who_organizes_a_letter_alone_does_not_agree_with_themselves(interface: Interface, store: Store) -> None:
    ada = Someone(interface, "ada")
    await with_role(store, ada, Role.OWNER, LETTER)

    def agrees(unit: Unit) -> bool:
        person = unit.people.find(ada.account)
        assert person
        return guards.may_agree(unit, LETTER, person.id, person.id)

    assert not await store.read(agrees)
