"""News makes a sound for whom it concerns, and what does not reach somebody is said: to both sides."""

from dataclasses import replace
from datetime import timedelta

from bot.delivery.leaving import Leaving, Record, Result
from bot.interface.conversation import Interface
from bot.interface.requests import Invoke
from bot.model.chats import Address, Chat, ChatKind, Topic, Unreachable, private_chat
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.model.people.person import Account, Role
from bot.model.reviews import LEASE
from bot.notices.composing import composer
from bot.ports.messenger import Gone, Message, Outcome, Unknown
from bot.ports.store import Store, Unit
from bot.service.people import missed
from bot.service.reviews import queue
from bot.text.blocks import plain
from tests.buttons import button
from tests.interface.someone import Someone, sign, with_role

FOLLOWS = "Something that was to be told to you did not reach you."
LOOK = "A message about your sign-on could not reach you: /endorsement"


async def told(interface: Interface, store: Store, name: str, *subjects: Subject) -> list[str]:
    """What waits to be sent to somebody in private, about these."""

    def unit(unit: Unit) -> list[str]:
        says = composer(interface)(unit)
        due = [each for each in unit.outbox.due("test", 200) if each.address.place == f"@{name}"]
        wanted = [each for each in due if not subjects or each.subject in subjects]
        return [plain(message.blocks) for each in wanted if (message := says(each))]

    return await store.read(unit)


async def blocks(store: Store, person: Someone) -> None:
    """Somebody blocks the bot."""

    def unit(unit: Unit) -> None:
        missed.close(unit, unit.chats.ensure(private_chat(person.account), ChatKind.PRIVATE, ""), Unreachable.BLOCKED)

    await store.write(unit)


async def ends(store: Store, name: str, subject: Subject, outcome: Outcome) -> None:
    """A message in somebody's private chat comes to an end."""

    def unit(unit: Unit) -> None:
        (delivery,) = [
            each for each in unit.outbox.due("test", 200) if (each.address.place, each.subject) == (f"@{name}", subject)
        ]
        unit.outbox.begin([delivery.id])
        record = Record(_Forgetful())  # type: ignore[arg-type]
        record.all(unit, [Result(Leaving(delivery, "send", Message(()), unit.now), outcome, 0.0)])

    await store.write(unit)


class _Forgetful:
    """A platform that would not know a message again."""

    crossposts = False

    def memory(self, kind: ChatKind) -> timedelta:
        return timedelta(0)


async def reviewer(interface: Interface, store: Store, name: str) -> Someone:
    person = Someone(interface, name)
    await with_role(store, person, Role.REVIEWER, 1)
    return person


async def test_a_sign_on_that_comes_back_is_told_to_who_decided_and_to_nobody_else(
    interface: Interface, store: Store
) -> None:
    ada, rex, una = Someone(interface, "ada"), await reviewer(interface, store, "rex"), Someone(interface, "una")
    await with_role(store, una, Role.REVIEWER, 1)
    await sign(ada, "Example Bakers")
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    assert await told(interface, store, "rex", Subject.CAME_BACK) == []
    await ada.press(button("sign", endorsement=1))
    await ada.push("Back")
    await ada.push("I confirm, and sign on")
    (said,) = await told(interface, store, "rex", Subject.CAME_BACK)
    assert "Example Bakers waits for a decision again" in said
    assert await told(interface, store, "una", Subject.CAME_BACK) == []


async def test_who_takes_their_own_decision_back_is_not_told_of_it(interface: Interface, store: Store) -> None:
    rex, una = await reviewer(interface, store, "rex"), await reviewer(interface, store, "una")
    await sign(Someone(interface, "ada"), "Example Bakers")
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    await rex.press(button("decide", endorsement=1, decision="undo"))
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    assert await told(interface, store, "rex", Subject.CAME_BACK) == []
    await una.press(button("decide", endorsement=1, decision="undo"))
    assert len(await told(interface, store, "rex", Subject.CAME_BACK)) == 1


async def test_what_came_back_and_was_decided_meanwhile_is_not_told(interface: Interface, store: Store) -> None:
    rex, una = await reviewer(interface, store, "rex"), await reviewer(interface, store, "una")
    await sign(Someone(interface, "ada"), "Example Bakers")
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    await una.press(button("decide", endorsement=1, decision="undo"))
    await una.press(button("decide", endorsement=1, decision="list", check="phone"))
    assert await told(interface, store, "rex", Subject.CAME_BACK) == []


