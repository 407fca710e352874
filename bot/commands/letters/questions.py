"""Somebody asks about the letter, and is answered."""

from bot.commands.shared_options import LETTER
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Option
from bot.model.letters.questions import answer
from bot.text.text import Bullets, Part, t
from bot.views.buttons import DEMANDS, LIST, READ, SIGN
from bot.views.letters.letter import demand_buttons, demand_entry, demand_parts


def _ask(call: Call) -> Reply:
    letter = call.letter
    match = answer(call.text("question"), letter, call.speech.tag)
    if match is None:
        parts: list[Part] = [
            t("No single demand is about that. The letter asks for this:"),
            Bullets(
                tuple(demand_entry(each) for each in letter.demands), tuple(each.number for each in letter.demands)
            ),
        ]
        return Reply(parts, (*demand_buttons(call), READ, LIST, SIGN))
    others = tuple(
        Button(t("Demand {number}", number=each.number), "demand", {"demand": each.number}) for each in match.runners_up
    )
    return Reply(demand_parts(match.demand), (*others[:3], DEMANDS, SIGN), language=match.language)


_QUESTION = Option(
    "question",
    Kind.TEXT,
    t("Your question"),
    t("What would you like to know about the letter? Your question is answered and not kept."),
    most=500,
    anything=True,
)

COMMANDS = (
    Command(
        "ask",
        t("Ask something about the letter's demands"),
        _ask,
        (LETTER, _QUESTION),
        private=True,
        linked=True,
        reply=lambda raw: _QUESTION.name,
        title=t("Ask about the letter"),
    ),
)
