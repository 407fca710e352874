"""Reviewers decide on sign-ons, from the cards that they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.shared_options import LETTER, RECEIPT, REVIEWERS, SIGN_ON, hidden, sign_ons
from bot.errors import NotAllowed, NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option, Suggestion
from bot.model.endorsements.endorsement import COUNTED, About, Check, Endorsement, State
from bot.model.files import File
from bot.model.reviews import OLD
from bot.service.endorsements import statements
from bot.service.people import workplaces
from bot.service.reviews import decisions, own, queue
from bot.service.telling import reaches
from bot.text.text import Bullets, Code, Language, Part, Text, Typed, n, t
from bot.views.buttons import LIST as LIST_BUTTON
from bot.views.buttons import WORDS_TO_APPROVE
from bot.views.endorsements.public_entry import public_entry, receipt
from bot.views.reviews.cards import ASK, DECLINE, LIST, LIST_WITHOUT, UNDO, card, entered, fingerprint

TAKE = "take"
"""The choice by which a card that another reviewer holds is taken over."""

UNASKED = "unasked"
"""Beside the options: nobody has to state how the organization was checked, for its address proves more."""
HELD = "held"
"""Beside the options: another reviewer has the sign-on before them."""

HOW: dict[Check, Text] = {
    Check.PHONE: t("I called a number that I found myself"),
    Check.ADDRESS: t("I wrote to an address on the organization's own site"),
    Check.PERSON: t("I spoke with somebody there whom I know"),
}
"""What a reviewer states to have done."""


def _review(call: Call) -> Reply:
    _noticed(call)
    letter_id, person, number = call.published.letter_id, call.person(), call.number("endorsement")
    if number is not None:
        return _one(call, number)
    backlog = call.unit.reviews.backlog(letter_id)
    if backlog.since is None:
        return Reply([t("No sign-on waits for a decision.")], (LIST_BUTTON, WORDS_TO_APPROVE))
    after = call.number("after")
    endorsement = queue.next_card(call.unit, person, letter_id, after)
    count = n("**{count} sign-on waits for a decision.**", "**{count} sign-ons wait for a decision.**", backlog.count)
    parts: list[Part] = [count]
    if call.unit.now - backlog.since > OLD:
        parts.append(t("The oldest has waited since {since}.", since=call.letter.local(backlog.since)))
    if endorsement is None:
        parts.append(t("Other reviewers have all of them before them just now. Please look again in ten minutes."))
        return Reply(parts, replaces=after is not None)
    shown = card(call.unit, endorsement)
    following = [Button(t("Next"), "review", {"after": endorsement.receipt})] if backlog.count > 1 else []
    return Reply([*parts, *shown.parts], (*shown.buttons, *following), replaces=after is not None, card=True)


def _noticed(call: Call) -> None:
    """Every owner is told of whoever first decides by a role, and has no role in the letter."""
    if call.caller.server and not call.actor.may(*REVIEWERS):
        workplaces.notice(call.unit, call.published.letter_id, call.caller.server, call.person().id)


def _one(call: Call, number: int) -> Reply:
    """The card of one sign-on, which the reviewer has before them from now on if it waits for them."""
    endorsement = call.unit.endorsements.get(number)
    if endorsement is None or endorsement.letter_id != call.published.letter_id or endorsement.state is State.DRAFT:
        raise NotFound(t("There is no such sign-on."))
    queue.hold(call.unit, call.person(), endorsement)
    return card(call.unit, endorsement)


def _decide(call: Call) -> Reply:
    """What is answered stands in the reviewers' chat for good: it does not name the organization, which may be erased,
    as the card does above it."""
    _noticed(call)
    person, letter_id, number = call.person(), call.published.letter_id, call.number("endorsement")
    if number is None:
        number = decisions.by_receipt(call.unit, call.text("receipt"))
    if call.text("over"):
        queue.take_over(call.unit, person, letter_id, number)
    endorsement, seen = call.unit.endorsements.get(number), call.number("seen")
    if endorsement and endorsement.state is State.SUBMITTED and seen not in (None, fingerprint(endorsement)):
        look = Button(t("Look at it again"), "review")
        return Reply([t("**It was changed after this card was drawn.** Nothing was done; look again.")], (look,))
    match call.text("decision"):
        case "list" | "bare" as decision:
            if decision == LIST_WITHOUT:
                statements.leave_out(call.unit, person, letter_id, number, About.STATEMENT)
            check = Check(call.text("check")) if call.text("check") else None
            listed = decisions.decide_to_list(call.unit, person, letter_id, number, check)
            accepted = t("**This sign-on is accepted and counted.** Its name is withheld.")
            said = _told(call, number, accepted if listed.entry.withheld else t("**This sign-on is listed.**"))
        case "decline":
            decisions.decline(call.unit, person, letter_id, number, call.text("reason"))
            said = _told(call, number, t("**This sign-on was declined**; the person who signed is told why."))
        case "ask":
            decisions.ask(call.unit, person, letter_id, number, call.text("reason"))
            said = _told(call, number, t("Your question is on its way. The answer comes back to the card."))
        case _ if not call.actor.may(*REVIEWERS):
            raise NotAllowed(t("Only a reviewer who was invited may undo what was decided. Nothing was done."))
        case _:
            decisions.undo(call.unit, person, letter_id, number)
            said = _told(call, number, t("**This sign-on waits for a decision again.**"))
    backlog = call.unit.reviews.backlog(letter_id)
    after = [Button(t("Next"), "review")] if backlog.count else []
    decided = call.unit.endorsements.get(number)
    if decided and decided.state in (*COUNTED, State.DECLINED) and call.actor.may(*REVIEWERS):
        after.append(Button(t("Undo"), "decide", {"endorsement": decided.receipt, "decision": UNDO}))
    return Reply(said, after)


def _told(call: Call, number: int, done: Text) -> Sequence[Part]:
    """What was done, and that whoever signed can't be told of it, where that is known already."""
    endorsement = call.unit.endorsements.get(number)
    if endorsement is None or endorsement.gathered or reaches(call.unit, endorsement.person_id):
        return (done,)
    return (
        done,
        t(
            "**The person who signed can't be told:** the bot can't write to them in private. They see it when they "
            "next use the bot, or the page on which they signed."
        ),
    )