async def test_a_notice_leads_to_the_card_that_it_is_about(interface: Interface, store: Store) -> None:
    rex = await reviewer(interface, store, "rex")
    for name in ("Example Bakers", "Example Riders"):
        await sign(Someone(interface, name.split()[-1].casefold()), name)
    assert "Example Riders" in await rex.press(button("review", endorsement=2))
    assert "Example Bakers" not in rex.text
    assert "List" in rex.labels


async def test_who_decided_stands_on_the_card(interface: Interface, store: Store) -> None:
    rex = await reviewer(interface, store, "rex")
    await sign(Someone(interface, "ada"), "Example Bakers")
    await rex.press(button("decide", endorsement=1, decision="decline"))
    await rex.say("Nobody there knew of it.")
    assert "Decided by Rex" in await rex.press(button("review", endorsement=1))
    await rex.press(button("decide", endorsement=1, decision="undo"))
    assert "Decided by" not in await rex.press(button("review", endorsement=1))


async def test_the_name_of_who_had_themselves_forgotten_stands_on_no_card(interface: Interface, store: Store) -> None:
    rex, una = await reviewer(interface, store, "rex"), await reviewer(interface, store, "una")
    await sign(Someone(interface, "ada"), "Example Bakers")
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    assert "Decided by Rex" in await una.press(button("review", endorsement=1))
    await rex.press(button("forget_me", how="keep"))
    assert "Decided by somebody who was forgotten" in await una.press(button("review", endorsement=1))


async def test_a_reviewer_reads_cards_in_their_language_and_a_group_in_its_own(
    interface: Interface, store: Store
) -> None:
    rex = await reviewer(interface, store, "rex")
    await rex.give("help", letter="1")
    await store.write(lambda unit: unit.people.speak(unit.people.ensure(rex.account).id, "fr"))
    await sign(Someone(interface, "ada"), "Example Bakers")

    def languages(unit: Unit) -> list[str]:
        private = unit.chats.ensure(private_chat(rex.account), ChatKind.PRIVATE, "")
        unit.chats.speak(private.id, "en")  # as it was when something was followed there
        desk = unit.chats.ensure(Address("test", "-1"), ChatKind.GROUP, "Desk")
        unit.chats.speak(desk.id, "en")
        unit.chats.follow(desk.id, 1, Topic.REVIEWS)
        says = composer(interface)(unit)
        return [_composed(says, unit.chats.get(each.id)) for each in (private, desk)]

    def _composed(says: object, chat: Chat | None) -> str:
        assert chat
        assert callable(says)
        message = says(Delivery(1, chat, Subject.CARD, 1, DeliveryState.SENDING, "k"))
        assert isinstance(message, Message)
        return message.language

    assert await store.write(languages) == ["fr", "en"]


async def test_the_reviewer_is_told_at_once_that_a_person_cannot_be_told(interface: Interface, store: Store) -> None:
    ada, rex = Someone(interface, "ada"), await reviewer(interface, store, "rex")
    await sign(ada, "Example Bakers")
    await blocks(store, ada)
    said = await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    assert "This sign-on is listed." in said
    assert "The person who signed can't be told" in said
    assert await told(interface, store, "rex", Subject.UNREACHED) == []


async def test_what_fails_later_is_told_to_the_reviewer_who_decided(interface: Interface, store: Store) -> None:
    ada, rex = Someone(interface, "ada"), await reviewer(interface, store, "rex")
    una = await reviewer(interface, store, "una")
    await sign(ada, "Example Bakers")
    said = await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    assert "can't be told" not in said
    await ends(store, "ada", Subject.OUTCOME, Gone(Unreachable.BLOCKED))
    (notice,) = await told(interface, store, "rex", Subject.UNREACHED)
    assert "Whoever signed for Example Bakers could not be told." in notice
    assert await told(interface, store, una.name, Subject.UNREACHED) == []


async def test_what_waits_in_a_chat_that_is_closed_is_told_too(interface: Interface, store: Store) -> None:
    ada, rex = Someone(interface, "ada"), await reviewer(interface, store, "rex")
    await sign(ada, "Example Bakers")
    await rex.press(button("decide", endorsement=1, decision="ask"))
    await rex.say("Please say who decided with you.")
    await blocks(store, ada)
    assert len(await told(interface, store, "rex", Subject.UNREACHED)) == 1


