"""An organization's own words beside its name: what its representative and the reviewers can do about them."""

from collections.abc import Mapping

from bot.commands.endorsements.own import own_sign_on
from bot.commands.shared_options import ENDORSEMENT, LETTER, REVIEWERS, SIGN_ON
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.endorsements.endorsement import About, Words
from bot.service.endorsements import statements
from bot.service.endorsements.signing import own
from bot.text.text import Part, Text, t
from bot.views.buttons import REVIEW, WORDS_TO_APPROVE
from bot.views.endorsements.desk import desk_button
from bot.views.endorsements.public_entry import public_entry
from bot.views.endorsements.statements import LEAVE_OUT, SHOW, TAKE_DOWN, said, words_card

CARDS = 5
"""So many organizations' words are offered at once on request."""


_DONE: Mapping[About, Text] = {
    About.STATEMENT: t("**Thank you.** The statement is shown once a reviewer has approved it."),
    About.RESERVATION: t("**Thank you.** These words are shown once a reviewer has approved them."),
}


def _statement(call: Call) -> Reply:
    endorsement = own_sign_on(call)
    which = {"endorsement": endorsement.receipt}
    parts: list[Part] = [t("**A statement on the public list**"), *public_entry(endorsement.entry.bare)]
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
        buttons.append(Button(TAKE_DOWN[About.STATEMENT], "take_down", down, style="danger"))
    return Reply(parts, (*buttons, desk_button(endorsement)))


def _begin(call: Call) -> Mapping[str, str]:
    """A refusal before anything is typed, where nothing can be added."""
    if call.revision:
        number = call.number("endorsement") or 0
        statements.changeable(call.unit, call.actor.person, call.revision.letter_id, number)
    return {}


def giving(about: About) -> Command:
    """The command by which a representative gives words about something."""

    def give(call: Call) -> Reply:
        letter_id, number = call.published.letter_id, call.number("endorsement") or 0
        given = statements.give(
            call.unit, call.person(), letter_id=letter_id, endorsement_id=number, about=about, text=call.text("text")
        )
        return Reply([_DONE[about], *said(given)], (desk_button(given),))

    def stands(call: Call) -> str:
        number = call.number("endorsement")
        if call.revision is None or number is None:
            return ""
        return own(call.unit, call.actor.person, call.revision.letter_id, number).says(about)

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
        questions=True,
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
        heading=lambda call: t("Change the statement") if statement and stands(call) else None,
    )


def _take_down(call: Call) -> Reply:
    letter_id, number = call.published.letter_id, call.number("endorsement") or 0
    gone = statements.take_down(call.unit, call.actor.person, letter_id, number, About(call.text("about")))
    return Reply([t("**Taken down.** Nobody sees these words any more."), *said(gone)], (desk_button(gone),))


def _judge(call: Call) -> Reply:
    person, letter_id, number = call.person(), call.published.letter_id, call.number("endorsement") or 0
    about = About(call.text("about"))
    if call.text("act") == SHOW:
        statements.show(
            call.unit, person, letter_id=letter_id, endorsement_id=number, about=about, read=call.text("read")
        )
        return Reply([t("**These words are shown now.**")], (WORDS_TO_APPROVE,))
    statements.leave_out(call.unit, person, letter_id, number, about)
    return Reply([t("**These words are not shown.** The name stays.")], (WORDS_TO_APPROVE,))


def _words(call: Call) -> Reply:
    waiting, number = call.unit.desks.waiting(call.published.letter_id, CARDS), call.number("endorsement")
    if not waiting:
        return Reply([t("No words wait to be approved.")], (REVIEW,))
    shown = next((each for each in waiting if each.id == number), waiting[0])
    reply = words_card(call.unit, shown)
    others = [
        Button(each.entry.organization, "words", {"endorsement": each.receipt}) for each in waiting if each != shown
    ]
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
        (LETTER, SIGN_ON),
        roles=REVIEWERS,
        private=True,
    ),
    Command(
        "judge",
        t("Decide about an organization's words"),
        _judge,
        (LETTER, SIGN_ON, _ABOUT, _ACT, _READ),
        roles=REVIEWERS,
        menu=False,
    ),
)
