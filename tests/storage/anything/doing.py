"""How a use case is done by the state machine, committed, refused or killed, and what has to be so afterwards.

A unit of work is committed, or killed at one of its statements or at its end, after which the store is opened anew. A
refusal or a kill leaves everything as it was; else only what the act is about has become something else.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from bot.errors import Refusal
from bot.model.endorsements.endorsement import Endorsement, PublicEntry, Representative, State
from bot.model.letters.letter import Revision
from bot.model.people.person import Account, Person
from bot.ports.store import Unit
from storage.database import PostgresStore, SqliteStore
from storage.unit import ConnectionUnit
from tests.conftest import Clock
from tests.storage.anything import ways_out

Result = TypeVar("Result")
Opens = Callable[[Clock], Awaitable[SqliteStore | PostgresStore]]

LETTER = 1
SIGNERS = ("ada", "bea", "cam", "dan")
MOST = 12
"""So many sign-ons there are at the most."""

MOMENTS = st.one_of(*[st.just(None)] * 4, st.integers(0, 40))
"""When it is killed: at which statement; mostly not at all. 0 is at its very end."""

NOTHING: Mapping[int, Collection[State]] = {}


class Killed(Exception):
    """The process ends here."""


@contextmanager
def killed(unit: Unit, at: int) -> Iterator[None]:
    """The unit's statement of this number kills it."""
    assert isinstance(unit, ConnectionUnit)
    connection, left = unit.connection, at
    execute = type(connection).execute

    def counted(*given: Any, **options: Any) -> Any:
        nonlocal left
        left -= 1
        if not left:
            raise Killed
        return execute(connection, *given, **options)

    connection.execute = counted  # type: ignore[method-assign]
    try:
        yield
    finally:
        del connection.execute
    if at == 0:
        raise Killed


class Doing(RuleBasedStateMachine):
    """A letter, its list, and everybody who does something about it. `begins`: opens a database in which nothing was
    written; `opens`: the same once more."""

    begins: Opens
    opens: Opens
    came: ClassVar[Counter[str]] = Counter()
    """How often what was done was committed, refused, and killed."""

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self.clock = Clock()
        self.names = 0
        self.strangers = 0
        self.hidden = dict[tuple[object, ...], tuple[object, ...]]()
        self.store = self.run_now(type(self).begins(self.clock))
        self.rows = dict[int, Endorsement]()
        self.merges = list[int]()

    def run_now(self, coroutine: Any) -> Any:
        return self._runner.run(coroutine)

    def teardown(self) -> None:
        self.run_now(self.store.close())
        self._runner.close()

    def do(
        self,
        act: Callable[[Unit], Result],
        at: int | None,
        becomes: Mapping[int, Collection[State]] = NOTHING,
        new: Collection[State] = (),
    ) -> Result | None:
        """What an act gives; nothing where it was refused or killed, and everything is as it was. `becomes`: what may
        become of sign-ons; all others stay as they are, but for `new` ones."""
        before, done, result = self.run_now(self.store.read(_state)), True, None
        try:
            result = self.run_now(self.store.write(partial(_killed, act=act, at=at)))
            self.came["committed"] += 1
        except Refusal:
            done = False
            self.came["refused"] += 1
        except Killed:
            done = False
            self.came["killed"] += 1
            self.run_now(self.store.close())
            self.store = self.run_now(type(self).opens(self.clock))
        after = self.run_now(self.store.read(_state))
        self.rows = after[0]
        if not done:
            assert after == before, "what was refused or killed has changed something"
        for number, row in self.rows.items():
            was = before[0].get(number)
            if number in becomes and done:
                assert row.state in becomes[number], f"{number}: {was} became {row}"
            elif was is None:
                assert row.state in new
            else:
                assert (row.state, row.entry) == (was.state, was.entry), f"{number}: {was} became {row}"
        return result

    def by_rex(self, act: Callable[..., Result], *values: object) -> Callable[[Unit], Result]:
        return lambda unit: act(unit, self.person(unit, "rex"), LETTER, *values)

    def pick(self, which: int, *states: State) -> Endorsement | None:
        """One of the sign-ons that stand in some states, or in any."""
        found = [each for each in self.rows.values() if not each.erased and (not states or each.state in states)]
        return found[which % len(found)] if found else None

    def entry(self, number: int) -> PublicEntry:
        name = ways_out.name(number)
        return PublicEntry(name, f"https://zebra{number}.example.org", "Toronto", f"{name} needs buses.")

    def person(self, unit: Unit, who: str) -> Person:
        return unit.people.ensure(Account("console", who))

    def current(self, unit: Unit) -> Revision:
        current = unit.letters.current(LETTER)
        assert current
        return current

    def signed_by(self, unit: Unit, who: str) -> list[Endorsement]:
        person = unit.people.find(Account("console", who))
        return list(unit.endorsements.of_person(person.id, LETTER)) if person else []


def _killed(unit: Unit, act: Callable[[Unit], Result], at: int | None) -> Result:
    if at is None:
        return act(unit)
    with killed(unit, at):
        return act(unit)


def accepted(withheld: bool) -> State:
    return State.WITHHELD if withheld else State.LISTED


def representative(who: str) -> Representative:
    return Representative(f"{who.capitalize()} Example", "Chair", f"{who}@mail.example")


def _state(unit: Unit) -> tuple[dict[int, Endorsement], object]:
    """Every sign-on by its number, and what else a unit that was undone has left as it was."""
    every = [each for state in State for each in unit.endorsements.in_state(LETTER, state, 0, ways_out.ROWS)]
    if unit.letters.current(LETTER) is None:
        return {}, None
    others = (
        unit.journal.last(LETTER).hash,
        unit.lists.embargo(LETTER),
        unit.announcements.recent(LETTER, ways_out.ROWS),
        [unit.disputes.about(each.id) for each in every],
        unit.health.backlogs(),
    )
    return {each.id: each for each in every}, others
