"""Owners and editors change the letter: into a draft, one thing after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.shared_options import EDITORS, LETTER, hidden
from bot.errors import NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind
from bot.model.letters.difference import Part
from bot.model.letters.editing import Spot, missing, seen, spots, text_at
from bot.model.letters.letter import Letter
from bot.model.letters.localized import Localized
from bot.service.letters import editing
from bot.text.text import Language, Listing, Text, Typed, t
from bot.text.text import Part as Said
from bot.views.letters.confirmations import confirmed
from bot.views.letters.difference import changed_parts, name_of, shown_moment

PAGE = 15
"""So many things are offered at once to be edited."""

LETTER_ITSELF, TEXT = "letter", "text"

LISTS: Mapping[str, tuple[Text, Text, str]] = {
    "demands": (t("Demands"), t("Demand {number}", number=0), "add_demand"),
    "events": (t("Events"), t("Event {number}", number=0), "add_event"),
    "documents": (t("Documents"), t("Document {number}", number=0), "add_document"),
}
ADD: Mapping[str, Text] = {
    "demands": t("Add a demand"),
    "events": t("Add an event"),
    "documents": t("Add a document"),
}


def _edit(call: Call) -> Reply:
    return view(call, call.text("what"), call.number("item"))


def view(call: Call, what: str = "", item: int | None = None, *said: Said) -> Reply:
    """What can be edited: of the letter, of its text, of a list, or of one item of it."""
    letter = editing.edited(call.unit, call.published)
    if what in LISTS and item is None:
        return _list(call, letter, what, said)
    if what in LISTS:
        return _item(call, letter, what, item or 0, said)
    if what in (LETTER_ITSELF, TEXT):
        editable = [
            each for each in spots(letter) if each.shape.items is None and (each.part is Part.TEXT) == (what == TEXT)
        ]
        return _paged(
            call, [*said, t("**What would you like to change?**")], buttons=_changes(letter, editable), what=what
        )
    return _top(call, letter, said)


def _top(call: Call, letter: Letter, said: Sequence[Said]) -> Reply:
    current = call.published
    edited = call.unit.letters.draft(current.letter_id) is not None
    parts: list[Said] = [
        *said,
        t("**Edit {title}** (revision {revision})", title=letter.title, revision=current.number),
    ]
    if edited:
        parts.append(t("Edited and not published yet; nobody but the editors sees it:"))
        parts.extend(changed_parts(current.letter, letter))
    else:
        parts.append(t("Nothing was edited since it was published. What you change is not seen until you publish it."))
    parts.extend((*lacks(letter), *confirmed(call.unit, current.letter_id)))
    buttons = [
        Button(t("Title, summary, link, dates"), "edit", {"what": LETTER_ITSELF}),
        Button(t("Text"), "edit", {"what": TEXT}),
        *(Button(label, "edit", {"what": what}) for what, (label, _, _) in LISTS.items()),
    ]
    if edited:
        buttons.append(Button(t("Preview and publish"), "publish", style="primary"))
        buttons.append(Button(t("Undo the edits"), "undo_edits", style="danger"))
    return Reply(parts, buttons, replaces=True)


def lacks(letter: Letter) -> Sequence[Text]:
    """What is still missing in a letter, in words; nothing where it is whole."""
    parts = [label(each, letter) for each in missing(letter)[:5]]
    return (t("Still missing: {parts}", parts=Listing(parts)),) if parts else ()


def label(spot: Spot, letter: Letter) -> Text:
    """What stands at a spot, in words."""
    if spot.part is Part.TEXT:
        return t("Part {number} of the text ({language})", number=spot.number, language=Language(spot.language))
    name = name_of(spot.part, spot.number)
    if not spot.shape.localized or len(letter.languages) == 1:
        return name
    return t("{part} ({language})", part=name, language=Language(spot.language))


def _list(call: Call, letter: Letter, what: str, said: Sequence[Said]) -> Reply:
    name, _, add = LISTS[what]
    buttons = [
        Button(t("{number}. {title}", number=index, title=_short(each.title)), "edit", {"what": what, "item": index})
        for index, each in enumerate(getattr(letter, what), 1)
    ]
    return _paged(call, [*said, t("**{name}**", name=name)], buttons=buttons, what=what, last=Button(ADD[what], add))


def _short(title: Localized) -> str:
    text = next(iter(title.texts.values()), "")
    return text if len(text) <= 50 else f"{text[:49]}…"


def _item(call: Call, letter: Letter, what: str, item: int, said: Sequence[Said]) -> Reply:
    editable = [each for each in spots(letter) if each.shape.items == what and each.number == item]
    if not editable:
        raise NotFound(t("There is no such part of the letter."))
    take_out = Button(
        t("Take it out"),
        "take_out",
        {"part": editable[0].part.value, "item": item, "seen": seen(letter, editable[0])},
        style="danger",
    )
    head = replace(LISTS[what][1], values={"number": item})
    parts: list[Said] = [*said, t("**{item}**", item=head)]
    for each in editable:
        parts.append(t("{part}:", part=label(each, letter)))
        now = text_at(letter, each)
        shown = shown_moment(now, letter.zone) if now and each.shape.moment else Typed(now, quoted=True)
        parts.append(shown if now else t("—"))
    return _paged(call, parts, buttons=_changes(letter, editable), what=what, last=take_out, item=item)


def _changes(letter: Letter, wanted: Sequence[Spot]) -> Sequence[Button]:
    """A button for each thing that can be changed; and one for what can be taken away."""
    buttons = list[Button]()
    for each in wanted:
        buttons.append(Button(label(each, letter), "change", values(letter, each)))
        if each.shape.optional and text_at(letter, each):
            without = t("Without: {part}", part=label(each, letter))
            buttons.append(Button(without, "clear", {**values(letter, each), "seen": seen(letter, each)}))
    return buttons


def values(letter: Letter, spot: Spot) -> Mapping[str, str | int]:
    values: dict[str, str | int] = {"part": spot.part.value}
    if spot.number:
        values["item"] = spot.number
    if spot.language:
        values["language"] = letter.languages.index(spot.language)
    return values


def _paged(
    call: Call, parts: Sequence[Said], *, buttons: Sequence[Button], what: str, last: Button | None = None,
    item: int | None = None,
) -> Reply:  # fmt: skip
    page = min(max(call.number("page") or 1, 1), -(-len(buttons) // PAGE) or 1)
    about: dict[str, str | int] = {"what": what} if item is None else {"what": what, "item": item}
    more = [
        Button(text, "edit", {**about, "page": number})
        for text, number in ((t("Back"), page - 1), (t("More"), page + 1))
        if number >= 1 and (number - 1) * PAGE < len(buttons)
    ]
    shown = buttons[(page - 1) * PAGE : page * PAGE]
    up = Button(t("All of the letter"), "edit", {"what": what} if item is not None else {})
    return Reply(parts, (*shown, *more, *([last] if last else []), up), replaces=True)


_WHAT = hidden(
    "what",
    t("What"),
    Kind.CHOICE,
    (
        Choice(LETTER_ITSELF, t("Letter")),
        Choice(TEXT, t("Text")),
        *(Choice(key, each[0]) for key, each in LISTS.items()),
    ),
)
ITEM = hidden("item", t("Number"))
_PAGE = hidden("page", t("Page"))

COMMANDS = (Command("edit", t("Edit the letter"), _edit, (LETTER, _WHAT, ITEM, _PAGE), roles=EDITORS, private=True),)
