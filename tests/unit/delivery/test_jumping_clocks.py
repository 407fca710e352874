"""What can't be undone is done when its time has come, and not because a clock says so that has jumped."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.host.serving.by_itself import BY_ITSELF
from bot.delivery.scheduler import Scheduler
from bot.model.announcements.announcement import EVERYBODY, Content, Stage
from bot.model.chats import Address
from bot.model.clock import LEAP, Clock
from bot.model.endorsements.endorsement import Representative, State
from bot.model.forms import Form
from bot.model.people.person import Account, Role
from bot.ports.store import Unit
from bot.service import advancing
from tests.memory import MemoryStore
from tests.storage.examples import chat, person, publish, sign

BEGAN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DUE, YEAR = timedelta(days=10), timedelta(days=400)
CODE = "A" * 16
NOBODY = Representative("", "", "")
FORM = Form("form", Account("console", "ada"), Address("console", "ada"), "sign", {"organization": "Bakers"})
STEPS = st.lists(
    st.tuples(st.sampled_from(["jumps", "hears", "starts", "passes"]), st.timedeltas(timedelta(days=-800), 2 * YEAR)),
    min_size=1,
    max_size=8,
)


class World:
    """A bot on a machine whose clock may jump, with much that waits for its time."""

    def __init__(self) -> None:
        self.passed, self.off = timedelta(0), timedelta(0)
        self.clock = self._clock()
        self.store = MemoryStore(lambda: self.clock.now())
        self.store.do(self._prepare)

    @property
    def true(self) -> datetime:
        return BEGAN + self.passed

    def start(self) -> None:
        """The process starts, as after it was stopped."""
        self.clock = self._clock()
        self.clock.begin(self.store.do(lambda unit: unit.clock.kept()), LEAP)

    async def works(self) -> None:
        """What time does is done."""
        scheduler = Scheduler(self.store, advancing.waits, advancing.advance, self._by_itself)
        while await scheduler.step():
            pass
        if self.clock.doubt is None:
            await self.store.write(lambda unit: unit.clock.see())

    def done(self) -> dict[str, bool]:
        """What was done for good."""
        return self.store.do(self._done)

    def _clock(self) -> Clock:
        return Clock(lambda: self.true + self.off, lambda: self.passed.total_seconds())

    def _prepare(self, unit: Unit) -> None:
        self.letter = publish(unit).letter_id
        self.organizer = person(unit).id
        chat(unit, follows=self.letter)
        self.draft = sign(unit, self.letter, "Bakers of the Old Town", State.DRAFT).id
        self.withdrawn = sign(unit, self.letter, "Riders of the Old Town", State.WITHDRAWN, signer="eve").id
        unit.lists.keep_back(self.letter, unit.now + DUE, self.organizer)
        made = unit.announcements.add(
            self.letter, Content({"en": "We meet."}), audience=EVERYBODY, person_id=self.organizer
        )
        self.announcement = made.id
        unit.announcements.save(replace(made, stage=Stage.WAITING, at=unit.now + DUE, starts=unit.now + DUE))
        unit.people.offer(CODE, unit.now + DUE, self.organizer, self.letter, Role.EDITOR)
        unit.forms.save(FORM)
        unit.outbox.cool_down("telegram", "-1", unit.now + DUE)
        unit.reviews.lease(self.draft, self.organizer, unit.now + DUE)
        unit.clock.see()

    def _by_itself(self, unit: Unit) -> None:
        for act in BY_ITSELF:
            act(unit)

    def _done(self, unit: Unit) -> dict[str, bool]:
        announcement = unit.announcements.get(self.announcement)
        unit.forms.retire(9)
        return {
            "the form was dropped": unit.forms.get(FORM.id) is None,
            "the wait that a platform asked for is over": not unit.outbox.cooldowns("telegram"),
            "the lease is over": unit.reviews.holder(self.draft) is None,
            "the draft was erased": unit.endorsements.representative(self.draft) == NOBODY,
            "whoever has withdrawn was forgotten": unit.endorsements.representative(self.withdrawn) == NOBODY,
            "the list was published": unit.lists.embargo(self.letter) is None,
            "the announcement left": announcement is None or announcement.stage is not Stage.WAITING,
        }


@contextmanager
def world() -> Iterator[World]:
    """A world, and its store's end."""
    made = World()
    yield made
    made.store.close()


@settings(max_examples=15, deadline=None)
@given(STEPS)
def test_nothing_is_done_for_good_that_the_true_time_would_not_have_done(steps: list[tuple[str, timedelta]]) -> None:
    async def main(world: World) -> None:
        for what, by in steps:
            match what:
                case "jumps":
                    world.off = by
                case "starts":
                    world.start()
                case "passes":
                    world.passed += abs(by) / 1000
                case "hears":
                    world.clock.heard("discord", world.true)
            await world.works()
        assert not any(world.done().values())
        assert await world.store.write(lambda unit: unit.people.redeem(CODE)) is not None
        world.off, world.passed = timedelta(0), world.passed + 2 * YEAR
        world.start()
        await world.works()
        world.clock.heard("discord", world.true)
        await world.works()
        assert all(world.done().values())

    with world() as made:
        asyncio.run(main(made))
