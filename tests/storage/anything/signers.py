"""What those who sign do, and those who say that it isn't them."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import rule

from bot.model.disputes import Claim
from bot.model.endorsements.endorsement import COUNTED, STANDING, Endorsement, State
from bot.model.people.person import Person
from bot.model.proofs.mails import MailKind
from bot.ports.store import Unit
from bot.service import disputes
from bot.service.endorsements import names, signing
from bot.service.letters import confirmations
from bot.service.people import forgetting
from tests.storage.anything.doing import LETTER, MOMENTS, MOST, SIGNERS, Doing, accepted, representative


class Signers(Doing):
    """Whoever signs, and others at their organizations."""

    @rule(who=st.sampled_from(SIGNERS), again=st.integers(0, MOST), at=MOMENTS)
    def sign(self, who: str, again: int, at: int | None) -> None:
        """Somebody signs for a new organization, or for one that has signed."""
        if len(self.rows) >= MOST:
            return
        self.names += 1
        entry = self.entry(again if 0 < again < self.names else self.names)

        def act(unit: Unit) -> Endorsement:
            return signing.sign(
                unit, self.person(unit, who), revision=self.current(unit), entry=entry,
                representative=representative(who), language="en", board_decides=again == MOST - 1,
            )  # fmt: skip

        self.do(act, at, new=(State.SUBMITTED, State.DRAFT))

    @rule(which=st.integers(0, MOST), renames=st.booleans(), at=MOMENTS)
    def correct(self, which: int, renames: bool, at: int | None) -> None:
        """Whoever signed corrects the line, perhaps the name."""
        if signed := self.pick(which, *signing.CORRECTABLE):
            self.names += renames
            entry = self.entry(self.names) if renames else replace(signed.entry, place=f"Harbour {which}")
            draft = signed.state is State.DRAFT

            def act(unit: Unit) -> Endorsement:
                who = Person(signed.person_id)
                return signing.correct(
                    unit, who, endorsement_id=signed.id, revision=self.current(unit), entry=entry,
                    representative=representative("eve"), language="en", board_decides=draft and renames,
                )  # fmt: skip

            self.do(act, at, {signed.id: (State.DRAFT,) if draft and renames else (State.SUBMITTED,)})

    @rule(which=st.integers(0, MOST), at=MOMENTS)
    def withdraw(self, which: int, at: int | None) -> None:
        """Whoever signed takes it back."""
        if signed := self.pick(which):
            who = Person(signed.person_id)
            self.do(lambda unit: signing.withdraw(unit, who, LETTER, signed.id), at, {signed.id: (State.WITHDRAWN,)})

    @rule(which=st.integers(0, MOST), withheld=st.booleans(), at=MOMENTS)
    def withhold(self, which: int, withheld: bool, at: int | None) -> None:
        """Whoever signed has the name withheld, or published again."""
        if signed := self.pick(which, *COUNTED, State.SUBMITTED):
            act, who = names.withhold if withheld else names.publish, Person(signed.person_id)
            becomes = signed.state if signed.state is State.SUBMITTED else accepted(withheld)
            self.do(lambda unit: act(unit, who, LETTER, signed.id), at, {signed.id: (becomes,)})

    @rule(which=st.integers(0, MOST), at=MOMENTS)
    def confirm(self, which: int, at: int | None) -> None:
        """Whoever signed an earlier revision signs the current one."""
        if signed := self.pick(which, *STANDING):
            who = Person(signed.person_id)
            self.do(
                lambda unit: confirmations.reconfirm(unit, who, self.current(unit), signed.id, "en"),
                at,
                {signed.id: (signed.state,)},
            )

    @rule(who=st.sampled_from(SIGNERS), withdraws=st.booleans(), at=MOMENTS)
    def forget(self, who: str, withdraws: bool, at: int | None) -> None:
        """Somebody is forgotten: what they signed stands without them, or goes with them."""

        def act(unit: Unit) -> bool:
            return forgetting.forget(unit, self.person(unit, who), withdraws)

        theirs = self.run_now(self.store.read(lambda unit: self.signed_by(unit, who)))
        gone = {each.id: (State.WITHDRAWN, each.state) if withdraws else (each.state,) for each in theirs}
        if self.do(act, at, gone) and withdraws:
            assert all(self.rows[each].erased for each in gone)

    @rule(which=st.integers(0, MOST), at=MOMENTS)
    def erase(self, which: int, at: int | None) -> None:
        """Whoever withdrew has it erased."""
        if signed := self.pick(which, *forgetting.ERASABLE):
            who = Person(signed.person_id)
            self.do(lambda unit: forgetting.erase(unit, who, LETTER, signed.id), at, {signed.id: (signed.state,)})

    @rule(which=st.integers(0, MOST), who=st.sampled_from(SIGNERS), proves=st.booleans(), at=MOMENTS)
    def dispute(self, which: int, who: str, proves: bool, at: int | None) -> None:
        """Somebody says that an entry is not theirs, perhaps from its domain, with the code that was mailed there."""
        if signed := self.pick(which, *COUNTED):
            address = f"{who}@{signed.entry.website.removeprefix('https://')}" if proves else f"{who}@mail.example"
            claim = Claim("Fay Example", "Chair", address, "This isn't us.")

            def act(unit: Unit) -> int:
                person = self.person(unit, who)
                begun = disputes.begin(
                    unit, person, letter_id=LETTER, organization=signed.entry.organization, claim=claim,
                    language="en", mails=True,
                )  # fmt: skip
                mails = unit.mails.about(MailKind.DISPUTE, begun.id)
                if mails:
                    disputes.prove(unit, person, LETTER, begun.id, mails[0].code)
                return begun.id

            same = [each for each in self.rows.values() if each.entry.organization == signed.entry.organization]
            self.do(act, at, {each.id: (each.state, State.DISPUTED) for each in same})
