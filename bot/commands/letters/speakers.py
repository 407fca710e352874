"""Owners and editors keep whom they have asked to speak; who is asked answers."""

from collections import Counter
from dataclasses import replace

from bot.commands.letters.drafting.draft import ITEM
from bot.commands.letters.drafting.draft import view as draft_view
from bot.commands.letters.drafting.items import ADDED
from bot.commands.shared_options import LETTER, SPOKEN, among, for_editors, handle
from bot.errors import NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Need, Option
from bot.model.letters import limits
from bot.model.letters.editing import words
from bot.model.letters.events import marks, over
from bot.model.letters.letter import Speaker
from bot.model.letters.speakers import CONTACT, Answer
from bot.ports.store import Unit
from bot.service.letters import editing, items, speakers
from bot.text.text import Bullets, Part, t
from bot.views.letters.letter import event_entry
from bot.views.letters.speakers import ANSWERS, asked_card, asked_line

SHOWN = 15
"""So many events, or so many who were asked, have a button each."""


def _speakers(call: Call) -> Reply:
    number, letter = call.number("item"), editing.edited(call.unit, call.published)
    if number is not None:
        return _of_event(call, number)
    asked = Counter((each.event, each.answer) for each in call.unit.speakers.all(call.published.letter_id))
    lines, buttons = list[Part](), list[Button]()
    for mark, at in marks(letter).items():
        event = letter.events[at - 1]
        counts = [
            t("{answer}: {count}", answer=ANSWERS[each], count=asked[mark, each])
            for each in Answer
            if asked[mark, each]
        ]
        if (over(letter, event, call.unit.now) and not counts) or len(buttons) == SHOWN:
            continue
        lines.append(Bullets((event_entry(letter, event, call.unit.now), *counts)))
        buttons.append(Button(t("{number}. {title}", number=at, title=event.title), "speakers", {"item": at}))
    if not buttons:
        return Reply(
            [t("**No event is to come.** Add one to the letter first.")], (Button(t("Add an event"), "add_event"),)
        )
    head = t(
        "**Speakers:** whom you have asked, and what they said. It is the organizers' own list; the letter says what "
        "you publish."
    )
    return Reply([head, *lines], tuple(buttons), replaces=False)


def _of_event(call: Call, number: int, *said: Part) -> Reply:
    letter = editing.edited(call.unit, call.published)
    if not 1 <= number <= len(letter.events):
        raise NotFound(items.NO_SUCH)
    asked = speakers.of_event(call.unit, call.published, number)
    parts: list[Part] = [
        *said,
        t("**Speakers asked for this event:**"),
        t("{event}", event=event_entry(letter, letter.events[number - 1], call.unit.now)),
    ]
    parts.append(Bullets(tuple(map(asked_line, asked))) if asked else t("Nobody so far."))
    one = (
        Button(t("{speaker}", speaker=asked_line(each)), "speaker", {"speaker": each.handle}) for each in asked[:SHOWN]
    )
    add = Button(t("Note whom you ask"), "ask_speaker", {"item": number}, style="primary")
    return Reply(parts, (add, *one, Button(t("All events"), "speakers")), replaces=bool(said))


def _ask(call: Call) -> Reply:
    number = call.number("item") or 0
    speaker = Speaker(call.text("organization"), call.text("name"), words(call.text("languages")))
    asked = speakers.ask(
        call.unit,
        call.person(),
        revision=call.published,
        number=number,
        speaker=speaker,
        contact=call.text("contact"),
    )
    said = t("**Noted.** Nobody was told by this: ask them yourself.")
    return asked_card(call.unit, call.published, asked, said)


def _speaker(call: Call) -> Reply:
    unit, person, revision = call.unit, call.person(), call.published
    asked = speakers.find(unit, revision.letter_id, call.number("speaker") or 0)
    match call.text("act"):
        case "confirm":
            asked = speakers.note(unit, asked, Answer.CONFIRMED)
        case "decline":
            asked = speakers.note(unit, asked, Answer.DECLINED)
        case "put":
            return draft_view(call, "events", speakers.put_into_letter(unit, person, revision, asked), ADDED)
        case "call":
            speakers.call(unit, person, asked)
            asked = speakers.find(unit, revision.letter_id, asked.id)
        case "forget":
            unit.speakers.drop(asked.id)
            gone = t("**Taken off the list.** Nothing of them is kept.")
            said = (
                t("{speaker}", speaker=asked_line(asked)),
                t("How they are reached: {contact}", contact=asked.contact),
            )
            return Reply([gone, t("It said:"), *said], (Button(t("All events"), "speakers"),), replaces=True)
    return replace(asked_card(unit, revision, asked), replaces=bool(call.text("act")))


def _details(call: Call) -> Reply:
    asked = speakers.find(call.unit, call.published.letter_id, call.number("speaker") or 0)
    asked = speakers.complete(call.unit, asked, call.text("name"), words(call.text("languages")))
    return asked_card(call.unit, call.published, asked)


def _speaking(call: Call) -> Reply:
    answered = speakers.answer(
        call.unit,
        call.actor.person,
        letter_id=call.published.letter_id,
        asked_id=call.number("speaker") or 0,
        name=call.text("name"),
        languages=words(call.text("languages")),
    )
    if answered.answer is Answer.CONFIRMED:
        return Reply([t("**Thank you.** The organizers were told who speaks, and tell you the rest.")])
    return Reply([t("**Thank you.** The organizers were told that nobody speaks.")])


def _by_handle(unit: Unit, handle: str) -> int | None:
    asked = unit.speakers.by_handle(handle)
    return asked.id if asked else None


_SPEAKER = handle("speaker", t("Speaker"), _by_handle, "speakers")
_NAME = Option("name", Kind.TEXT, t("Name"), t("Who speaks"), personal=True, most=limits.NAME, need=Need.OFFERED)
_LANGUAGES = replace(SPOKEN, need=Need.OFFERED)

COMMANDS = (
    for_editors("speakers", t("Whom you have asked to speak"), _speakers, ITEM, menu=True),
    for_editors(
        "ask_speaker",
        t("Note whom you ask to speak"),
        _ask,
        ITEM,
        Option("organization", Kind.TEXT, t("Organization"), t("For whom they would speak"), most=limits.NAME),
        Option(
            "contact",
            Kind.TEXT,
            t("How they are reached"),
            t("Who asks them, and how. Only owners and editors see it."),
            personal=True,
            most=CONTACT,
        ),
        _NAME,
        _LANGUAGES,
    ),
    for_editors(
        "speaker",
        t("Somebody whom you have asked to speak"),
        _speaker,
        _SPEAKER,
        among("act", t("What"), "confirm", "decline", "put", "call", "forget"),
    ),
    for_editors(
        "speaker_details",
        t("Who speaks, and in which languages"),
        _details,
        _SPEAKER,
        replace(_NAME, need=Need.REQUIRED),
        SPOKEN,
    ),
    Command(
        "speaking",
        t("Answer whether somebody of yours speaks"),
        _speaking,
        (
            LETTER,
            replace(_SPEAKER, instead="endorsement"),
            among("act", t("What"), "yes", "no"),
            Option(
                "name",
                Kind.TEXT,
                t("Name"),
                t("Who speaks. The organizers read it, and can publish it in the letter."),
                personal=True,
                most=limits.NAME,
                when=lambda raw: raw.get("act") == "yes",
            ),
            replace(SPOKEN, when=lambda raw: raw.get("act") == "yes"),
        ),
        private=True,
        menu=False,
    ),
)