def _details(call: Call) -> Reply:
    endorsement, who = decisions.details(
        call.unit, call.person(), call.published.letter_id, call.number("endorsement") or 0
    )
    parts: list[Part] = [
        t(
            "**{organization}** — personal details. This look is on record.",
            organization=endorsement.entry.organization,
        ),
        Bullets(
            (
                t("Name: {name}", name=who.name),
                t("Role: {role}", role=who.role),
                t("E-mail: {email}", email=Code(who.email)),
            )
        ),
        *public_entry(endorsement.entry, categories=call.letter.categories),
    ]
    for each in call.unit.endorsements.exchanges(endorsement.id):
        parts.extend((t("Asked:"), Typed(each.question, quoted=True)))
        parts.extend((t("Answered:"), Typed(each.answer, quoted=True)) if each.answer else ())
    if endorsement.gathered:
        mailed, files = _received(call, endorsement)
        return Reply([*parts, *entered(call.unit, endorsement), *mailed], files=files)
    return Reply(
        parts, (Button(t("Keep this account out"), "block", {"endorsement": endorsement.receipt}, style="danger"),)
    )


def _received(call: Call, endorsement: Endorsement) -> tuple[Sequence[Part], tuple[File, ...]]:
    """The mail by which a sign-on came, and its file."""
    mail = call.unit.received_mails.of(endorsement.id)
    if mail is None:
        return (), ()
    text = (t("The mail:"), Typed(mail.text, quoted=True)) if mail.text else ()
    if not mail.content:
        return text, ()
    file = call.unit.files.made_sealed(endorsement.letter_id, mail.name, mail.mime, mail.content)
    return (*text, t("The mail is a file, below.")), (file,)