async def test_what_perhaps_arrived_is_said_to_its_person_and_not_to_the_reviewer(
    interface: Interface, store: Store
) -> None:
    ada, rex = Someone(interface, "ada"), await reviewer(interface, store, "rex")
    await sign(ada, "Example Bakers")
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    await ends(store, "ada", Subject.OUTCOME, Unknown("no answer"))
    assert await told(interface, store, "rex", Subject.UNREACHED) == []
    assert FOLLOWS in await ada.give("letter", letter="1")


async def test_somebody_hears_in_private_what_did_not_reach_them_once(interface: Interface, store: Store) -> None:
    ada, rex = Someone(interface, "ada"), await reviewer(interface, store, "rex")
    await sign(ada, "Example Bakers")
    await blocks(store, ada)
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    assert (await ada.give("letter", letter="1")).startswith(FOLLOWS)
    (outcome,) = await told(interface, store, "ada", Subject.OUTCOME)
    assert "Your sign-on is listed." in outcome
    assert FOLLOWS not in await ada.give("letter", letter="1")


async def test_in_a_shared_place_only_they_themselves_read_of_it(interface: Interface, store: Store) -> None:
    ada, rex = Someone(interface, "ada"), await reviewer(interface, store, "rex")
    await sign(ada, "Example Bakers")
    await blocks(store, ada)
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    group = replace(ada.caller, address=Address("test", "-9"), kind=ChatKind.GROUP, confidential=False)
    for confidential, command, hears in ((False, "demands", False), (True, "demands", False), (True, "privacy", True)):
        answer = await interface.answer(replace(group, confidential=confidential), Invoke(command, {"letter": "1"}))
        assert isinstance(answer, Message)
        assert (LOOK in plain(answer.blocks)) is hears, command
    answer = await interface.answer(replace(group, confidential=True), Invoke("privacy", {"letter": "1"}))
    assert isinstance(answer, Message)
    assert LOOK not in plain(answer.blocks), "it is said once"


async def test_who_has_another_account_is_told_there(interface: Interface, store: Store) -> None:
    ada, rex = Someone(interface, "ada"), await reviewer(interface, store, "rex")
    await sign(ada, "Example Bakers")

    def link(unit: Unit) -> None:
        person = unit.people.ensure(ada.account)
        other = Account("test", "phone")
        unit.people.attach(other, person.id)
        unit.chats.ensure(private_chat(ada.account), ChatKind.PRIVATE, "")

    await store.write(link)
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    await ends(store, "ada", Subject.OUTCOME, Gone(Unreachable.BLOCKED))
    assert len(await told(interface, store, "phone", Subject.OUTCOME)) == 1
    assert await told(interface, store, "rex", Subject.UNREACHED) == []


async def test_an_answer_goes_to_who_asked_and_to_the_others_only_where_that_one_cannot_be_reached(
    interface: Interface, store: Store
) -> None:
    ada, rex = Someone(interface, "ada"), await reviewer(interface, store, "rex")
    await reviewer(interface, store, "una")
    await sign(ada, "Example Bakers")
    for reached in (True, False):
        await rex.press(button("decide", endorsement=1, decision="ask"))
        await rex.say("Please say who decided with you.")
        if not reached:
            await blocks(store, rex)
        await ada.press(button("answer", endorsement=1))
        await ada.say("Bakers.")
        assert bool(await told(interface, store, "una", Subject.ANSWERED)) is not reached


async def test_who_takes_a_sign_on_over_has_it_before_them(interface: Interface, store: Store) -> None:
    await sign(Someone(interface, "ada"), "Example Bakers")

    def holder(unit: Unit) -> tuple[bool, bool]:
        signed = unit.endorsements.get(1)
        assert signed
        rex, una = (unit.people.ensure(Account("test", name)) for name in ("rex", "una"))
        unit.reviews.lease(1, rex.id, unit.now + LEASE)
        queue.take_over(unit, una, 1, 1)
        return bool(queue.held(unit, rex, signed)), bool(queue.held(unit, una, signed))

    assert await store.write(holder) == (True, False)
