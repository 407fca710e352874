"""Owners and editors change the letter: what there is to be changed, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.shared_options import ANY_STATE_LETTER, EDITORS, hidden
from bot.errors import NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind
from bot.model.letters.categories import Category, restricts
from bot.model.letters.difference import Part
from bot.model.letters.editing import missing, seen, spots, text_at
from bot.model.letters.items import Item, item_seen
from bot.model.letters.letter import Letter
from bot.model.letters.localized import Localized
from bot.model.letters.shapes import SHAPES, Items, Spot, Written
from bot.service.letters import editing
from bot.text.shortening import cut
from bot.text.text import Language, Text, Typed, t
from bot.text.text import Part as Said
from bot.views.letters.categories import TRAITS, category_entry
from bot.views.letters.confirmations import confirmed
from bot.views.letters.difference import changed_parts, shown_moment
from bot.views.letters.drafts import event_item, lacks, spot_name

SHOWN = 100
"""So many characters are shown of each text where they stand together, in each language; whoever changes it sees it
whole. A message of Discord's has 2,000."""

PAGE = 15
"""So many things are offered at once to be edited."""

LETTER_ITSELF, TEXT, INITIATOR, TERMS = "letter", "text", "initiator", "terms"

GROUPS: Mapping[str, tuple[Text, frozenset[Part]]] = {
    LETTER_ITSELF: (
        t("Title, summary, link, dates"),
        frozenset(
            {
                Part.TITLE,
                Part.SUMMARY,
                Part.LINK,
                Part.OPENS,
                Part.CLOSES,
                Part.GOAL,
                Part.ZONE,
                Part.SLUG,
            }
        ),
    ),
    TEXT: (t("Text"), frozenset({Part.TEXT})),
    INITIATOR: (
        t("Initiator and press contact"),
        frozenset(
            {
                Part.INITIATOR,
                Part.INITIATOR_ACRONYM,
                Part.INITIATOR_WEBSITE,
                Part.PRESS_EMAIL,
                Part.PRESS_NAME,
                Part.PRESS_PHONE,
            }
        ),
    ),
    TERMS: (
        t("Who may sign, and what follows"),
        frozenset({Part.WHO_MAY_SIGN, Part.ESCALATION, Part.ESCALATION_BY}),
    ),
}
"""What belongs to the letter itself, as it is offered together."""

LISTS: Mapping[Items, tuple[Text, Text, str]] = {
    "demands": (t("Demands"), t("Demand {number}", number=0), "add_demand"),
    "events": (t("Events"), t("Event {number}", number=0), "add_event"),
    "documents": (t("Documents"), t("Document {number}", number=0), "add_document"),
    "categories": (t("Kinds, fields, regions"), t("Category {number}", number=0), "add_category"),
}
ADD: Mapping[Items, Text] = {
    "demands": t("Add a demand"),
    "events": t("Add an event"),
    "documents": t("Add a document"),
    "categories": t("Add a kind, field, reach or region"),
}


_PUBLISH = Button(t("Preview and publish"), "publish", style="primary")
_ALL_NAMED = t(
    "Whoever signs has to choose one of these, since not all may sign. If organizations of none of them may, add a "
    "choice for them too, such as “other”."
)
_STATED = t(
    "Whoever signs chooses from these what their organization is. The list can be narrowed to each, and some can be "
    "kept from signing. Without any, nothing is asked."
)


def _edit(call: Call) -> Reply:
    return view(call, call.text("what"), call.number("item"))


def view(call: Call, what: str = "", item: int | None = None, *said: Said) -> Reply:
    """What can be edited: of the letter, of its text, of a list, or of one item of it."""
    letter = editing.edited(call.unit, call.published)
    found = _view(call, letter, what, item, said)
    step = _next_step(letter, published=call.published.number > 0)
    if step is None:
        return found
    others = [each for each in found.buttons if (each.command, each.values) != (step.command, step.values)]
    return replace(found, buttons=(step, *others))


