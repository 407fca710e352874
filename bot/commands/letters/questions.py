"""Somebody asks about the letter, and is answered."""

from bot.commands.shared_options import LETTER
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Option
from bot.model.letters.questions import answer, language_of
from bot.service.letters.answers import own_answer, unanswered
from bot.text.text import Bullets, Part, t
from bot.views.buttons import ASK, DEMANDS, LIST, READ, SIGN
from bot.views.letters.letter import demand_buttons, demand_entry, demand_parts
from bot.views.letters.own_answers import answered


def _ask(call: Call) -> Reply:
    letter, letter_id, question = call.letter, call.published.letter_id, call.text("question")
    language = language_of(question, letter.languages, call.speech.tag)
    own = own_answer(call.unit, letter_id, question, language)
    if own:
        return Reply(answered(letter, own, language), (ASK, READ, SIGN), language=language)
    match = answer(question, letter, call.speech.tag)
    if match is None:
        unanswered(call.unit, letter_id, call.actor.account, question, language)
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
    t("What would you like to know? It is kept only if I can't answer: encrypted, without who asked."),
    most=500,
)

COMMANDS = (
    Command(
        "ask",
        t("Ask something about the letter's demands"),
        _ask,
        (LETTER, _QUESTION),
        private=True,
        linked=True,
        title=t("Ask about the letter"),
    ),
)
