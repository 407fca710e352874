"""Owners and editors add demands, events and documents to the letter, move them and take them out."""

from collections.abc import Callable, Sequence

from bot.commands.letters.drafting.draft import ITEM, view
from bot.commands.letters.drafting.editing import OVERTAKEN, PART, SEEN, TAG
from bot.commands.shared_options import AT, SURE, for_editors_of_any
from bot.errors import NotFound
from bot.interface.call import Button, Call, Reply, Then
from bot.interface.forms.formatting import unkept
from bot.interface.options import Kind, Need, Option
from bot.model.letters import limits
from bot.model.letters.difference import Part
from bot.model.letters.letter import Addressee, Demand, Document, Event
from bot.model.letters.localized import Localized
from bot.model.letters.shapes import SHAPES, Items
from bot.service.letters import documents, editing, items
from bot.text.markup.formatted import not_kept
from bot.text.text import Language, Text, t
from bot.text.text import Part as Said

ADDED = t("**Added.** Nobody but the editors sees it until it is published.")


def language(call: Call) -> str:
    """The language in which somebody adds something: their own where the letter has it, else its first."""
    languages = editing.edited(call.unit, call.published).languages
    return call.speech.tag if call.speech.tag in languages else languages[0]


def _added(call: Call, kind: Items, item: Demand | Event | Document) -> Reply:
    number = items.add(call.unit, call.person(), call.published, kind, item)
    return view(call, kind, number, ADDED, *not_kept(unkept(call, "asked")))


def _add_demand(call: Call) -> Reply:
    tag = language(call)
    title, asked, office = (Localized({tag: call.text(each)}) for each in ("title", "asked", "office"))
    return _added(call, "demands", Demand(0, title, asked, Addressee(call.text("addressee"), office), {}))


def _add_event(call: Call) -> Reply:
    tag, at = language(call), call.moment("at")
    place = Localized({tag: call.text("place")}) if call.text("place") else None
    local = editing.edited(call.unit, call.published).local(at or call.unit.now)
    return _added(call, "events", Event(Localized({tag: call.text("title")}), local, place=place))


def _add_document(call: Call) -> Reply:
    title, sent = Localized({language(call): call.text("title")}), call.number("file")
    file = documents.taken(call.unit, call.published.letter_id, sent) if sent is not None else None
    document = Document(title, link=call.text("link"), file=file)
    if file or document.link:
        return _added(call, "documents", document)
    number = items.add(call.unit, call.person(), call.published, "documents", document)
    wanted: dict[str, str | int] = {"part": Part.DOCUMENT_FILE.value, "item": number}
    skip = Button(t("Without a file"), "edit", {"what": "documents", "item": number})
    return Reply([ADDED], (Button(t("Send the file"), "change", wanted),), then=Then("change", wanted, skip))


def _of(call: Call) -> tuple[Items, int]:
    """The list and the number of the item that a button is about; raises `NotFound` where it is about none."""
    part = call.text("part")
    found = SHAPES[Part(part)].items if part in set(SHAPES) else None
    if found is None:
        raise NotFound(items.NO_SUCH)
    return found, call.number("item") or 0


def _take_out(call: Call) -> Reply:
    kind, number = _of(call)
    if not call.text("sure"):
        mark: dict[str, str | int] = {"part": call.text("part"), "item": number, "seen": call.text("seen")}
        return Reply(
            [t("**Take this out, with all that it says?** What was typed of it and not published is lost.")],
            (
                Button(t("Yes, take it out"), "take_out", {**mark, "sure": "yes"}, style="danger"),
                Button(t("No, keep it"), "edit", {"what": kind, "item": number}),
            ),
            replaces=True,
        )
    if not items.remove(
        call.unit, call.person(), revision=call.published, items=kind, number=number, before=call.text("seen")
    ):
        return view(call, "", None, OVERTAKEN)
    return view(call, kind, None, t("**Taken out.** Nobody but the editors sees it until it is published."))


def _move_up(call: Call) -> Reply:
    kind, number = _of(call)
    if not items.move_up(
        call.unit, call.person(), revision=call.published, items=kind, number=number, before=call.text("seen")
    ):
        return view(call, "", None, OVERTAKEN)
    return view(call, kind, None, t("**Moved up.** Nobody but the editors sees it until it is published."))


def _line(
    name: str, said: Text, prompt: Text | Callable[[Call], Sequence[Said]], most: int, need: Need = Need.REQUIRED
) -> Option:
    return Option(name, Kind.TEXT, said, prompt, need=need, most=most, questions=name == "title")


def tongue(call: Call) -> Sequence[Text]:
    """In which language something is asked for."""
    return (t("In {language}; other languages follow", language=Language(language(call))),)


def _asks_office(call: Call) -> Sequence[Text]:
    return (t("The office of that person, in {language}", language=Language(language(call))),)


def _asks_place(call: Call) -> Sequence[Text]:
    return (t("Where it is, in {language}", language=Language(language(call))),)


_FILE = Option(
    "file", Kind.FILE, t("File"), t("The document itself: a PDF, a picture, a text"), need=Need.NEVER, given_out=True
)

COMMANDS = (
    for_editors_of_any(
        "take_out",
        t("Take a demand, event or document out"),
        _take_out,
        PART,
        ITEM,
        TAG,
        SEEN,
        SURE,
        irreversible="sure",
    ),
    for_editors_of_any("move_up", t("Move a demand, event or document up"), _move_up, PART, ITEM, SEEN),
    for_editors_of_any(
        "add_demand",
        t("Add a demand"),
        _add_demand,
        _line("title", t("Title"), tongue, limits.DEMAND_TITLE),
        Option(
            "asked", Kind.PARAGRAPH, t("What is asked"), tongue, most=limits.DEMAND_ASKED, questions=True, marked=True
        ),
        _line("addressee", t("Of whom"), t("The person of whom it is asked"), limits.NAME),
        _line("office", t("Office"), _asks_office, limits.NAME),
    ),
    for_editors_of_any(
        "add_event",
        t("Add an event"),
        _add_event,
        _line("title", t("Title"), tongue, limits.TITLE),
        AT,
        _line("place", t("Place"), _asks_place, limits.TITLE, Need.OFFERED),
    ),
    for_editors_of_any(
        "add_document",
        t("Add a document"),
        _add_document,
        _line("title", t("Name"), tongue, limits.TITLE),
        _line(
            "link", t("Link"), t("Where it can be read, such as `https://example.org/page`"), limits.LINK, Need.OFFERED
        ),
        _FILE,
    ),
)
