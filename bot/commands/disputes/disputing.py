"""“This isn't us”: an organization disputes an entry, and whoever signed answers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.shared_options import (
    ANSWER,
    CODE,
    EMAIL,
    LETTER,
    REPRESENTATIVE,
    ROLE,
    SUGGESTED,
    handle,
    suggestions,
)
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.forms.disambiguating import RECORD, organization_of
from bot.interface.options import Choice, Kind, Option, Suggestion
from bot.model.codes import RECEIPT_LENGTH, read_code
from bot.model.disputes import Claim, Dispute
from bot.model.proofs.authority import MOST_TRIES, VALID
from bot.model.proofs.mails import CODE_LENGTH
from bot.ports.store import Unit
from bot.service import disputes
from bot.service.lists import disclosure
from bot.text.text import Code, Part, Typed, n, t
from bot.views.proofs.authority import RARELY, came_by
from bot.views.proofs.codes import wrong_code


def _by_handle(unit: Unit, typed: str) -> int | None:
    dispute = unit.disputes.by_handle(read_code(typed, RECEIPT_LENGTH) or "")
    return dispute.id if dispute else None


DISPUTE = replace(handle("dispute", t("Dispute"), _by_handle, "endorsement"), argument=True)
"""The dispute that is meant, by its handle, for whoever signed."""

_MINE = replace(DISPUTE, instead="prove_dispute")


def _dispute(call: Call) -> Reply:
    if call.text("sure") == "no":
        return Reply([t("Nothing was sent.")])
    claim = Claim(call.text("name"), call.text("role"), call.text("email"), call.text("text"))
    letter_id, name = call.published.letter_id, call.text("organization")
    dispute = disputes.begin(
        call.unit,
        call.person(),
        letter_id=letter_id,
        organization=name,
        record=call.number(RECORD),
        claim=claim,
        language=call.speech.tag,
        mails=call.mails,
    )
    thanks = t(
        "**Thank you. The reviewers were told**, and whoever signed is asked. You are told here what comes of it."
    )
    if disputes.asked(call.unit, dispute) is None:
        return Reply([thanks, t("The entry stays in the list until the reviewers have looked at it.")])
    mailed = n(
        "**A code was mailed to {email}.** Type it here within {count} day: it shows that the address is yours.",
        "**A code was mailed to {email}.** Type it here within {count} days: it shows that the address is yours.",
        VALID.days,
        email=Code(claim.email),
    )
    return Reply([thanks, mailed, RARELY], (_type_code(dispute),))


def _type_code(dispute: Dispute) -> Button:
    return Button(t("Type the code from the mail"), "prove_dispute", {"dispute": dispute.handle}, style="primary")


def _prove(call: Call) -> Reply:
    letter_id, number = call.published.letter_id, call.number("dispute") or 0
    dispute = disputes.prove(call.unit, call.actor.person, letter_id, number, call.text("code"))
    if not dispute.proven and dispute.tries >= MOST_TRIES:
        return Reply([t("**This is not the code**, and it was the last try. The reviewers look at it all the same.")])
    if not dispute.proven:
        return wrong_code(MOST_TRIES - dispute.tries, _type_code(dispute))
    proven = t("**Thank you: your address is proven.**")
    if dispute.hides:
        return Reply([proven, t("The entry is hidden until the reviewers have settled it.")])
    return Reply([proven, t("The entry stays in the list until the reviewers have looked at it.")])


def _said(call: Call, typed: str) -> Mapping[str, str]:
    """A code that is typed alone is that of the caller's own dispute, whichever letter it is about."""
    person, code = call.actor.person, read_code(typed, CODE_LENGTH)
    for letter in call.unit.letters.all() if person and code else ():
        waiting = disputes.waiting(call.unit, person, letter.letter_id)
        if waiting:
            return {LETTER.name: str(letter.letter_id), "dispute": waiting.handle, "code": typed}
    return {}


def _begin_code(call: Call) -> Mapping[str, str]:
    """The caller's own dispute that waits for a code, where no button names one."""
    if call.revision is None or call.raw.get("dispute"):
        return {}
    waiting = disputes.waiting(call.unit, call.actor.person, call.revision.letter_id)
    return {"dispute": waiting.handle} if waiting else {}


def _reply(call: Call) -> Reply:
    number = call.number("dispute") or 0
    disputes.answer(call.unit, call.actor.person, call.published.letter_id, number, call.text("text"))
    return Reply([t("Thank you. Your answer was given to the reviewers.")])


def _confirm(call: Call) -> Sequence[Part]:
    parts: list[Part] = [
        t("**Is the entry of {organization} not yours?**", organization=call.text("organization")),
        t(
            "Only the letter's reviewers see what you write: {name}, {role}, {email}. Whoever signed is told that "
            "somebody disputes the entry, and not who.",
            name=call.text("name"),
            role=call.text("role"),
            email=Code(call.text("email")),
        ),
        Typed(call.text("text"), quoted=True),
    ]
    if call.mails and not came_by(call, call.text("email")):
        parts.append(
            t("If your address is at the organization's own domain, **one mail with a code goes there**, and no other.")
        )
    return parts


def _suggest(call: Call, typed: str) -> Sequence[Suggestion]:
    return suggestions(disclosure.published_names(call.unit, typed, SUGGESTED))


_ORGANIZATION = Option(
    "organization",
    Kind.ORGANIZATION,
    t("Organization"),
    t("Which organization's entry is it, as the public list shows it?"),
    least=2,
    most=150,
    suggest=_suggest,
    judge=lambda call, name: disputes.expect(call.unit, name),
)
_NAME = replace(REPRESENTATIVE, name="name", prompt=t("Your own name. Only the reviewers see it."))
_ROLE = replace(ROLE, prompt=t("Your role in the organization, such as chair or director. Only the reviewers see it."))
_EMAIL = replace(EMAIL, prompt=t("Your address at the organization. Only the reviewers see it."))
_WRONG = Option(
    "text",
    Kind.PARAGRAPH,
    t("What is wrong"),
    t("What is wrong with the entry? Only the reviewers see it."),
    personal=True,
    most=1000,
)
_SURE = Option(
    "sure",
    Kind.CHOICE,
    t("Sure"),
    _confirm,
    choices=(Choice("yes", t("Yes, tell the reviewers"), "primary"), Choice("no", t("No, send nothing"))),
    argument=False,
)
_RECORD = handle(RECORD, t("Organization"), organization_of, "dispute")

COMMANDS = (
    Command(
        "dispute",
        t("Say that an entry is not your organization's"),
        _dispute,
        (LETTER, _ORGANIZATION, _NAME, _ROLE, _EMAIL, _WRONG, _SURE, _RECORD),
        private=True,
        linked=True,
        title=t("This isn't us"),
        irreversible="sure",
    ),
    Command(
        "prove_dispute",
        t("Type the code that was mailed to you"),
        _prove,
        (LETTER, _MINE, CODE),
        private=True,
        menu=False,
        begin=_begin_code,
        said=_said,
    ),
    Command(
        "reply_dispute",
        t("Answer to a dispute"),
        _reply,
        (LETTER, DISPUTE, ANSWER),
        reply=lambda raw: ANSWER.name,
        private=True,
        menu=False,
    ),
)
