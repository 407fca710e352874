"""Deciding on many sign-ons at once: a preview that is overtaken, what is left out, and the way back."""

import pytest

from bot.interface.conversation import Interface
from bot.model.endorsements.endorsement import Check, Endorsement, State
from bot.model.people.person import Role
from bot.model.people.settings import GUARDED_FROM
from bot.model.proofs.authority import Contact, Why
from bot.model.proofs.mails import MailKind
from bot.model.reviews import MOST_AT_ONCE, Preference, Selection, Verdict, Which
from bot.ports.store import Store, Unit
from bot.service.reviews import bulk
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.proofs.proofs import know
from tests.interface.someone import Someone, sign, with_role
from tests.letters import LETTER, OTHER_LETTER
from tests.storage import examples

PHONE = "I called a number that I found myself"
ALL = button("bulk", verdict="list", which="older", days=2)
BY_PHONE = button("bulk", verdict="list", which="older", days=2, check="phone")


async def waiting(interface: Interface, clock: Clock, *names: str) -> None:
    """Organizations have waited for three days."""
    for name in names:
        await sign(Someone(interface, "ada"), name)
    clock.forward(days=3)


async def states(store: Store) -> list[State]:
    """How the sign-ons stand, in the order in which they came."""
    return await store.read(lambda unit: [State(str(found.facts["state"])) for _, found in unit.journal.records(1)])


async def test_many_are_listed_after_a_preview(interface: Interface, store: Store, clock: Clock, rex: Someone) -> None:
    await waiting(interface, clock, "Example Bakers", "Example Riders")
    assert "each of these organizations" in await rex.press(ALL)
    preview = await rex.push(PHONE)
    assert "List 2 sign-ons?" in preview
    assert "Example Bakers" in preview
    assert "Checked by phone" in preview
    assert "Each representative is told that their sign-on is listed." in preview
    assert await states(store) == [State.SUBMITTED] * 2
    assert "2 sign-ons are listed." in await rex.push("List 2")
    assert await states(store) == [State.LISTED] * 2
    found = await store.read(lambda unit: unit.endorsements.get(2))
    assert found
    assert found.check is Check.PHONE


async def test_a_preview_that_is_overtaken_is_shown_again(
    interface: Interface, store: Store, clock: Clock, rex: Someone
) -> None:
    await waiting(interface, clock, "Example Bakers", "Example Riders")
    await rex.press(ALL)
    await rex.push(PHONE)
    confirm = rex.action("List 2")
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    assert "List 1 sign-on?" in await rex.press(confirm)
    assert await states(store) == [State.LISTED, State.SUBMITTED]
    await waiting(interface, clock, "Example Gardeners")
    assert "List 2 sign-ons?" in await rex.push("List 1")
    assert "Example Gardeners" in await rex.press(confirm)
    assert await states(store) == [State.LISTED, State.SUBMITTED, State.SUBMITTED]


async def test_many_are_declined_with_a_reason_that_is_typed_once(
    interface: Interface, store: Store, clock: Clock, rex: Someone
) -> None:
    await waiting(interface, clock, "Example Bakers", "Example Riders")
    assert "Why are they declined?" in await rex.press(button("bulk", verdict="decline", which="domain", domain=1))
    preview = await rex.say("These are *tests*.")
    assert "Decline 2 sign-ons?" in preview
    assert "These are *tests*." in preview
    assert "2 sign-ons were declined." in await rex.push("Decline 2")
    found = await store.read(lambda unit: [unit.endorsements.get(number) for number in (1, 2)])
    assert [(each.state, each.reason) for each in found if each] == [(State.DECLINED, "These are *tests*.")] * 2


async def test_the_commonest_domains_can_be_chosen(interface: Interface, clock: Clock, rex: Someone) -> None:
    await waiting(interface, clock, "Example Bakers", "Example Riders")
    await rex.press(button("bulk", verdict="list", which="domain"))
    assert "example.org (2)" in rex.labels


async def test_what_another_reviewer_has_before_them_is_left_out_and_counted(
    interface: Interface, store: Store, clock: Clock, rex: Someone
) -> None:
    await waiting(interface, clock, "Example Bakers", "Example Riders")
    eve = Someone(interface, "eve")
    await with_role(store, eve, Role.REVIEWER, 1)
    await eve.give("review", letter="1")
    await rex.press(ALL)
    preview = await rex.push(PHONE)
    assert "List 1 sign-on?" in preview
    assert "1 is left out: another reviewer has it" in preview
    await rex.push("List 1")
    assert await states(store) == [State.SUBMITTED, State.LISTED]


async def test_undo_restores_what_still_stands_as_it_was_left(
    interface: Interface, store: Store, clock: Clock, rex: Someone
) -> None:
    await waiting(interface, clock, "Example Bakers", "Example Riders", "Example Gardeners")
    await rex.press(BY_PHONE)
    await rex.push("List 3")
    undo = rex.action("Undo all of it")
    clock.forward(minutes=1)
    await Someone(interface, "ada").press(button("withdraw", endorsement=1, sure="yes"))
    await rex.press(button("decide", endorsement=2, decision="undo"))
    await rex.press(button("decide", endorsement=2, decision="list", check="address"))
    said = await rex.press(undo)
    assert "1 sign-on waits for a decision again." in said
    assert "2 stand otherwise by now, and were left so." in said
    assert await states(store) == [State.WITHDRAWN, State.LISTED, State.SUBMITTED]
    assert "This was undone already." in await rex.press(undo)


