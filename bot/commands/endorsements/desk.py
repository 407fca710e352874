"""An organization's desk: what its representative can do about a sign-on afterwards."""

from collections.abc import Mapping, Sequence

from bot.commands.shared_options import ANSWER, ENDORSEMENT, LETTER, RECEIPT
from bot.errors import Conflict
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Option
from bot.model.codes import RECEIPT_LENGTH, read_code
from bot.model.endorsements.endorsement import Endorsement, State
from bot.service.endorsements import signing
from bot.service.proofs import proving
from bot.text.text import Bullets, Language, Part, Text, Typed, t
from bot.views.endorsements.boards import met
from bot.views.endorsements.desk import desk_button, desk_buttons, line_buttons, stands, telling_buttons
from bot.views.endorsements.public_entry import public_entry, receipt
from bot.views.endorsements.statements import said
from bot.views.letters.confirmations import since_signed
from bot.views.letters.ending import ended
from bot.views.lists import discloses, kept_back
from bot.views.proofs import authority


def _waits(call: Call, endorsement: Endorsement) -> Text:
    """Since when a sign-on waits for review, and behind how many where that may be told."""
    since = call.letter.local(endorsement.changed_at)
    if not discloses(call):
        return t("It waits for review since {since}.", since=since)
    place = call.unit.desks.ahead(endorsement) + 1
    return t("It is number {place} in line for review, and waits since {since}.", place=place, since=since)


def _endorsement(call: Call) -> Reply:
    endorsement = signing.mine(call.unit, call.actor.person, call.published.letter_id, call.text("receipt"))
    since, revision = call.letter.local(endorsement.created_at).date(), endorsement.revision
    language = Language(endorsement.language)
    parts: list[Part] = [
        t("**Receipt {receipt}** — {state}.", receipt=receipt(endorsement), state=stands(call, endorsement)),
        *public_entry(endorsement.entry.bare, categories=call.letter.categories),
        *said(endorsement),
        *met(endorsement),
        t("Kept since {date}: revision {revision}, in {language}.", date=since, revision=revision, language=language)
        if endorsement.state is State.DRAFT
        else t(
            "Signed on {date}: revision {revision}, in {language}.", date=since, revision=revision, language=language
        ),
    ]
    if endorsement.state is State.SUBMITTED:
        parts.append(_waits(call, endorsement))
        if call.unit.reviews.holder(endorsement.id):
            parts.append(t("A reviewer is looking at it just now."))
    if endorsement.state is State.LISTED and not call.letter.closed(call.unit.now):
        parts.append(
            t(
                "If you correct it, it leaves the list until it has been reviewed again. It stays listed while you add "
                "a statement or a reservation."
            )
        )
    parts.extend(kept_back(call))
    over = call.unit.endings.of(endorsement.letter_id)
    parts.extend((ended(call.letter, over),) if over else ())
    proofs = proving.standing(call.unit, endorsement)
    parts.extend(authority.told(call, endorsement, proofs))
    if endorsement.reason:
        parts.extend((t("The reviewer's reason:"), Typed(endorsement.reason, quoted=True)))
    exchanges = call.unit.endorsements.exchanges(endorsement.id)
    for each in exchanges:
        parts.extend((t("You were asked:"), Typed(each.question, quoted=True)))
        parts.extend((t("You answered:"), Typed(each.answer, quoted=True)) if each.answer else ())
    revised, confirm = since_signed(call.unit, endorsement, call.published)
    parts.extend((*revised, *_others(call, endorsement)))
    answer = Button(t("Answer"), "answer", {"endorsement": endorsement.receipt}, style="primary")
    open_still = any(not each.answer for each in exchanges)
    proof = authority.desk_proof_buttons(endorsement, proofs, call)
    verify = Button(t("Verify"), "verify", {"endorsement": endorsement.receipt})
    answers = (answer,) if open_still else ()
    shown = endorsement.state is State.LISTED and discloses(call) and call.web
    line = (Button(t("Its line in the list"), url=call.page("list", endorsement.handle)),) if shown else ()
    return Reply(parts, (*answers, *confirm, *proof, *line, *desk_buttons(endorsement), verify), card=True)


def _public_line(call: Call) -> Reply:
    endorsement = _meant(call)
    parts: list[Part] = [
        t("**So the list shows it:**") if endorsement.state is State.LISTED else t("**So the list would show it:**"),
        *public_entry(endorsement.entry.bare, categories=call.letter.categories),
        *said(endorsement),
    ]
    return Reply(parts, (*line_buttons(endorsement), desk_button(endorsement)))


def _tell_others(call: Call) -> Reply:
    endorsement = _meant(call)
    if endorsement.state is not State.LISTED:
        raise Conflict(t("Only an organization that is listed has something to share."))
    told = t("Here is what helps to tell others that {name} has signed.", name=endorsement.entry.organization)
    return Reply([told], (*telling_buttons(endorsement), desk_button(endorsement)))


