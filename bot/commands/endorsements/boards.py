"""An organization's board decides: when it meets, the packet that it needs, and when the printed list is closed."""

from collections.abc import Sequence
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
from bot.text.text import Part, Text, t
from bot.views.buttons import READ, SIGN
from bot.views.endorsements.boards import PACKET, met, printed_until
from bot.views.endorsements.desk import desk_button
from bot.views.endorsements.packet import (
    SIGNING,
    STORED,
    WHO_MAY_SIGN,
    facts,
    heading,
    in_a_list,
    signing,
    stored,
    wanted_packet,
)
from bot.views.endorsements.public_entry import public_entry
from bot.views.letters.categories import who_may_sign
from bot.views.letters.documents import document_entries
from bot.views.letters.letter import demand_parts, letter_parts


def _board(call: Call) -> Reply:
    number = call.number("endorsement") or 0
    return _page(call, own(call.unit, call.actor.person, call.published.letter_id, number))


def _page(call: Call, endorsement: Endorsement) -> Reply:
    which = {"endorsement": endorsement.receipt}
    parts: list[Part] = [
        t("**Your board decides**"),
        *public_entry(endorsement.entry, categories=call.letter.categories),
        *met(endorsement),
    ]
    buttons = [PACKET, desk_button(endorsement)]
    if endorsement.state is State.DRAFT:
        parts.append(t("You are reminded here on the day after your board has met."))
        label = t("It meets on another day") if endorsement.board else t("When it meets")
        buttons.insert(0, Button(label, "board_meets", which))
    return Reply(parts, buttons)


def _meets(call: Call) -> Reply:
    at = call.moment("at") or call.unit.now
    number = call.number("endorsement") or 0
    return _page(call, boards.meets(call.unit, call.person(), call.published.letter_id, number, at))


def _packet(call: Call) -> Reply:
    """The packet on paper, and in short; where it can't be typeset now, all of it is said, and comes as a text."""
    letter, page = call.letter, call.page()
    typeset = call.typeset(wanted_packet(call.published, call.speech, page))
    who = who_may_sign(letter)
    parts: list[Part] = [
        _bold(heading(letter)),
        in_a_list(facts(call.unit, call.published, call.speech, page)),
        *(() if typeset else _whole(call)),
        *((_bold(WHO_MAY_SIGN), *who) if who and typeset else ()),
        _bold(SIGNING),
        *signing(),
        _bold(STORED),
        *stored(),
    ]
    text = as_text(compose(parts, call.speech)).encode("utf-8-sig")
    file = boards.packet_file(call.unit, call.published, call.speech.tag, typeset or text, typeset is not None)
    as_page = (Button(t("As a page"), url=call.page("packet")),) if call.web else ()
    return Reply(parts, (*as_page, READ, SIGN), files=(file,))


def _bold(title: Text) -> Text:
    return t("**{title}**", title=title)


def _whole(call: Call) -> Sequence[Part]:
    """The letter with everything that belongs to it, and each of its demands."""
    letter = call.letter
    demands = [part for each in letter.demands for part in demand_parts(each)]
    return (
        *letter_parts(
            letter,
            call.speech.language_of(letter.title),
            call.unit.now,
            document_entries(call.unit, call.published),
        ),
        t("**What the letter asks, and of whom**"),
        *demands,
    )


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
    Command(
        "packet",
        t("What a board needs before it decides, as a document"),
        _packet,
        (LETTER,),
        private=True,
        linked=True,
    ),
    Command(
        "papers", t("What a board needs before it decides, as a document"), _packet, (LETTER,), private=True, menu=False
    ),
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
