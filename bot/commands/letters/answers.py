"""What the bot answers in the initiator's name, as its owners see it, and what could not be answered."""

from bot.commands.shared_options import LETTER, OWNERS, hidden
from bot.interface.call import Button, Call, Entry, Reply, Said
from bot.interface.command import Command
from bot.model.letters.answers import OwnAnswer
from bot.service.letters import answers
from bot.text.shortening import cut
from bot.text.text import Language, Part, t
from bot.views.letters.own_answers import remove_button, unanswered, whole
from bot.views.people import others_told

PAGE = 8
"""So many answers are shown at once."""

SHOWN = 120
"""So many characters of a question stand in the list."""

QUESTIONS, TEXT = "question", "text"
"""What is changed of an answer."""


# The desk.


def _answers(call: Call) -> Reply:
    number = call.number("own")
    if number is None:
        return _desk(call)
    return shown(call, answers.find(call.unit, call.published.letter_id, number))


def _desk(call: Call, *said: Part, replaces: bool = False) -> Reply:
    """Every answer, and what could not be answered, after what was done."""
    letter_id, page = call.published.letter_id, call.number("page") or 0
    every, wanted = call.unit.own_answers.all(letter_id), answers.wanted(call.unit, letter_id)
    listed = every[page * PAGE : (page + 1) * PAGE]
    parts: list[Said] = [
        *said,
        t("**Answers in the name of {initiator}**", initiator=call.letter.initiator.name),
        t("I give them to whoever asks, marked as yours, before I look into the letter.")
        if every
        else t("There are none yet. What you write here, I answer to whoever asks it, marked as yours."),
    ]
    for number, each in enumerate(listed, page * PAGE + 1):
        question = each.texts[each.language(call.speech.tag)].questions[0]
        line = t("**{number}.** {question}", number=number, question=cut(question, SHOWN))
        parts.append(Entry(line, Button(t("Read answer {number}", number=number), "answers", {"own": each.id})))
    asked, drops = unanswered(wanted) if wanted else ((), ())
    pages = [
        Button(label, "answers", {"page": number})
        for label, number in ((t("Earlier ones"), page - 1), (t("Later ones"), page + 1))
        if 0 <= number * PAGE < len(every)
    ]
    write = Button(t("Write an answer"), "give_answer", style="primary")
    return Reply([*parts, *asked], (write, *pages, *drops), replaces=replaces, card=True)


def shown(call: Call, answer: OwnAnswer, *said: Part) -> Reply:
    """One answer, and what can be done about it."""
    buttons = list[Button]()
    for index, tag in enumerate(call.letter.languages):
        which: dict[str, str | int] = {"own": answer.id, "language": index}
        name = Language(tag)
        if tag not in answer.texts:
            buttons.append(Button(t("Add it: {language}", language=name), "give_answer", which))
            continue
        buttons.append(
            Button(t("Change the answer: {language}", language=name), "give_answer", {**which, "part": TEXT})
        )
        buttons.append(
            Button(t("Change the questions: {language}", language=name), "give_answer", {**which, "part": QUESTIONS})
        )
    back = Button(t("Back"), "answers")
    return Reply(
        [*said, *whole(call.unit, call.letter, answer)], (*buttons[:20], remove_button(answer), back), card=True
    )


def _remove(call: Call) -> Reply:
    gone = answers.remove(call.unit, call.person(), call.published.letter_id, call.number("own") or 0)
    return Reply(
        [
            t("**Removed.** Nobody reads it any more. It said:"),
            *whole(call.unit, call.letter, gone),
            *others_told(call.unit, gone.letter_id, call.person()),
        ],
        (Button(t("Back"), "answers"),),
    )


def _drop(call: Call) -> Reply:
    answers.drop(call.unit, call.published.letter_id, call.number("wanted") or 0)
    return _desk(call, t("**Dropped.** If three people ask it again, it comes back."), replaces=True)


OWN = hidden("own", t("Answer"))
WANTED = hidden("wanted", t("Question"))

COMMANDS = (
    Command(
        "answers",
        t("Answers in the initiator's name, and what I could not answer"),
        _answers,
        (LETTER, OWN, hidden("page", t("Page"))),
        roles=OWNERS,
        private=True,
    ),
    Command(
        "remove_answer",
        t("Remove an answer in the initiator's name"),
        _remove,
        (LETTER, OWN),
        roles=OWNERS,
        private=True,
        menu=False,
    ),
    Command(
        "drop_question",
        t("Drop a question that is not to be answered"),
        _drop,
        (LETTER, WANTED),
        roles=OWNERS,
        private=True,
        menu=False,
    ),
)
