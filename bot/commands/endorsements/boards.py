"""An organization's board decides: when it meets, the papers that it needs, and when the printed list is closed."""

from dataclasses import replace

from bot.commands.shared_options import AT, AT_GIVEN, EDITORS, ENDORSEMENT, LETTER, hidden
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind
from bot.model.endorsements.endorsement import Endorsement, State
from bot.service.endorsements import boards
from bot.service.endorsements.signing import own
from bot.text.blocks import as_text
from bot.text.compose import compose
from bot.text.text import Bullets, Link, Markdown, Part, t
from bot.views.endorsements.boards import PAPERS, met, printed_until
from bot.views.endorsements.desk import desk_button
from bot.views.endorsements.public_entry import public_entry
from bot.views.letters.letter import WHOLE_TEXT, heading


def _board(call: Call) -> Reply:
    number = call.number("endorsement") or 0
    return _page(own(call.unit, call.actor.person, call.published.letter_id, number))


def _page(endorsement: Endorsement) -> Reply:
    which = {"endorsement": endorsement.receipt}
    parts: list[Part] = [t("**Your board decides**"), *public_entry(endorsement.entry), *met(endorsement)]
    buttons = [PAPERS, desk_button(endorsement)]
    if endorsement.state is State.DRAFT:
        parts.append(t("You are reminded here on the day after your board has met."))
        label = t("It meets on another day") if endorsement.board else t("When it meets")
        buttons.insert(0, Button(label, "board_meets", which))
    return Reply(parts, buttons)


def _meets(call: Call) -> Reply:
    at = call.moment("at") or call.unit.now
    number = call.number("endorsement") or 0
    return _page(boards.meets(call.unit, call.person(), call.published.letter_id, number, at))


def _papers(call: Call) -> Reply:
    letter = call.letter
    parts: list[Part] = [
        *heading(call.published),
        Markdown(letter.text),
        t("**What the letter asks, and of whom**"),
    ]
    for each in letter.demands:
        parts.extend(
            (
                t("**Demand {number}: {title}**", number=each.number, title=each.title),
                Markdown(each.asked),
                t(
                    "Addressed to **{addressee}**, {office}.",
                    addressee=each.addressee.name,
                    office=each.addressee.office,
                ),
            )
        )
    links = [Link(each.link, each.title) if each.link else each.title for each in letter.documents]
    if letter.link:
        links.append(Link(call.speech.reading(letter.link), WHOLE_TEXT))
    if links:
        parts.extend((t("**Documents**"), Bullets(tuple(t("{document}", document=each) for each in links))))
    parts.extend(
        (
            t("**What signing means**"),
            t(
                "The organization stands on the public list under its name, with its place and website where these are "
                "given. Whoever signs for it states to have the authority; their name and address stay private. It can "
                "add a statement, make a reservation about single demands, and withdraw at any time. What is signed is "
                "this revision of the letter."
            ),
        )
    )
    if letter.closes:
        parts.append(t("Organizations can sign on until {closes}.", closes=letter.local(letter.closes)))
    parts.extend(printed_until(call.unit, call.published.letter_id))
    text = as_text(compose(parts, call.speech))
    file = boards.papers(call.unit, call.published, call.speech.tag, text)
    return Reply(parts, files=(file,))


def _cutoff(call: Call) -> Reply:
    letter_id, at = call.published.letter_id, call.moment("at")
    if at or call.text("act"):
        boards.cut_off(call.unit, letter_id, at)
    shown = printed_until(call.unit, letter_id)
    change = Button(t("Choose the moment"), "cutoff_at")
    none = Button(t("No such moment"), "cutoff", {"act": "none"})
    said = t("Those who sign see this. Nothing else happens at that moment.")
    if not shown:
        return Reply([t("No moment is set at which the printed list is closed.")], (change,))
    return Reply([t("**The printed list**"), *shown, said], (change, none))


_BY_THE_END = replace(AT, end_of_day=True)
_ACT = hidden("act", t("Change"), Kind.CHOICE, (Choice("none", t("No such moment")),))

COMMANDS = (
    Command("board", t("Your board decides"), _board, (LETTER, ENDORSEMENT), private=True, menu=False),
    Command(
        "board_meets", t("When your board meets"), _meets, (LETTER, ENDORSEMENT, _BY_THE_END), private=True, menu=False
    ),
    Command("papers", t("The papers for your board"), _papers, (LETTER,), private=True, menu=False),
    Command(
        "cutoff",
        t("When the printed list is closed"),
        _cutoff,
        (LETTER, replace(AT_GIVEN, end_of_day=True), _ACT),
        roles=EDITORS,
        private=True,
    ),
    Command(
        "cutoff_at",
        t("When the printed list is closed"),
        _cutoff,
        (LETTER, _BY_THE_END),
        roles=EDITORS,
        private=True,
        menu=False,
    ),
)
