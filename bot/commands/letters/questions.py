"""Somebody asks about the letter, or of the bot, and is answered."""

from collections.abc import Iterator
from dataclasses import replace

from bot.commands.shared_options import LETTER
from bot.interface.call import Call, Reply
from bot.interface.command import Command, OnMessage
from bot.interface.options import Kind, Option
from bot.model.letters.questions import Matter, Understood, understand
from bot.service.letters.answers import own_answer, unanswered
from bot.service.letters.questions import collect
from bot.service.lists import disclosure
from bot.text.text import Bullets, Code, Language, Part, t
from bot.views.buttons import ASK, HELP, LIST, READ, SIGN
from bot.views.letters.answers import ANSWERS, About, Answer
from bot.views.letters.letter import demand_buttons, demand_entry
from bot.views.letters.own_answers import answered
from bot.views.lists import discloses

OF_THE_BOT = frozenset(
    {Matter.STORED, Matter.UNFOLLOW, Matter.WITHDRAW, Matter.WHO_RUNS, Matter.STANDING, Matter.CORRECT}
)
"""What the bot itself says beside the initiator's own words: nobody is told otherwise about what it does with them."""

MOST_BUTTONS = 8
"""So many buttons at the most stand under an answer."""


def _ask(call: Call) -> Reply:
    return _answered(call, call.text("question"), public=False)


def _ask_here(call: Call) -> Reply:
    return answer_in_public(call, call.text("question"))


def answer_in_public(call: Call, question: str) -> Reply:
    """The answer to a question where everybody reads it: what the letter says, and how many have signed as far as
    everybody may know; no organization of the list, nobody's data, and nothing of what was typed."""
    return _answered(call, question, public=True)


def _answered(call: Call, question: str, public: bool) -> Reply:
    understood = understand(question, call.letter, call.speech.tag)
    letter_id = call.published.letter_id
    own = own_answer(call.unit, letter_id, question, understood.language)
    if own:
        understood = replace(understood, asked=tuple(each for each in understood.asked if each.matter in OF_THE_BOT))
    elif not understood.asked:
        unanswered(call.unit, letter_id, call.actor.account, question, understood.language)
        return _turned_away(call, understood)
    answers = [*_answers(call, understood, public)]
    parts: list[Part] = [*answered(call.letter, own, understood.language)] if own else []
    for part in (part for each in answers for part in each.parts):
        parts.extend(() if part in parts else (part,))
    sources = [each.source for each in answers if each.source]
    parts.extend(source for place, source in enumerate(sources) if source not in sources[:place])
    parts.extend(_languages(call, understood, of_letter=bool(answers)))
    buttons = [button for each in answers for button in each.buttons] or [ASK, READ, SIGN]
    different = [button for place, button in enumerate(buttons) if button not in buttons[:place]]
    files = tuple(file for each in answers for file in each.files)
    return Reply(parts, tuple(different[:MOST_BUTTONS]), language=_spoken(call, understood), files=files)


def _answers(call: Call, understood: Understood, public: bool) -> Iterator[Answer]:
    revision = call.published
    told = disclosure.discloses(call.unit, revision.letter_id) if public else discloses(call)
    for asked in understood.asked:
        facts = collect(call.unit, revision, asked, discloses=told, named=not public)
        yield ANSWERS[asked.matter](About(asked, revision, facts, public, understood.language))


def _turned_away(call: Call, understood: Understood) -> Reply:
    """That neither the letter nor the bot knows, and what the letter is about."""
    there = call.letter.demands
    parts: list[Part] = [
        t("I find no answer to that: the letter does not say it. This is what it asks for:"),
        Bullets(tuple(demand_entry(each) for each in there), tuple(each.number for each in there)),
        *_languages(call, understood),
    ]
    ways = (*demand_buttons(call), READ, LIST, SIGN)
    if call.caller.confidential and call.actor.roles:
        parts.append(t("What you can do as an organizer stands under {help}.", help=Code("/help")))
        ways = (HELP, *ways)
    return Reply(parts, ways, language=_spoken(call, understood))


def _spoken(call: Call, understood: Understood) -> str:
    """The question's language where the bot speaks it, else the reader's."""
    return understood.language if understood.language in call.languages else call.speech.tag


def _languages(call: Call, understood: Understood, of_letter: bool = True) -> Iterator[Part]:
    """Openly: what is not in the language of the question, of the bot's words and, where any are said, the letter's."""
    if understood.language not in call.languages:
        yield t("I don't speak {language} yet, so I answer in this language.", language=Language(understood.language))
    spoken = _spoken(call, understood)
    if of_letter and spoken not in call.letter.languages:
        yield t(
            "The letter was not written in this language: its own words are in {language}.",
            language=Language(call.letter.languages[0]),
        )


def _on_one_line(text: str) -> str:
    """A question of several lines, each of which says something by itself."""
    return "; ".join(filter(None, map(str.strip, text.splitlines())))


_QUESTION = Option(
    "question",
    Kind.TEXT,
    t("Your question"),
    t("What would you like to know? It is kept only if I can't answer: encrypted, without who asked."),
    most=500,
    clean=_on_one_line,
    anything=True,
    spoken=True,
)

COMMANDS = (
    Command(
        "ask",
        t("Ask something about the letter"),
        _ask,
        (LETTER, _QUESTION),
        private=True,
        linked=True,
        reply=lambda raw: _QUESTION.name,
        title=t("Ask about the letter"),
        on_message=OnMessage(t("Ask about this"), "question"),
    ),
    Command(
        "ask_here",
        t("Ask something about the letter, for everybody here to read"),
        _ask_here,
        (LETTER, _QUESTION),
        menu=False,
        title=t("Ask here"),
    ),
)
