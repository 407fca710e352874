"""What came of the demands: recorded, agreed to by another organizer, read by everybody, corrected, told when due."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.commands.letters.ledger import COMMANDS
from bot.interface.conversation import Interface
from bot.interface.typed.arguments import arguments
from bot.model.announcements.announcement import EVERYBODY, SIGNERS
from bot.model.deliveries import Subject
from bot.model.letters.ledger import MOST_ENTRIES, STALE, Recorded, Status, Step
from bot.model.letters.letter import Escalation
from bot.model.letters.localized import Localized
from bot.model.people.person import Role
from bot.notices.composing import composer
from bot.ports.store import Store, Unit
from bot.service.letters import ledger
from bot.service.lists import publication
from bot.service.people import forgetting
from bot.text.blocks import plain
from storage import tables
from storage.unit import ConnectionUnit
from tests.conftest import Clock
from tests.interface.someone import Someone, with_role
from tests.letters import LETTER

SOURCE = "https://example.org/answer"
NOTE = "Two of **three** buses, said the office."


@pytest.fixture
async def olga(interface: Interface, store: Store) -> Someone:
    """The only owner of a letter."""
    olga = Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, LETTER)
    return olga


async def written(owner: Someone, status: str = "promised", day: str = "yesterday", **more: str) -> str:
    """Somebody records what came of demand 2, up to what is shown back to them."""
    return await owner.give(
        "demand_status", letter=str(LETTER), demand="2", status=status, on=day, source=SOURCE,
        **{"note": "", "due": "", **more},
    )  # fmt: skip


async def recorded(owner: Someone, status: str = "promised", day: str = "yesterday", **more: str) -> str:
    await written(owner, status, day, **more)
    return await owner.push("Publish it")


async def told(interface: Interface, store: Store, person: Someone, subject: Subject) -> list[str]:
    """What somebody is told by itself."""

    def unit(unit: Unit) -> list[str]:
        says, chat = composer(interface)(unit), unit.chats.find(person.caller.address)
        found = [each for each in unit.outbox.due("test", 100) if chat and each.chat.id == chat.id]
        messages = [says(each) for each in found if each.subject is subject]
        return [plain(each.blocks) for each in messages if each]

    return await store.read(unit)


async def test_what_came_of_a_demand_is_shown_back_first_and_then_read_by_everybody(
    interface: Interface, store: Store, olga: Someone
) -> None:
    ada = Someone(interface, "ada")
    shown = await written(olga, note=NOTE)
    assert "Is this right?" in shown
    assert NOTE in shown
    assert "promised" in shown
    assert "promised" not in await ada.give("demand", letter=str(LETTER), demand="2")
    assert "Published." in await olga.push("Publish it")
    for answer in (
        await ada.give("demand", letter=str(LETTER), demand="2"),
        await ada.give("ask", letter=str(LETTER), question="what came of demand 2?"),
    ):
        assert "Where it stands: promised" in answer
        assert NOTE in answer
        assert SOURCE in answer
    assert "promised" in await ada.give("demands", letter=str(LETTER))
    assert "What came of the demands" in await ada.give("letter", letter=str(LETTER))
    assert "Record what came of it" not in ada.labels


async def test_an_entry_is_corrected_and_stays_beside_what_corrects_it(
    interface: Interface, store: Store, olga: Someone
) -> None:
    await recorded(olga, "met")
    await olga.give("ledger", letter=str(LETTER))
    number = next(label for label in olga.labels if label.startswith("Correct: met"))
    await olga.push(number)
    await olga.push("partly met")
    await olga.say("today", SOURCE)
    assert "which stays readable beside it" in olga.text
    await olga.push("Add a note")
    assert NOTE in await olga.say(NOTE)
    await olga.push("Publish it")
    answer = await Someone(interface, "ada").give("demand", letter=str(LETTER), demand="2")
    assert "Where it stands: partly met" in answer
    assert "met, " in answer
    assert "Corrected on" in answer
    first, second = (await store.read(lambda unit: unit.ledger.public(LETTER))).entries
    assert (first.said.status, second.said.status, second.said.corrects) == (Status.MET, Status.PARTLY_MET, first.id)
    assert "was corrected already" in await written(olga, corrects=str(first.id))
    acts = [link.body for link in await store.read(lambda unit: unit.journal.links(LETTER))][-2:]
    assert "demand.status_recorded" in acts[0]
    assert "demand.status_corrected" in acts[1]


def test_a_demand_is_typed_by_its_number() -> None:
    command = next(each for each in COMMANDS if each.name == "demand_status")
    assert arguments(command.arguments(confidential=True), "2")["demand"] == "2"


async def test_another_organizer_agrees_before_anybody_reads_it(
    interface: Interface, store: Store, olga: Someone
) -> None:
    edith = Someone(interface, "edith")
    await with_role(store, edith, Role.EDITOR, LETTER)
    ada = Someone(interface, "ada")
    assert "waits for another organizer" in await recorded(olga)
    assert "promised" not in await ada.give("demand", letter=str(LETTER), demand="2")
    card = await told(interface, store, edith, Subject.LEDGER)
    assert "It is published only if you agree" in card[0]
    assert SOURCE in card[0]
    assert "you have released it yourself" in await olga.give(
        "agree_status", letter=str(LETTER), act="agree", entry="1"
    )
    assert "Published." in await edith.give("agree_status", letter=str(LETTER), act="agree", entry="1")
    assert "promised" in await ada.give("demand", letter=str(LETTER), demand="2")
    await recorded(olga, "met")
    assert "not published" in await edith.give("agree_status", letter=str(LETTER), act="refuse", entry="2")
    assert "promised" in await ada.give("demand", letter=str(LETTER), demand="2")
    refused = await store.read(lambda unit: unit.ledger.get(2))
    assert refused
    assert refused.step is Step.REFUSED


async def test_what_nobody_confirmed_is_seen_by_its_author_alone_and_gone_after_a_day(
    store: Store, clock: Clock, olga: Someone, interface: Interface
) -> None:
    await written(olga)
    edith = Someone(interface, "edith")
    await with_role(store, edith, Role.EDITOR, LETTER)
    assert "not there any more" in await edith.give("record_status", letter=str(LETTER), act="record", entry="1")
    clock.now += timedelta(days=2)
    await store.write(forgetting.retire)
    assert await store.read(lambda unit: unit.ledger.get(1)) is None


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("tomorrow", "still to come"),
        ("2999-01-01", "still to come"),
        ("at noon", "not a day that I understand"),
        ("whenever", "not a day that I understand"),
        ("31 February", "no such day"),
    ],
)
async def test_a_day_has_to_be_one_that_has_come(olga: Someone, day: str, said: str) -> None:
    assert said in await written(olga, day=day)


async def test_there_are_only_so_many_entries(store: Store, olga: Someone) -> None:
    def unit(unit: Unit) -> None:
        revision, person = unit.letters.current(LETTER), unit.people.ensure(olga.account)
        assert revision
        for _ in range(MOST_ENTRIES):
            said = Recorded(1, 1, Status.ASKED, unit.now.date() - timedelta(days=3), "Example", unit.now)
            ledger.record(unit, person, revision, ledger.note(unit, person, revision, said).id)

    await store.write(unit)
    assert f"{MOST_ENTRIES} entries" in await written(olga)


async def test_what_waits_takes_its_own_place_and_no_further_one(
    interface: Interface, store: Store, olga: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await recorded(olga, "met")
    edith = Someone(interface, "edith")
    await with_role(store, edith, Role.EDITOR, LETTER)
    await recorded(olga, "partly_met", corrects="1")
    monkeypatch.setattr(ledger, "MOST_ENTRIES", 2)
    assert "Published." in await edith.give("agree_status", letter=str(LETTER), act="agree", entry="2")


async def test_organizers_are_told_once_that_an_answer_is_due_while_it_is(
    interface: Interface, store: Store, clock: Clock, olga: Someone
) -> None:
    assert "Do you mean Friday, 6 March 2026" in await written(olga, "received", due="6 March 2026")
    await olga.push("Yes")
    await olga.push("Publish it")
    await store.write(ledger.remind)
    assert await told(interface, store, olga, Subject.ANSWER_DUE) == []
    clock.now += timedelta(days=6)
    await store.write(ledger.remind)
    await store.write(ledger.remind)
    due = await told(interface, store, olga, Subject.ANSWER_DUE)
    assert len(due) == 1
    assert "An answer is due" in due[0]
    await recorded(olga, "answered", day="today")
    assert await told(interface, store, olga, Subject.ANSWER_DUE) == []


@pytest.mark.parametrize("all_day", [False, True])
async def test_organizers_are_told_once_that_the_day_of_the_escalation_has_come(
    interface: Interface, store: Store, clock: Clock, olga: Someone, all_day: bool
) -> None:
    by = clock.now.replace(hour=5) + timedelta(days=2)

    def unit(unit: Unit) -> None:
        current = unit.letters.current(LETTER)
        assert current
        escalation = Escalation(Localized({"en": "Resign."}), by, all_day)
        unit.letters.publish(replace(current.letter, escalation=escalation))

    await store.write(unit)
    await recorded(olga)
    await store.write(ledger.remind)
    assert await told(interface, store, olga, Subject.ESCALATION_DUE) == []
    clock.now = by
    await store.write(ledger.remind)
    assert len(await told(interface, store, olga, Subject.ESCALATION_DUE)) == (not all_day)
    clock.now += timedelta(hours=10)
    await store.write(ledger.remind)
    (alarm,) = await told(interface, store, olga, Subject.ESCALATION_DUE)
    assert "Resign." in alarm
    assert "promised" in alarm
    clock.now += STALE
    await store.write(ledger.remind)
    assert len(await told(interface, store, olga, Subject.ESCALATION_DUE)) == 1


async def test_a_draft_of_an_announcement_says_it_in_each_language_of_the_letter(
    interface: Interface, store: Store, olga: Someone
) -> None:
    await recorded(olga, note=NOTE)
    assert "This will be sent to" in await olga.push("Draft an announcement")
    draft = await store.read(lambda unit: unit.announcements.get(1))
    revision = await store.read(lambda unit: unit.letters.current(LETTER))
    assert draft
    assert revision
    assert list(draft.content.texts) == list(revision.letter.languages)
    assert draft.audience == EVERYBODY
    await olga.give("announce_status", letter=str(LETTER), entry="1", to="signers")
    other = await store.read(lambda unit: unit.announcements.get(2))
    assert other
    assert other.audience == SIGNERS
    assert NOTE in str(draft.content.texts["en"])
    assert NOTE not in str(draft.content.texts["fr"])


async def test_under_an_embargo_the_ledger_is_read_and_tells_no_name_and_no_count(
    interface: Interface, store: Store, olga: Someone, clock: Clock
) -> None:
    until = clock.now + timedelta(days=2)
    await store.write(lambda unit: publication.keep_back(unit, unit.people.ensure(olga.account), LETTER, until))
    await recorded(olga)
    answer = await Someone(interface, "ada").give("demand", letter=str(LETTER), demand="2")
    assert "promised" in answer
    assert "organization" not in answer.partition("Where it stands")[2]


async def test_what_another_was_asked_to_agree_to_is_edited_once_it_is_refused(
    interface: Interface, store: Store, olga: Someone
) -> None:
    edith = Someone(interface, "edith")
    await with_role(store, edith, Role.EDITOR, LETTER)
    await recorded(olga)

    def edits(unit: Unit) -> int:
        assert isinstance(unit, ConnectionUnit)
        rows = tables.deliveries
        wanted = select(rows.c.wanted).where(rows.c.subject == Subject.LEDGER.value)
        return int(unit.connection.execute(wanted).scalar_one())

    before = await store.read(edits)
    await edith.give("agree_status", letter=str(LETTER), act="refuse", entry="1")
    assert await store.read(edits) > before
