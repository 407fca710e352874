"""The acts that lead a sign-on to its states, for tests that put one there directly."""

from bot.model.endorsements.endorsement import State
from bot.model.journal.acts import Act

LEADS_TO: dict[State, Act] = {
    State.DRAFT: Act.ENDORSEMENT_DRAFTED,
    State.SUBMITTED: Act.ENDORSEMENT_SUBMITTED,
    State.LISTED: Act.ENDORSEMENT_LISTED,
    State.WITHHELD: Act.ENDORSEMENT_LISTED,
    State.DECLINED: Act.ENDORSEMENT_DECLINED,
    State.WITHDRAWN: Act.ENDORSEMENT_WITHDRAWN,
    State.DISPUTED: Act.DISPUTE_HIDDEN,
}
