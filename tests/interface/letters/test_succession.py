"""A letter follows another: who signed that, and agreed, is shown it once, reads it, and signs anew by one press."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from bot.errors import NotAllowed
from bot.interface.conversation import Interface
from bot.model.announcements.announcement import Announcement
from bot.model.chats import Topic
from bot.model.deliveries import DeliveryState, Subject
from bot.model.endorsements.consents import Item
from bot.model.endorsements.endorsement import State
from bot.model.letters.categories import Category, Trait
from bot.model.people.person import Person, Role
from bot.model.people.sessions import account_of
from bot.model.proofs.authority import STANDS_FOR, Contact, ProofState
from bot.model.proofs.mails import MailKind
from bot.ports.store import Store, Unit
from bot.service.announcements import dispatch
from bot.service.letters import succession
from bot.service.proofs import proving
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, sign, with_role

CONFIRM = "I confirm, and sign on"


@dataclass
class People:
    """Ada has signed the first letter and agreed to be shown the next; Ben has signed; Olu owns both letters."""

    ada: Someone
    ben: Someone
    olu: Someone


@pytest.fixture
async def people(served: Interface, store: Store) -> People:
    there = People(*(Someone(served, name) for name in ("ada", "ben", "olu")))
    for letter in (1, 2):
        await with_role(store, there.olu, Role.OWNER, letter)
    await sign(there.ada, "Example Bakers")
    await sign(there.ben, "Example Riders")
    for number in (1, 2):
        await there.olu.press(button("decide", letter=1, endorsement=number, decision="list", check="phone"))
    await there.ada.press(button("consents", letter=1, endorsement=1, agree="next_letters"))
    await there.olu.press(button("follows_letter", letter=2, earlier=1, sure="yes"))
    return there


async def told(store: Store) -> Sequence[str]:
    """To whom the announcement goes that was drafted and released."""

    def unit(unit: Unit) -> Sequence[str]:
        while dispatch.send_next(unit):
            pass
        due = [each for each in unit.outbox.due("test", 100) if each.subject is Subject.ANNOUNCEMENT]
        return sorted(each.address.place for each in due)

    return await store.write(unit)


async def write(people: People) -> str:
    """The owner writes to those who signed the earlier letter, and sends it."""
    await people.olu.press(button("follows_letter", letter=2, act="write"))
    await people.olu.push("Look at the draft")
    return await people.olu.push("Send it now")


async def test_who_agreed_is_shown_it_once_and_it_counts(people: People, store: Store) -> None:
    assert "1 person who signed that one agreed to be shown the next" in await people.olu.give(
        "follows_letter", letter="2"
    )
    assert "on its way to 1 chat" in await write(people)
    assert await told(store) == ["@ada"]

    def counted(unit: Unit) -> int:
        return unit.readers.told(1, unit.people.ensure(people.ada.account).id)

    assert await store.read(counted) == 1
    assert "0 people who signed" in await people.olu.give("follows_letter", letter="2")
    acts = [json.loads(each.body)["act"] for each in await store.read(lambda unit: unit.journal.links(2))]
    assert acts.count("letter.follows") == 1


async def test_it_says_why_it_comes_and_one_press_ends_it(people: People, store: Store) -> None:
    await people.olu.press(button("follows_letter", letter=2, act="write"))
    seen = await people.olu.push("Look at the draft")
    assert "This will be sent to 1 person who signed" in seen
    assert "Nothing is signed for you." in seen
    assert "not shown the letters that follow" in await people.ada.press(
        button("stop_news", letter=2, earlier="yes")
    )  # fmt: skip
    given = {each.item for each in await store.read(lambda unit: unit.consents.given(1))}
    assert Item.NEXT_LETTERS not in given
    assert "Nobody who signed can be told now" in await people.olu.press(button("draft", letter=2, announcement=1))


async def test_one_press_after_reading_signs_anew_with_its_own_receipt_consents_and_journal(
    people: People, store: Store
) -> None:
    shown = await people.ada.press(button("sign_again", letter=2))
    for part in ("Nothing is signed yet", "Example Bakers", "Ada Example", "By confirming you agree to this"):
        assert part in shown
    assert await store.read(lambda unit: unit.endorsements.get(3)) is None
    assert "your sign-on was received" in await people.ada.push(CONFIRM)

    def made(unit: Unit) -> tuple[object, ...]:
        before, signed = unit.endorsements.get(1), unit.endorsements.get(3)
        assert before
        assert signed
        items = {each.item for each in unit.consents.given(3)}
        return (
            signed.letter_id, signed.state, signed.entry.organization, signed.receipt != before.receipt,
            {Item.AUTHORITY, Item.LINE, Item.DETAILS} <= items, Item.NEXT_LETTERS in items,
            signed.organization_id == before.organization_id,
        )  # fmt: skip

    assert await store.read(made) == (2, State.SUBMITTED, "Example Bakers", True, True, False, True)
    acts = [json.loads(each.body)["act"] for each in await store.read(lambda unit: unit.journal.links(2))]
    assert acts[-1] == "endorsement.submitted"
    assert "nothing that you could sign again" in await people.ada.press(button("sign_again", letter=2))


async def test_nobody_signs_with_the_line_of_another(people: People) -> None:
    eve = Someone(people.ada.interface, "eve")
    assert "nothing that you could sign again" in await eve.press(button("sign_again", letter=2))
    assert "nothing that you could sign again" in await eve.press(
        button("sign_again", letter=2, which=0, before=1, revision=1)
    )  # fmt: skip


async def test_what_was_not_read_as_it_is_now_is_shown_again(people: People, store: Store) -> None:
    await people.ada.press(button("sign_again", letter=2))

    def publish(unit: Unit) -> None:
        current = unit.letters.current(2)
        assert current
        unit.letters.publish(current.letter, None, True, unit.now)

    confirm = people.ada.action(CONFIRM)
    await store.write(publish)
    assert "Nothing is signed yet" in await people.ada.press(confirm)


@pytest.mark.parametrize(("days", "stands"), [(30, True), (STANDS_FOR.days, False)])
async def test_a_proof_of_the_address_stands_while_it_is_fresh(
    days: int, stands: bool, people: People, store: Store, clock: Clock
) -> None:
    await store.write(lambda unit: prove(unit, 1))
    clock.forward(days=days)
    shown = await people.ada.press(button("sign_again", letter=2))
    assert ("Your address was proven for the earlier letter, and stands." in shown) is stands
    await people.ada.push(CONFIRM)
    first = await store.read(lambda unit: unit.proofs.get(3, Contact.FIRST))
    assert (first is not None and first.state is ProofState.PROVEN) is stands
    assert bool(await store.read(lambda unit: unit.mails.about(MailKind.CODE, 3))) is not stands


def prove(unit: Unit, number: int) -> None:
    """Prove the address of a sign-on, at a domain that is known to be its organization's."""
    signed = unit.endorsements.get(number)
    assert signed
    unit.known_domains.state(
        signed.organization_id, domain="example.org", found="In a register.", person_id=signed.person_id, letters=[1]
    )
    proving.begin(unit, signed)
    (mail,) = unit.mails.about(MailKind.CODE, number)
    proving.confirm(unit, Person(signed.person_id), 1, number, mail.code)


