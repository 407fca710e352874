"""What changed from one revision to another."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.shared_options import LETTER, READ
from bot.errors import NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Need, Option
from bot.model.letters.difference import Change, Fate, Part, difference, stretches
from bot.model.letters.letter import Letter
from bot.text.text import Bullets, Language, Text, n, t
from bot.text.text import Part as Said

CHANGES = Button(t("What changed"), "changes")

SHOWN = 40
"""So many changes at the most are shown word by word."""

NAMED = 12
"""So many changes at the most are named where there is little room."""

CLIP = 600
"""So many characters at the most are shown of words that came or went together."""

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
    Part.DOCUMENT_TITLE: t("Document {number}: name", number=0),
    Part.DOCUMENT_ISSUER: t("Document {number}: published by", number=0),
    Part.DOCUMENT_LINK: t("Document {number}: link", number=0),
}


def name_of(part: Part, number: int) -> Text:
    """A part of a letter in words."""
    return replace(NAMES[part], values={"number": number} if NAMES[part].values else {})


def changed_words(before: Letter, after: Letter) -> Sequence[Said]:
    """What changed, word by word: what is gone is labelled, what is new is bold."""
    changes = difference(before, after)
    parts = [each for change in changes[:SHOWN] for each in (_heading(change), _words(change))]
    if not changes:
        return (t("Nothing changed."),)
    if len(changes) > SHOWN:
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
    names: dict[str, object] = {f"l{index}": Language(tag) for index, tag in enumerate(tags)}
    languages = Text(", ".join(f"{{{name}}}" for name in names), names)
    return t("{part} ({languages})", part=name_of(part, number), languages=languages)


def _heading(change: Change) -> Text:
    part = _named(change.part, change.number, [change.language] if change.language else [])
    return t("**{part}**", part=part)


def _words(change: Change) -> Text:
    pieces, values = list[str](), dict[str, object]()
    for index, stretch in enumerate(stretches(change.before, change.after)):
        words = stretch.text if len(stretch.text) <= CLIP else f"{stretch.text[: CLIP - 1]}…"
        name = f"w{index}"
        values[name] = t("(gone: {words})", words=words) if stretch.fate is Fate.GONE else words
        pieces.append(f"**{{{name}}}**" if stretch.fate is Fate.NEW else f"{{{name}}}")
    return Text(" ".join(pieces), values) if pieces else t("Only the spacing.")


def _changes(call: Call) -> Reply:
    current, letter_id = call.published, call.published.letter_id
    number = call.number("revision") or current.number
    since = call.number("since") or number - 1
    after, before = call.unit.letters.revision(letter_id, number), call.unit.letters.revision(letter_id, since)
    if number == 1 and after:
        return Reply([t("This is the first revision of the letter: nothing has changed yet.")], (READ,))
    if after is None or before is None or before.number >= after.number:
        raise NotFound(t("There is no such revision of this letter."))
    parts: list[Said] = [
        t(
            "**What changed from revision {since} to revision {revision}**, of {date}",
            since=before.number,
            revision=after.number,
            date=after.letter.local(after.published_at).date(),
        )
    ]
    if before.number == after.number - 1:
        parts.append(MATERIAL if after.material else EDITORIAL)
    parts.extend(changed_words(before.letter, after.letter))
    earlier = [Button(t("What changed before"), "changes", {"revision": number - 1})] if number > 2 else []
    return Reply(parts, (READ, *earlier))


MATERIAL = t("The organizers say: this changes what the letter asks or states. Whoever has signed is asked to confirm.")
EDITORIAL = t("The organizers say: this changes only how the letter says it, and not what it asks or states.")


REVISION = Option("revision", Kind.NUMBER, t("Revision"), t("The revision's number"), need=Need.NEVER)
_SINCE = Option("since", Kind.NUMBER, t("Since"), t("The earlier revision's number"), need=Need.NEVER)

COMMANDS = (Command("changes", t("What changed in the letter"), _changes, (LETTER, REVISION, _SINCE), linked=True),)
