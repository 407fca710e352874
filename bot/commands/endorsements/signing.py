"""An organization signs on."""

from collections.abc import Mapping
from dataclasses import replace

from bot.commands.endorsements import traits
from bot.commands.endorsements.confirming import is_another, line_of, representative_of
from bot.commands.endorsements.signing_form import INDIVIDUAL, MAY_SIGN, OPTIONS
from bot.interface.call import Call, Reply
from bot.interface.command import Command
from bot.model.endorsements.endorsement import State
from bot.model.outreach import Prospect
from bot.service.endorsements import boards, signing
from bot.service.outreach import links
from bot.service.people import limits
from bot.service.proofs import proving
from bot.text.text import t
from bot.views.endorsements import consents
from bot.views.endorsements.received import for_an_individual, received


def _begin(call: Call) -> Mapping[str, str]:
    """What a correction begins with; and a refusal where nothing can be signed now."""
    if call.revision:
        signing.open_for_signing(call.unit, call.published)
        limits.begin(call.unit, call.published.letter_id, call.actor.account)
    number = call.number("endorsement")
    if number is None:
        return _invited(call)
    endorsement = signing.own(call.unit, call.actor.person, call.published.letter_id, number)
    who = call.unit.endorsements.representative(endorsement.id)
    entry = endorsement.entry
    begun = {
        "capacity": MAY_SIGN,
        "organization": entry.organization,
        "settled": entry.organization,
        "representative": who.name,
        "role": who.role,
        "email": who.email,
        "website": entry.website,
        "place": entry.place,
        "statement": entry.statement,
        **traits.begun(call, entry),
    }
    return {name: text for name, text in begun.items() if text}


def _invited(call: Call) -> Mapping[str, str]:
    """What an organization's own link fills in: its name and website, which can be changed as if they were typed."""
    key = call.raw.get("invitation", "")
    invitation = links.invited(call.unit, call.published.letter_id, key) if key and call.revision else None
    if not isinstance(invitation, Prospect):
        return {}
    begun = {"organization": invitation.organization, "website": invitation.website}
    return {name: text for name, text in begun.items() if text}


def _corrects(call: Call) -> bool:
    """Whether it is about a sign-on that was submitted: a draft is looked at, and submitted."""
    number = call.number("endorsement")
    if number is None:
        return False
    return signing.own(call.unit, call.actor.person, call.published.letter_id, number).state is not State.DRAFT


def _sign(call: Call) -> Reply:
    if call.text("capacity") == INDIVIDUAL:
        return for_an_individual(call)
    board = call.text("authority").startswith("draft")
    withheld = call.text("authority").startswith("withheld")
    representative = representative_of(call)
    language = call.speech.language_of(call.letter.text)
    line, number = replace(line_of(call), withheld=withheld), call.number("endorsement")
    limits.admit(
        call.unit,
        call.published.letter_id,
        account=call.actor.account,
        address=call.caller.address,
        entry=line,
        representative=representative,
    )
    person = call.person()
    if number is None:
        endorsement = signing.sign(
            call.unit,
            person,
            revision=call.published,
            entry=line,
            representative=representative,
            language=language,
            board_decides=board,
            another=is_another(call),
        )
        links.came(call.unit, endorsement.letter_id, call.text("invitation"))
    else:
        endorsement = signing.correct(
            call.unit,
            person,
            endorsement_id=number,
            revision=call.published,
            entry=line,
            representative=representative,
            language=language,
            board_decides=board,
            another=is_another(call),
        )
    if not board:
        given = consents.wordings(call, endorsement.entry.withheld)
        call.unit.consents.give(endorsement.id, person.id, given, call.speech.tag)
    at = call.moment("meets")
    if board and at:
        endorsement = boards.meets(call.unit, person, endorsement.letter_id, endorsement.id, at)
    proofs = proving.begin(call.unit, endorsement) if call.mails else proving.standing(call.unit, endorsement)
    return received(call, endorsement, proofs)


COMMANDS = (
    Command(
        "sign",
        t("Sign on for an organization"),
        _sign,
        OPTIONS,
        private=True,
        linked=True,
        title=t("Sign on"),
        begin=_begin,
        corrects=_corrects,
        heading=lambda call: t("Correct your sign-on") if _corrects(call) else None,
        irreversible="authority",
        while_open=True,
    ),
)
