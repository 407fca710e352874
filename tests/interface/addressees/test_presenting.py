"""The letter is presented: recorded by editors, read by everybody, answered, taken back; silence is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import Refusal
from bot.interface.conversation import Interface
from bot.interface.requests import Say, Upload
from bot.model.addressees import BY_KEPT_FOR, SILENCE, How, Presentation, Presented
from bot.model.announcements.announcement import SIGNERS
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import State
from bot.model.journal.acts import Act
from bot.model.people.person import Role
from bot.notices.composing import composer
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service import addressees
from bot.service.lists import publication
from bot.service.people import forgetting
from bot.text.blocks import plain
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.press.recorder import Recorder
from tests.interface.someone import Someone, with_role
from tests.letters import LETTER
from tests.memory import MemoryStore
from tests.storage import examples

BY = "Mara Example"
ANSWER = "https://example.org/answer"


@pytest.fixture
async def edith(interface: Interface, store: Store) -> Someone:
    """An editor of a letter that one organization has signed, and which has an owner besides."""
    edith = Someone(interface, "edith")
    await with_role(store, edith, Role.EDITOR, LETTER)
    await with_role(store, Someone(interface, "olga"), Role.OWNER, LETTER)
    await store.write(lambda unit: examples.sign(unit, LETTER, "Example Bakers", State.LISTED))
    return edith


async def presented(editor: Someone, day: str = "yesterday", which: str = "now", sure: str = "yes") -> str:
    return await editor.give(
        "present", letter=str(LETTER), addressee="0", on=day, how="by_hand", list=which, by=BY, sure=sure
    )


async def told(interface: Interface, store: Store, name: str, subject: Subject) -> list[str]:
    """What somebody is told by itself."""

    def unit(unit: Unit) -> list[str]:
        says = composer(interface)(unit)
        due = [each for each in unit.outbox.due("test", 100) if each.subject is subject]
        return [plain(message.blocks) for each in due if each.address.place == f"@{name}" and (message := says(each))]

    return await store.read(unit)


async def one(store: Store) -> Presentation:
    (found,) = await store.read(lambda unit: unit.presentations.all(LETTER))
    return found


async def test_a_letter_is_presented_and_everybody_reads_to_whom_when_how_and_with_which_list(
    interface: Interface, store: Store, edith: Someone
) -> None:
    ada = Someone(interface, "ada")
    assert "not presented to any of them yet" in await ada.give("addressees", letter=str(LETTER))
    await edith.give("present", letter=str(LETTER))
    await edith.press(next(key.action for key in edith.last.keys))  # type: ignore[union-attr]
    await edith.say("yesterday", BY)
    await edith.push("by hand")
    asked = await edith.push("The list as it is now")
    assert "stands in an addendum from then on" in asked
    answer = await edith.push("Record it")
    assert "Recorded." in answer
    assert BY in answer
    other = next(each for each in edith.labels if each.startswith("Also to "))
    assert "The day, such as" in await edith.push(other)
    await edith.say("yesterday", BY)
    assert "Recorded." in await edith.push("Record it")
    assert other not in edith.labels
    assert await store.read(lambda unit: [each.said.snapshot for each in unit.presentations.all(LETTER)]) == [1, 1]
    said = await ada.give("addressees", letter=str(LETTER))
    assert "presented on 28 February 2026, by hand" in said
    assert "snapshot 1" in said
    assert BY not in said
    assert "Take it back" not in ada.labels
    owner, _ = await told(interface, store, "olga", Subject.PRESENTED)
    assert "that holds at once" in owner


async def test_the_list_of_now_is_frozen_once_for_several_addressees_and_anew_when_it_changed(
    store: Store, edith: Someone
) -> None:
    async def frozen() -> list[int]:
        return await store.read(lambda unit: [each.said.snapshot for each in unit.presentations.all(LETTER)])

    await presented(edith)
    await presented(edith)
    assert await frozen() == [1, 1]
    await store.write(lambda unit: examples.sign(unit, LETTER, "Example Weavers", State.WITHHELD))
    await presented(edith)
    await presented(edith)
    assert await frozen() == [1, 1, 2, 2]

    def corrected(unit: Unit) -> None:
        (first,) = unit.endorsements.still_listed([1])
        entry = replace(first.entry, place="Ottawa")
        unit.endorsements.save(replace(first, entry=entry), Act.ENDORSEMENT_CORRECTED, first.person_id)

    await store.write(corrected)
    await presented(edith)
    assert await frozen() == [1, 1, 2, 2, 3]


async def test_what_came_back_is_recorded_and_what_they_said_stays_with_organizers(
    interface: Interface, store: Store, edith: Someone
) -> None:
    await presented(edith)
    await edith.push("They acknowledged it")
    assert "acknowledged on 1 March 2026" in await edith.say("today")
    await edith.push("They answered")
    assert ANSWER in await edith.say("today", ANSWER)
    assert "Record it of demand 1" in edith.labels
    achieved = await Someone(edith.interface, "bea").give("ask", letter=str(LETTER), question="What has been achieved?")
    assert "answered on 1 March 2026" in achieved
    said = await Someone(interface, "ada").give("addressees", letter=str(LETTER))
    assert "answered on 1 March 2026" in said
    assert ANSWER not in said
    assert "only after that day" in await edith.give(
        "acknowledge", letter=str(LETTER), presentation="1", on="2026-02-01"
    )


async def test_what_was_recorded_by_mistake_is_taken_back(interface: Interface, store: Store, edith: Someone) -> None:
    assert "Nothing was recorded" in await presented(edith, sure="no")
    await presented(edith)
    await edith.push("Take it back")
    assert "Taken back" in await edith.push("Yes, take it back")
    assert "not presented" in await Someone(interface, "ada").give("addressees", letter=str(LETTER))
    assert await store.read(lambda unit: unit.presentations.all(LETTER)) == []
    assert "not recorded any more" in await edith.give("addressees", letter=str(LETTER), presentation="1")


@pytest.mark.parametrize(
    ("addressee", "on", "snapshot", "said"),
    [("Nobody Example", 0, 1, "does not address"), ("", 1, 1, "still to come"), ("", 0, 7, "no such snapshot")],
)
async def test_it_is_refused_what_cannot_be(
    store: Store, edith: Someone, addressee: str, on: int, snapshot: int, said: str
) -> None:
    def unit(unit: Unit) -> str:
        revision, person = unit.letters.current(LETTER), unit.people.ensure(edith.account)
        assert revision
        publication.freeze(unit, person, LETTER)
        whom = addressee or revision.letter.demands[0].addressee.name
        day = unit.now.date() + timedelta(days=on)
        with pytest.raises(Refusal) as refused:
            addressees.present(unit, person, revision, Presented(whom, day, How.POST, 1, snapshot, unit.now), "")
        return refused.value.text.template

    assert said in await store.write(unit)


async def test_organizers_are_told_once_when_nothing_came_back_for_two_weeks(
    interface: Interface, store: Store, clock: Clock, edith: Someone
) -> None:
    await presented(edith)
    clock.now += SILENCE - timedelta(days=1)
    await store.write(addressees.remind)
    assert await told(interface, store, "edith", Subject.ADDRESSEE_SILENT) == []
    clock.now += timedelta(days=2)
    await store.write(addressees.remind)
    await store.write(addressees.remind)
    assert len(await told(interface, store, "edith", Subject.ADDRESSEE_SILENT)) == 1
    assert len(await told(interface, store, "olga", Subject.ADDRESSEE_SILENT)) == 1
    await edith.give("acknowledge", letter=str(LETTER), presentation="1", on="today")
    assert await told(interface, store, "edith", Subject.ADDRESSEE_SILENT) == []


async def test_an_announcement_of_it_is_drafted_once_with_the_press_kit(
    interface: Interface, store: Store, edith: Someone
) -> None:
    interface.typesetting.typesetter = Recorder()
    await presented(edith)
    assert "Thank you for signing it" in await edith.push("Draft an announcement of it")
    draft = await store.read(lambda unit: unit.announcements.get(1))
    assert draft
    assert len(draft.content.files) == 1
    assert list(draft.content.texts) == ["en", "fr", "ar"]
    assert draft.audience == SIGNERS
    again = await edith.give("announce_presentation", letter=str(LETTER), presentation="1")
    assert "Thank you for signing it" in again
    assert await store.read(lambda unit: unit.announcements.get(2)) is None


async def test_under_an_embargo_nobody_is_told_which_list_it_was(
    interface: Interface, store: Store, clock: Clock
) -> None:
    olga = Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, LETTER)
    until = clock.now + timedelta(days=2)
    await store.write(lambda unit: publication.keep_back(unit, unit.people.ensure(olga.account), LETTER, until))
    await presented(olga)
    said = await Someone(interface, "ada").give("addressees", letter=str(LETTER))
    assert "presented on" in said
    assert "napshot" not in said


async def test_who_presented_it_is_forgotten_in_time(store: Store, clock: Clock, edith: Someone) -> None:
    await presented(edith)
    clock.now += BY_KEPT_FOR
    await store.write(forgetting.retire)
    assert (await one(store)).by == ""


async def test_what_they_answered_with_is_kept_for_organizers_alone_and_goes_with_it(
    interface: Interface, store: Store, edith: Someone
) -> None:
    secret = b"%PDF-1.7 Dear all, zxmark"

    async def content() -> bytes:
        return secret

    await presented(edith)
    await edith.push("They answered")
    await edith.say("today", "They sent a letter.")
    file = Upload("answer.pdf", "application/pdf", len(secret), content)
    await edith.push("Keep their answer as a file")
    edith.last = await interface.answer(edith.caller, Say("", file))
    assert "Kept, encrypted" in edith.text
    assert isinstance(store, MemoryStore)
    assert b"zxmark" not in store.content()
    await edith.push("What they answered with")
    assert isinstance(edith.last, Message)
    number = edith.last.files[0].id
    assert await store.read(lambda unit: unit.files.content(number)) == secret
    eve = Someone(interface, "eve")
    await eve.press(button("addressees", letter=LETTER, presentation=1, act="file"))
    assert isinstance(eve.last, Message)
    assert not eve.last.files
    there = await one(store)
    await edith.press(button("not_presented", letter=LETTER, presentation=1, sure="yes"))
    assert await store.read(lambda unit: unit.presentations.enclosed(there)) is None


async def test_so_often_a_letter_is_presented_and_no_oftener(
    edith: Someone, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addressees, "MOST_PRESENTATIONS", 2)
    await presented(edith)
    await presented(edith)
    assert "presented 2 times already" in await presented(edith)
    assert len(await store.read(lambda unit: unit.presentations.all(LETTER))) == 2


async def test_that_it_was_presented_other_owners_are_told_and_nobody_else(
    interface: Interface, store: Store, edith: Someone
) -> None:
    mara = Someone(interface, "mara")
    await with_role(store, mara, Role.OWNER, LETTER)
    await with_role(store, Someone(interface, "ed"), Role.EDITOR, LETTER)
    await presented(mara)
    said = {name: await told(interface, store, name, Subject.PRESENTED) for name in ("olga", "mara", "edith", "ed")}
    assert [name for name, each in said.items() if each] == ["olga"]
