"""The sign-on that a representative's command is about."""

from bot.errors import NotFound
from bot.interface.call import Call
from bot.model.endorsements.endorsement import Endorsement
from bot.service.endorsements.signing import own
from bot.text.text import t


def own_sign_on(call: Call) -> Endorsement:
    """The caller's own sign-on that a button names; raises `NotAllowed` for anybody else's, `NotFound` where none is
    named."""
    number = call.number("endorsement")
    if number is None:
        raise NotFound(t("This is done at your sign-on."), "endorsement")
    return own(call.unit, call.actor.person, call.published.letter_id, number)
