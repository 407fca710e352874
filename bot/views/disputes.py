"""What reviewers and both sides are told of a dispute."""

from collections.abc import Sequence
from dataclasses import replace

from bot.interface.call import Button, Reply
from bot.model.codes import spell_code
from bot.model.disputes import Dispute, DisputeState
from bot.model.endorsements.endorsement import Endorsement
from bot.model.proofs.authority import Level, proves
from bot.ports.store import Unit
from bot.service.proofs import proving
from bot.text.text import Bullets, Code, Part, Text, Typed, t
from bot.views.endorsements.public_entry import ERASED, clipped, public_entry
from bot.views.people import named
from bot.views.proofs.authority import host
from bot.views.reviews.cards import NOW

RIGHT, STANDS, ASK, UNDO = "right", "stands", "ask", "undo"


SETTLED: dict[DisputeState, Text] = {
    DisputeState.OPEN: t("**Dispute {number}.** Somebody says: this isn't us.", number=""),
    DisputeState.UPHELD: t("**Dispute {number}** is settled: it is right.", number=""),
    DisputeState.DISMISSED: t("**Dispute {number}** is settled: the entry stands.", number=""),
}
"""What the card of a dispute begins with."""


def card(unit: Unit, dispute: Dispute, endorsement: Endorsement) -> Reply:
    """What reviewers are shown of a dispute, without personal data, and what they can do: it says what is so now."""
    if endorsement.erased:
        return Reply([ERASED])
    found = proving.standing(unit, endorsement)
    disputer = _address(found.known, dispute.claim.domain, dispute.proven)
    signer = _address(found.known, found.domain, found.level.reaches(Level.MAILBOX))
    settled = dispute.settled_by if dispute.state is not DisputeState.OPEN else None
    facts = (
        NOW[endorsement.state],
        *((t("Decided by {who}", who=named(unit, settled)),) if settled is not None else ()),
        t("Who disputes has an address at {address}", address=disputer),
        t("Who signed has an address at {address}", address=signer),
    )
    parts: list[Part] = [
        replace(SETTLED[dispute.state], values={"number": _named(dispute)}),
        *public_entry(endorsement.entry)[:1],
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


def _named(dispute: Dispute) -> Code:
    """A dispute as people name it."""
    return Code(spell_code(dispute.handle))


def _address(known: Sequence[str], domain: str, proven: bool) -> Text:
    """What an address at a domain shows of the organization whose `known` domains these are."""
    if not proven:
        return t("{domain}, not proven", domain=host(domain))
    if any(proves(domain, each) for each in known):
        return t("{domain}, proven", domain=host(domain))
    return t("{domain}, proven, which shows a mailbox and no more", domain=host(domain))


def _card_buttons(dispute: Dispute) -> Sequence[Button]:
    which: dict[str, str | int] = {"letter": dispute.letter_id, "dispute": dispute.handle}
    details = Button(t("Personal details"), "dispute_details", which)
    if dispute.state is not DisputeState.OPEN:
        return (Button(t("Undo"), "settle", {**which, "verdict": UNDO}), details)
    return (
        Button(t("The dispute is right"), "settle", {**which, "verdict": RIGHT}, style="danger"),
        Button(t("The entry stands"), "settle", {**which, "verdict": STANDS}),
        Button(t("Ask who signed"), "settle", {**which, "verdict": ASK}),
        details,
    )


def answered(dispute: Dispute, endorsement: Endorsement) -> Reply | None:
    """What reviewers are told once whoever signed has said how it is; nothing where that is gone by now."""
    if not dispute.answer or endorsement.erased:
        return None
    name = endorsement.entry.organization
    return Reply(
        [
            t(
                "**Whoever signed for {organization} has answered** about dispute {number}:",
                organization=name,
                number=_named(dispute),
            ),
            Typed(clipped(dispute.answer), quoted=True),
        ],
        _card_buttons(dispute),
    )


def to_signer(dispute: Dispute, endorsement: Endorsement) -> Reply:
    """What whoever signed is told: of the dispute, and of what became of it."""
    name = endorsement.entry.organization
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
    parts.append(t("You can say how it is, or withdraw it. This is dispute {number}.", number=_named(dispute)))
    reply = Button(t("Say how it is"), "reply_dispute", {"dispute": dispute.handle}, style="primary")
    return Reply(
        parts, (reply, Button(t("Withdraw"), "withdraw", {"endorsement": endorsement.receipt}, style="danger"))
    )


def to_disputer(dispute: Dispute, endorsement: Endorsement) -> Reply:
    """What whoever disputed is told of what became of it."""
    name = endorsement.entry.organization
    if dispute.state is DisputeState.UPHELD:
        right = t("**You were right about the entry of {organization}:** it is not in the list.", organization=name)
        return Reply([right, t("Your organization can sign on properly, if it wants to.")])
    if dispute.state is DisputeState.DISMISSED:
        stands = t("**The reviewers have looked at the entry of {organization}: it stands.**", organization=name)
        return Reply([stands, t("If there is more to say, write to the organizers.")])
    return Reply([t("**The reviewers look once more** at the entry of {organization}.", organization=name)])
