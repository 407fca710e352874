"""The end: signing closes, the campaign ends, who signed is erased on the promised day, and each can still withdraw."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import pytest

from bot.errors import Conflict
from bot.interface.conversation import Interface
from bot.interface.typesetting import Typesetting
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Representative, State
from bot.model.endorsements.media_contacts import Agreement, MediaContact
from bot.model.letters.ending import MOST_COPIES
from bot.model.letters.letter import Speaker
from bot.model.letters.speakers import AskedSpeaker
from bot.model.outreach import Prospect
from bot.model.people.person import Account, Role
from bot.model.people.retention import KEPT_AFTER_THE_END
from bot.model.proofs.mails import MailKind
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service import disputes, starting
from bot.service.endorsements import handing_over, signing
from bot.service.journal import verification
from bot.service.letters import ending
from bot.service.outreach import prospects
from bot.service.people import forgetting
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.press.recorder import Recorder
from tests.interface.someone import Someone, sign, state, with_role

A_MOMENT = timedelta(seconds=2)


@dataclass
class People:
    """Who takes part: Ada has signed and is listed, Ben has signed; Olu and Oda are owners."""

    ada: Someone
    ben: Someone
    olu: Someone
    oda: Someone


@pytest.fixture
async def people(served: Interface, store: Store) -> People:
    there = People(*(Someone(served, name) for name in ("ada", "ben", "olu", "oda")))
    for owner in (there.olu, there.oda):
        await with_role(store, owner, Role.OWNER, 1)
    await sign(there.ada, "Example Bakers")
    await sign(there.ben, "Example Riders")
    await there.olu.press(button("decide", endorsement=1, decision="list", check="phone"))
    return there


async def close(people: People, clock: Clock) -> None:
    await people.olu.press(button("close", letter=1, sure="yes"))
    clock.forward(seconds=A_MOMENT.total_seconds())


async def test_signing_closes_at_a_whole_second(people: People, store: Store, clock: Clock) -> None:
    clock.forward(microseconds=700_000)
    now = clock.now
    await close(people, clock)
    revision = await store.read(lambda unit: unit.letters.current(1))
    assert revision
    assert revision.letter.closes == now.replace(microsecond=0)


async def end(people: People, clock: Clock) -> None:
    await close(people, clock)
    await people.olu.press(button("end_campaign", letter=1, sure="yes"))


async def erased(store: Store, clock: Clock) -> None:
    """The promised day has come, and is over."""
    clock.forward(days=KEPT_AFTER_THE_END.days + 1)
    for _ in range(4):
        await store.write(forgetting.retire)


async def test_somebody_can_be_recorded_until_the_promised_day_and_nobody_from_then_on(
    people: People, store: Store, clock: Clock
) -> None:
    await end(people, clock)
    over = await store.read(lambda unit: unit.endings.of(1))
    assert over
    clock.now = over.erase_at - A_MOMENT
    await store.read(lambda unit: signing.goes_on(unit, 1))
    clock.now = over.erase_at
    with pytest.raises(Conflict):
        await store.read(lambda unit: signing.goes_on(unit, 1))


async def told(store: Store, subject: Subject) -> list[str]:
    """Who is to be told something."""
    due = await store.read(lambda unit: unit.outbox.due("test", 200))
    return [each.address.place for each in due if each.subject is subject]


async def test_once_closed_nobody_signs_and_everybody_can_withdraw(
    people: People, served: Interface, store: Store, clock: Clock
) -> None:
    assert "Close the signing of" in await people.olu.give("close", letter="1")
    await close(people, clock)
    assert "Closed." in people.olu.text
    eve = Someone(served, "eve")
    assert "Sign-ons closed on" in await eve.press(button("sign", letter=1, capacity="may_sign"))
    assert "can't sign any more already" in await people.olu.press(button("close", letter=1, sure="yes"))
    await people.ada.press(button("withdraw", letter=1, endorsement=1, sure="yes"))
    assert await state(store) is State.WITHDRAWN


ANSWERS = ("letter", "demands", "signatories", "packet", "endorsement", "press_kit")
QUESTIONS = (
    "How many have signed?", "Who may sign?", "Can I sign as a private person?", "hello", "What about the moon?"
)  # fmt: skip


async def leads_to_signing(ada: Someone) -> set[str]:
    """The answers under which a button begins to sign, or to correct what was signed."""
    found = set[str]()
    for command, question in (*((each, "") for each in ANSWERS), *(("ask", each) for each in QUESTIONS)):
        assert await ada.give(command, letter="1", **({"question": question} if question else {}))
        assert isinstance(ada.last, Message)
        if any(key.action.split("-")[1:2] == ["sign"] for key in ada.last.keys if key.action):
            found.add(question or command)
    return found


async def test_no_button_leads_to_signing_once_it_is_closed(people: People, clock: Clock) -> None:
    assert await leads_to_signing(people.ada) == {*ANSWERS, *QUESTIONS} - {"press_kit"}
    await close(people, clock)
    assert await leads_to_signing(people.ada) == set()


async def test_nothing_says_of_what_is_closed_that_one_can_sign_until_then(people: People, clock: Clock) -> None:
    await end(people, clock)
    for command in ("letter", "progress"):
        said = await people.ada.give(command, letter="1")
        assert "Sign-ons closed on" in said
        assert "can sign on until" not in said
    assert "The campaign ended on" in await people.ada.give("letter", letter="1")


async def test_who_signed_before_it_was_closed_has_signed_what_it_says(people: People, clock: Clock) -> None:
    await close(people, clock)
    desk = await people.ada.give("endorsement", letter="1")
    assert "revision 2" not in desk
    assert "If you correct it" not in desk
    assert "evision" not in await people.ada.give("signatories", letter="1")


async def test_what_was_edited_is_not_published_along(people: People, store: Store) -> None:
    def edit(unit: Unit) -> None:
        current = unit.letters.current(1)
        assert current
        unit.letters.keep_draft(1, current.letter, unit.people.ensure(people.oda.account).id)

    await store.write(edit)
    assert "Something was edited and not published" in await people.olu.press(button("close", letter=1, sure="yes"))


async def test_a_campaign_ends_after_the_signing_and_the_other_owners_are_told(
    people: People, store: Store, clock: Clock
) -> None:
    assert "Organizations can still sign" in await people.olu.press(button("end_campaign", letter=1, sure="yes"))
    await end(people, clock)
    assert "Two announcements are drafted" in people.olu.text
    drafted = await store.read(lambda unit: unit.announcements.recent(1, 5))
    assert [each.audience.reach for each in drafted] == ["signers", "letter"]
    assert all({"en", "fr"} & set(each.content.texts) for each in drafted)
    assert await told(store, Subject.ENDED) == ["@oda"]
    assert "has ended already" in await people.oda.press(button("end_campaign", letter=1, sure="yes"))


async def test_it_can_be_taken_back_until_the_promised_day(people: People, store: Store, clock: Clock) -> None:
    await end(people, clock)
    assert "The campaign goes on" in await people.oda.press(button("end_campaign", letter=1, act="resume"))
    await erased(store, clock)
    who = await store.read(lambda unit: unit.endorsements.representative(1))
    assert who.name == "Ada Example"
    await people.olu.press(button("end_campaign", letter=1, sure="yes"))
    await erased(store, clock)
    assert "can't be taken back any more" in await people.oda.press(button("end_campaign", letter=1, act="resume"))


async def test_on_the_promised_day_who_speaks_is_erased_too(people: People, store: Store, clock: Clock) -> None:
    def named(unit: Unit) -> None:
        signed, olu = unit.endorsements.get(1), unit.people.ensure(people.olu.account)
        assert signed
        kim = MediaContact("Kim Placeholder", "chair", ("en",), "kim@example.org", "We bake.")
        unit.media_contacts.name(signed, kim, Agreement("", "en"))
        later, speaker = unit.now + KEPT_AFTER_THE_END * 3, Speaker("Example Growers", "Alex Sample")
        unit.speakers.add(AskedSpeaker(0, "4JTH8Q27", 1, "", speaker, "alex@example.org", later, olu.id))

    await store.write(named)
    await end(people, clock)
    await erased(store, clock)
    assert await store.read(lambda unit: (unit.media_contacts.of(1), list(unit.speakers.all(1)))) == (None, [])


async def test_on_the_promised_day_who_signed_is_erased_and_the_list_stays(
    people: People, store: Store, clock: Clock
) -> None:
    await people.ada.press(button("consents", letter=1, endorsement=1, agree="news"))
    assert "is erased on" in await end_and_look(people, clock)
    await erased(store, clock)

    def left(unit: Unit) -> tuple[object, ...]:
        return (
            [unit.endorsements.representative(number).name for number in (1, 2)],
            [unit.consents.given(number) for number in (1, 2)],
            [unit.people.find(each.account) for each in (people.ada, people.ben)],
            {each.address for number in (1, 2) for each in unit.mails.about(MailKind.CODE, number)} - {""},
            unit.endorsements.count(1, State.LISTED),
        )

    assert await store.read(left) == (["", ""], [[], []], [None, None], set(), 1)
    ended = await store.read(lambda unit: unit.endings.of(1))
    assert ended
    assert ended.erased_at
    assert await store.read(lambda unit: verification.verify(unit, 1).fault) == ""
    assert "Nothing." in await people.ada.give("privacy")
    assert "role as an organizer" in await people.olu.give("privacy")


async def end_and_look(people: People, clock: Clock) -> str:
    await end(people, clock)
    return await people.ada.give("endorsement", letter="1")


async def test_who_is_somebody_else_too_stays_known(people: People, store: Store, clock: Clock) -> None:
    await sign(people.ada, "Example Bakers", letter=2)
    await end(people, clock)
    await erased(store, clock)
    assert await store.read(lambda unit: unit.people.find(people.ada.account)) is not None
    assert await store.read(lambda unit: unit.people.find(people.ben.account)) is None
    assert await store.read(lambda unit: unit.endorsements.representative(3).name) == "Ada Example"


async def test_a_withdrawal_makes_copies_outdated_and_the_owners_are_told_once(
    people: People, store: Store, clock: Clock
) -> None:
    await people.olu.press(button("note_copy", letter=1))
    await people.olu.say("https://archive.example.org/letter")
    assert "https://archive.example.org/letter: as it is now" in people.olu.text
    await people.olu.press(button("note_copy", letter=1))
    assert "noted already" in await people.olu.say("https://archive.example.org/letter")
    await people.ben.press(button("withdraw", letter=1, endorsement=2, sure="yes"))
    assert await told(store, Subject.COPIES_OUTDATED) == []
    await people.ada.press(button("withdraw", letter=1, endorsement=1, sure="yes"))
    assert sorted(await told(store, Subject.COPIES_OUTDATED)) == ["@oda", "@olu"]
    await people.olu.give("copies", letter="1")
    assert "to be replaced" in people.olu.text
    assert "as it is now" in await people.olu.push("Replaced: https://archive.example.org/letter")
    assert "No copy is noted" in await people.olu.push("Gone: https://archive.example.org/letter")


async def test_a_copy_is_made_in_the_chat_where_it_can_be(people: People, served: Interface) -> None:
    assert "can't be made here now" in await people.olu.press(button("copies", letter=1, act="make"))
    served.typesetting = Typesetting(served._store)
    served.typesetting.typesetter = Recorder()
    await people.olu.press(button("copies", letter=1, act="make"))
    assert isinstance(people.olu.last, Message)
    (file,) = people.olu.last.files
    assert (file.name.endswith(".zip"), file.mime) == (True, "application/zip")


async def test_only_so_many_copies_are_noted(people: People, store: Store) -> None:
    def note(unit: Unit) -> None:
        for number in range(MOST_COPIES):
            ending.note_copy(unit, 1, f"https://{number}.example.org")

    await store.write(note)
    await people.olu.press(button("note_copy", letter=1))
    assert "No more than 20 copies" in await people.olu.say("https://one-more.example.org")


@pytest.mark.parametrize(("domain", "becomes"), [("bakers.example", State.WITHDRAWN), ("else.example", State.LISTED)])
async def test_once_erased_the_organization_withdraws_from_an_address_at_its_own_domain(
    domain: str, becomes: State, people: People, served: Interface, store: Store, clock: Clock
) -> None:
    await end(people, clock)
    await erased(store, clock)

    def known(unit: Unit) -> None:
        owner, signed = unit.people.ensure(people.olu.account), unit.endorsements.get(1)
        assert signed
        unit.known_domains.state(
            signed.organization_id, domain="bakers.example", found="In a register.", person_id=owner.id, letters=[1]
        )  # fmt: skip

    await store.write(known)
    eve = Someone(served, "eve")
    await eve.press(button("dispute", letter=1))
    await eve.say("Example Bakers", "Eve Example", "chair", f"eve@{domain}", "Our board has decided to leave.")
    await eve.push("Yes, tell the reviewers")
    mails = await store.read(lambda unit: unit.mails.about(MailKind.DISPUTE, 1))
    assert bool(mails) is (becomes is State.WITHDRAWN)
    for each in mails:
        await store.write(partial(disputes.confirmed, mail=each))
    assert await state(store) is becomes


async def test_once_erased_nobody_is_recorded_any_more_even_if_signing_opens_again(
    people: People, served: Interface, store: Store, clock: Clock
) -> None:
    await people.oda.press(button("sign", letter=1, capacity="may_sign"))
    await people.oda.say("Example Owners", "Oda Example", "chair", "oda@example.org")
    await people.oda.push("I confirm, and sign on")
    await people.olu.press(button("decide", endorsement=3, decision="list", check="phone"))
    await end(people, clock)
    await erased(store, clock)

    def reopened(unit: Unit) -> None:
        current = unit.letters.current(1)
        assert current
        starting.publish(unit, replace(current.letter, closes=unit.now + timedelta(days=30)), over_chat=True)

    await store.write(reopened)
    over = "is over, and nobody is recorded for it any more"
    assert over in await Someone(served, "eve").press(button("sign", letter=1, capacity="may_sign"))
    assert over in await people.oda.press(button("name_media_contact", letter=1, endorsement=3))
    await people.olu.give("enter_sign_on", letter="1", organization="Example Weavers")
    await people.olu.say("Kim Example", "chair", "kim@example.org", "We sign.")
    assert over in await people.olu.push("Enter it")
    code = await store.write(lambda unit: handing_over.offer(unit, unit.people.find(people.oda.account), 1, 3))

    def take_over(unit: Unit) -> None:
        who = Representative("Eve Example", "chair", "eve@example.org")
        handing_over.take_over(unit, unit.people.ensure(Account("test", "eve")), 1, code, who)

    with pytest.raises(Conflict, match="is over"):
        await store.write(take_over)
    with pytest.raises(Conflict, match="is over"):
        await store.write(lambda unit: prospects.add(unit, Prospect(0, 1, "Example Weavers")))
    await people.oda.press(button("withdraw", letter=1, endorsement=3, sure="yes"))
    assert await state(store, 3) is State.WITHDRAWN
