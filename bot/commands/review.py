"""Reviewers decide on sign-ons, from the cards that they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.commands.common import ENDORSEMENT, LETTER, clipped, public_line, receipt
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Option
from bot.model.endorsements import Check, Endorsement, State
from bot.model.people import Role
from bot.ports.messenger import KeyStyle
from bot.ports.store import Unit
from bot.service import reviewing
from bot.text.text import Bullets, Code, Language, Part, Text, Typed, n, t

REVIEWERS = frozenset({Role.REVIEWER})
CARDS = 5
"""So many cards are shown at once on request."""

LIST, ASK, DECLINE, UNDO = "list", "ask", "decline", "undo"

HOW: dict[Check, Text] = {
    Check.PHONE: t("I called a number that I found myself"),
    Check.ADDRESS: t("I wrote to an address on the organization's own site"),
    Check.PERSON: t("I spoke with somebody there whom I know"),
}
"""What a reviewer states to have done."""

CHECKED: dict[Check, Text] = {
    Check.PHONE: t("Checked by phone, at a number found independently"),
    Check.ADDRESS: t("Checked by writing to an address on the organization's own site"),
    Check.PERSON: t("Checked with somebody there whom the reviewer knows"),
}

NOW: dict[State, Text] = {
    State.DRAFT: t("**Draft.**"),
    State.SUBMITTED: t("**Waiting for a decision.**"),
    State.LISTED: t("**Listed.**"),
    State.DECLINED: t("**Declined.**"),
    State.WITHDRAWN: t("**Withdrawn** by the organization."),
    State.DISPUTED: t("**Disputed.**"),
}


def card(unit: Unit, endorsement: Endorsement) -> Reply:
    """What a reviewer is shown of a sign-on, and what they can do: it says what is so now."""
    domain = unit.endorsements.representative(endorsement.id).domain
    parts: list[Part] = [
        t("{now} Sign-on {receipt}", now=NOW[endorsement.state], receipt=receipt(endorsement)),
        *public_line(replace(endorsement.line, statement=clipped(endorsement.line.statement))),
    ]
    facts = [
        t(
            "E-mail domain {domain}, website {host}",
            domain=Code(domain or "—"),
            host=Code(endorsement.line.host or "—"),
        ),
        t(
            "Signed in {language}, revision {revision}",
            language=Language(endorsement.language),
            revision=endorsement.revision,
        ),
        _age(unit.now - endorsement.created_at),
    ]
    alike = reviewing.doubles(unit, endorsement)
    if alike:
        facts.append(t("Perhaps the same as: {names}", names="; ".join(each.name for each in alike[:5])))
    if endorsement.check:
        facts.append(CHECKED[endorsement.check])
    parts.append(Bullets(tuple(facts)))
    if endorsement.reason:
        parts.extend((t("Reason:"), Typed(clipped(endorsement.reason), quoted=True)))
    for each in unit.endorsements.exchanges(endorsement.id)[-1:]:
        parts.extend((t("Asked:"), Typed(clipped(each.question), quoted=True)))
        parts.extend(
            (t("Answered:"), Typed(clipped(each.answer), quoted=True)) if each.answer else (t("No answer yet."),)
        )
    return Reply(parts, _buttons(endorsement))


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
    which = {"letter": endorsement.letter_id, "endorsement": endorsement.id}

    def decide(label: Text, decision: str, style: KeyStyle = "plain") -> Button:
        values: dict[str, str | int] = {**which, "decision": decision}
        return Button(label, "decide", values, style=style)

    details = Button(t("Personal details"), "details", which)
    if endorsement.state is State.SUBMITTED:
        return (
            decide(t("List"), LIST, "primary"), decide(t("Ask"), ASK), decide(t("Decline"), DECLINE), details,
        )  # fmt: skip
    if endorsement.state in (State.LISTED, State.DECLINED):
        return (decide(t("Undo"), UNDO), details)
    return ()


def _review(call: Call) -> Reply:
    letter_id = call.published.letter_id
    waiting = reviewing.waiting(call.unit, letter_id, CARDS)
    if not waiting:
        return Reply([t("No sign-on waits for a decision.")])
    count = call.unit.endorsements.count(letter_id, State.SUBMITTED)
    first = card(call.unit, waiting[0])
    parts: list[Part] = [
        n("**{count} sign-on waits for a decision.**", "**{count} sign-ons wait for a decision.** The oldest:", count),
        *first.parts,
    ]
    others = [Button(each.line.organization, "review", {"endorsement": each.id}) for each in waiting[1:]]
    number = call.number("endorsement")
    chosen = next((each for each in waiting if each.id == number), None)
    if chosen:
        shown = card(call.unit, chosen)
        return Reply(shown.parts, shown.buttons)
    return Reply(parts, (*first.buttons, *others))


def _decide(call: Call) -> Reply:
    person, letter_id, number = call.person(), call.published.letter_id, call.number("endorsement")
    if number is None:
        number = reviewing.by_receipt(call.unit, call.text("receipt"))
    match call.text("decision"):
        case "list":
            done = reviewing.decide_to_list(call.unit, person, letter_id, number, Check(call.text("check")))
            said = t("**{organization}** is listed.", organization=done.line.organization)
        case "decline":
            done = reviewing.decline(call.unit, person, letter_id, number, call.text("reason"))
            said = t(
                "**{organization}** was declined; the person who signed is told why.",
                organization=done.line.organization,
            )
        case "ask":
            done = reviewing.ask(call.unit, person, letter_id, number, call.text("reason"))
            said = t("Your question is on its way. The answer comes back to the card.")
        case _:
            done = reviewing.undo(call.unit, person, letter_id, number)
            said = t("**{organization}** waits for a decision again.", organization=done.line.organization)
    return Reply([said])


def _details(call: Call) -> Reply:
    endorsement, who = reviewing.details(
        call.unit, call.person(), call.published.letter_id, call.number("endorsement") or 0
    )
    parts: list[Part] = [
        t("**{organization}** — personal details. This look is on record.", organization=endorsement.line.organization),
        Bullets(
            (t("Name: {name}", name=who.name), t("Role: {role}", role=who.role), t("E-mail: {email}", email=who.email))
        ),
        *public_line(endorsement.line),
    ]
    for each in call.unit.endorsements.exchanges(endorsement.id):
        parts.extend((t("Asked:"), Typed(each.question, quoted=True)))
        parts.extend((t("Answered:"), Typed(each.answer, quoted=True)) if each.answer else ())
    return Reply(parts)


def _begin(call: Call) -> Mapping[str, str]:
    """The endorsement by its receipt, so that the buttons carry it."""
    if call.raw.get("endorsement") or not call.raw.get("receipt"):
        return {}
    number = reviewing.by_receipt(call.unit, call.raw["receipt"])
    return {"endorsement": str(number)}


def _how_checked(call: Call) -> Sequence[Part]:
    number = call.raw.get("endorsement", "")
    found = call.unit.endorsements.get(int(number)) if number.isdecimal() else None
    return [
        *(public_line(replace(found.line, statement="")) if found else ()),
        t(
            "The e-mail address is not proven. **How did you check that the organization signs?** Don't rely on "
            "contact details from the sign-on itself."
        ),
    ]


def _in_words(call: Call) -> Sequence[Part]:
    number = call.raw.get("endorsement", "")
    found = call.unit.endorsements.get(int(number)) if number.isdecimal() else None
    language = Language(found.language if found else call.speech.tag)
    if call.raw.get("decision") == DECLINE:
        return [t("Why is it declined? Write in {language}: it is sent exactly as written.", language=language)]
    return [t("What would you like to know? Write in {language}: it is sent exactly as written.", language=language)]


_RECEIPT = Option(
    "receipt",
    Kind.TEXT,
    t("Receipt"),
    t("The receipt of a sign-on"),
    most=20,
    when=lambda raw: not raw.get("endorsement"),
)
_DECISION = Option(
    "decision",
    Kind.CHOICE,
    t("Decision"),
    t("What is decided?"),
    choices=(
        Choice(LIST, t("List"), "primary"),
        Choice(ASK, t("Ask")),
        Choice(DECLINE, t("Decline")),
        Choice(UNDO, t("Undo")),
    ),
)
_CHECK = Option(
    "check",
    Kind.CHOICE,
    t("How it was checked"),
    _how_checked,
    choices=tuple(Choice(check.value, text) for check, text in HOW.items()),
    when=lambda raw: raw.get("decision") == LIST,
    argument=False,
)
_REASON = Option(
    "reason",
    Kind.PARAGRAPH,
    t("Your message"),
    _in_words,
    most=500,
    when=lambda raw: raw.get("decision") in (ASK, DECLINE),
)
COMMANDS = (
    Command(
        "review",
        t("The sign-ons that wait for a decision"),
        _review,
        (LETTER, ENDORSEMENT),
        roles=REVIEWERS,
        private=True,
    ),
    Command(
        "decide",
        t("Decide on a sign-on"),
        _decide,
        (LETTER, ENDORSEMENT, _RECEIPT, _DECISION, _CHECK, _REASON),
        roles=REVIEWERS,
        begin=_begin,
    ),
    Command(
        "details", t("Personal details"), _details, (LETTER, ENDORSEMENT), roles=REVIEWERS, private=True, menu=False
    ),
)
