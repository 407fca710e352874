"""Reviewers settle disputes, from cards of their own; both sides are told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.disputes.disputing import DISPUTE
from bot.commands.reviews.decisions import NOW
from bot.commands.shared_options import LETTER, REVIEWERS, clipped, public_line
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Option
from bot.model.deliveries import Delivery, Subject
from bot.model.disputes import Dispute, DisputeState
from bot.model.endorsements.endorsement import Endorsement
from bot.model.letters.letter import Revision
from bot.model.proofs.authority import Level
from bot.ports.store import Unit
from bot.service import disputes
from bot.service.reviews import decisions
from bot.text.text import Bullets, Code, Language, Part, Text, Typed, t

RIGHT, STANDS, ASK, UNDO = "right", "stands", "ask", "undo"

SETTLED: dict[DisputeState, Text] = {
    DisputeState.OPEN: t("**Dispute {number}.** Somebody says: this isn't us.", number=0),
    DisputeState.UPHELD: t("**Dispute {number}** is settled: it is right.", number=0),
    DisputeState.DISMISSED: t("**Dispute {number}** is settled: the entry stands.", number=0),
}
"""What the card of a dispute begins with."""


def notice(unit: Unit, delivery: Delivery) -> tuple[Reply, Revision] | None:
    """What a message of the queue about a dispute says; nothing where its subject is gone."""
    dispute = unit.disputes.get(delivery.subject_id)
    endorsement = unit.endorsements.get(dispute.endorsement_id) if dispute else None
    revision = unit.letters.current(dispute.letter_id) if dispute else None
    if dispute is None or endorsement is None or revision is None:
        return None
    said = {Subject.DISPUTE: _card, Subject.DISPUTED: _to_signer, Subject.SETTLED: _to_disputer}[delivery.subject]
    return said(unit, dispute, endorsement), revision


def _card(unit: Unit, dispute: Dispute, endorsement: Endorsement) -> Reply:
    """What reviewers are shown of a dispute, without personal data, and what they can do: it says what is so now."""
    signer = unit.endorsements.representative(endorsement.id).domain
    proven = decisions.level(unit, endorsement) is not Level.STATED
    facts = (
        NOW[endorsement.state],
        t("Who disputes has an address at {domain}, proven", domain=Code(dispute.claim.domain))
        if dispute.proven
        else t("Who disputes has an address at {domain}, not proven", domain=Code(dispute.claim.domain)),
        t("Who signed has an address at {domain}, proven", domain=Code(signer))
        if proven
        else t("Who signed has an address at {domain}, not proven", domain=Code(signer)),
    )
    parts: list[Part] = [
        replace(SETTLED[dispute.state], values={"number": dispute.id}),
        *public_line(endorsement.line)[:1],
        Bullets(facts),
        t("Who disputes it says:"),
        Typed(clipped(dispute.claim.text), quoted=True),
    ]
    if dispute.question:
        parts.extend((t("Whoever signed was asked:"), Typed(clipped(dispute.question), quoted=True)))
    if dispute.answer:
        parts.extend((t("Whoever signed says:"), Typed(clipped(dispute.answer), quoted=True)))
    elif dispute.question:
        parts.append(t("No answer yet."))
    if dispute.reason:
        parts.extend((t("Reason:"), Typed(clipped(dispute.reason), quoted=True)))
    return Reply(parts, _card_buttons(dispute))


def _card_buttons(dispute: Dispute) -> Sequence[Button]:
    which = {"letter": dispute.letter_id, "dispute": dispute.id}
    details = Button(t("Personal details"), "dispute_details", which)
    if dispute.state is not DisputeState.OPEN:
        return (Button(t("Undo"), "settle", {**which, "verdict": UNDO}), details)
    return (
        Button(t("The dispute is right"), "settle", {**which, "verdict": RIGHT}, style="danger"),
        Button(t("The entry stands"), "settle", {**which, "verdict": STANDS}),
        Button(t("Ask who signed"), "settle", {**which, "verdict": ASK}),
        details,
    )


def _to_signer(unit: Unit, dispute: Dispute, endorsement: Endorsement) -> Reply:
    name = endorsement.line.organization
    if dispute.state is DisputeState.DISMISSED:
        return Reply([t("**The dispute about {organization} was settled: your sign-on stands.**", organization=name)])
    if dispute.state is DisputeState.UPHELD:
        gone = t(
            "**The dispute about {organization} was settled: it was right.** Your sign-on is not listed any more.",
            organization=name,
        )
        return Reply([gone, t("The reviewer's reason:"), Typed(dispute.reason, quoted=True)])
    parts: list[Part] = [
        t("**Somebody says that your sign-on for {organization} is not theirs.**", organization=name),
        t("It is not listed until the organizers have settled it.")
        if dispute.hides
        else t("It is still listed. The organizers look at it."),
    ]
    if dispute.question:
        parts.extend((t("**The reviewers ask you:**"), Typed(dispute.question, quoted=True)))
    parts.append(t("You can say how it is, or withdraw it. This is dispute {number}.", number=dispute.id))
    reply = Button(t("Say how it is"), "reply_dispute", {"dispute": dispute.id}, style="primary")
    return Reply(parts, (reply, Button(t("Withdraw"), "withdraw", {"endorsement": endorsement.id}, style="danger")))


def _to_disputer(unit: Unit, dispute: Dispute, endorsement: Endorsement) -> Reply:
    name = endorsement.line.organization
    if dispute.state is DisputeState.UPHELD:
        right = t("**You were right about the entry of {organization}:** it is not in the list.", organization=name)
        return Reply([right, t("Your organization can sign on properly, if it wants to.")])
    if dispute.state is DisputeState.DISMISSED:
        stands = t("**The reviewers have looked at the entry of {organization}: it stands.**", organization=name)
        return Reply([stands, t("If there is more to say, write to the organizers.")])
    return Reply([t("**The reviewers look once more** at the entry of {organization}.", organization=name)])


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
                t("E-mail: {email}", email=claim.email),
            )
        ),
        Typed(claim.text, quoted=True),
    ]
    if dispute.answer:
        parts.extend((t("Whoever signed says:"), Typed(dispute.answer, quoted=True)))
    return Reply(parts)


def _words(call: Call) -> Sequence[Part]:
    number = call.raw.get("dispute", "")
    dispute = call.unit.disputes.get(int(number)) if number.isdecimal() and len(number) <= 9 else None
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
_TEXT = Option("text", Kind.PARAGRAPH, t("Your message"), _words, most=500, when=_has_words)

COMMANDS = (
    Command("settle", t("Settle a dispute"), _settle, (LETTER, DISPUTE, _VERDICT, _TEXT), roles=REVIEWERS, menu=False),
    Command(
        "dispute_details",
        t("Personal details"),
        _details,
        (LETTER, DISPUTE),
        roles=REVIEWERS,
        private=True,
        menu=False,
    ),
)
