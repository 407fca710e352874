"""Whoever edits a letter changes what they have seen: nothing, where somebody else has changed it meanwhile."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.interface.conversation import Interface
from bot.model.letters.difference import Part
from bot.model.letters.editing import seen
from bot.model.letters.items import item_seen
from bot.model.letters.letter import Revision
from bot.model.letters.shapes import Spot
from bot.model.people.person import Account, Person
from bot.ports.store import Store, Unit
from bot.service.letters import editing, items

TITLE, CLOSES = Spot(Part.TITLE, language="en"), Spot(Part.CLOSES)
OTHERWISE = "0" * 16

Before = Callable[[str], str]
Change = Callable[[Unit, Person, Revision, Before], bool]

CHANGES: dict[str, Change] = {
    "write": lambda unit, person, revision, before: editing.write(
        unit, person, revision=revision, spot=TITLE, text="Another title", before=before(seen(revision.letter, TITLE))
    ),
    "write whole": lambda unit, person, revision, before: editing.write_whole(
        unit,
        person,
        revision=revision,
        language="en",
        text="Another text.",
        before=before(editing.text_seen(revision.letter, "en")),
    ),
    "plan": lambda unit, person, revision, before: editing.plan(
        unit,
        person,
        revision=revision,
        spot=CLOSES,
        moment=unit.now + timedelta(days=9),
        before=before(seen(revision.letter, CLOSES)),
    ),
    "remove": lambda unit, person, revision, before: items.remove(
        unit,
        person,
        revision=revision,
        items="events",
        number=1,
        before=before(item_seen(revision.letter, "events", 1)),
    ),
    "move up": lambda unit, person, revision, before: items.move_up(
        unit,
        person,
        revision=revision,
        items="demands",
        number=2,
        before=before(item_seen(revision.letter, "demands", 2)),
    ),
    "call off": lambda unit, person, revision, before: items.call_off(
        unit,
        person,
        revision=revision,
        number=1,
        off=True,
        before=before(item_seen(revision.letter, "events", 1)),
    ),
    "drop a speaker": lambda unit, person, revision, before: items.drop_speaker(
        unit,
        person,
        revision=revision,
        number=1,
        speaker=1,
        before=before(item_seen(revision.letter, "events", 1)),
    ),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("as_seen", [True, False])
async def test_what_stands_otherwise_than_it_was_seen_is_left_as_it_is(
    interface: Interface, store: Store, change: str, as_seen: bool
) -> None:
    def unit(unit: Unit) -> tuple[bool, bool]:
        revision, person = unit.letters.all()[0], unit.people.ensure(Account("test", "eve"))
        done = CHANGES[change](unit, person, revision, lambda told: told if as_seen else OTHERWISE)
        return done, unit.letters.draft(revision.letter_id) is not None

    assert await store.write(unit) == (as_seen, as_seen)