def _next_step(letter: Letter, published: bool) -> Button | None:
    """The button that leads to the first thing that is missing, and from a letter that is whole and was never published
    to that; nothing where another is whole."""
    spot = next(iter(missing(letter)), None)
    if spot is not None:
        return Button(t("Next: {part}", part=spot_name(spot, letter)), "change", values(letter, spot), style="primary")
    if not letter.demands:
        return Button(ADD["demands"], LISTS["demands"][2], style="primary")
    return None if published else _PUBLISH


def _view(call: Call, letter: Letter, what: str, item: int | None, said: Sequence[Said]) -> Reply:
    for items in LISTS:
        if what == items:
            return _list(call, letter, items, said) if item is None else _item(call, letter, items, item, said)
    if what == TEXT:
        return _text(call, letter, said)
    if what in GROUPS:
        parts = GROUPS[what][1] - ({Part.SLUG} if call.published.number else set())
        editable = [each for each in spots(letter) if each.part in parts]
        asked = t("**What would you like to change?**")
        return _paged(call, [*said, asked], buttons=_changes(letter, editable), what=what)
    return _top(call, letter, said)


def _top(call: Call, letter: Letter, said: Sequence[Said]) -> Reply:
    current = call.published
    edited = call.unit.letters.draft(current.letter_id) is not None
    parts = [*said, *_state(call, letter, edited), *lacks(letter), *confirmed(call.unit, current.letter_id)]
    buttons = [
        *(Button(label, "edit", {"what": what}) for what, (label, _) in GROUPS.items()),
        *(Button(label, "edit", {"what": what}) for what, (label, _, _) in LISTS.items()),
        Button(t("Languages"), "letter_languages"),
    ]
    if edited:
        buttons.append(Button(t("Read it as members will"), "preview"))
        buttons.append(_PUBLISH)
        buttons.append(
            Button(t("Undo the edits") if current.number else t("Throw it away"), _undo(call), style="danger")
        )
    return Reply(parts, buttons, replaces=True)


def _undo(call: Call) -> str:
    return "undo_edits" if call.published.number else "abandon_letter"


def _state(call: Call, letter: Letter, edited: bool) -> Sequence[Said]:
    """Which letter it is, and what of it was edited."""
    current = call.published
    if not current.number:
        return (
            t("**Write {title}**", title=letter.title),
            t("It is not published yet: nobody but those who own every letter here sees it."),
        )
    head = t("**Edit {title}** (revision {revision})", title=letter.title, revision=current.number)
    if edited:
        unseen = t("Edited and not published yet; nobody but the editors sees it:")
        return (head, unseen, *changed_parts(current.letter, letter))
    return (head, t("Nothing was edited since it was published. What you change is not seen until you publish it."))


def _text(call: Call, letter: Letter, said: Sequence[Said]) -> Reply:
    """What can be done with the text: each section changed; in each language more written, or all of it sent."""
    buttons = list(_changes(letter, [each for each in spots(letter) if each.part is Part.TEXT]))
    for index, tag in enumerate(letter.languages):
        buttons.append(Button(t("Write more ({language})", language=Language(tag)), "write_more", {"language": index}))
        buttons.append(
            Button(t("Send it as a file ({language})", language=Language(tag)), "write_file", {"language": index})
        )
    return _paged(call, [*said, t("**What would you like to change?**")], buttons=buttons, what=TEXT)


def _list(call: Call, letter: Letter, items: Items, said: Sequence[Said]) -> Reply:
    name, _, add = LISTS[items]
    buttons = [
        Button(t("{number}. {title}", number=index, title=_title(each)), "edit", {"what": items, "item": index})
        for index, each in enumerate(getattr(letter, items), 1)
    ]
    head = [t("**{name}**", name=name), *((_STATED,) if items == "categories" else ())]
    return _paged(call, [*said, *head], buttons=buttons, what=items, last=(Button(ADD[items], add),))


def _title(item: Item) -> Text | str:
    return category_entry(item) if isinstance(item, Category) else _short(item.title)


def _short(title: Localized) -> str:
    text = next(iter(title.texts.values()), "")
    return text if len(text) <= 50 else f"{text[:49]}…"


