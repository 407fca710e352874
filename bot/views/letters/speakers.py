"""Whom the organizers have asked to speak, as they read it, and as somebody reads it who is asked."""

from collections.abc import Mapping, Sequence

from bot.interface.call import Button, Reply
from bot.model.letters.letter import Revision
from bot.model.letters.speakers import Answer, AskedSpeaker
from bot.ports.store import Unit
from bot.service.letters import editing, speakers
from bot.text.text import Part, Text, t
from bot.views.letters.letter import event_entry, speaker_entry

ANSWERS: Mapping[Answer, Text] = {
    Answer.ASKED: t("asked"),
    Answer.CONFIRMED: t("confirmed"),
    Answer.DECLINED: t("declined"),
}


def asked_line(asked: AskedSpeaker) -> Text:
    """Somebody who was asked, and what came of it, in one line."""
    return t("{speaker}: {answer}", speaker=speaker_entry(asked.speaker), answer=ANSWERS[asked.answer])


def asked_card(unit: Unit, revision: Revision, asked: AskedSpeaker, *said: Part) -> Reply:
    """Somebody who was asked, for the organizers, with what they can do about it."""
    number = speakers.number_of(unit, revision, asked)
    letter, which = editing.edited(unit, revision), {"speaker": asked.handle}
    parts: list[Part] = [*said, t("**{speaker}**", speaker=asked_line(asked))]
    parts.append(
        t("{event}", event=event_entry(letter, letter.events[number - 1], unit.now))
        if number
        else t("This event is not in the letter any more.")
    )
    parts.append(t("How they are reached: {contact}", contact=asked.contact))
    if asked.endorsement_id is not None:
        parts.append(t("Their representative was asked here."))
    buttons = list[Button]()
    if asked.answer is Answer.CONFIRMED and number and not speakers.in_letter(unit, revision, asked):
        put = t("Put them into the letter")
        buttons.append(Button(put, "speaker", {**which, "act": "put"}, style="primary"))
    if asked.answer is not Answer.CONFIRMED:
        buttons.append(Button(t("They speak"), "speaker", {**which, "act": "confirm"}))
    if asked.answer is not Answer.DECLINED:
        buttons.append(Button(t("They don't speak"), "speaker", {**which, "act": "decline"}))
    askable = asked.answer is Answer.ASKED and asked.endorsement_id is None
    if askable and speakers.published_event(unit, asked) and speakers.representative_of(unit, asked):
        buttons.append(Button(t("Ask their representative here"), "speaker", {**which, "act": "call"}))
    buttons.append(Button(t("Name and languages"), "speaker_details", which))
    buttons.append(Button(t("Take them off the list"), "speaker", {**which, "act": "forget"}, style="danger"))
    buttons.append(Button(t("All speakers"), "speakers", {"item": number} if number else {}))
    return Reply(parts, buttons)


def asks(unit: Unit, revision: Revision, asked: AskedSpeaker) -> Reply:
    """What the representative of an organization in the list is asked."""
    event = speakers.published_event(unit, asked)
    if event is None or asked.answer is not Answer.ASKED:
        return Reply([t("This is not asked any more. Thank you.")])
    which = {"speaker": asked.handle}
    parts: Sequence[Part] = [
        t(
            "**The organizers of {title} ask for a speaker from {organization}** at this event:",
            title=revision.letter.title,
            organization=asked.speaker.organization,
        ),
        t("{event}", event=event_entry(revision.letter, event, unit.now)),
        t(
            "If so, I ask who, and in which languages. The organizers read that, and whoever they put into the letter "
            "stands there in public. If not, or if you don't answer, nothing follows from it."
        ),
    ]
    yes = Button(t("Somebody speaks"), "speaking", {**which, "act": "yes"}, style="primary")
    return Reply(parts, (yes, Button(t("Nobody does"), "speaking", {**which, "act": "no"})))
