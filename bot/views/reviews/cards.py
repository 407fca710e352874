"""The card of a sign-on: what a reviewer is shown, and what they can do."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from bot.interface.call import Button, Reply
from bot.model.disputes import DisputeState
from bot.model.endorsements.endorsement import COUNTED, MAILED, Check, Endorsement, State, Words
from bot.ports.messenger import KeyStyle
from bot.ports.store import Unit
from bot.service.reviews import decisions
from bot.text.text import Bullets, Language, Part, Text, Typed, n, t
from bot.views.endorsements.logos import look_button
from bot.views.endorsements.public_entry import ERASED, clipped, public_entry, receipt
from bot.views.endorsements.statements import card_buttons, said
from bot.views.letters.categories import categories_of
from bot.views.organizations import likenesses
from bot.views.people import named
from bot.views.proofs import authority
from bot.views.reviews.known_domains import domain_buttons

LIST, ASK, DECLINE, UNDO = "list", "ask", "decline", "undo"


LIST_WITHOUT = "bare"


CHECKED: dict[Check, Text] = {
    Check.PHONE: t("Checked by phone, at a number found independently"),
    Check.ADDRESS: t("Checked by writing to an address on the organization's own site"),
    Check.PERSON: t("Checked with somebody there whom the reviewer knows"),
    Check.SIGNER: t("**Listed by whoever signed it, or acted for it:** nobody else has checked it"),
}


NOW: dict[State, Text] = {
    State.DRAFT: t("**Draft.**"),
    State.SUBMITTED: t("**Waiting for a decision.**"),
    State.LISTED: t("**Listed.**"),
    State.WITHHELD: t("**Checked and counted.** Its name is withheld."),
    State.DECLINED: t("**Declined.**"),
    State.WITHDRAWN: t("**Withdrawn** by the organization."),
    State.DISPUTED: t("**Disputed.**"),
}


def card(unit: Unit, endorsement: Endorsement) -> Reply:
    """What a reviewer is shown of a sign-on, and what they can do: it says what is so now."""
    if endorsement.erased:
        return Reply([ERASED], card=True)
    domain = unit.endorsements.representative(endorsement.id).domain
    parts: list[Part] = [
        t("{now} Sign-on {receipt}", now=NOW[endorsement.state], receipt=receipt(endorsement)),
        *public_entry(endorsement.entry.bare, categories=categories_of(unit, endorsement.letter_id)),
        *said(endorsement, whole=False),
    ]
    facts = [
        *entered(unit, endorsement),
        *authority.facts(unit, endorsement),
        t(
            "E-mail domain {domain}, website {host}",
            domain=authority.host(domain) if domain else "—",
            host=authority.host(endorsement.entry.host) if endorsement.entry.host else "—",
        ),
        t(
            "Signed in {language}, revision {revision}",
            language=Language(endorsement.language),
            revision=endorsement.revision,
        ),
        _age(unit.now - (endorsement.changed_at if endorsement.state is State.SUBMITTED else endorsement.created_at)),
    ]
    alike, comparing = likenesses(unit, endorsement)
    facts.extend(alike)
    if any(each.state is DisputeState.OPEN for each in unit.disputes.about(endorsement.id)):
        facts.append(t("**Somebody says that this isn't them**: see the card of the dispute"))
    if endorsement.decided_by is not None and endorsement.state in decisions.DECIDED_ON:
        facts.append(t("Decided by {who}", who=named(unit, endorsement.decided_by)))
    if endorsement.check:
        facts.append(CHECKED[endorsement.check])
    if decisions.succeeded(unit, endorsement):
        facts.append(t("**Handed over since it was decided on:** who acts for it now was not checked"))
    if decisions.falls_short(unit, endorsement):
        facts.append(t("**It shows less by now than the letter's list requires**"))
    parts.append(Bullets(tuple(facts)))
    if endorsement.reason:
        parts.extend((t("Reason:"), Typed(clipped(endorsement.reason), quoted=True)))
    for each in unit.endorsements.exchanges(endorsement.id)[-1:]:
        parts.extend((t("Asked:"), Typed(clipped(each.question), quoted=True)))
        parts.extend(
            (t("Answered:"), Typed(clipped(each.answer), quoted=True)) if each.answer else (t("No answer yet."),)
        )
    stating = domain_buttons(unit, endorsement, fingerprint(endorsement))
    return Reply(
        parts,
        (*_buttons(endorsement), *stating, *card_buttons(endorsement), *look_button(unit, endorsement), *comparing),
        card=True,
    )


def entered(unit: Unit, endorsement: Endorsement) -> Sequence[Text]:
    """That a sign-on reached an organizer by mail, and who entered it."""
    if endorsement.origin != MAILED:
        return ()
    who = named(unit, endorsement.person_id)
    return (t("**Came by mail,** and was entered by {who}: another organizer lists it", who=who),)


def _age(age: timedelta) -> Text:
    hours = int(age.total_seconds() // 3600)
    if hours < 1:
        return t("Less than an hour old")
    return (
        n("{count} hour old", "{count} hours old", hours)
        if hours < 48
        else n("{count} day old", "{count} days old", hours // 24)
    )


def _buttons(endorsement: Endorsement) -> Sequence[Button]:
    which: dict[str, str | int] = {"letter": endorsement.letter_id, "endorsement": endorsement.receipt}
    seen = fingerprint(endorsement)

    def decide(label: Text, decision: str, style: KeyStyle = "plain") -> Button:
        values: dict[str, str | int] = {**which, "decision": decision, "seen": seen}
        return Button(label, "decide", values, style=style)

    details = Button(t("Personal details"), "details", which)
    if endorsement.state is State.SUBMITTED:
        waits = endorsement.statement is Words.WAITING
        return (
            decide(t("List"), LIST, "primary"),
            *((decide(t("List without the statement"), LIST_WITHOUT),) if waits else ()),
            decide(t("Ask"), ASK), decide(t("Decline"), DECLINE), details,
        )  # fmt: skip
    if endorsement.state in (*COUNTED, State.DECLINED):
        return (decide(t("Undo"), UNDO), details)
    return ()


def fingerprint(endorsement: Endorsement) -> int:
    """What tells a card apart from those that were drawn before its sign-on was changed."""
    now = f"{endorsement.changed_at.isoformat()} {endorsement.person_id} {endorsement.entry.canonical()}"
    return int(hashlib.sha256(now.encode()).hexdigest(), 16) % 10**9
