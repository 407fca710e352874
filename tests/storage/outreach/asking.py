"""Four editors ask many organizations at once, on any store, while some sign by themselves and units are cut off."""

import asyncio
from collections import Counter
from functools import partial
from random import Random

from bot.errors import Refusal
from bot.model.endorsements.endorsement import State
from bot.model.outreach import MOST_ASKED, Answer, Contact, Prospect, Step
from bot.model.people.person import Person, Role
from bot.ports.store import Store, Unit
from bot.service.endorsements.transitions import Change, change
from bot.service.outreach import following, prospects
from tests.acts import LEADS_TO
from tests.storage import examples

EDITORS = ("olga", "omar", "otto", "ozan")
ASKS = frozenset({Step.ASKED, Step.AGAIN})
EVERY_TENTH = 10


class Killed(Exception):
    """The process is gone, before a unit was on disk, or just after."""


async def campaign(store: Store, many: int) -> tuple[int, list[Person]]:
    """A letter with its editors, and organizations to ask; its number."""

    def unit(unit: Unit) -> tuple[int, list[Person]]:
        letter_id = examples.publish(unit).letter_id
        people = [examples.person(unit, each) for each in EDITORS]
        for each in people:
            unit.people.grant(each.id, letter_id, Role.EDITOR)
        for number in range(many):
            contact = Contact(f"Jo {number}", "chair", f"jo{number}@example.org")
            unit.prospects.add(Prospect(0, letter_id, f"Example Club {number}", contact=contact))
        return letter_id, people

    return await store.write(unit)


class Asking:
    """What the editors do, and how often each organization was asked on disk. `kills`: how many units of a hundred are
    cut off."""

    def __init__(self, store: Store, letter_id: int, people: list[Person], kills: int = 0) -> None:
        self.store, self.letter_id, self.people = store, letter_id, people
        self.asked = Counter[int]()
        self._kills = kills
        self._chance = Random(7)

    async def take(self, person: Person, number: int) -> bool:
        """Take one: whether it is theirs now, as far as they know."""
        return await self._done(lambda unit: prospects.take(unit, person, self.letter_id, number))

    async def step(self, person: Person, number: int, step: Step) -> bool:
        """Say what came of it."""
        return await self._done(
            lambda unit: prospects.step(unit, person, self.letter_id, number, step), number if step in ASKS else None
        )

    async def _done(self, unit: object, asked: int | None = None) -> bool:
        """Do a unit: whether it was done and not refused, as far as whoever did it is told."""
        cut = self._chance.randrange(100)

        def until_it_is_cut(unit_of_work: Unit) -> None:
            unit(unit_of_work)  # type: ignore[operator]
            if cut < self._kills // 2:
                raise Killed

        try:
            await self.store.write(until_it_is_cut)
            if asked is not None:
                self.asked[asked] += 1
            if cut < self._kills:
                raise Killed
        except (Refusal, Killed):
            return False
        return True

    async def everybody(self) -> None:
        """All of them, until nobody is left whom nobody has taken; some organizations sign meanwhile."""
        await asyncio.gather(*map(self._works, self.people), self._signs())

    async def _works(self, person: Person) -> None:
        """Take some, ask each, and perhaps once again; presses repeat, as thumbs do."""
        while True:
            theirs = partial(to_ask, self.letter_id, person.id)
            found = await self.store.read(theirs)
            if not found:
                return
            number = self._chance.choice(found)
            await self.take(person, number)
            again = self._chance.choice([(), (Step.ASKED,), (Step.AGAIN, Step.AGAIN)])
            last = self._chance.choice([Step.THINKING, Step.NO])
            for each in (Step.ASKED, *again, last):
                await self.step(person, number, each)

    async def _signs(self) -> None:
        for prospect in (await self._found())[::EVERY_TENTH]:
            await self.store.write(partial(_sign, self.letter_id, prospect.organization))

    async def _found(self) -> list[Prospect]:
        every = partial(_every, self.letter_id)
        return await self.store.read(every)

    async def every_state_is_true(self, many: int) -> None:
        """Nobody was asked by two or more than once again, and each stands where it was brought."""
        found = await self._found()
        assert len(found) == many
        assert {each.id: each.asked for each in found} == {each.id: self.asked[each.id] for each in found}
        assert max(self.asked.values()) == MOST_ASKED
        counts = await self.store.read(lambda unit: unit.prospects.count(self.letter_id))
        assert Counter(each.answer for each in found) == Counter(counts)
        assert Answer.TO_ASK not in counts
        signed = {each.organization for each in found if each.answer is Answer.SIGNED}
        assert signed == {each.organization for each in found[::EVERY_TENTH]}
        open_still = [each for each in found if each.answer not in prospects.ENDED]
        taken = await self.store.read(lambda unit: unit.prospects.takers(self.letter_id))
        assert taken == Counter(each.taken_by for each in open_still)


def to_ask(letter_id: int, person_id: int, unit: Unit) -> list[int]:
    """The next that nobody has taken, else what they have taken and not asked."""
    free = unit.prospects.all(letter_id, answer=Answer.TO_ASK, free=True, limit=4)
    mine = unit.prospects.all(letter_id, answer=Answer.TO_ASK, taken_by=person_id, limit=1)
    return [each.id for each in free or mine]


def _every(letter_id: int, unit: Unit) -> list[Prospect]:
    return list(unit.prospects.all(letter_id, limit=1000))


def _sign(letter_id: int, name: str, unit: Unit) -> None:
    signed = examples.sign(unit, letter_id, name)
    following.follow(unit, signed)
    change(unit, Change(signed.moved(State.LISTED, unit.now), LEADS_TO[State.LISTED], signed.person_id))
