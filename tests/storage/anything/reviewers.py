"""What a reviewer does."""

from collections.abc import Callable
from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import rule

from bot.model.endorsements.endorsement import COUNTED, Check, State
from bot.ports.store import Unit
from bot.service import disputes
from bot.service.organizations import merges
from bot.service.reviews import decisions, known_domains
from tests.storage.anything import ways_out
from tests.storage.anything.doing import LETTER, MOMENTS, MOST, Doing, accepted


class Reviewers(Doing):
    """Rex, who reviews."""

    @rule(which=st.integers(0, MOST), at=MOMENTS)
    def accept(self, which: int, at: int | None) -> None:
        """A reviewer lists a sign-on."""
        if signed := self.pick(which, State.SUBMITTED):
            becomes = accepted(signed.entry.withheld)
            self.do(self.by_rex(decisions.decide_to_list, signed.id, Check.PHONE), at, {signed.id: (becomes,)})

    @rule(which=st.integers(0, MOST), at=MOMENTS)
    def decline(self, which: int, at: int | None) -> None:
        """A reviewer declines a sign-on."""
        if signed := self.pick(which, State.SUBMITTED):
            self.do(self.by_rex(decisions.decline, signed.id, "Not theirs."), at, {signed.id: (State.DECLINED,)})

    @rule(which=st.integers(0, MOST), at=MOMENTS)
    def undo(self, which: int, at: int | None) -> None:
        """A reviewer takes a decision back."""
        if signed := self.pick(which, *COUNTED, State.DECLINED):
            self.do(self.by_rex(decisions.undo, signed.id), at, {signed.id: (State.SUBMITTED,)})

    @rule(one=st.integers(0, MOST), other=st.integers(0, MOST), later=st.booleans(), at=MOMENTS)
    def merge(self, one: int, other: int, later: bool, at: int | None) -> None:
        """A reviewer makes one record of two."""
        first, second = self.pick(one), self.pick(other)
        if first and second:
            stands = merges.Stands.LATER if later else merges.Stands.EARLIER
            records = {first.organization_id, second.organization_id}
            affected = {
                each.id: (each.state, State.DECLINED) for each in self.rows.values() if each.organization_id in records
            }

            def act(unit: Unit) -> int:
                return merges.merge(
                    unit, self.person(unit, "rex"), letter_id=LETTER, one=first.organization_id,
                    other=second.organization_id, stands=stands, because=lambda language: "One is enough.",
                ).id  # fmt: skip

            if merge := self.do(act, at, affected):
                self.merges.append(merge)
                assert len({self.rows[each].organization_id for each in affected}) == 1

    @rule(which=st.integers(0, MOST), at=MOMENTS)
    def unmerge(self, which: int, at: int | None) -> None:
        """A reviewer makes two records of one again."""
        if self.merges:
            merge = self.merges[which % len(self.merges)]

            def act(unit: Unit) -> bool:
                return bool(merges.unmerge(unit, self.person(unit, "rex"), LETTER, merge))

            self.do(act, at, dict.fromkeys(self.rows, tuple(State)))

    @rule(which=st.integers(0, MOST), at=MOMENTS)
    def find_domain(self, which: int, at: int | None) -> None:
        """A reviewer finds out whose own a domain is: who dissociated themselves there hides the entry."""
        if signed := self.pick(which):

            def act(unit: Unit) -> bool:
                rex = self.person(unit, "rex")
                found = "It stands in a register."
                return bool(known_domains.state(unit, rex, letter_id=LETTER, endorsement_id=signed.id, found=found))

            same = [each for each in self.rows.values() if each.organization_id == signed.organization_id]
            self.do(act, at, {each.id: (each.state, State.DISPUTED) for each in same})

    @rule(which=st.integers(0, MOST), how=st.sampled_from((disputes.dismiss, disputes.undo)), at=MOMENTS)
    def settle(self, which: int, how: Callable[..., object], at: int | None) -> None:
        """A reviewer dismisses a dispute, or takes the settlement back."""
        self._settle(which, partial(how), at)

    @rule(which=st.integers(0, MOST), at=MOMENTS)
    def uphold(self, which: int, at: int | None) -> None:
        """A reviewer finds a dispute to be right."""
        self._settle(which, partial(disputes.uphold, reason="They said so."), at)

    def _settle(self, which: int, how: Callable[..., object], at: int | None) -> None:
        every = self.run_now(self.store.read(_disputed))
        if every:
            number, about = every[which % len(every)]

            def act(unit: Unit) -> bool:
                return bool(how(unit, self.person(unit, "rex"), LETTER, number))

            self.do(act, at, {about: tuple(State)})


def _disputed(unit: Unit) -> list[tuple[int, int]]:
    """Every dispute, and the sign-on that it is about."""
    every = [each for state in State for each in unit.endorsements.in_state(LETTER, state, 0, ways_out.ROWS)]
    return [(one.id, each.id) for each in every for one in unit.disputes.about(each.id)]
