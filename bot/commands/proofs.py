"""A code from a mail is typed, and a colleague is asked to confirm too."""

from collections.abc import Mapping
from dataclasses import replace

from bot.commands.shared_options import CODE, EMAIL, ENDORSEMENT, LETTER, RECEIPT
from bot.errors import Conflict
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Need
from bot.model.codes import read_code
from bot.model.proofs.authority import Contact, Level, ProofState, Why
from bot.model.proofs.mails import CODE_LENGTH
from bot.service.endorsements import signing
from bot.service.proofs import proving
from bot.service.reviews import decisions
from bot.text.text import t
from bot.views.proofs.authority import MAILBOX, OTHERWISE, SIGNER, buttons, host, second_told, told
from bot.views.proofs.codes import wrong_code


def _confirm(call: Call) -> Reply:
    number = call.number("endorsement")
    mine = call.unit.endorsements.get(number) if number else None
    if number is None or mine is None or mine.person_id != call.person().id:
        number = decisions.by_receipt(call.unit, call.text("receipt"))
    proof = proving.confirm(call.unit, call.person(), call.published.letter_id, number, call.text("code"))
    if proof.state is ProofState.ASKED:
        own = call.unit.endorsements.get(number) if proof.contact is Contact.FIRST else None
        again = Button(t("Type it again"), "confirm", {"endorsement": own.receipt} if own else {})
        return wrong_code(proof.tries_left, again)
    if proof.state is not ProofState.PROVEN:
        return Reply(
            [t("**This is not the code**, and it was the last try. This code does not hold any more."), OTHERWISE]
        )
    if proof.contact is Contact.SECOND:
        return Reply([t("**Thank you: you have confirmed this sign-on**, and that you are at the organization.")])
    endorsement = signing.own(call.unit, call.actor.person, call.published.letter_id, number)
    found = proving.standing(call.unit, endorsement)
    parts = [
        t("**Thank you: your address at {domain} is proven.** The reviewers see it.", domain=host(proof.domain)),
        *((MAILBOX,) if found.level is Level.MAILBOX else ()),
        t("Your receipt is mailed to you too. A colleague can confirm as well, which makes it surer still."),
    ]
    return Reply(parts, buttons(endorsement, found, call.unit.now))


def _ask_again(call: Call) -> Reply:
    if not call.mails:
        raise Conflict(t("No mail is sent from here."))
    letter_id, number = call.published.letter_id, call.number("endorsement") or 0
    found = proving.ask_again(call.unit, call.actor.person, letter_id, number)
    endorsement = signing.own(call.unit, call.actor.person, letter_id, number)
    return Reply(told(call, endorsement, found), buttons(endorsement, found, call.unit.now))


def _begin_code(call: Call) -> Mapping[str, str]:
    """The caller's own sign-on that waits for a code; a colleague gives the receipt of the one that is meant."""
    if call.revision is None or call.raw.get("endorsement") or call.raw.get("receipt"):
        return {}
    person = call.actor.person
    for each in call.unit.endorsements.of_person(person.id, call.revision.letter_id) if person else ():
        proof = call.unit.proofs.get(each.id, Contact.FIRST)
        if proof and proof.open(call.unit.now):
            return {"endorsement": each.receipt}
    return {}


def _said(call: Call, typed: str) -> Mapping[str, str]:
    """A code that is typed alone is that of the caller's own sign-on that waits for one, whichever letter it is to."""
    person, code = call.actor.person, read_code(typed, CODE_LENGTH)
    for letter in call.unit.letters.all() if person and code else ():
        for each in call.unit.endorsements.of_person(person.id, letter.letter_id) if person else ():
            proof = call.unit.proofs.get(each.id, Contact.FIRST)
            if proof and proof.open(call.unit.now):
                return {LETTER.name: str(letter.letter_id), "endorsement": each.receipt, "code": typed}
    return {}


def _colleague(call: Call) -> Reply:
    if not call.mails:
        raise Conflict(t("No mail is sent from here, so that nobody else can be asked."))
    letter_id, number = call.published.letter_id, call.number("endorsement") or 0
    proof = proving.ask_colleague(call.unit, call.actor.person, letter_id, number, call.text("email"))
    if proof.why is Why.UNWANTED:
        return Reply([t("**Nobody was asked:** whoever has this address wants no mail from us.")])
    if proof.why:
        return Reply([SIGNER[proof.why]])
    return Reply(second_told(proof))


_RECEIPT = replace(
    RECEIPT,
    prompt=t("The receipt of the sign-on. Your colleague who signed has it."),
    need=Need.REQUIRED,
    when=lambda raw: not raw.get("endorsement"),
    suggest=None,
)
_EMAIL = replace(
    EMAIL,
    label=t("Your colleague's e-mail address"),
    prompt=t(
        "The address of a colleague at the same domain. One mail with a code goes there, and nothing that you write."
    ),
    prefill=lambda call: "",
)

COMMANDS = (
    Command(
        "confirm",
        t("Type a code that was mailed to you"),
        _confirm,
        (LETTER, ENDORSEMENT, CODE, _RECEIPT),
        private=True,
        begin=_begin_code,
        said=_said,
    ),
    Command("ask_again", t("Mail me a code once more"), _ask_again, (LETTER, ENDORSEMENT), private=True, menu=False),
    Command(
        "colleague", t("A colleague confirms too"), _colleague, (LETTER, ENDORSEMENT, _EMAIL), private=True, menu=False
    ),
)
