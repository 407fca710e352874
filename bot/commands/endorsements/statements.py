"""An organization's own words beside its name: what its representative and the reviewers can do about them."""

from collections.abc import Mapping, Sequence

from bot.commands.shared_options import ENDORSEMENT, LETTER, REVIEWERS, clipped, public_line, receipt
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.endorsements.endorsement import About, Endorsement, State, Words
from bot.ports.store import Unit
from bot.service.endorsements import statements
from bot.service.endorsements.signing import own
from bot.text.text import Part, Text, Typed, t

SHOW, LEAVE_OUT = "show", "leave_out"
CARDS = 5
"""So many organizations' words are offered at once on request."""

STANDS: Mapping[tuple[About, Words], Text] = {
    (About.STATEMENT, Words.WAITING): t("The statement waits to be approved:"),
    (About.STATEMENT, Words.SHOWN): t("The statement, shown on the list:"),
    (About.STATEMENT, Words.TAKEN_DOWN): t("The statement, taken down:"),
    (About.RESERVATION, Words.WAITING): t("The words about the reservation wait to be approved:"),
    (About.RESERVATION, Words.SHOWN): t("The words about the reservation, shown on the list:"),
    (About.RESERVATION, Words.TAKEN_DOWN): t("The words about the reservation, taken down:"),
}

_SHOW: Mapping[About, Text] = {
    About.STATEMENT: t("Show the statement"),
    About.RESERVATION: t("Show the words about the reservation"),
}
_LEAVE_OUT: Mapping[About, Text] = {
    About.STATEMENT: t("Leave the statement out"),
    About.RESERVATION: t("Leave the words about the reservation out"),
}
_TAKE_DOWN: Mapping[About, Text] = {
    About.STATEMENT: t("Take the statement down"),
    About.RESERVATION: t("Take the words down"),
}
_DONE: Mapping[About, Text] = {
    About.STATEMENT: t("**Thank you.** The statement is shown once a reviewer has approved it."),
    About.RESERVATION: t("**Thank you.** These words are shown once a reviewer has approved them."),
}


def said(endorsement: Endorsement, whole: bool = True) -> Sequence[Part]:
    """An organization's own words and where they stand; not `whole`: as much as fits a card."""
    parts = list[Part]()
    for about in About:
        text, words = endorsement.says(about), endorsement.words(about)
        if text and words:
            parts.extend((STANDS[about, words], Typed(text if whole else clipped(text), quoted=True)))
    return parts


def card_buttons(endorsement: Endorsement) -> Sequence[Button]:
    """What a reviewer can do about the words of a sign-on, apart from the sign-on itself."""
    found = list[Button]()
    for about in About:
        words = endorsement.words(about)
        which = {"letter": endorsement.letter_id, "endorsement": endorsement.id, "about": about.value}
        leave_out = {**which, "act": LEAVE_OUT}
        if words is Words.WAITING and endorsement.state is State.LISTED:
            read = {**which, "act": SHOW, "read": statements.version(endorsement, about)}
            found.append(Button(_SHOW[about], "judge", read, style="primary"))
            found.append(Button(_LEAVE_OUT[about], "judge", leave_out))
        elif words is Words.WAITING and endorsement.state is State.SUBMITTED and about is About.RESERVATION:
            found.append(Button(_LEAVE_OUT[about], "judge", leave_out))
        elif words is Words.SHOWN and endorsement.state is State.LISTED:
            found.append(Button(_TAKE_DOWN[about], "judge", leave_out))
    return found


def words_card(unit: Unit, endorsement: Endorsement) -> Reply:
    """What a reviewer is shown of words that came after an organization was listed: they say what is so now."""
    parts: list[Part] = [
        t("**Words to be approved.** Sign-on {receipt} is listed and stays so.", receipt=receipt(endorsement))
        if Words.WAITING in (endorsement.statement, endorsement.reservation)
        else t("**These words wait no more.** Sign-on {receipt}", receipt=receipt(endorsement)),
        *public_line(endorsement.line.bare),
        *said(endorsement),
    ]
    return Reply(parts, card_buttons(endorsement))


def words_outcome(unit: Unit, endorsement: Endorsement) -> Reply:
    """What the representative is told of what became of their words."""
    parts = [t("**A reviewer has decided about your words.**"), *public_line(endorsement.line.bare), *said(endorsement)]
    return Reply(parts, (_desk_button(endorsement),))


def _desk_button(endorsement: Endorsement) -> Button:
    return Button(t("Your sign-on"), "endorsement", {"receipt": endorsement.receipt})


def _mine(call: Call) -> Endorsement:
    return own(call.unit, call.actor.person, call.published.letter_id, call.number("endorsement") or 0)


