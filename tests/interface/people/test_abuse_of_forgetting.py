"""What nobody gains by being forgotten, or by having a sign-on erased: no way back, no second mail."""

import pytest

from bot.interface.conversation import Interface
from bot.model.endorsements.endorsement import State
from bot.model.proofs.mails import MailKind
from bot.ports.store import Store, Unit
from bot.service.journal import verification
from bot.service.organizations import merges
from bot.service.organizations.merges import Stands
from bot.service.people import forgetting
from bot.service.proofs import mails
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, sign, state
from tests.letters import LETTER

YEAR = 366


@pytest.fixture
async def ada(interface: Interface) -> Someone:
    return Someone(interface, "ada")


async def declined_and_erased(ada: Someone, rex: Someone, store: Store, clock: Clock) -> None:
    await sign(ada, "Example Bakers")
    await rex.press(button("decide", endorsement=1, decision="decline"))
    await rex.say("It is a bakery.")
    clock.forward(days=YEAR)
    await store.write(forgetting.retire)


async def test_whoever_disputed_and_was_forgotten_holds_nothing_up(
    ada: Someone, rex: Someone, interface: Interface, store: Store
) -> None:
    await sign(ada, "Example Bakers")
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    eve = Someone(interface, "eve")
    await eve.press(button("dispute"))
    await eve.say("Example Bakers", "Eve Example", "director", "eve@example.org", "Not ours.")
    await eve.push("Yes, tell the reviewers")
    assert "Forgotten" in await eve.press(button("forget_me", how="keep"))
    await rex.press(button("settle", dispute=1, verdict="stands"))
    await ada.press(button("withdraw", endorsement=1, sure="yes"))
    assert await state(store) is State.WITHDRAWN


async def test_what_was_erased_is_not_decided_on_again(ada: Someone, rex: Someone, store: Store, clock: Clock) -> None:
    await declined_and_erased(ada, rex, store, clock)
    assert "There is no such sign-on." in await rex.press(button("decide", endorsement=1, decision="undo"))
    assert await state(store) is State.DECLINED


async def test_what_was_erased_is_not_corrected(ada: Someone, rex: Someone, store: Store, clock: Clock) -> None:
    await declined_and_erased(ada, rex, store, clock)
    await ada.press(button("sign", endorsement=1))
    assert "Only the account that signed" in ada.text
    assert "not signed on" in await ada.give("endorsement", letter="1")


async def test_a_merge_is_undone_without_listing_what_was_erased_since(
    ada: Someone, rex: Someone, interface: Interface, store: Store, clock: Clock
) -> None:
    await sign(ada, "Example Bakers")
    await sign(Someone(interface, "ben"), "Example Bakery")
    for number in (1, 2):
        await rex.press(button("decide", endorsement=number, decision="list", check="phone"))

    def merge(unit: Unit) -> None:
        person = unit.people.ensure(rex.account)
        merges.merge(
            unit, person, letter_id=LETTER, one=1, other=2, stands=Stands.EARLIER, because=lambda language: "Twice."
        )

    await store.write(merge)
    assert await state(store, 2) is State.DECLINED
    clock.forward(days=YEAR)
    await store.write(forgetting.retire)
    await store.write(lambda unit: merges.unmerge(unit, unit.people.ensure(rex.account), 1, 1))
    assert await state(store, 2) is State.DECLINED
    assert (await store.read(lambda unit: verification.verify(unit, LETTER))).fault == ""


async def test_the_names_that_were_merged_into_an_erased_organization_go_with_it(
    ada: Someone, rex: Someone, interface: Interface, store: Store
) -> None:
    await sign(ada, "Example Bakers")
    ben = Someone(interface, "ben")
    await sign(ben, "Example Bakery")

    def merge(unit: Unit) -> None:
        person = unit.people.ensure(rex.account)
        merges.merge(
            unit, person, letter_id=LETTER, one=1, other=2, stands=Stands.EARLIER, because=lambda language: "Twice."
        )

    await store.write(merge)
    await ada.press(button("withdraw", endorsement=1, sure="yes"))
    await ada.press(button("erase", endorsement=1, sure="yes"))
    await ben.press(button("erase", endorsement=2, sure="yes"))
    assert await store.read(lambda unit: unit.organizations.same("Example Bakery")) is None
    assert await store.read(lambda unit: unit.organizations.same("Example Bakers")) is None


async def test_no_second_mail_goes_to_an_address_because_the_sign_on_was_erased(
    ada: Someone, interface: Interface, store: Store
) -> None:
    interface.mails = True
    await sign(ada, "Example Bakers")
    sent = await store.read(lambda unit: unit.mails.about(MailKind.CODE, 1))
    await store.write(lambda unit: unit.mails.begin(sent[0].id))
    await ada.press(button("withdraw", endorsement=1, sure="yes"))
    await ada.press(button("erase", endorsement=1, sure="yes"))
    await sign(ada, "Example Bakers")
    assert await store.read(lambda unit: unit.mails.due(9)) == []
    assert await store.read(lambda unit: unit.mails.reached(MailKind.CODE, 1, "ada@example.org"))
    last = await store.read(lambda unit: unit.mails.since(unit.now.replace(year=2000), "example.org"))
    assert last == 1


async def test_whoever_got_a_mail_stops_it_also_after_the_sign_on_was_erased(
    ada: Someone, interface: Interface, store: Store
) -> None:
    interface.mails = True
    await sign(ada, "Example Bakers")
    sent = await store.read(lambda unit: unit.mails.about(MailKind.CODE, 1))
    await ada.press(button("withdraw", endorsement=1, sure="yes"))
    await ada.press(button("erase", endorsement=1, sure="yes"))
    await store.write(lambda unit: mails.refuse(unit, sent[0].token))
    assert await store.read(lambda unit: unit.mails.unwanted("ada@example.org"))
