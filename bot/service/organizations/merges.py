"""Reviewers say which records are one organization's, which are not, and which are chapters of others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.errors import Conflict, NotAllowed, NotFound
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import STANDING, Endorsement, State
from bot.model.journal.acts import Act
from bot.model.organizations.likeness import Likeness
from bot.model.organizations.merges import Merge, Moved
from bot.model.organizations.organization import Name, Organization, normalize
from bot.model.people.person import REVIEWERS, Person
from bot.ports.store import Unit
from bot.service.endorsements.transitions import Change, bring_up_to_date, change
from bot.service.outreach import following
from bot.service.proofs import proving
from bot.service.reviews.own import refuse_own
from bot.text.text import t


class Stands(StrEnum):
    """Which of two standing sign-ons stands for the organization from now on."""

    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Side:
    """An organization as it is held against another: its names, and its sign-on of the letter where it has one."""

    organization: Organization
    names: Sequence[Name]
    endorsement: Endorsement | None


def likenesses(unit: Unit, endorsement: Endorsement) -> Sequence[tuple[Organization, Likeness]]:
    """The other organizations that are perhaps the same as an endorsement's, and why."""
    return unit.organizations.alike(endorsement.letter_id, endorsement.organization_id, endorsement.entry)


def named_otherwise(unit: Unit, alike: Sequence[tuple[Organization, Likeness]]) -> None:
    """What these organizations were held to be alike to bears that name no more: their cards say what is so now."""
    for each in unit.endorsements.of_organizations([record.id for record, _ in alike]):
        unit.queue.refresh(Subject.CARD, each.id)


def side(unit: Unit, letter_id: int, organization_id: int) -> Side:
    """An organization that a letter's reviewers may look at: it signed the letter, or stands in the imported list.
    Raises `NotFound` for any other."""
    record = unit.organizations.get(organization_id)
    signed = [
        each
        for each in unit.endorsements.of_organizations([organization_id])
        if each.letter_id == letter_id and each.state is not State.DRAFT
    ]
    if record is None or not (signed or record.imported) or unit.merges.away(organization_id):
        raise NotFound(t("There is no such organization, or it was merged into another."))
    standing = [each for each in signed if each.state in STANDING]
    latest = (standing or signed)[-1:]
    return Side(record, unit.organizations.names(organization_id), latest[0] if latest else None)


def both_stand(unit: Unit, letter_id: int, one: int, other: int) -> Sequence[Endorsement]:
    """The sign-ons of a letter that stand for two organizations, the earlier first, where both have one."""
    endorsements = [unit.endorsements.standing(letter_id, each) for each in (one, other)]
    standing = sorted((each for each in endorsements if each), key=lambda each: (each.created_at, each.id))
    return standing if len(standing) == 2 else ()


def merge(
    unit: Unit, person: Person, *, letter_id: int, one: int, other: int, stands: Stands, because: Callable[[str], str]
) -> Merge:
    """Make one record of two: the names of both lead to it. Where both have a sign-on that stands, the other one is
    declined, for a reason `because` in the language of that sign-on. Raises `Conflict` where they are one already, or
    one is a chapter of the other."""
    sides = [side(unit, letter_id, each).organization for each in (one, other)]
    if one == other:
        raise Conflict(t("This is one organization already."))
    kept, gone = sorted(sides, key=lambda each: (not each.imported, each.id))
    if kept.parent_id == gone.id or gone.parent_id == kept.id:
        raise Conflict(t("One of these is a chapter of the other. Take that back first."))
    signed = unit.endorsements.of_organizations([kept.id, gone.id])
    letters = concerned(unit, person, signed)
    declined = dict[int, Endorsement]()
    for letter in {each.letter_id for each in signed}:
        standing = both_stand(unit, letter, kept.id, gone.id)
        if standing:
            for each in standing:
                refuse_own(unit, person, each)
            loses = standing[1 if stands is Stands.EARLIER else 0]
            declined[loses.id] = replace(
                loses.moved(State.DECLINED, unit.now),
                check=None,
                reason=because(loses.language),
                decided_by=person.id,
            )
    change(unit, *(Change(each, Act.ENDORSEMENT_DECLINED, person.id, outcome=True) for each in declined.values()))
    moved = [_moved(each, declined) for each in signed if each.organization_id == gone.id or each.id in declined]
    merged = unit.merges.add(kept.id, gone.id, moved, person.id, letters)
    for each in unit.endorsements.of_organizations([kept.id]):
        if not proving.standing(unit, each).counts:
            unit.proofs.ask_anew(each.id)
        proving.prefer(unit, each)
    for number in (each.endorsement_id for each in moved):
        bring_up_to_date(unit, number)
    for each in unit.endorsements.of_organizations([kept.id]):
        following.follow(unit, each)
    return merged


def _moved(endorsement: Endorsement, declined: Mapping[int, Endorsement]) -> Moved:
    now = declined.get(endorsement.id)
    return Moved(
        endorsement.id,
        endorsement.organization_id,
        endorsement.state,
        endorsement.changed_at,
        endorsement.check,
        endorsement.reason,
        endorsement.decided_by,
        now.changed_at if now else None,
    )


