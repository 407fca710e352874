"""Answers that owners have written, as they are kept and journalled."""

import pytest
from sqlalchemy import delete, update

from bot.model.letters.answers import OwnAnswer, Worded, fingerprint
from bot.ports.store import Store, Unit
from bot.service.journal.verification import verify
from storage import tables
from storage.unit import ConnectionUnit
from tests.storage.examples import person, publish
from tests.storage.journal.chain import entries

PARKING = {"en": Worded(("Is there parking?", "Where can I park?"), "Behind the library, from *nine* on.")}


def kept(unit: Unit) -> OwnAnswer:
    """A letter with an answer, which was changed since."""
    first = unit.own_answers.add(publish(unit).letter_id, PARKING, person(unit).id)
    return unit.own_answers.change(first, {**PARKING, "fr": Worded(("Et le stationnement ?",), "Derrière.")}, 1)


async def test_an_answer_is_kept_as_it_was_written_and_another_letter_has_none_of_it(store: Store) -> None:
    written = await store.write(kept)
    other = await store.write(lambda unit: publish(unit, "day-buses").letter_id)
    assert await store.read(lambda unit: unit.own_answers.all(written.letter_id)) == [written]
    assert await store.read(lambda unit: unit.own_answers.get(written.id)) == written
    assert await store.read(lambda unit: unit.own_answers.all(other)) == []


async def test_each_change_is_journalled_by_what_it_commits_to_and_by_no_word(store: Store) -> None:
    written = await store.write(kept)
    await store.write(lambda unit: unit.own_answers.remove(written, written.person_id))
    links = await store.read(lambda unit: unit.journal.links(written.letter_id))
    _, first, changed, removed = entries(links)
    assert (first["act"], changed["act"], removed["act"]) == ("answer.set", "answer.changed", "answer.removed")
    assert {each["record"] for each in (first, changed, removed)} == {written.id}
    assert (changed["commitment"], removed["commitment"]) == (fingerprint(written.content), "")
    assert "library" not in "".join(link.body for link in links)
    assert await store.read(lambda unit: unit.own_answers.all(written.letter_id)) == []
    assert (await store.read(lambda unit: verify(unit, written.letter_id))).fault == ""


async def test_a_number_is_not_given_twice(store: Store) -> None:
    written = await store.write(kept)
    await store.write(lambda unit: unit.own_answers.remove(written, written.person_id))
    again = await store.write(lambda unit: unit.own_answers.add(written.letter_id, PARKING, written.person_id))
    assert again.id > written.id


@pytest.mark.parametrize("what", ["changed", "taken away", "put in"])
async def test_what_was_done_to_an_answer_on_disk_is_found_with_the_entry_that_says_so(store: Store, what: str) -> None:
    written = await store.write(kept)

    def tamper(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        answers = tables.own_answers
        match what:
            case "changed":
                forged = written.content.replace("Behind", "Before")
                unit.connection.execute(update(answers).values(content=forged))
            case "taken away":
                unit.connection.execute(delete(answers))
            case _:
                row = {"letter_id": written.letter_id, "content": written.content, "person_id": 1}
                unit.connection.execute(answers.insert().values(row))

    await store.write(tamper)
    verdict = await store.read(lambda unit: verify(unit, written.letter_id))
    if what == "put in":
        assert (verdict.fault, verdict.entry) == ("answer 2 of the owners was changed; no entry is about it", 0)
    else:
        assert (verdict.fault, verdict.entry) == ("answer 1 of the owners was changed; entry 3 left it otherwise", 3)
