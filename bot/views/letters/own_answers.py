"""Answers that owners have written: as members read them, as owners do, and what owners are told of them."""

from collections.abc import Sequence

from bot.interface.call import Button, Entry, Reply, Said
from bot.model.letters.answers import OwnAnswer, Unanswered
from bot.model.letters.letter import Letter
from bot.ports.store import Unit
from bot.text.text import Bullets, Language, Part, Typed, t
from bot.views.people import named

ANSWERS = Button(t("All answers"), "answers")


def answered(letter: Letter, answer: OwnAnswer, wanted: str) -> list[Part]:
    """The answer as who asked in a language reads it: whose words it is in, and since when. It is never translated."""
    tag = answer.language(wanted)
    parts: list[Part] = [
        t("**{initiator} answers:**", initiator=letter.initiator.name),
        Typed(answer.texts[tag].answer, links=True, quoted=True),
    ]
    if tag != wanted:
        parts.append(t("This was written in {language}, and is not translated.", language=Language(tag)))
    parts.append(
        t(
            "These are the words of {initiator}, of {date}.",
            initiator=letter.initiator.name,
            date=letter.local(answer.at).date(),
        )
    )
    return parts


def whole(unit: Unit, letter: Letter, answer: OwnAnswer) -> list[Part]:
    """The answer with its questions in every language, and who wrote it, as owners read it."""
    parts = list[Part]()
    for tag, worded in answer.texts.items():
        parts.append(t("**{language}**", language=Language(tag)))
        parts.append(Bullets(tuple(t("{question}", question=each) for each in worded.questions)))
        parts.append(Typed(worded.answer, links=True, quoted=True))
    parts.append(t("Written by {who}, {time}.", who=named(unit, answer.person_id), time=letter.local(answer.at)))
    return parts


def remove_button(answer: OwnAnswer) -> Button:
    """Removes an answer at once."""
    return Button(t("Remove this answer"), "remove_answer", {"own": answer.id}, style="danger")


def written(unit: Unit, letter: Letter, answer: OwnAnswer) -> Reply:
    """What the other owners are told when one of them has written an answer, or changed it."""
    return Reply(
        [
            t(
                "**Another owner has written what I answer in the name of {initiator}.**",
                initiator=letter.initiator.name,
            ),
            *whole(unit, letter, answer),
            t("Whoever asks this reads it from now on. If it should not be said, remove it: that holds at once."),
        ],
        (remove_button(answer), ANSWERS),
    )


def removed(letter: Letter) -> Reply:
    """What the other owners are told when one of them has removed an answer."""
    said = t("**Another owner has removed an answer in the name of {initiator}.**", initiator=letter.initiator.name)
    return Reply([said], (ANSWERS,))


def wanted(shown: Sequence[Unanswered]) -> Reply:
    """What owners are told once enough people have asked what nothing answers."""
    parts, buttons = unanswered(shown)
    return Reply(parts, (*buttons, ANSWERS))


def unanswered(shown: Sequence[Unanswered]) -> tuple[Sequence[Said], Sequence[Button]]:
    """Questions that nothing has answered, each with the button that answers it, and those that drop them."""
    parts: list[Said] = [
        t("**What I could not answer**"),
        t(
            "Each was asked by three people or more within 30 days, in words like these. Nobody can see who. Words "
            "that only some of them have typed are left out (…)."
        ),
    ]
    drops = list[Button]()
    for number, each in enumerate(shown, 1):
        question = t("**{number}.** {question}", number=number, question=each.text)
        which = {"wanted": each.id}
        parts.append(Entry(question, Button(t("Answer question {number}", number=number), "give_answer", which)))
        drops.append(Button(t("Drop question {number}", number=number), "drop_question", which))
    return parts, drops