def unmerge(unit: Unit, person: Person, letter_id: int, merge_id: int) -> Merge:
    """Make two records of one again: each has its names and sign-ons back, as they were before, but for what has been
    done to a sign-on since. What was signed since under a name of the other goes to the other. Raises `NotFound` where
    there is no such merge, `Conflict` where both were merged into another since."""
    merge = unit.merges.get(merge_id)
    if merge is None or merge.undone_at is not None:
        raise NotFound(t("There is no such merge, or it was undone already."))
    if unit.merges.away(merge.kept_id):
        raise Conflict(
            t("This can't be undone now: both were merged into another organization since. Undo that first.")
        )
    side(unit, letter_id, merge.kept_id)
    united = unit.endorsements.of_organizations([merge.kept_id])
    letters = concerned(unit, person, united)
    before = {each.endorsement_id: each for each in unit.merges.moved(merge.id)}
    back = _back(unit, merge, united, before)
    restored = [
        _restored(each, before[each.id])
        for each in united
        if _untouched(each, before) and not _settled_since(unit, merge, each)
    ]
    _refuse_two(unit, merge, united, back, restored)
    unit.merges.undo(merge, back, person.id, letters)
    again = [replace(each, organization_id=merge.gone_id if each.id in back else merge.kept_id) for each in restored]
    change(unit, *(Change(each, Act.ENDORSEMENT_DECISION_UNDONE, person.id, outcome=True) for each in again))
    for each in united:
        proving.prefer(unit, each)
    for number in back:
        bring_up_to_date(unit, number)
    return merge


def _back(unit: Unit, merge: Merge, united: Sequence[Endorsement], before: Mapping[int, Moved]) -> Sequence[int]:
    """The sign-ons that go back to the record that was merged away."""
    theirs = {normalize(each.name) for each in unit.organizations.names(merge.gone_id)}
    others = {normalize(each.name) for each in unit.organizations.names(merge.kept_id)} - theirs

    def goes(endorsement: Endorsement) -> bool:
        key, was = normalize(endorsement.entry.organization), before.get(endorsement.id)
        if was:
            return was.organization_id == merge.gone_id and (key not in others or not theirs)
        return endorsement.created_at >= merge.at and key in theirs

    return [each.id for each in united if goes(each)]


def _untouched(endorsement: Endorsement, before: Mapping[int, Moved]) -> bool:
    """Whether it stands exactly as the merge left it after declining it."""
    was = before.get(endorsement.id)
    return bool(was and was.declined_at and was.declined_at == endorsement.changed_at) and (
        endorsement.state is State.DECLINED and not endorsement.erased
    )


def _settled_since(unit: Unit, merge: Merge, endorsement: Endorsement) -> bool:
    """Whether a dispute of it was settled after the merge: it stands as that left it."""
    return any(each.settled_at and each.settled_at >= merge.at for each in unit.disputes.about(endorsement.id))


def _restored(endorsement: Endorsement, was: Moved) -> Endorsement:
    again = endorsement.moved(was.state, was.changed_at)
    return replace(again, check=was.check, reason=was.reason, decided_by=was.decided_by)


def _refuse_two(
    unit: Unit, merge: Merge, united: Sequence[Endorsement], back: Sequence[int], restored: Sequence[Endorsement]
) -> None:
    """Refuse where two sign-ons of a letter would stand for one organization."""
    now = {each.id: each for each in (*united, *restored)}
    standing = [(each.letter_id, each.id in back) for each in now.values() if each.state in STANDING]
    for place in standing:
        if standing.count(place) > 1:
            two = unit.organizations.get(merge.gone_id if place[1] else merge.kept_id)
            raise Conflict(
                t(
                    "This can't be undone now: another sign-on stands for **{organization}** since. Decide on that one "
                    "first.",
                    organization=two.name if two else "",
                )
            )


def distinguish(unit: Unit, person: Person, letter_id: int, one: int, other: int) -> None:
    """Remember that two organizations are not the same: they are never shown beside one another again. Raises
    `Conflict` where they are one."""
    for each in (one, other):
        side(unit, letter_id, each)
    if one == other:
        raise Conflict(t("This is one organization already."))
    unit.merges.tell_apart(one, other, person.id)
    _refresh(unit, [one, other])


def make_chapter(unit: Unit, person: Person, letter_id: int, child: int, parent: int | None) -> Organization:
    """Record that an organization is a chapter of another, or of none. Neither signs for the other. Raises `Conflict`
    where it would be a chapter of itself."""
    chapter = side(unit, letter_id, child).organization
    above, parents = parent, {child}
    if parent is not None:
        side(unit, letter_id, parent)
    while above is not None:
        if above in parents:
            raise Conflict(t("An organization can't be a chapter of itself, or of its own chapter."))
        parents.add(above)
        record = unit.organizations.get(above)
        above = record.parent_id if record else None
    letters = concerned(unit, person, unit.endorsements.of_organizations([child]))
    unit.organizations.set_parent(child, parent, person.id, letters)
    _refresh(unit, [child, *([parent] if parent else [])])
    return replace(chapter, parent_id=parent)


def concerned(unit: Unit, person: Person, signed: Sequence[Endorsement]) -> Sequence[int]:
    """The letters that organizations have signed; raises `NotAllowed` where the person does not review them all."""
    letters = sorted({each.letter_id for each in signed if each.state is not State.DRAFT})
    for letter_id in letters:
        if unit.people.roles(person.id, letter_id).isdisjoint(REVIEWERS):
            raise NotAllowed(
                t("One of these organizations has signed another letter too, which you don't review. Ask its owner.")
            )
    return letters


def _refresh(unit: Unit, organizations: Sequence[int]) -> None:
    for each in unit.endorsements.of_organizations(organizations):
        bring_up_to_date(unit, each.id)
