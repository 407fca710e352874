"""What both sides are told where a sign-on is handed over."""

from bot.interface.call import Button, Call, Reply
from bot.model.codes import CODE_LENGTH, read_code
from bot.model.endorsements.endorsement import Endorsement
from bot.ports.store import Unit
from bot.service.endorsements import handing_over
from bot.text.text import t
from bot.views.endorsements.public_entry import public_entry
from bot.views.letters.categories import categories_of


def claimed(call: Call, typed: str) -> Reply | None:
    """What somebody is asked who was given a code that hands a sign-on over; nothing where it is another code."""
    endorsement = handing_over.offered(call.unit, typed)
    if endorsement is None:
        return None
    which: dict[str, str | int] = {"letter": endorsement.letter_id, "code": read_code(typed, CODE_LENGTH) or ""}
    return Reply(
        [
            t("**You were asked to act for this organization**, in the place of a colleague:"),
            *public_entry(endorsement.entry, categories=categories_of(call.unit, endorsement.letter_id)),
            t("You are asked for your name, your role and your address there. They stay private."),
        ],
        (Button(t("Take it over"), "take_over", which, style="primary"),),
    )


def handed_over(unit: Unit, endorsement: Endorsement) -> Reply:
    """What the earlier representative is told."""
    return Reply(
        [
            t("**Your sign-on was handed over.** Somebody else acts for the organization from now on."),
            *public_entry(endorsement.entry.bare),
            t("Your name, role and e-mail address are not kept with it any more."),
        ]
    )
