"""A letter's dates among a server's events follow what the letter says."""

from dataclasses import replace
from datetime import timedelta

from bot.model.letters.letter import Event
from bot.model.letters.localized import Localized
from bot.model.people.workplaces import Server
from bot.ports.store import Store, Unit
from bot.service.letters import calendars
from tests.conftest import Clock
from tests.storage.examples import letter


async def test_what_is_called_off_is_taken_away_and_what_takes_place_after_all_is_put_there_again(
    store: Store, clock: Clock
) -> None:
    vigil = Event(Localized({"en": "Vigil"}), clock.now + timedelta(days=3))
    server = Server("discord", "7", "Town")

    def due(unit: Unit) -> list[tuple[str, bool]]:
        """What is to be done, and it is done: under which id, and whether something is put there."""
        every = calendars.due(unit, "discord", 10)
        for each in every:
            calendars.done(unit, "discord", each, "42" if each.gathering else "")
        return [(each.remote, each.gathering is not None) for each in every]

    def begin(unit: Unit) -> None:
        revision = unit.letters.publish(replace(letter(), events=(vigil,)))
        calendars.begin(unit, revision.letter_id, server, "en")

    await store.write(begin)
    assert await store.write(due) == [("", True)]
    await store.write(lambda unit: unit.letters.publish(replace(letter(), events=(replace(vigil, called_off=True),))))
    assert await store.write(due) == [("42", False)]
    assert await store.write(due) == []
    await store.write(lambda unit: unit.letters.publish(replace(letter(), events=(vigil,))))
    assert await store.write(due) == [("", True)]
