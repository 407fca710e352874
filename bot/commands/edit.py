"""Owners and editors change the letter: into a draft, one thing after the other."""

from collections.abc import Mapping, Sequence

from bot.commands.common import LETTER
from bot.commands.revisions import NAMES, changed_parts, confirmed, name_of
from bot.errors import NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option
from bot.model import limits
from bot.model.difference import Part
from bot.model.editing import SHAPES, Items, Spot, exists, missing, read, seen, spots
from bot.model.letter import Addressee, Demand, Document, Event, Letter
from bot.model.localized import Localized
from bot.model.people import Role
from bot.service import editing
from bot.text.text import Code, Language, Text, Typed, t
from bot.text.text import Part as Said

EDITORS = frozenset({Role.EDITOR})

EXAMPLE = Code("2031-03-14 17:00")
PAGE = 15
"""So many things are offered at once to be edited."""

LETTER_ITSELF, TEXT = "letter", "text"

LISTS: Mapping[str, tuple[Text, Text, str]] = {
    "demands": (t("Demands"), t("Demand {number}"), "add_demand"),
    "events": (t("Events"), t("Event {number}"), "add_event"),
    "documents": (t("Documents"), t("Document {number}"), "add_document"),
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
        wanted = [
            each for each in spots(letter) if each.shape.items is None and (each.part is Part.TEXT) == (what == TEXT)
        ]
        return _paged(call, [*said, t("**What would you like to change?**")], _changes(letter, wanted), what)
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
    spots_of = missing(letter)[:5]
    values: dict[str, object] = {f"s{index}": label(each, letter) for index, each in enumerate(spots_of)}
    parts = Text("; ".join(f"{{{name}}}" for name in values), values)
    return (t("Still missing: {parts}", parts=parts),) if spots_of else ()


def label(spot: Spot, letter: Letter) -> Text:
    """What stands at a spot, in words."""
    if spot.part is Part.TEXT:
        return t("Text, part {number}, in {language}", number=spot.number, language=Language(spot.language))
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
    return _paged(call, [*said, t("**{name}**", name=name)], buttons, what, Button(ADD[what], add))


def _short(title: Localized) -> str:
    text = next(iter(title.texts.values()), "")
    return text if len(text) <= 50 else f"{text[:49]}…"


def _item(call: Call, letter: Letter, what: str, item: int, said: Sequence[Said]) -> Reply:
    wanted = [each for each in spots(letter) if each.shape.items == what and each.number == item]
    if not wanted:
        raise NotFound(t("There is no such part of the letter."))
    take_out = Button(
        t("Take it out"),
        "take_out",
        {"part": wanted[0].part.value, "item": item, "seen": seen(letter, wanted[0])},
        style="danger",
    )
    head = Text(LISTS[what][1].template, {"number": item})
    parts: list[Said] = [*said, t("**{item}**", item=head)]
    for each in wanted:
        parts.append(t("{part}:", part=label(each, letter)))
        parts.append(Typed(read(letter, each), quoted=True) if read(letter, each) else t("—"))
    return _paged(call, parts, _changes(letter, wanted), what, take_out, item)


def _changes(letter: Letter, wanted: Sequence[Spot]) -> Sequence[Button]:
    """A button for each thing that can be changed; and one for what can be taken away."""
    found = list[Button]()
    for each in wanted:
        found.append(Button(label(each, letter), "change", _values(letter, each)))
        if each.shape.optional and read(letter, each):
            without = t("Without: {part}", part=label(each, letter))
            found.append(Button(without, "clear", {**_values(letter, each), "seen": seen(letter, each)}))
    return found


def _values(letter: Letter, spot: Spot) -> Mapping[str, str | int]:
    values: dict[str, str | int] = {"part": spot.part.value}
    if spot.number:
        values["item"] = spot.number
    if spot.language:
        values["language"] = letter.languages.index(spot.language)
    return values


def _paged(
    call: Call, parts: Sequence[Said], buttons: Sequence[Button], what: str, last: Button | None = None,
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


def _spot(call: Call) -> Spot:
    """What a button means to change; raises `NotFound` where there is no such thing."""
    letter, raw = editing.edited(call.unit, call.published), call.raw
    part, index, item = raw.get("part", ""), raw.get("language", "0"), raw.get("item", "0")
    if part not in set(SHAPES) or not (index.isdecimal() and item.isdecimal()):
        raise NotFound(t("There is no such part of the letter."))
    shape, number = SHAPES[Part(part)], int(item)
    tag = letter.languages[int(index)] if int(index) < len(letter.languages) else ""
    spot = Spot(Part(part), number if shape.items or part == Part.TEXT else 0, tag if shape.localized else "")
    if not exists(letter, spot):
        raise NotFound(t("There is no such part of the letter."))
    return spot


def _begin(call: Call) -> Mapping[str, str]:
    """What stands there when somebody begins to change it, so that nobody's edit is lost to another's."""
    return {"seen": seen(editing.edited(call.unit, call.published), _spot(call))}


def _change(call: Call) -> Reply:
    spot, before, moment = _spot(call), call.raw.get("seen", ""), call.moment("at")
    text = call.text("line") or call.text("paragraphs")
    if spot.shape.moment:
        kept = editing.plan(call.unit, call.person(), call.published, spot, moment, before)
    else:
        kept = editing.write(call.unit, call.person(), call.published, spot, text, before)
    if kept:
        return _after(call, spot, t("**Kept.** Nobody but the editors sees it until it is published."))
    letter = editing.edited(call.unit, call.published)
    return Reply(
        [
            t("**Somebody else has changed this since you began.** Nothing of yours was kept. Now it says:"),
            Typed(read(letter, spot), quoted=True),
            t("You wrote:"),
            Typed(text, quoted=True),
        ],
        (Button(t("Change it all the same"), "change", _values(letter, spot)), Button(t("Back"), "edit")),
    )


def _after(call: Call, spot: Spot, said: Text) -> Reply:
    item = spot.number if spot.shape.items else None
    what = spot.shape.items or (TEXT if spot.part is Part.TEXT else "")
    return view(call, what, item, said)


def _clear(call: Call) -> Reply:
    spot = _spot(call)
    if not editing.clear(call.unit, call.person(), call.published, spot, call.text("seen")):
        return view(call, "", None, OVERTAKEN)
    return _after(call, spot, t("**Taken away.** Nobody but the editors sees it until it is published."))


def _take_out(call: Call) -> Reply:
    spot = _spot(call)
    if not editing.remove(call.unit, call.person(), call.published, spot, call.text("seen")):
        return view(call, "", None, OVERTAKEN)
    return view(
        call, spot.shape.items or "", None, t("**Taken out.** Nobody but the editors sees it until it is published.")
    )


OVERTAKEN = t("**Somebody else has changed this meanwhile.** Nothing was done; look again.")


def _undo(call: Call) -> Reply:
    editing.discard(call.unit, call.published)
    return view(call, "", None, t("**The edits are undone.** The letter is as it was published."))


def _language(call: Call) -> str:
    """The language in which somebody adds something: their own where the letter has it, else its first."""
    return call.speech.tag if call.speech.tag in call.letter.languages else call.letter.languages[0]


def _added(call: Call, items: Items, item: Demand | Event | Document) -> Reply:
    number = editing.add(call.unit, call.person(), call.published, items, item)
    return view(call, items, number, t("**Added.** Nobody but the editors sees it until it is published."))


def _add_demand(call: Call) -> Reply:
    tag = _language(call)
    title, asked, office = (Localized({tag: call.text(each)}) for each in ("title", "asked", "office"))
    return _added(call, "demands", Demand(0, title, asked, Addressee(call.text("addressee"), office), {}))


def _add_event(call: Call) -> Reply:
    tag, at = _language(call), call.moment("at")
    place = Localized({tag: call.text("place")}) if call.text("place") else None
    local = call.letter.local(at or call.unit.now)
    return _added(call, "events", Event(Localized({tag: call.text("title")}), local, place=place))


def _add_document(call: Call) -> Reply:
    title = Localized({_language(call): call.text("title")})
    return _added(call, "documents", Document(title, link=call.text("link")))


def _asks(call: Call) -> Sequence[Said]:
    """What stands there now, and what can."""
    letter, spot = editing.edited(call.unit, call.published), _spot(call)
    now, asked = read(letter, spot), [t("**{part}**", part=label(spot, letter))]
    said: list[Said] = [*asked, *((t("Now it says:"), Typed(now, quoted=True)) if now else ())]
    if spot.shape.moment:
        said.append(t("Write the day and the time, for example {example}.", example=EXAMPLE))
    elif spot.shape.link:
        said.append(t("Write the whole address, for example {example}.", example=Code("https://example.org/page")))
    elif spot.shape.paragraphs:
        said.append(
            t("Write it anew, as a whole, in Markdown. The limit is {most} characters.", most=spot.shape.longest)
        )
    else:
        said.append(t("Write it anew, on one line. The limit is {most} characters.", most=spot.shape.longest))
    return said


def _stands(call: Call) -> str:
    return read(editing.edited(call.unit, call.published), _spot(call))


def _shape(raw: Mapping[str, str], kind: str) -> bool:
    part = raw.get("part", "")
    if part not in set(SHAPES):
        return False
    shape = SHAPES[Part(part)]
    return kind == ("at" if shape.moment else "paragraphs" if shape.paragraphs else "line")


def _hidden(name: str, kind: Kind, said: Text, choices: tuple[Choice, ...] = ()) -> Option:
    return Option(name, kind, said, said, need=Need.NEVER, argument=False, choices=choices)


def _line(name: str, said: Text, prompt: Text, most: int, need: Need = Need.REQUIRED) -> Option:
    return Option(name, Kind.TEXT, said, prompt, need=need, most=most)


_WHAT = _hidden(
    "what",
    Kind.CHOICE,
    t("What"),
    (
        Choice(LETTER_ITSELF, t("Letter")),
        Choice(TEXT, t("Text")),
        *(Choice(key, each[0]) for key, each in LISTS.items()),
    ),
)
_PART = _hidden("part", Kind.CHOICE, t("Part"), tuple(Choice(part.value, NAMES[part]) for part in SHAPES))
_ITEM = _hidden("item", Kind.NUMBER, t("Number"))
_PAGE = _hidden("page", Kind.NUMBER, t("Page"))
_TAG = _hidden("language", Kind.NUMBER, t("Language"))
_SEEN = _hidden("seen", Kind.TEXT, t("What stood there"))
_AT = Option(
    "at", Kind.DATE, t("When"), _asks, most=80, when=lambda raw: _shape(raw, "at"), prefill=_stands, argument=False
)
_LINE = Option(
    "line", Kind.TEXT, t("In one line"), _asks, most=limits.LINK, when=lambda raw: _shape(raw, "line"), prefill=_stands,
    argument=False,
)  # fmt: skip
_PARAGRAPHS = Option(
    "paragraphs", Kind.PARAGRAPH, t("In your words"), _asks, most=4000, when=lambda raw: _shape(raw, "paragraphs"),
    prefill=_stands, argument=False,
)  # fmt: skip
_WHEN = Option(
    "at", Kind.DATE, t("When"), t("The day and the time, for example {example}", example=EXAMPLE), most=80
)  # fmt: skip
_TITLE = t("In your language; other languages follow")


def _command(name: str, said: Text, handler: object, *options: Option) -> Command:
    return Command(name, said, handler, (LETTER, *options), roles=EDITORS, private=True, menu=False)  # type: ignore[arg-type]


COMMANDS = (
    Command("edit", t("Edit the letter"), _edit, (LETTER, _WHAT, _ITEM, _PAGE), roles=EDITORS, private=True),
    Command(
        "change",
        t("Change a part of the letter"),
        _change,
        (LETTER, _PART, _ITEM, _TAG, _AT, _LINE, _PARAGRAPHS),
        roles=EDITORS,
        private=True,
        menu=False,
        begin=_begin,
    ),
    _command("clear", t("Take something away from the letter"), _clear, _PART, _ITEM, _TAG, _SEEN),
    _command("take_out", t("Take a demand, event or document out"), _take_out, _PART, _ITEM, _TAG, _SEEN),
    _command("undo_edits", t("Undo the edits"), _undo),
    _command(
        "add_demand",
        t("Add a demand"),
        _add_demand,
        _line("title", t("Title"), _TITLE, limits.DEMAND_TITLE),
        Option("asked", Kind.PARAGRAPH, t("What is asked"), _TITLE, most=limits.DEMAND_ASKED),
        _line("addressee", t("Of whom"), t("The person of whom it is asked"), limits.NAME),
        _line("office", t("Office"), t("The office of that person, in your language"), limits.NAME),
    ),
    _command(
        "add_event",
        t("Add an event"),
        _add_event,
        _line("title", t("Title"), _TITLE, limits.TITLE),
        _WHEN,
        _line("place", t("Place"), t("Where it is, in your language"), limits.TITLE, Need.OFFERED),
    ),
    _command(
        "add_document",
        t("Add a document"),
        _add_document,
        _line("title", t("Name"), _TITLE, limits.TITLE),
        _line(
            "link", t("Link"), t("Where it can be read, such as `https://example.org/page`"), limits.LINK, Need.OFFERED
        ),
    ),
)
