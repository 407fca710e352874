"""The sign-on that a representative's command is about."""

from bot.interface.call import Call
from bot.model.endorsements.endorsement import Endorsement
from bot.service.endorsements.signing import own


def own_sign_on(call: Call) -> Endorsement:
    """The caller's own sign-on that a button names; raises `NotAllowed` for anybody else's."""
    return own(call.unit, call.actor.person, call.published.letter_id, call.number("endorsement") or 0)