def _others(call: Call, endorsement: Endorsement) -> Sequence[Part]:
    """What else the same person signed."""
    signed = call.unit.endorsements.of_person(endorsement.person_id, endorsement.letter_id)
    items = tuple(
        t(
            "{receipt} — **{organization}**, {state}",
            receipt=receipt(each),
            organization=each.entry.organization,
            state=stands(call, each),
        )
        for each in signed
        if each.id != endorsement.id
    )
    return (t("You also signed:"), Bullets(items)) if items else ()


def _which_to_withdraw(call: Call) -> Sequence[Part]:
    endorsement = _meant(call)
    return [
        t("**Withdraw this sign-on?**"),
        *public_entry(endorsement.entry, categories=call.letter.categories),
        t(
            "The name is removed at once, without any notice. Its statement and reservations go with it. This can't be "
            "undone; the organization would have to sign on again."
        ),
    ]


def _meant(call: Call) -> Endorsement:
    number = call.number("endorsement")
    if number is not None:
        return signing.own(call.unit, call.actor.person, call.published.letter_id, number)
    return signing.mine(call.unit, call.actor.person, call.published.letter_id, call.text("receipt"))


def _said(call: Call, typed: str) -> Mapping[str, str]:
    """A receipt that is typed alone, of the caller's own sign-on."""
    person, number = call.actor.person, read_code(typed, RECEIPT_LENGTH)
    endorsement = call.unit.endorsements.by_receipt(number) if number else None
    if person is None or endorsement is None or endorsement.person_id != person.id:
        return {}
    return {LETTER.name: str(endorsement.letter_id), "receipt": typed}


def _withdraw(call: Call) -> Reply:
    if call.text("sure") == "no":
        return Reply([t("Nothing was changed.")])
    endorsement = signing.withdraw(call.unit, call.actor.person, call.published.letter_id, _meant(call).id)
    return Reply(
        [t("**Withdrawn.** {organization} is not listed any more.", organization=endorsement.entry.organization)],
    )


def _begin_withdrawal(call: Call) -> Mapping[str, str]:
    """The sign-on that is meant, so that the buttons carry it."""
    if call.revision is None or call.raw.get("endorsement"):
        return {}
    endorsement = signing.mine(call.unit, call.actor.person, call.published.letter_id, call.raw.get("receipt", ""))
    if not endorsement.may_become(State.WITHDRAWN):
        raise Conflict(t("This sign-on was already withdrawn."))
    return {"endorsement": endorsement.receipt}


def _answer(call: Call) -> Reply:
    signing.answer(
        call.unit, call.actor.person, call.published.letter_id, call.number("endorsement") or 0, call.text("text")
    )
    return Reply([t("Thank you. Your answer was given to the reviewers.")])


def _awaited(call: Call) -> Mapping[str, str]:
    """The caller's sign-on about which a reviewer has asked something that is not answered."""
    person = call.actor.person
    for revision in call.unit.letters.all() if person else ():
        for each in call.unit.endorsements.of_person(person.id, revision.letter_id) if person else ():
            if any(not asked.answer for asked in call.unit.endorsements.exchanges(each.id)):
                return {LETTER.name: str(revision.letter_id), "endorsement": each.receipt}
    return {}


_SURE = Option(
    "sure",
    Kind.CHOICE,
    t("Sure"),
    _which_to_withdraw,
    choices=(Choice("yes", t("Yes, withdraw it"), "danger"), Choice("no", t("No, keep it"))),
    argument=False,
)

COMMANDS = (
    Command(
        "endorsement",
        t("Where your sign-on stands"),
        _endorsement,
        (LETTER, RECEIPT),
        private=True,
        linked=True,
        said=_said,
        reveals=True,
    ),
    Command(
        "public_line",
        t("What the list shows of your sign-on"),
        _public_line,
        (LETTER, ENDORSEMENT),
        private=True,
        menu=False,
    ),
    Command(
        "tell_others",
        t("Tell others, and the press, that you have signed"),
        _tell_others,
        (LETTER, ENDORSEMENT),
        private=True,
        menu=False,
    ),
    Command(
        "withdraw",
        t("Withdraw your sign-on"),
        _withdraw,
        (LETTER, ENDORSEMENT, RECEIPT, _SURE),
        private=True,
        begin=_begin_withdrawal,
        irreversible="sure",
    ),
    Command(
        "answer",
        t("Answer a reviewer"),
        _answer,
        (LETTER, ENDORSEMENT, ANSWER),
        private=True,
        menu=False,
        reply=lambda raw: ANSWER.name,
        awaited=_awaited,
    ),
)
