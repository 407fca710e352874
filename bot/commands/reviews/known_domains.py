"""Reviewers state which domain is an organization's own, or take that back."""

from collections.abc import Mapping, Sequence

from bot.commands.shared_options import LETTER, REVIEWERS, SIGN_ON, hidden
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Option
from bot.service.proofs import proving
from bot.service.reviews import known_domains
from bot.text.text import Part, t
from bot.views.endorsements.public_entry import public_entry
from bot.views.proofs.authority import host
from bot.views.reviews.cards import fingerprint
from bot.views.reviews.known_domains import retraction


def _state(call: Call) -> Reply:
    letter_id, number = call.published.letter_id, call.number("endorsement") or 0
    endorsement = call.unit.endorsements.get(number)
    if endorsement and call.number("seen") not in (None, fingerprint(endorsement)):
        look = Button(t("Look at it again"), "review")
        return Reply([t("**It was changed after this card was drawn.** Nothing was done; look again.")], (look,))
    statement = known_domains.state(
        call.unit, call.person(), letter_id=letter_id, endorsement_id=number, found=call.text("found")
    )
    said = t(
        "**{domain} is the organization's own from now on.** An address there proves that it signs, and a dispute from "
        "there hides its entry. The other reviewers see how you found it.",
        domain=host(statement.domain),
    )
    return Reply([said], (retraction(statement, letter_id),))


def _retract(call: Call) -> Reply:
    statement = known_domains.retract(call.unit, call.person(), call.published.letter_id, call.number("statement") or 0)
    return Reply(
        [t("**Taken back.** An address at {domain} shows a mailbox, and no more.", domain=host(statement.domain))]
    )


def _begin(call: Call) -> Mapping[str, str]:
    """Refuse where there is no domain to be stated, before anybody has written how they found it."""
    known_domains.claimed(call.unit, call.published.letter_id, _number(call))
    return {}


def _number(call: Call) -> int:
    return call.number("endorsement") or 0


def _asked(call: Call) -> Sequence[Part]:
    endorsement = call.unit.endorsements.get(_number(call))
    domain = proving.standing(call.unit, endorsement).own if endorsement else ""
    return [
        *(public_entry(endorsement.entry.bare) if endorsement else ()),
        t(
            "**How did you find that {domain} is theirs?** Find it without the sign-on: in a register, in the press, "
            "by somebody whom you know there. The other reviewers read what you write.",
            domain=host(domain),
        ),
    ]


_FOUND = Option("found", Kind.PARAGRAPH, t("How you found it"), _asked, least=10, most=500, argument=False)
_SEEN, _STATEMENT = hidden("seen", t("Seen")), hidden("statement", t("Statement"))

COMMANDS = (
    Command(
        "domain",
        t("State that a domain is an organization's own"),
        _state,
        (LETTER, SIGN_ON, _FOUND, _SEEN),
        roles=REVIEWERS,
        private=True,
        menu=False,
        begin=_begin,
    ),
    Command(
        "retract_domain",
        t("Take back that a domain is an organization's own"),
        _retract,
        (LETTER, _STATEMENT),
        roles=REVIEWERS,
        private=True,
        menu=False,
    ),
)
