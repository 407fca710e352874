"""Owners write answers of their own, which the bot gives in the initiator's name."""

from collections.abc import Callable, Mapping, Sequence

from bot.commands.letters.answers import OWN, QUESTIONS, TEXT, WANTED, shown
from bot.commands.shared_options import LETTER, OWNERS, hidden
from bot.errors import Invalid, NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Option
from bot.model.letters.answers import ANSWER, MOST_WORDINGS, WORDING, OwnAnswer, Worded
from bot.service.letters import answers
from bot.text.text import Language, Part, Text, Typed, n, t
from bot.views.letters.own_answers import answered, whole
from bot.views.people import others_told


def _language(call: Call) -> str:
    """The language that was chosen; the letter's first, where none was."""
    index = call.raw.get("language", "")
    languages = call.letter.languages
    return languages[int(index)] if index.isdecimal() and int(index) < len(languages) else languages[0]


def _changed(call: Call) -> OwnAnswer | None:
    """The answer that is to be changed, as it stands."""
    number = call.number("own")
    found = call.unit.own_answers.get(number) if number is not None else None
    return found if found and found.letter_id == call.published.letter_id else None


def _begin(call: Call) -> Mapping[str, str]:
    """What stands there already: the questions that are answered, or what is not to be changed of an answer."""
    letter_id, wanted = call.published.letter_id, call.number("wanted")
    languages, filled = call.letter.languages, dict[str, str]()
    if len(languages) == 1:
        filled["language"] = "0"
    if wanted is not None:
        asked = answers.find_wanted(call.unit, letter_id, wanted)
        filled["question"] = asked.text
        if asked.language in languages:
            filled["language"] = str(languages.index(asked.language))
    changed = _changed(call)
    if changed is None and call.raw.get("own"):
        raise NotFound(answers.REMOVED)
    if changed is None:
        answers.check_room(call.unit, letter_id)
        return filled
    filled["seen"] = changed.version
    worded, part = changed.texts.get(_language(call)), call.raw.get("part", "")
    if worded and part == TEXT:
        filled["question"] = "\n".join(worded.questions)
    if worded and part == QUESTIONS:
        filled["text"] = worded.answer
    return filled


def _give(call: Call) -> Reply:
    changed, tag = _changed(call), _language(call)
    questions, text = tuple(call.text("question").splitlines()), call.text("text")
    if call.raw.get("own") and (changed is None or changed.version != call.text("seen")):
        return _overtaken(call, changed, questions, text)
    kept = answers.write(
        call.unit,
        call.person(),
        revision=call.published,
        changed=changed,
        language=tag,
        worded=Worded(questions, text),
        answers=call.number("wanted"),
    )
    return shown(
        call,
        kept,
        t("**Kept.** Whoever asks this reads it from now on, as below."),
        *others_told(call.unit, kept.letter_id, call.person()),
        *answered(call.letter, kept, tag),
    )


def _overtaken(call: Call, now: OwnAnswer | None, questions: Sequence[str], text: str) -> Reply:
    """Somebody else has changed it meanwhile: what was typed is shown, and not kept."""
    stands: Sequence[Part] = whole(call.unit, call.letter, now) if now else (t("It was removed."),)
    wrote = Typed("\n\n".join(("\n".join(questions), text)), quoted=True)
    button = Button(t("See it"), "answers", {"own": now.id}) if now else Button(t("Write an answer"), "give_answer")
    return Reply(
        [
            t("**Somebody else has changed this since you began.** Nothing of yours was kept. Now it says:"),
            *stands,
            t("You wrote:"),
            wrote,
        ],
        (button, Button(t("Back"), "answers")),
    )


def _languages(call: Call) -> Sequence[Choice]:
    return [
        Choice(str(index), t("{language}", language=Language(tag))) for index, tag in enumerate(call.letter.languages)
    ]


def _wordings(typed: str) -> str:
    """The wordings of a question, a line each."""
    lines = list(dict.fromkeys(" ".join(line.split()) for line in typed.splitlines() if line.strip()))
    if len(lines) > MOST_WORDINGS:
        raise Invalid(t("These are too many wordings; the limit is {most}.", most=MOST_WORDINGS))
    if any(len(line) > WORDING for line in lines):
        raise Invalid(
            n(
                "A wording is too long; the limit is {count} character a line.",
                "A wording is too long; the limit is {count} characters a line.",
                WORDING,
            )
        )
    return "\n".join(lines)


def _stands(call: Call, part: str) -> str:
    changed = _changed(call)
    worded = changed.texts.get(_language(call)) if changed else None
    if worded is None:
        return ""
    return "\n".join(worded.questions) if part == QUESTIONS else worded.answer


def _asks(asked: Text, part: str) -> Callable[[Call], Sequence[Part]]:
    """A question, with what stands there now."""

    def asks(call: Call) -> Sequence[Part]:
        now = _stands(call, part)
        return (asked, t("Now it says:"), Typed(now, quoted=True)) if now else (asked,)

    return asks


_PART = hidden("part", t("Part"), Kind.TEXT)
_SEEN = hidden("seen", t("What stood there"), Kind.TEXT)
_LANGUAGE = Option("language", Kind.CHOICE, t("Language"), t("**In which language?**"), choices=_languages)
_QUESTION = Option(
    "question",
    Kind.PARAGRAPH,
    t("The question"),
    _asks(t("The question as people ask it. If they ask it in other words too, a line for each."), QUESTIONS),
    most=1000,
    check=_wordings,
    anything=True,
    prefill=lambda call: _stands(call, QUESTIONS),
)
_TEXT = Option(
    "text",
    Kind.PARAGRAPH,
    t("Your answer to it"),
    _asks(t("The answer, in the initiator's own words. It is shown as it is, and never translated."), TEXT),
    most=ANSWER,
    questions=True,
    prefill=lambda call: _stands(call, TEXT),
)

COMMANDS = (
    Command(
        "give_answer",
        t("Write what I answer in the initiator's name"),
        _give,
        (LETTER, OWN, WANTED, _PART, _LANGUAGE, _QUESTION, _TEXT, _SEEN),
        roles=OWNERS,
        private=True,
        menu=False,
        begin=_begin,
        title=t("An answer of your own"),
    ),
)