def _statement(call: Call) -> Reply:
    endorsement = _mine(call)
    which = {"endorsement": endorsement.id}
    parts: list[Part] = [t("**A statement on the public list**"), *public_line(endorsement.line.bare)]
    parts.extend(said(endorsement) if endorsement.statement else (t("There is none yet."),))
    parts.append(
        t(
            "A statement is shown once a reviewer has approved it. Your organization stays where it stands "
            "meanwhile. You can take the statement down at any time, at once."
        )
    )
    label = t("Change the statement") if endorsement.statement else t("Add a statement")
    buttons = [Button(label, "give_statement", which)] if endorsement.state in statements.CHANGEABLE else []
    if endorsement.statement in (Words.WAITING, Words.SHOWN):
        down: dict[str, str | int] = {**which, "about": About.STATEMENT.value}
        buttons.append(Button(_TAKE_DOWN[About.STATEMENT], "take_down", down, style="danger"))
    return Reply(parts, (*buttons, _desk_button(endorsement)))


def _begin(call: Call) -> Mapping[str, str]:
    """A refusal before anything is typed, where nothing can be added."""
    number = call.raw.get("endorsement", "")
    if call.revision:
        statements.changeable(
            call.unit, call.actor.person, call.revision.letter_id, int(number) if number.isdecimal() else 0
        )
    return {}


def giving(about: About) -> Command:
    """The command by which a representative gives words about something."""

    def give(call: Call) -> Reply:
        letter_id, number = call.published.letter_id, call.number("endorsement") or 0
        given = statements.give(call.unit, call.person(), letter_id, number, about, call.text("text"))
        return Reply([_DONE[about], *said(given)], (_desk_button(given),))

    def stands(call: Call) -> str:
        number = call.raw.get("endorsement", "")
        if call.revision is None or not number.isdecimal():
            return ""
        return own(call.unit, call.actor.person, call.revision.letter_id, int(number)).says(about)

    statement = about is About.STATEMENT
    text = Option(
        "text",
        Kind.PARAGRAPH,
        t("Statement") if statement else t("About the reservation"),
        t("A few words from the organization, shown on the public list.")
        if statement
        else t("What the reservation is about, in a few words, shown on the public list."),
        personal=True,
        most=500,
        prefill=stands,
    )
    return Command(
        f"give_{about}",
        t("Add a statement") if statement else t("Explain your reservation"),
        give,
        (LETTER, ENDORSEMENT, text),
        private=True,
        menu=False,
        begin=_begin,
    )


def _take_down(call: Call) -> Reply:
    letter_id, number = call.published.letter_id, call.number("endorsement") or 0
    gone = statements.take_down(call.unit, call.actor.person, letter_id, number, About(call.text("about")))
    return Reply([t("**Taken down.** Nobody sees these words any more."), *said(gone)], (_desk_button(gone),))


def _judge(call: Call) -> Reply:
    person, letter_id, number = call.person(), call.published.letter_id, call.number("endorsement") or 0
    about = About(call.text("about"))
    if call.text("act") == SHOW:
        done = statements.show(call.unit, person, letter_id, number, about, call.text("read"))
        return Reply([t("**{organization}**: these words are shown now.", organization=done.line.organization)])
    done = statements.leave_out(call.unit, person, letter_id, number, about)
    return Reply(
        [t("**{organization}**: these words are not shown. The name stays.", organization=done.line.organization)]
    )


def _words(call: Call) -> Reply:
    waiting, number = call.unit.desks.waiting(call.published.letter_id, CARDS), call.number("endorsement")
    if not waiting:
        return Reply([t("No words wait to be approved.")])
    shown = next((each for each in waiting if each.id == number), waiting[0])
    reply = words_card(call.unit, shown)
    others = [Button(each.line.organization, "words", {"endorsement": each.id}) for each in waiting if each != shown]
    return Reply(reply.parts, (*reply.buttons, *others))


_ABOUT = Option(
    "about",
    Kind.CHOICE,
    t("Words"),
    t("Which words?"),
    choices=(
        Choice(About.STATEMENT.value, t("The statement")),
        Choice(About.RESERVATION.value, t("The words about the reservation")),
    ),
    argument=False,
)
_ACT = Option(
    "act",
    Kind.CHOICE,
    t("Decision"),
    t("What is decided?"),
    choices=(Choice(SHOW, t("Show them"), "primary"), Choice(LEAVE_OUT, t("Leave them out"))),
    argument=False,
)
_READ = Option("read", Kind.TEXT, t("Version"), t("Which version?"), need=Need.NEVER, argument=False)

COMMANDS = (
    Command(
        "statement", t("A statement on the public list"), _statement, (LETTER, ENDORSEMENT), private=True, menu=False
    ),
    giving(About.STATEMENT),
    Command(
        "take_down", t("Take your words down"), _take_down, (LETTER, ENDORSEMENT, _ABOUT), private=True, menu=False
    ),
    Command(
        "words",
        t("Organizations' words that wait to be approved"),
        _words,
        (LETTER, ENDORSEMENT),
        roles=REVIEWERS,
        private=True,
    ),
    Command(
        "judge",
        t("Decide about an organization's words"),
        _judge,
        (LETTER, ENDORSEMENT, _ABOUT, _ACT, _READ),
        roles=REVIEWERS,
        menu=False,
    ),
)
