"""Whom the organizers have asked to speak: their own list, from which who confirmed comes into the letter's draft."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.interface.conversation import Interface
from bot.model.chats import private_chat
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.model.endorsements.endorsement import MAILED, PublicEntry, Representative, State
from bot.model.journal.acts import Act
from bot.model.letters.items import item_seen
from bot.model.letters.letter import Event, Speaker
from bot.model.letters.localized import Localized
from bot.model.letters.speakers import FORGOTTEN_AFTER, Answer, AskedSpeaker
from bot.model.people.person import Role
from bot.notices.composing import composer
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service.announcements import budget
from bot.service.letters import speakers
from bot.service.people import forgetting
from storage import tables
from storage.unit import ConnectionUnit
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, sign, with_role
from tests.letters import LETTER

BAKERS = "Example Bakers"


@pytest.fixture
async def edda(interface: Interface, store: Store, clock: Clock) -> Someone:
    """An editor of a letter that has a vigil in three days."""
    edda = Someone(interface, "edda")
    await with_role(store, edda, Role.EDITOR, LETTER)

    def unit(unit: Unit) -> None:
        revision = unit.letters.current(LETTER)
        assert revision
        vigil = Event(Localized({"en": "Vigil", "fr": "Veillée"}), clock.now + timedelta(days=3))
        unit.letters.publish(replace(revision.letter, events=(vigil,)))

    await store.write(unit)
    return edda


@pytest.fixture
async def ada(interface: Interface, store: Store) -> Someone:
    """Who signed for an organization that is in the list."""
    ada, rex = Someone(interface, "ada"), Someone(interface, "rex")
    await with_role(store, rex, Role.REVIEWER, LETTER)
    await sign(ada, BAKERS)
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    return ada


async def notes(edda: Someone, organization: str = BAKERS) -> None:
    await edda.press(button("ask_speaker", item=1))
    await edda.say(organization, "Edda writes to kim@example.org")


async def asked(store: Store) -> AskedSpeaker:
    (found,) = await store.read(lambda unit: unit.speakers.all(LETTER))
    return found


async def told(store: Store, interface: Interface, person: Someone, subject: Subject) -> Message | None:
    """What somebody is told of the one who was asked, if that is in the queue for them."""
    speaker = await asked(store)

    def unit(unit: Unit) -> Message | None:
        there = unit.chats.find(private_chat(person.account))
        queued = tables.deliveries
        assert isinstance(unit, ConnectionUnit)
        assert there
        rows = unit.connection.execute(
            select(queued.c.id).where(queued.c.chat_id == there.id, queued.c.subject == subject.value)
        ).all()
        delivery = Delivery(1, there, subject, speaker.id, DeliveryState.SENDING, "key")
        return composer(interface)(unit)(delivery) if rows else None

    return await store.read(unit)


async def test_who_is_asked_is_noted_and_confirmed_comes_into_the_draft(edda: Someone, store: Store) -> None:
    assert "Vigil" in await edda.give("speakers", letter="1")
    assert "Nobody so far" in await edda.push("1. Vigil")
    await edda.push("Note whom you ask")
    assert "Nobody was told by this" in await edda.say("Example Growers", "by telephone")
    await edda.push("They speak")
    await edda.push("Name and languages")
    assert "Kim Placeholder (Example Growers), in French: confirmed" in await edda.say("Kim Placeholder", "French")
    assert "Added." in await edda.push("Put them into the letter")
    draft = await store.read(lambda unit: unit.letters.draft(LETTER))
    assert draft
    assert draft.letter.events[0].speakers == (Speaker("Example Growers", "Kim Placeholder", ("fr",)),)
    await edda.give("speakers", letter="1")
    assert "confirmed: 1" in edda.text


async def test_nothing_of_it_is_published_and_nobody_else_reads_it(
    interface: Interface, edda: Someone, store: Store
) -> None:
    await notes(edda)
    eve = Someone(interface, "eve")
    await with_role(store, eve, Role.REVIEWER, LETTER)
    handle = (await asked(store)).handle
    for answer in (
        await eve.give("speakers", letter="1"),
        await eve.press(button("speaker", speaker=handle)),
        await eve.press(button("speaking", speaker=handle, act="no")),
        await eve.give("events", letter="1"),
        await eve.give("letter", letter="1"),
    ):
        assert BAKERS not in answer
        assert "kim@example.org" not in answer
    assert (await asked(store)).answer is Answer.ASKED


async def test_the_representative_of_a_listed_organization_is_asked_once_and_answers_by_button(
    interface: Interface, edda: Someone, ada: Someone, store: Store
) -> None:
    await notes(edda)
    assert "Their representative was asked here" in await edda.push("Ask their representative here")
    assert "Ask their representative here" not in edda.labels
    question = await told(store, interface, ada, Subject.SPEAKER_ASKED)
    assert question
    yes = next(key.action for key in question.keys if key.label == "Somebody speaks")
    await ada.press(yes)
    assert "The organizers were told who speaks" in await ada.say("Kim Placeholder", "English, Arabic")
    answered = await told(store, interface, edda, Subject.SPEAKER_ANSWERED)
    assert answered
    assert "Put them into the letter" in [key.label for key in answered.keys]
    assert (await asked(store)).speaker == Speaker(BAKERS, "Kim Placeholder", ("en", "ar"))
    assert "asked for a speaker at 1 event" in await ada.give("privacy")


async def test_whom_an_organizer_has_had_asked_counts_among_the_chats_that_they_have_reached(
    edda: Someone, ada: Someone, store: Store
) -> None:
    await notes(edda)
    await edda.push("Ask their representative here")
    person = await store.read(lambda unit: unit.people.find(edda.account))
    assert person
    assert await store.read(lambda unit: budget.caused(unit, person.id, LETTER)) == 1


async def test_the_list_of_speakers_has_an_end(edda: Someone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speakers, "MOST", 1)
    await notes(edda)
    await edda.press(button("ask_speaker", item=1))
    assert "The list of speakers is full" in await edda.say("Example Growers", "by telephone")


async def test_who_has_not_signed_is_never_asked_by_the_bot(edda: Someone, ada: Someone, store: Store) -> None:
    await notes(edda, "Example Growers")
    assert "Ask their representative here" not in edda.labels
    handle = (await asked(store)).handle
    assert "ask them yourself" in await edda.press(button("speaker", speaker=handle, act="call"))


@pytest.mark.parametrize("how", ["withdrawn", "forgotten", "taken off the list"])
async def test_what_organizers_were_told_of_who_speaks_is_edited_once_that_is_gone(
    interface: Interface, edda: Someone, ada: Someone, store: Store, how: str
) -> None:
    await notes(edda)
    await edda.push("Ask their representative here")
    handle = (await asked(store)).handle
    await ada.press(button("speaking", speaker=handle, act="yes"))
    await ada.say("Kim Placeholder", "English")

    def wanted(unit: Unit) -> list[int]:
        assert isinstance(unit, ConnectionUnit)
        rows, said = tables.deliveries, (Subject.SPEAKER_ASKED.value, Subject.SPEAKER_ANSWERED.value)
        return list(unit.connection.execute(select(rows.c.wanted).where(rows.c.subject.in_(said))).scalars())

    before = await store.read(wanted)
    match how:
        case "withdrawn":
            await ada.press(button("withdraw", endorsement=1, sure="yes"))
        case "forgotten":
            person = await store.read(lambda unit: unit.people.find(ada.account))
            assert person
            await store.write(lambda unit: forgetting.forget(unit, person, withdraw=False))
        case _:
            await edda.press(button("speaker", speaker=handle, act="forget"))
    assert await store.read(lambda unit: list(unit.speakers.all(LETTER))) == []
    assert [after > earlier for after, earlier in zip(await store.read(wanted), before, strict=True)] == [True, True]


async def test_nobody_is_there_to_be_asked_of_what_came_by_mail(edda: Someone, ada: Someone, store: Store) -> None:
    def entered(unit: Unit) -> None:
        organization = unit.organizations.add("Example Growers", "", "", apart=False)
        unit.endorsements.add(
            LETTER,
            organization_id=organization.id,
            receipt="4JTH8Q27",
            state=State.LISTED,
            revision=1,
            language="en",
            entry=PublicEntry("Example Growers"),
            representative=Representative("Kim Example", "chair", "kim@growers.example"),
            person_id=unit.people.ensure(edda.account).id,
            act=Act.ENDORSEMENT_ENTERED,
            origin=MAILED,
        )

    await store.write(entered)
    await notes(edda, "Example Growers")
    assert "Ask their representative here" not in edda.labels


async def test_an_organizer_asks_no_more_than_one_alone_may(edda: Someone, ada: Someone, store: Store) -> None:
    await notes(edda)
    await store.write(lambda unit: unit.settings.set(LETTER, "second", "on"))
    assert "Let another organizer ask" in await edda.push("Ask their representative here")


async def test_a_called_off_event_is_not_asked_about_any_more(
    interface: Interface, edda: Someone, ada: Someone, store: Store
) -> None:
    await notes(edda)
    await edda.push("Ask their representative here")

    def unit(unit: Unit) -> None:
        revision = unit.letters.current(LETTER)
        assert revision
        off = replace(revision.letter.events[0], called_off=True)
        unit.letters.publish(replace(revision.letter, events=(off,)))

    await store.write(unit)
    question = await told(store, interface, ada, Subject.SPEAKER_ASKED)
    assert question
    assert not question.keys
    handle = (await asked(store)).handle
    assert "not asked any more" in await ada.press(button("speaking", speaker=handle, act="no"))


@pytest.mark.parametrize("way", ["forget", "withdraw", "time", "forget_me"])
async def test_what_was_kept_goes(edda: Someone, ada: Someone, store: Store, clock: Clock, way: str) -> None:
    await notes(edda)
    await edda.push("Ask their representative here")
    match way:
        case "forget":
            assert "Nothing of them is kept" in await edda.push("Take them off the list")
        case "withdraw":
            await ada.press(button("withdraw", endorsement=1, sure="yes"))
        case "forget_me":
            await ada.press(button("forget_me", how="keep"))
        case "time":
            clock.now += FORGOTTEN_AFTER + timedelta(days=4)
            await store.write(forgetting.retire)
    assert await store.read(lambda unit: unit.speakers.all(LETTER)) == []


async def test_a_speaker_is_taken_out_of_an_event_unless_it_has_changed_since(edda: Someone, store: Store) -> None:
    def unit(unit: Unit) -> str:
        revision = unit.letters.current(LETTER)
        assert revision
        event = replace(revision.letter.events[0], speakers=(Speaker("Example Growers"),))
        letter = replace(revision.letter, events=(event,))
        unit.letters.publish(letter)
        return item_seen(letter, "events", 1)

    without = button("drop_speaker", item=1, speaker=1, seen=await store.write(unit))
    assert "Taken out" in await edda.press(without)
    assert "Taken out" not in await edda.press(without)
