"""Reviewers decide on many sign-ons at once, and take that back."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import Conflict, NotFound, Refusal
from bot.model.announcements.spending import Cause
from bot.model.endorsements.endorsement import COUNTED, Check, Endorsement, State
from bot.model.people.person import Person
from bot.model.reviews import MOST_AT_ONCE, Bulk, Selection, Verdict
from bot.ports.store import Unit
from bot.service.announcements import budget
from bot.service.reviews import decisions, own, queue
from bot.text.text import t

STANDS = {Verdict.LIST: COUNTED, Verdict.DECLINE: frozenset({State.DECLINED})}
"""How a sign-on stands that was decided on."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be decided on, and how many that are meant would be left out."""

    chosen: Sequence[Endorsement]
    left_out: int

    @property
    def mark(self) -> str:
        """What tells these sign-ons apart from others, and from what they are once one was changed: their number, and a
        checksum."""
        seen = [(each.id, each.changed_at.isoformat(), each.entry.canonical()) for each in self.chosen]
        return f"{len(self.chosen)}_{hashlib.sha256(repr(seen).encode()).hexdigest()[:12]}"


def preview(
    unit: Unit, person: Person | None, letter_id: int, selection: Selection, verdict: Verdict
) -> Preview:  # fmt: skip
    """What a person would decide on now: not what another reviewer has before them, what is
    another's to decide, nor what may not be listed."""
    meant = unit.reviews.selected(letter_id, selection, MOST_AT_ONCE)
    chosen = [
        each
        for each in meant
        if not queue.held(unit, person, each)
        and not own.left_to_others(unit, person, each)
        and not (verdict is Verdict.LIST and decisions.lacks_second(unit, each))
    ]
    return Preview(chosen, len(meant) - len(chosen))


def tells(unit: Unit, person: Person | None, letter_id: int, count: int) -> bool:
    """Whether a person may tell so many in words of their own that they are declined. To more, what one organizer alone
    has typed does not go at once, as it would not in an announcement."""
    return person is not None and budget.allows(unit, person.id, letter_id, count)


def decide(
    unit: Unit,
    person: Person,
    *,
    letter_id: int,
    selection: Selection,
    verdict: Verdict,
    check: Check | None,
    reason: str,
) -> Bulk:
    """List or decline them all, each as if it were alone; those that can't be are left out. A check is stated of those
    whose address is not proven; a reason goes to no more than the person may tell alone. Raises `Conflict` where none
    is left."""
    decided, chosen = list[int](), preview(unit, person, letter_id, selection, verdict).chosen
    if not tells(unit, person, letter_id, len(chosen)):
        reason = ""
    for each in chosen:
        try:
            with unit.savepoint():
                if verdict is Verdict.LIST:
                    stated = check if decisions.asks_check(unit, each, person) else None
                    decisions.decide_to_list(unit, person, letter_id, each.id, stated)
                else:
                    decisions.decline(unit, person, letter_id, each.id, reason)
        except Refusal:
            continue
        decided.append(each.id)
    if not decided:
        raise Conflict(t("None of them can be decided on now. Nothing was done."))
    made = unit.reviews.add_bulk(letter_id, person.id, verdict, decided)
    if verdict is Verdict.DECLINE and reason:
        budget.spend(
            unit,
            person.id,
            letter_id=letter_id,
            cause=Cause.DECISION,
            chats=len(decided),
            subject_id=made.id,
            left_at=unit.now,
        )
    return made


def undo(unit: Unit, person: Person, letter_id: int, bulk_id: int) -> tuple[int, int]:
    """Take back what was decided at once, wherever it still stands as it was left: how many, of how many. Raises
    `NotFound` where the letter has no such decision, `Conflict` where it was undone."""
    bulk = unit.reviews.bulk(bulk_id)
    if bulk is None or bulk.letter_id != letter_id:
        raise NotFound(t("There is nothing to undo."))
    if bulk.undone_at:
        raise Conflict(t("This was undone already."))
    undone = 0
    for number in bulk.ids:
        endorsement = unit.endorsements.get(number)
        stands = endorsement is not None and endorsement.state in STANDS[bulk.verdict]
        if endorsement is None or not stands or endorsement.changed_at != bulk.made_at:
            continue
        try:
            with unit.savepoint():
                decisions.undo(unit, person, letter_id, number)
        except Refusal:
            continue
        undone += 1
    unit.reviews.bulk_undone(bulk.id)
    return undone, len(bulk.ids)
