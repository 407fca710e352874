"""The letter: what it says, what it asks, and who has signed."""

from collections.abc import Sequence

from bot.commands.shared_options import LETTER
from bot.errors import NotFound
from bot.interface.call import Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Need, Option, Suggestion
from bot.model.chats import ChatKind
from bot.model.organizations.searching import has
from bot.text.text import Bullets, Part, n, t
from bot.views.buttons import ASK, CHANGES, DEMANDS, SIGN
from bot.views.endorsements.boards import printed_until
from bot.views.endorsements.reservations import counts
from bot.views.letters.letter import demand_buttons, demand_entry, demand_parts, heading, languages, letter_parts


def _letter(call: Call) -> Reply:
    _choose(call)
    letter = call.letter
    parts = [*heading(call.published), *languages(letter, call.speech)]
    changed = [CHANGES] if call.published.number > 1 else []
    parts.extend((*letter_parts(letter, call.speech), *printed_until(call.unit, call.published.letter_id)))
    return Reply(parts, (DEMANDS, ASK, *changed, SIGN))


def _choose(call: Call) -> None:
    """From now on this letter is meant here, where several could be: in a shared chat only its managers say so."""
    private = call.caller.kind is ChatKind.PRIVATE
    if len(call.unit.letters.all()) > 1 and (private or call.actor.manages_chat):
        chat = call.unit.chats.ensure(call.caller.address, call.caller.kind, call.caller.title)
        call.unit.chats.choose(chat.id, call.published.letter_id)


def _demands(call: Call) -> Reply:
    demands = call.letter.demands
    parts: list[Part] = [
        t("**What the letter asks, and of whom**"),
        Bullets(tuple(demand_entry(each) for each in demands), tuple(each.number for each in demands)),
    ]
    return Reply(parts, (*demand_buttons(call), ASK, SIGN))


def _demand(call: Call) -> Reply:
    number = call.number("demand")
    if number is None:
        return _demands(call)
    demand = call.letter.demand(number)
    if demand is None:
        last = len(call.letter.demands)
        raise NotFound(
            n(
                "There is no demand {number}: the letter has only one.",
                "There is no demand {number}: the letter has {count}, from 1 to {count}.",
                last,
                number=number,
            )
        )
    others = tuple(each for each in demand_buttons(call) if each.values["demand"] != number)
    return Reply([*demand_parts(demand), *counts(call, number)], (*others[:8], ASK, SIGN))


def _suggest(call: Call, typed: str) -> Sequence[Suggestion]:
    """The demands whose number or title begins with, or contains, what was typed."""
    return [
        Suggestion(str(demand.number), f"{demand.number}. {call.speech.reading(demand.title)}")
        for demand in (call.revision.letter.demands if call.revision else ())
        if has(f"{demand.number}. {call.speech.reading(demand.title)}", typed)
    ]


_DEMAND = Option("demand", Kind.NUMBER, t("Number"), t("The demand's number"), need=Need.NEVER, suggest=_suggest)

COMMANDS = (
    Command("letter", t("Read the letter"), _letter, (LETTER,), linked=True, asks_manager=True),
    Command("demands", t("What the letter asks, and of whom"), _demands, (LETTER,), linked=True),
    Command("demand", t("One demand, by its number"), _demand, (LETTER, _DEMAND), linked=True),
)
