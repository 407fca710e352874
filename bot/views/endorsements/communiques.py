"""What an endorser says in its own name, as it follows from the letter and its sign-on."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import quote

from bot.model.blocks import Blocks, Words
from bot.model.endorsements.endorsement import Endorsement, PublicEntry
from bot.model.endorsements.endorsement import Words as Standing
from bot.model.letters.events import over
from bot.model.letters.letter import Document, Event, Letter, Revision
from bot.model.organizations.organization import normalize
from bot.ports.store import Unit
from bot.service.lists import disclosure
from bot.text.compose import compose
from bot.text.locales import speaking
from bot.text.markup.source import source
from bot.text.text import Bullets, Link, Markdown, Part, Planned, Text, Typed, t
from bot.views.announcements.announcement_views import LONGEST_HEAD, told_head
from bot.views.announcements.voices import from_endorser
from bot.views.endorsements.public_entry import with_reservations
from bot.views.letters.documents import document_entries
from bot.views.letters.letter import WHOLE_TEXT, demand_entry, escalation_parts, event_entry, initiator

FITS = 1900
"""So many characters of Markdown what follows from the letter has at the most, if leaving out makes it so, together
with what stands around it in an announcement."""

_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


def title(endorsement: Endorsement, letter: Letter) -> Text:
    """What stands above it."""
    return t("{organization} endorses “{title}”", organization=endorsement.entry.organization, title=letter.title)


def texts(unit: Unit, revision: Revision, endorsement: Endorsement, web: str) -> Mapping[str, Words]:
    """What it says in each of the letter's languages: as it was written, else as it follows from the letter. `web`: the
    public address of the pages; empty where there are none."""
    written = unit.communiques.latest(endorsement.id).texts
    return {
        tag: written[tag] if tag in written else drafted(unit, revision, endorsement, tag, web)
        for tag in revision.letter.languages
    }


def drafted(unit: Unit, revision: Revision, endorsement: Endorsement, language: str, web: str) -> Blocks:
    """What follows from the letter and the sign-on, in a language of the letter. What can be read in the letter is left
    out where it would not fit one message of every platform else."""
    letter, speech, entry = revision.letter, speaking(language), endorsement.entry
    page = f"{web}/{language}/{letter.slug}" if web else ""
    read = Link(letter.link.in_(language), WHOLE_TEXT) if letter.link else Link(page, WHOLE_TEXT) if page else None
    ahead = [each for each in letter.events if not each.called_off and not over(letter, each, unit.now)]
    summary = Markdown(letter.summary)
    escalation = escalation_parts(letter, letter.escalation) if letter.escalation else ()
    speaks = [t("{organization} speaks there: {event}", organization=entry.organization,
                event=event_entry(letter, each, unit.now)) for each in ahead if _speaks(entry, each)]  # fmt: skip
    documents = _documents(unit, revision, page)
    parts: list[Part] = [
        t("**{organization}** endorses the open letter “{title}”, initiated by {initiator}.",
          organization=who(entry), title=letter.title, initiator=initiator(letter)),
        summary,
        *_why(endorsement),
        *speaks,
        t("**What the letter asks, and of whom**"),
        Bullets(tuple(map(demand_entry, letter.demands)), tuple(each.number for each in letter.demands)),
        *escalation,
        *((t("To read the letter: {link}", link=read),) if read else ()),
        *documents,
    ]  # fmt: skip
    around = (title(endorsement, letter), from_endorser(letter, endorsement), told_head(LONGEST_HEAD))
    for left_out in (escalation, (summary,), speaks, documents):
        if len(source(compose([*around, *parts], speech))) <= FITS:
            break
        parts = [each for each in parts if each not in left_out]
    return compose(parts, speech)


def who(entry: PublicEntry) -> Text:
    """The organization, with its place, and its website where it has one."""
    name: object = Link(entry.website, entry.organization) if entry.website else entry.organization
    return t("{organization} ({place})", organization=name, place=entry.place) if entry.place else t(
        "{organization}", organization=name
    )  # fmt: skip


def _why(endorsement: Endorsement) -> Sequence[Part]:
    """What the organization says of the letter, and of the demands about which it has reservations."""
    entry, parts = endorsement.entry, list[Part]()
    if entry.statement and endorsement.statement is not Standing.TAKEN_DOWN:
        parts.extend((t("{organization} says:", organization=entry.organization), Typed(entry.statement, quoted=True)))
    if entry.reserved:
        parts.append(t("It has signed {reserved}.", reserved=with_reservations(entry)))
        if entry.reservation and endorsement.reservation is not Standing.TAKEN_DOWN:
            parts.append(Typed(entry.reservation, quoted=True))
    return parts


def _speaks(entry: PublicEntry, event: Event) -> bool:
    """Whether somebody of the organization speaks at an event: by its name there, with or without an acronym."""
    names = {name for each in event.speakers for name in (each.organization, _IN_BRACKETS.sub("", each.organization))}
    return normalize(_IN_BRACKETS.sub("", entry.organization)) in map(normalize, names)


def _documents(unit: Unit, revision: Revision, page: str) -> Sequence[Part]:
    """The initiator's documents, such as its press release, with where they are."""

    def address(document: Document) -> str:
        file = document.file
        return f"{page}/documents/{file.sha256}/{quote(file.name)}" if page and file else ""

    entries = document_entries(unit, revision, address)
    return (t("**From {initiator}**", initiator=initiator(revision.letter)), Bullets(entries)) if entries else ()


def not_before(unit: Unit, revision: Revision) -> datetime | None:
    """Until when the list is kept back, and nobody else tells who has signed; nothing where it is public."""
    until = disclosure.hidden_until(unit, revision.letter_id)
    return revision.letter.local(until) if until else None


def embargoed(until: datetime) -> Text:
    """What stands above it as long as the list is kept back."""
    return t("**Not to be published before {until}.**", until=Planned(until))