async def test_only_who_owns_both_says_so_once_and_never_in_a_circle(people: People, store: Store) -> None:
    oda = Someone(people.ada.interface, "oda")
    await with_role(store, oda, Role.OWNER, 1)
    await oda.press(button("follows_letter", letter=1, earlier=2, sure="yes"))
    assert await store.read(lambda unit: unit.letters.earlier(1)) is None
    await people.olu.press(button("follows_letter", letter=1, earlier=2, sure="yes"))
    assert "can't follow itself" in people.olu.text
    await people.olu.press(button("follows_letter", letter=2, earlier=1, sure="yes"))
    assert "said already" in people.olu.text


async def test_who_came_by_an_address_is_shown_it_by_mail(people: People, served: Interface, store: Store) -> None:
    mailbox = await store.write(lambda unit: unit.sessions.ensure("cam@growers.example.org", "en"))

    def move(unit: Unit) -> None:
        """Ada's account is that of a proven address from now on."""
        person = unit.people.ensure(people.ada.account)
        unit.privacy.forget_account(people.ada.account)
        unit.people.attach(account_of(mailbox.account.id), person.id)

    await store.write(move)
    await write(people)
    assert await told(store) == []
    (mail,) = await store.read(lambda unit: unit.mails.about(MailKind.ANNOUNCEMENT, 1))
    assert mail.address == "cam@growers.example.org"


async def test_what_is_on_its_way_does_not_reach_who_wants_none_any_more(people: People, store: Store) -> None:
    def leave(unit: Unit) -> None:
        while dispatch.send_next(unit):
            pass

    await write(people)
    await store.write(leave)
    await people.ada.press(button("stop_news", letter=2, earlier="yes"))
    assert await told(store) == []


async def test_what_was_forgotten_is_not_signed_with_again(people: People, store: Store) -> None:
    await store.write(lambda unit: unit.privacy.forget_representative(1))
    assert "nothing that you could sign again" in await people.ada.press(button("sign_again", letter=2))


async def test_a_category_that_the_letter_does_not_have_is_not_signed_with(people: People, store: Store) -> None:
    def line(unit: Unit) -> tuple[str, str]:
        earlier, current = unit.endorsements.get(1), unit.letters.current(2)
        assert current
        assert earlier
        stated = replace(earlier, entry=replace(earlier.entry, kind="union", scope="local"))
        letter = replace(current.letter, categories=(Category(Trait.SCOPE, "local"),))
        entry = succession.same_line(stated, letter)
        return entry.kind, entry.scope

    assert await store.read(line) == ("", "local")


async def test_what_failed_is_repeated_to_who_agreed_and_to_no_follower_who_has_not(
    people: People, store: Store
) -> None:
    def failed(unit: Unit) -> Announcement:
        for follower in (people.ada, people.ben):
            chat = unit.chats.find(follower.caller.address)
            assert chat
            unit.chats.follow(chat.id, 2, Topic.NEWS)
        while dispatch.send_next(unit):
            pass
        due = [each for each in unit.outbox.due("test", 100) if each.subject is Subject.ANNOUNCEMENT]
        unit.outbox.begin([each.id for each in due])
        for each in due:
            unit.outbox.end(each.id, DeliveryState.FAILED, "odd")
        (announcement,) = unit.announcements.recent(2, 1)
        return announcement

    def again(unit: Unit) -> int:
        return unit.queue.repeat(announcement, DeliveryState.FAILED)

    await write(people)
    announcement = await store.write(failed)
    assert await store.write(again) == 1
    await store.write(failed)
    await people.ada.press(button("stop_news", letter=2, earlier="yes"))
    assert await store.write(again) == 0


async def test_who_owns_one_of_two_letters_does_not_say_that_one_follows(people: People, store: Store) -> None:
    oda = Someone(people.ada.interface, "oda")
    await with_role(store, oda, Role.OWNER, 1)

    def says(unit: Unit) -> None:
        person = unit.people.find(oda.account)
        assert person
        for letter, earlier in ((1, 2), (2, 1)):
            with pytest.raises(NotAllowed, match="owns both"):
                succession.succeed(unit, person, letter, earlier)

    await store.write(says)
