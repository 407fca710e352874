"""Whatever people do in whatever order, one endorsement stands for an organization, and the journal holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from bot.model.endorsements.endorsement import STANDING, Endorsement, State
from bot.ports.store import Store, Unit
from tests.acts import LEADS_TO
from tests.storage.examples import publish, sign
from tests.storage.journal.chain import entries


@dataclass(frozen=True)
class Sign:
    """Somebody signs on for an organization, or leaves a draft for its board."""

    organization: int
    state: State


@dataclass(frozen=True)
class Move:
    """Somebody moves one of the endorsements so far to another state, if there is that move."""

    which: int
    state: State


ACTS = st.one_of(
    st.builds(Sign, st.integers(0, 2), st.sampled_from([State.DRAFT, State.SUBMITTED])),
    st.builds(Move, st.integers(0, 20), st.sampled_from(State)),
)

SLUGS = (f"letter-{number}" for number in count(1))


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """One engine is enough: the rules are the same, and the time goes into more histories."""
    return f"sqlite:///{tmp_path / 'countersign.db'}"


class History:
    """What is expected of a letter's endorsements."""

    def __init__(self, store: Store, letter_id: int) -> None:
        self._store = store
        self.letter_id = letter_id
        self.endorsements = dict[int, Endorsement]()
        self.journalled = 1

    def standing(self, organization_id: int) -> bool:
        """Whether an endorsement stands for an organization."""
        return any(
            each.organization_id == organization_id and each.state in STANDING for each in self.endorsements.values()
        )

    async def sign(self, act: Sign) -> None:
        """Sign on, which is refused where one stands."""
        name = f"Friends of stop {act.organization}"
        known = {each.entry.organization: each.organization_id for each in self.endorsements.values()}
        refused = act.state in STANDING and name in known and self.standing(known[name])
        try:
            signed = await self._store.write(lambda unit: sign(unit, self.letter_id, name, act.state))
        except IntegrityError:
            assert refused
        else:
            assert not refused
            self._happened(signed)

    async def move(self, act: Move) -> None:
        """Move an endorsement, which is refused where it would come to stand beside another."""
        if not self.endorsements:
            return
        before = list(self.endorsements.values())[act.which % len(self.endorsements)]
        if not before.may_become(act.state):
            return
        refused = act.state in STANDING and before.state not in STANDING and self.standing(before.organization_id)

        def save(unit: Unit) -> Endorsement:
            after = before.moved(act.state, unit.now)
            unit.endorsements.save(after, LEADS_TO[act.state], before.person_id)
            return after

        try:
            moved = await self._store.write(save)
        except IntegrityError:
            assert refused
        else:
            assert not refused
            self._happened(moved)

    def _happened(self, endorsement: Endorsement) -> None:
        self.endorsements[endorsement.id] = endorsement
        self.journalled += 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=1, max_size=25))
async def test_after_any_history_one_endorsement_stands_for_an_organization_and_the_journal_knows_every_state(
    store: Store, acts: Sequence[Sign | Move]
) -> None:
    slug = next(SLUGS)
    history = History(store, (await store.write(lambda unit: publish(unit, slug))).letter_id)
    for act in acts:
        await (history.sign(act) if isinstance(act, Sign) else history.move(act))

    def states(unit: Unit) -> dict[int, str]:
        return {number: str(found.facts["state"]) for number, found in unit.journal.records(history.letter_id)}

    def look(unit: Unit) -> tuple[dict[int, Endorsement | None], list[dict[str, object]], dict[int, str]]:
        found = {number: unit.endorsements.get(number) for number in history.endorsements}
        return found, entries(unit.journal.links(history.letter_id)), states(unit)

    found, journal, recorded = await store.read(look)
    assert found == history.endorsements
    standing = [each.organization_id for each in history.endorsements.values() if each.state in STANDING]
    assert len(standing) == len(set(standing))
    assert len(journal) == history.journalled
    assert recorded == {entry["record"]: entry["state"] for entry in journal if entry["state"]}
