"""Reviewers settle disputes, from cards of their own; both sides are told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.disputes.disputing import DISPUTE
from bot.commands.shared_options import LETTER, REVIEWERS
from bot.interface.call import Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Option
from bot.service import disputes
from bot.text.text import Bullets, Code, Language, Part, Typed, t
from bot.views.disputes import ASK, RIGHT, STANDS, UNDO

_DISPUTE = replace(DISPUTE, instead="review")


def _settle(call: Call) -> Reply:
    person, letter_id, number = call.person(), call.published.letter_id, call.number("dispute") or 0
    match call.text("verdict"):
        case "right":
            disputes.uphold(call.unit, person, letter_id, number, call.text("text"))
            said = t("**The entry is not listed any more.** Both sides are told.")
        case "stands":
            disputes.dismiss(call.unit, person, letter_id, number)
            said = t("**The entry stands.** Both sides are told.")
        case "ask":
            disputes.ask(call.unit, person, letter_id, number, call.text("text"))
            said = t("Your question is on its way. The answer comes back to the card.")
        case _:
            disputes.undo(call.unit, person, letter_id, number)
            said = t("**The dispute is open again.** Both sides are told.")
    return Reply([said])


def _details(call: Call) -> Reply:
    number = call.number("dispute") or 0
    dispute = disputes.details(call.unit, call.person(), call.published.letter_id, number)
    claim = dispute.claim
    parts: list[Part] = [
        t("**Who disputes** — personal details. This look is on record."),
        Bullets(
            (
                t("Name: {name}", name=claim.name),
                t("Role: {role}", role=claim.role),
                t("E-mail: {email}", email=Code(claim.email)),
            )
        ),
        Typed(claim.text, quoted=True),
    ]
    if dispute.answer:
        parts.extend((t("Whoever signed says:"), Typed(dispute.answer, quoted=True)))
    return Reply(parts)


def _words(call: Call) -> Sequence[Part]:
    dispute = call.unit.disputes.get(call.number("dispute") or 0)
    endorsement = call.unit.endorsements.get(dispute.endorsement_id) if dispute else None
    language = Language(endorsement.language if endorsement else call.speech.tag)
    if call.raw.get("verdict") == RIGHT:
        return [
            t("Why does it go? Write in {language}: it is sent to who signed, exactly as written.", language=language)
        ]
    return [t("What would you like to know? Write in {language}: it is sent exactly as written.", language=language)]


def _has_words(raw: Mapping[str, str]) -> bool:
    return raw.get("verdict") in (RIGHT, ASK)


_VERDICT = Option(
    "verdict",
    Kind.CHOICE,
    t("Decision"),
    t("What is decided?"),
    choices=(
        Choice(RIGHT, t("The dispute is right"), "danger"),
        Choice(STANDS, t("The entry stands")),
        Choice(ASK, t("Ask who signed")),
        Choice(UNDO, t("Undo")),
    ),
)
_TEXT = Option("text", Kind.PARAGRAPH, t("Your message"), _words, most=500, questions=True, when=_has_words)

COMMANDS = (
    Command(
        "settle",
        t("Settle a dispute"),
        _settle,
        (LETTER, _DISPUTE, _VERDICT, _TEXT),
        roles=REVIEWERS,
        menu=False,
        reply=lambda raw: _TEXT.name if raw.get("verdict") == ASK else "",
        reply_is_asked_about=True,
    ),
    Command(
        "dispute_details",
        t("Personal details"),
        _details,
        (LETTER, _DISPUTE),
        roles=REVIEWERS,
        private=True,
        menu=False,
        reveals=True,
    ),
)