def _item(call: Call, letter: Letter, items: Items, item: int, said: Sequence[Said]) -> Reply:
    editable = [each for each in spots(letter) if each.shape.items == items and each.number == item]
    if not 1 <= item <= len(getattr(letter, items)):
        raise NotFound(t("There is no such part of the letter."))
    part = next(part for part, shape in SHAPES.items() if shape.items == items)
    mark = {"part": part.value, "item": item, "seen": item_seen(letter, items, item)}
    up = [Button(t("Move it up"), "move_up", mark)] if item > 1 else []
    take_out = Button(t("Take it out"), "take_out", mark, style="danger")
    parts: list[Said] = [*said, t("**{item}**", item=replace(LISTS[items][1], values={"number": item}))]
    for each in editable:
        parts.append(t("{part}:", part=spot_name(each, letter, within=True)))
        parts.append(_stands(letter, each))
    buttons = list(_changes(letter, editable, within=True))
    if items == "events":
        said_of_it, more = event_item(letter, item)
        parts.extend(said_of_it)
        buttons.extend(more)
    if items == "categories":
        category = letter.categories[item - 1]
        parts.insert(len(said) + 1, category_entry(category))
        label, act = (t("Let them sign"), "no") if category.barred else (t("They may not sign"), "yes")
        buttons.append(Button(label, "bar_category", {"item": item, "act": act, "seen": mark["seen"]}))
        another = t("Add another: {trait}", trait=TRAITS[category.trait])
        buttons.append(Button(another, "add_category", {"trait": category.trait.value}))
        if restricts(letter.categories, category.trait):
            parts.append(_ALL_NAMED)
    return _paged(call, parts, buttons=buttons, what=items, last=(*up, take_out), item=item)


def _stands(letter: Letter, spot: Spot) -> Said:
    now = text_at(letter, spot)
    if not now:
        return t("—")
    return shown_moment(now, letter.zone) if spot.shape.moment else Typed(cut(now, SHOWN), quoted=True)


def _changes(letter: Letter, wanted: Sequence[Spot], within: bool = False) -> Sequence[Button]:
    """A button for each thing that can be changed; and one for what can be taken away. `within`: the item to which it
    belongs is named above."""
    buttons = list[Button]()
    for each in wanted:
        name, now = spot_name(each, letter, within), text_at(letter, each)
        buttons.append(Button(name, "change", values(letter, each)))
        if now and each.shape.days and each.shape.written is Written.MOMENT and " " in now:
            day = t("Only the day: {part}", part=name)
            buttons.append(Button(day, "only_the_day", {**values(letter, each), "seen": seen(letter, each)}))
        if now and each.shape.optional:
            without = t("Without: {part}", part=name)
            buttons.append(Button(without, "clear", {**values(letter, each), "seen": seen(letter, each)}))
    return buttons


def values(letter: Letter, spot: Spot) -> Mapping[str, str | int]:
    """What a button holds of a spot."""
    values: dict[str, str | int] = {"part": spot.part.value}
    if spot.number:
        values["item"] = spot.number
    if spot.language:
        values["language"] = letter.languages.index(spot.language)
    return values


def _paged(
    call: Call, parts: Sequence[Said], *, buttons: Sequence[Button], what: str, last: Sequence[Button] = (),
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
    lists = (label for items, (label, _, _) in LISTS.items() if items == what and item is not None)
    up = Button(next(lists, t("All of the letter")), "edit", {"what": what} if item is not None else {})
    return Reply(parts, (*shown, *more, *last, up), replaces=True)


_WHAT = hidden(
    "what",
    t("What"),
    Kind.CHOICE,
    (
        *(Choice(key, each[0]) for key, each in GROUPS.items()),
        *(Choice(key, each[0]) for key, each in LISTS.items()),
    ),
)
ITEM = hidden("item", t("Number"))
_PAGE = hidden("page", t("Page"))

COMMANDS = (
    Command("edit", t("Edit the letter"), _edit, (ANY_STATE_LETTER, _WHAT, ITEM, _PAGE), roles=EDITORS, private=True),
)
