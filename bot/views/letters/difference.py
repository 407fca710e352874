"""What changed from one text of a letter to another."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from zoneinfo import ZoneInfo

from bot.model.letters.difference import Change, Fate, Part, difference, stretches
from bot.model.letters.letter import Letter
from bot.text.blocks import Block
from bot.text.markup.markdown import parse
from bot.text.text import Bullets, Language, Listing, Planned, Text, n, t
from bot.text.text import Part as Said

SHOWN = 40
"""So many changes at the most are shown word by word."""


NAMED = 12
"""So many changes at the most are named where there is little room."""


CLIP = 600
"""So many characters at the most are shown of words that came or went together."""


DAY_LENGTH = len("2031-05-20")

_MOMENTS = frozenset({Part.OPENS, Part.CLOSES, Part.EVENT_AT, Part.ESCALATION_BY})

_MARKED = frozenset({Part.SUMMARY, Part.TEXT, Part.DEMAND_ASKED, Part.ESCALATION})
"""The parts that are Markdown."""

NAMES: dict[Part, Text] = {
    Part.TITLE: t("Title"),
    Part.SUMMARY: t("Summary"),
    Part.TEXT: t("Text"),
    Part.LINK: t("Link to the letter on the web"),
    Part.OPENS: t("Sign-ons open"),
    Part.CLOSES: t("Sign-ons close"),
    Part.GOAL: t("Goal"),
    Part.LANGUAGES: t("Languages"),
    Part.ZONE: t("Time zone"),
    Part.SLUG: t("Short name in links"),
    Part.INITIATOR: t("Initiator"),
    Part.INITIATOR_ACRONYM: t("Initiator: acronym"),
    Part.INITIATOR_WEBSITE: t("Initiator: website"),
    Part.DEMAND_NUMBER: t("Demand {number}: number", number=0),
    Part.DEMAND_TITLE: t("Demand {number}: title", number=0),
    Part.DEMAND_ASKED: t("Demand {number}: what is asked", number=0),
    Part.DEMAND_ADDRESSEE: t("Demand {number}: addressee", number=0),
    Part.DEMAND_OFFICE: t("Demand {number}: office", number=0),
    Part.DEMAND_TOPICS: t("Demand {number}: words by which it is found", number=0),
    Part.EVENT_TITLE: t("Event {number}: title", number=0),
    Part.EVENT_AT: t("Event {number}: when", number=0),
    Part.EVENT_PLACE: t("Event {number}: place", number=0),
    Part.EVENT_LINK: t("Event {number}: link", number=0),
    Part.EVENT_SPEAKERS: t("Event {number}: speakers", number=0),
    Part.EVENT_CALLED_OFF: t("Event {number}: whether it takes place", number=0),
    Part.DOCUMENT_TITLE: t("Document {number}: name", number=0),
    Part.DOCUMENT_ISSUER: t("Document {number}: published by", number=0),
    Part.DOCUMENT_LINK: t("Document {number}: link", number=0),
    Part.DOCUMENT_FILE: t("Document {number}: file", number=0),
    Part.ESCALATION: t("If the demands are not met"),
    Part.ESCALATION_BY: t("Demands to be met by"),
    Part.WHO_MAY_SIGN: t("Who may sign"),
    Part.PRESS_EMAIL: t("Press contact: e-mail address"),
    Part.PRESS_NAME: t("Press contact: name"),
    Part.PRESS_PHONE: t("Press contact: telephone"),
    Part.CATEGORY: t("Category {number}: what it tells apart", number=0),
    Part.CATEGORY_LABEL: t("Category {number}: name", number=0),
    Part.CATEGORY_BARRED: t("Category {number}: may not sign", number=0),
}


Changed = tuple[tuple[Fate, str | Text], ...]
"""Words in their order, each with what became of them."""


def name_of(part: Part, number: int) -> Text:
    """A part of a letter in words."""
    return replace(NAMES[part], values={"number": number} if NAMES[part].values else {})


def changed_words(before: Letter, after: Letter, whole: bool = False) -> Sequence[Said]:
    """What changed, word by word: what is gone is labelled, what is new is bold. `whole`: however much it is."""
    changes = difference(before, after)
    shown = changes if whole else changes[:SHOWN]
    parts = list[Said]()
    for change in shown:
        parts.extend((t("**{part}**", part=heading(change)), _said(words_of(change, before, after), whole)))
    if not changes:
        return (t("Nothing changed."),)
    if len(changes) > len(shown):
        parts.append(n("And {count} change more.", "And {count} changes more.", len(changes) - SHOWN))
    return parts


def changed_parts(before: Letter, after: Letter) -> Sequence[Said]:
    """What changed, in short: the parts by their names, with the languages."""
    tags = dict[tuple[Part, int], list[str]]()
    for change in difference(before, after):
        tags.setdefault((change.part, change.number), []).extend([change.language] if change.language else [])
    items = [_named(part, number, languages) for (part, number), languages in tags.items()]
    more = len(items) - NAMED
    if more > 0:
        items[NAMED:] = [n("and {count} part more", "and {count} parts more", more)]
    return (Bullets(tuple(items)),) if items else ()


def _named(part: Part, number: int, tags: Sequence[str]) -> Text:
    if not tags:
        return name_of(part, number)
    return t("{part} ({languages})", part=name_of(part, number), languages=Listing([Language(tag) for tag in tags]))


def heading(change: Change) -> Text:
    """What of a letter changed, with the language where it has one."""
    return _named(change.part, change.number, [change.language] if change.language else [])


def shown_moment(text: str, zone: str) -> Text:
    """A moment of a letter in a zone, as `moment_text` has it, in the words of whoever reads it."""
    day = date.fromisoformat(text[:DAY_LENGTH])
    local = None if len(text) == DAY_LENGTH else Planned(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)))
    return Text("{at}", {"at": local or day})


def read_plainly(markdown: str) -> str:
    """A Markdown text as it is read, without its marks; where a link leads stands behind its words."""
    return "\n".join(f"{block.marker} {_runs(block)}".strip() for block in parse(markdown))


def _runs(block: Block) -> str:
    links = [(link, "".join(run.text for run in runs)) for link, runs in groupby(block.runs, attrgetter("link"))]
    return "".join(f"{said} ({link})" if link and link != said else said for link, said in links)


def words_of(change: Change, before: Letter, after: Letter) -> Changed:
    """The words of what changed, in their order, with what became of them."""
    if change.part is Part.EVENT_CALLED_OFF:
        return ((Fate.NEW, t("It is called off.") if change.after else t("It takes place.")),)
    if change.part not in _MOMENTS:
        before_it, after_it = change.before, change.after
        if change.part in _MARKED and read_plainly(before_it) != read_plainly(after_it):
            before_it, after_it = read_plainly(before_it), read_plainly(after_it)
        words = tuple((each.fate, each.text) for each in stretches(before_it, after_it))
        return words or ((Fate.SAME, t("Only the spacing.")),)
    gone = ((Fate.GONE, shown_moment(change.before, before.zone)),) if change.before else ()
    new = ((Fate.NEW, shown_moment(change.after, after.zone)),) if change.after else ()
    return (*gone, *new)


def _said(changed: Changed, whole: bool) -> Text:
    """Words with what became of them, in one line: what is gone is labelled, what is new is bold."""
    pieces, values = list[str](), dict[str, object]()
    for index, (fate, said) in enumerate(changed):
        words = said if whole or not isinstance(said, str) or len(said) <= CLIP else f"{said[: CLIP - 1]}…"
        name = f"w{index}"
        values[name] = t("(gone: {words})", words=words) if fate is Fate.GONE else words
        pieces.append(f"**{{{name}}}**" if fate is Fate.NEW else f"{{{name}}}")
    return Text(" ".join(pieces), values)
