"""What is being written of a letter: the names of its parts, and what is missing in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.interface.call import Button
from bot.model.letters.difference import Part
from bot.model.letters.editing import missing
from bot.model.letters.items import item_seen
from bot.model.letters.letter import Letter
from bot.model.letters.shapes import Spot
from bot.text.text import Language, Listing, Text, n, t
from bot.views.letters.difference import name_of
from bot.views.letters.letter import speaker_entry

NAMED = 5
"""So many things at the most are named that are missing."""


def lacks(letter: Letter) -> Sequence[Text]:
    """What is still missing in a letter, in words; nothing where it is whole."""
    asked = [] if letter.demands else [t("a demand")]
    parts = [*asked, *(spot_name(each, letter) for each in missing(letter))]
    rest = len(parts) - NAMED
    if rest > 0:
        more = n("{count} part more", "{count} parts more", rest)
        return (t("Still missing: {parts}", parts=Listing([*parts[:NAMED], more])),)
    return (t("Still missing: {parts}", parts=Listing(parts)),) if parts else ()


WITHIN: Mapping[Part, Text] = {
    Part.DEMAND_TITLE: t("Title"),
    Part.DEMAND_ASKED: t("What is asked"),
    Part.DEMAND_ADDRESSEE: t("Of whom"),
    Part.DEMAND_OFFICE: t("Office"),
    Part.DEMAND_TOPICS: t("Words by which it is found"),
    Part.EVENT_TITLE: t("Title"),
    Part.EVENT_AT: t("When"),
    Part.EVENT_PLACE: t("Place"),
    Part.EVENT_LINK: t("Link"),
    Part.DOCUMENT_TITLE: t("Name"),
    Part.DOCUMENT_ISSUER: t("Published by"),
    Part.DOCUMENT_LINK: t("Link"),
    Part.DOCUMENT_FILE: t("File"),
    Part.CATEGORY_LABEL: t("Name"),
}
"""The parts of a demand, an event or a document, where that is named above them."""


ON, OFF = "on", "off"


def event_item(letter: Letter, number: int) -> tuple[Sequence[Text], Sequence[Button]]:
    """What an event has besides its parts, who speaks and whether it takes place, and the buttons that change it."""
    event, seen = letter.events[number - 1], item_seen(letter, "events", number)
    parts = [t("**It is called off.**")] if event.called_off else []
    if event.speakers:
        parts.append(t("Speaking: {names}", names=Listing([*map(speaker_entry, event.speakers)])))
    about: dict[str, str | int] = {"item": number, "seen": seen}
    act = ON if event.called_off else OFF
    label = t("It takes place after all") if event.called_off else t("Call it off")
    buttons = [
        Button(label, "call_off", {**about, "act": act}),
        Button(t("Add a speaker"), "add_speaker", {"item": number}),
        Button(t("Add an organization that speaks"), "add_speaker", {"item": number, "unnamed": "yes"}),
    ]
    for at, each in enumerate(event.speakers, 1):
        who = speaker_entry(replace(each, languages=()))
        buttons.append(Button(t("Languages: {part}", part=who), "speaker_languages", {**about, "speaker": at}))
        buttons.append(Button(t("Without: {part}", part=who), "drop_speaker", {**about, "speaker": at}))
    return parts, buttons


def spot_name(spot: Spot, letter: Letter, within: bool = False) -> Text:
    """What stands at a spot, in words; `within` the item to which it belongs, which is named already."""
    if spot.part is Part.TEXT:
        return t("Part {number} of the text ({language})", number=spot.number, language=Language(spot.language))
    name = (WITHIN.get(spot.part) if within else None) or name_of(spot.part, spot.number)
    if not spot.shape.localized or len(letter.languages) == 1:
        return name
    return t("{part} ({language})", part=name, language=Language(spot.language))
