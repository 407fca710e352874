"""Where it stands with an organization follows its sign-on: nobody has to say that it has signed."""

from collections.abc import Sequence
from dataclasses import replace

from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.outreach import Answer
from bot.ports.store import Unit

SIGNED = frozenset({State.SUBMITTED, State.LISTED})
"""The states of a sign-on of an organization that has signed."""


def stands(unit: Unit, letter_id: int, name: str) -> State | None:
    """In which state an organization of this name has a sign-on that was submitted or is listed; nothing where it has
    none. Where its name is withheld that is for reviewers alone, and for those who ask it nothing changes."""
    signed = (unit.endorsements.standing(letter_id, each.id) for each in unit.organizations.named(name))
    found = {each.state for each in signed if each and each.state in SIGNED and not each.entry.withheld}
    return State.LISTED if State.LISTED in found else next(iter(found), None)


def follow(unit: Unit, endorsement: Endorsement, before: Endorsement | None = None) -> None:
    """A sign-on is there, or has changed from how it was `before`: whoever was to be asked under one of its names has
    signed, or has not. Who leaves the list is not asked again; what no reviewer has listed leaves no trace."""
    if not unit.prospects.has_any(endorsement.letter_id):
        return
    known = (each.name for each in unit.organizations.names(endorsement.organization_id))
    own = [each.entry.organization for each in (endorsement, before) if each]
    left = before is not None and before.state is State.LISTED and endorsement.state is State.WITHDRAWN
    for each in unit.prospects.named(endorsement.letter_id, [*own, *known]):
        signed = stands(unit, each.letter_id, each.organization) is not None
        said = Answer.NO if left and not signed else each.said
        if (signed, said) != (each.signed, each.said):
            unit.prospects.save(replace(each, signed=signed, said=said, remind_at=None))


def erased(unit: Unit, endorsement: Endorsement) -> Sequence[int]:
    """The numbers of those that are forgotten with a sign-on that was withdrawn: its name goes from everywhere. Of one
    whose name was withheld that would tell those who ask that there was one."""
    if endorsement.state is not State.WITHDRAWN or endorsement.entry.withheld:
        return ()
    named = unit.prospects.named(endorsement.letter_id, [endorsement.entry.organization])
    return [each.id for each in named if each.answer is Answer.NO]