def _begin(call: Call) -> Mapping[str, str]:
    """The endorsement whose receipt was typed, so that the buttons carry it; whether nobody has to state a check; and
    whether another reviewer has it before them. Whoever begins to write has it before them from now on."""
    number = call.number("endorsement")
    if number is None and call.raw.get("receipt"):
        number = decisions.by_receipt(call.unit, call.raw["receipt"])
    endorsement = call.unit.endorsements.get(number) if number else None
    if endorsement is None:
        return {}
    begun = {"endorsement": endorsement.receipt}
    if endorsement.letter_id != call.published.letter_id:
        return begun
    own.refuse_own(call.unit, call.person(), endorsement)
    if not decisions.asks_check(call.unit, endorsement, call.actor.person):
        begun[UNASKED] = "yes"
    if queue.held(call.unit, call.actor.person, endorsement):
        begun[HELD] = "yes"
    elif call.raw.get("decision") in (ASK, DECLINE):
        queue.hold(call.unit, call.person(), endorsement)
    return begun


def _free(raw: Mapping[str, str]) -> bool:
    """Whether nobody else has it before them, or it is taken over."""
    return HELD not in raw or raw.get("over") == TAKE


def _how_checked(call: Call) -> Sequence[Part]:
    endorsement = call.unit.endorsements.get(call.number("endorsement") or 0)
    return [
        *((t("Sign-on {receipt}", receipt=receipt(endorsement)),) if endorsement else ()),
        t(
            "Nothing proves yet that this comes from the organization. **How did you check that the organization "
            "signs?** Don't rely on contact details from the sign-on itself."
        ),
    ]


def _in_words(call: Call) -> Sequence[Part]:
    endorsement = call.unit.endorsements.get(call.number("endorsement") or 0)
    language = Language(endorsement.language if endorsement else call.speech.tag)
    if call.raw.get("decision") == DECLINE:
        return [t("Why is it declined? Write in {language}: it is sent exactly as written.", language=language)]
    return [t("What would you like to know? Write in {language}: it is sent exactly as written.", language=language)]


def _waiting(call: Call, typed: str) -> Sequence[Suggestion]:
    if call.revision is None:
        return ()
    return sign_ons(call.unit.endorsements.in_state(call.revision.letter_id, State.SUBMITTED, 0, LOOKED_AT), typed)


LOOKED_AT = 200
"""So many sign-ons that wait are looked through while somebody types."""

_RECEIPT = replace(RECEIPT, need=Need.REQUIRED, when=lambda raw: not raw.get("endorsement"), suggest=_waiting)
_DECISION = Option(
    "decision",
    Kind.CHOICE,
    t("Decision"),
    t("What is decided?"),
    choices=(
        Choice(LIST, t("List"), "primary"),
        Choice(LIST_WITHOUT, t("List without the statement")),
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
    when=lambda raw: raw.get("decision") in (LIST, LIST_WITHOUT) and UNASKED not in raw and _free(raw),
    argument=False,
)
_REASON = Option(
    "reason",
    Kind.PARAGRAPH,
    t("Your message"),
    _in_words,
    most=500,
    questions=True,
    when=lambda raw: raw.get("decision") in (ASK, DECLINE) and _free(raw),
)
_OVER = Option(
    "over",
    Kind.CHOICE,
    t("Take it over"),
    t(
        "**Another reviewer is looking at this sign-on just now.** In ten minutes at the latest it is free again. You "
        "can also take it over; that is on record."
    ),
    choices=(Choice(TAKE, t("Take it over")),),
    when=lambda raw: HELD in raw and raw.get("decision") in (LIST, LIST_WITHOUT, ASK, DECLINE),
    argument=False,
)
_SEEN = hidden("seen", t("Seen"))
_AFTER = replace(SIGN_ON, name="after", label=t("After"))
COMMANDS = (
    Command(
        "review",
        t("The sign-ons that wait for a decision"),
        _review,
        (LETTER, _AFTER, SIGN_ON),
        roles=REVIEWERS,
        by_role=True,
        private=True,
    ),
    Command(
        "decide",
        t("Decide on a sign-on"),
        _decide,
        (LETTER, SIGN_ON, _RECEIPT, _DECISION, _CHECK, _REASON, _OVER, _SEEN),
        roles=REVIEWERS,
        by_role=True,
        begin=_begin,
        reply=lambda raw: _REASON.name if raw.get("decision") == ASK else "",
        reply_is_asked_about=True,
    ),
    Command(
        "details",
        t("Personal details"),
        _details,
        (LETTER, SIGN_ON),
        roles=REVIEWERS,
        private=True,
        menu=False,
        reveals=True,
    ),
)