async def test_nobody_undoes_what_was_decided_about_another_letter(
    interface: Interface, store: Store, clock: Clock, rex: Someone
) -> None:
    await waiting(interface, clock, "Example Bakers")
    await rex.press(BY_PHONE)
    await rex.push("List 1")
    eve = Someone(interface, "eve")
    await with_role(store, eve, Role.REVIEWER, 2)
    assert "There is nothing to undo." in await eve.press(button("undo_bulk", letter=OTHER_LETTER, bulk=1))


async def test_where_nothing_is_meant_nothing_is_asked(interface: Interface, rex: Someone) -> None:
    assert "No sign-on that waits is meant by this." in await rex.press(BY_PHONE)
    assert "No sign-on that waits is meant by this." in await rex.press(button("bulk", verdict="list", which="domain"))


@pytest.mark.parametrize(
    "action",
    [
        button("bulk", verdict="list", which="older", days=999999999, check="phone", sure="1_1"),
        button("bulk", verdict="list", which="x"),
        button("bulk", sure="2_ab"),
        button("bulk", verdict="list", which="domain", domain="x", check="phone"),
    ],
)
async def test_made_up_buttons_are_asked_again_or_refused(
    interface: Interface, store: Store, clock: Clock, rex: Someone, action: str
) -> None:
    await waiting(interface, clock, "Example Bakers")
    assert "Something went wrong" not in await rex.press(action)
    assert await states(store) == [State.SUBMITTED]


async def test_at_most_two_hundred_are_decided_on_at_once(interface: Interface, store: Store, clock: Clock) -> None:
    def many(unit: Unit) -> None:
        for number in range(MOST_AT_ONCE + 5):
            signed = examples.sign(unit, LETTER, f"Example Union {number}")
            unit.endorsements.prefer(signed.id, Preference.IMPORTED)

    await store.write(many)
    imported, proven = Selection(Which.IMPORTED), Selection(Which.PROVEN)
    seen = await store.read(lambda unit: bulk.preview(unit, None, 1, imported, Verdict.LIST))
    assert len(seen.chosen) == MOST_AT_ONCE
    assert (await store.read(lambda unit: bulk.preview(unit, None, 1, proven, Verdict.LIST))).chosen == []


async def test_nobody_states_a_check_of_what_is_proven(
    interface: Interface, store: Store, clock: Clock, rex: Someone
) -> None:
    await waiting(interface, clock, "Example Bakers", "Example Riders")

    def prove(unit: Unit) -> None:
        mail = unit.mails.put(MailKind.CODE, 1, 2, "ada@example.org", "en")
        unit.proofs.prove(
            unit.proofs.put(
                2, Contact.FIRST, address="ada@example.org", domain="example.org", mail_id=mail.id, why=Why.NONE
            ),
            None,
        )
        unit.endorsements.prefer(2)

    await store.write(prove)
    await know(store, 2)
    preview = await rex.press(button("bulk", verdict="list", which="proven"))
    assert "List 1 sign-on?" in preview
    assert "Checked" not in preview
    await rex.push("List 1")
    await rex.push("Undo all of it")
    clock.forward(days=3)
    assert "Where the address is not proven:" in await rex.press(BY_PHONE)
    await rex.push("List 2")
    found = await store.read(lambda unit: [unit.endorsements.get(number) for number in (1, 2)])
    assert [each.check for each in found if each] == [Check.PHONE, None]


@pytest.mark.parametrize("required", ["stated", "confirmed"])
async def test_nor_where_the_list_requires_none(
    interface: Interface, store: Store, clock: Clock, rex: Someone, required: str
) -> None:
    await store.write(lambda unit: unit.settings.set(LETTER, "list_requires", required))
    await waiting(interface, clock, "Example Bakers")
    said = "List 1 sign-on?" if required == "stated" else "No sign-on that waits is meant by this."
    assert said in await rex.press(ALL)


@pytest.mark.parametrize(("count", "told"), [(GUARDED_FROM - 1, True), (GUARDED_FROM, False)])
async def test_what_one_reviewer_types_goes_to_few_at_once(
    interface: Interface, store: Store, clock: Clock, rex: Someone, count: int, told: bool
) -> None:
    def unit(unit: Unit) -> None:
        for number in range(count):
            examples.sign(unit, 1, f"Example Union {number}", State.SUBMITTED, f"signer {number}")

    await store.write(unit)
    clock.forward(days=3)
    await rex.press(button("bulk", verdict="decline", which="older", days=2))
    preview = await rex.say("Claim your grant.")
    assert ("Claim your grant." in preview) is told
    assert ("but not why" in preview) is not told
    await rex.push(f"Decline {count}")
    reasons = await store.read(lambda unit: [each.reason for each in _declined(unit)])
    assert reasons == (["Claim your grant."] if told else [""]) * count


def _declined(unit: Unit) -> list[Endorsement]:
    found = (unit.endorsements.get(number) for number in range(1, 30))
    return [each for each in found if each and each.state is State.DECLINED]


async def test_what_was_typed_for_some_counts_for_the_others_for_a_day(
    interface: Interface, store: Store, clock: Clock, rex: Someone
) -> None:
    async def declined(name: str, first: int) -> str:
        await store.write(lambda unit: [examples.sign(unit, 1, f"{name} {each}") for each in range(5)])
        clock.forward(hours=1)
        await rex.press(button("bulk", verdict="decline", which="domain", domain=first))
        preview = await rex.say("Claim your grant.")
        await rex.push("Decline 5")
        return preview

    assert "with this reason" in await declined("Example Union", 1)
    assert "but not why" in await declined("Example Guild", 6)
    clock.forward(days=1)
    assert "with this reason" in await declined("Example League", 11)
