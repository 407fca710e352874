"""What owners and editors change in a letter, one thing after the other."""

from collections.abc import Callable, Mapping, Sequence

from bot.commands.letters.draft import ITEM, TEXT, label, values, view
from bot.commands.shared_options import AT, EDITORS, LETTER, asks_when, hidden
from bot.errors import NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Need, Option
from bot.model.letters import limits
from bot.model.letters.difference import Part
from bot.model.letters.editing import SHAPES, Items, Spot, exists, seen, text_at
from bot.model.letters.letter import Addressee, Demand, Document, Event
from bot.model.letters.localized import Localized
from bot.service.letters import editing
from bot.text.text import Code, Text, Typed, n, t
from bot.text.text import Part as Said


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
        kept = editing.plan(call.unit, call.person(), revision=call.published, spot=spot, moment=moment, before=before)
    else:
        kept = editing.write(call.unit, call.person(), revision=call.published, spot=spot, text=text, before=before)
    if kept:
        return _after(call, spot, t("**Kept.** Nobody but the editors sees it until it is published."))
    letter = editing.edited(call.unit, call.published)
    return Reply(
        [
            t("**Somebody else has changed this since you began.** Nothing of yours was kept. Now it says:"),
            Typed(text_at(letter, spot), quoted=True),
            t("You wrote:"),
            Typed(text, quoted=True),
        ],
        (Button(t("Change it all the same"), "change", values(letter, spot)), Button(t("Back"), "edit")),
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
    return call.speech.language_of(call.letter.title)


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
    now, asked = text_at(letter, spot), [t("**{part}**", part=label(spot, letter))]
    said: list[Said] = [*asked, *((t("Now it says:"), Typed(now, quoted=True)) if now else ())]
    if spot.shape.moment:
        said.extend(asks_when(call))
    elif spot.shape.link:
        said.append(t("Write the whole address, for example {example}.", example=Code("https://example.org/page")))
    elif spot.shape.paragraphs:
        said.append(
            n(
                "Write it anew, as a whole, in Markdown. The limit is {count} character.",
                "Write it anew, as a whole, in Markdown. The limit is {count} characters.",
                spot.shape.longest,
            )
        )
    else:
        said.append(
            n(
                "Write it anew, on one line. The limit is {count} character.",
                "Write it anew, on one line. The limit is {count} characters.",
                spot.shape.longest,
            )
        )
    return said


def _stands(call: Call) -> str:
    return text_at(editing.edited(call.unit, call.published), _spot(call))


def _shape(raw: Mapping[str, str], kind: str) -> bool:
    part = raw.get("part", "")
    if part not in set(SHAPES):
        return False
    shape = SHAPES[Part(part)]
    return kind == ("at" if shape.moment else "paragraphs" if shape.paragraphs else "line")


def _line(name: str, said: Text, prompt: Text, most: int, need: Need = Need.REQUIRED) -> Option:
    return Option(name, Kind.TEXT, said, prompt, need=need, most=most)


_PART = hidden("part", t("Part"), Kind.TEXT)
_TAG = hidden("language", t("Language"))
_SEEN = hidden("seen", t("What stood there"), Kind.TEXT)
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
_TITLE = t("In your language; other languages follow")


def _command(name: str, said: Text, handler: Callable[[Call], Reply], *options: Option) -> Command:
    return Command(name, said, handler, (LETTER, *options), roles=EDITORS, private=True, menu=False)


COMMANDS = (
    Command(
        "change",
        t("Change a part of the letter"),
        _change,
        (LETTER, _PART, ITEM, _TAG, _AT, _LINE, _PARAGRAPHS),
        roles=EDITORS,
        private=True,
        menu=False,
        begin=_begin,
    ),
    _command("clear", t("Take something away from the letter"), _clear, _PART, ITEM, _TAG, _SEEN),
    _command("take_out", t("Take a demand, event or document out"), _take_out, _PART, ITEM, _TAG, _SEEN),
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
        AT,
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
