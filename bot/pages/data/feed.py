"""What is new about a letter, for feed readers (Atom, RFC 4287): its revisions, what was announced, and who has signed
lately."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

import regex

from bot.model.endorsements.endorsement import Endorsement
from bot.model.letters.letter import Revision
from bot.pages.data.places import LETTER, address, data
from bot.pages.lists import newest
from bot.pages.page import Body, Shown
from bot.pages.visit import Visit
from bot.service.announcements import public
from bot.text.blocks import bare
from bot.text.compose import label
from bot.text.text import Text, t
from bot.views.announcements.announcement_views import beginning, sender
from bot.views.letters.ledger import line
from bot.views.letters.letter import initiator

NEWEST = 50
"""So many of those who were listed last stand in the feed, and of the revisions."""

ATOM = "http://www.w3.org/2005/Atom"

_NOT_IN_XML = regex.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""What XML 1.0 can't hold (section 2.2)."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that happened: `key` tells it from all others, whatever its address is."""

    key: str
    title: Text
    at: datetime
    address: str
    content: str = ""


def feed(visit: Visit) -> Shown:
    """The newest items, the last first."""
    letter = visit.revision.letter
    items = sorted(
        (
            *_revisions(visit),
            *_statuses(visit),
            *_news(visit),
            *(_signed(visit, each) for each in newest(visit, NEWEST)),
        ),
        key=lambda each: each.at,
        reverse=True,
    )
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": visit.language})
    _text(root, "id", _identifier(f"{letter.slug} {visit.language}"))
    _text(root, "title", _said(visit, t("{title}", title=letter.title)))
    _text(root, "updated", max(each.at for each in items).isoformat())
    _text(ET.SubElement(root, "author"), "name", visit.speech.reading(letter.initiator.name))
    ET.SubElement(root, "link", {"rel": "self", "href": address(visit, "feed", f"{visit.language}.atom")})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": visit.address()})
    for item in items:
        _entry(root, visit, item)
    content = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Body(content, "application/atom+xml; charset=utf-8")


def _revisions(visit: Visit) -> Iterator[Item]:
    latest = visit.revision.number
    for number in range(latest, max(latest - NEWEST, 0), -1):
        revision = visit.unit.letters.revision(visit.revision.letter_id, number)
        if revision:
            yield _published(visit, revision)


def _published(visit: Visit, revision: Revision) -> Item:
    title = t("{title}: revision {revision}", title=revision.letter.title, revision=revision.number)
    there = visit.address("revisions", str(revision.number))
    summary = visit.speech.reading(revision.letter.summary)
    return Item(
        f"{revision.letter.slug} {revision.number} {revision.sha256}", title, revision.published_at, there, summary
    )


def _statuses(visit: Visit) -> Iterator[Item]:
    """What came of the demands, the newest entries."""
    letter, ledger = visit.revision.letter, visit.unit.ledger.public(visit.revision.letter_id)
    for entry in ledger.entries[-NEWEST:]:
        said, demand = entry.said, letter.demand(entry.said.demand)
        if demand:
            title = t("Demand {number}, {title}: {entry}", number=said.demand, title=demand.title, entry=line(entry))
            there = f"{visit.address()}#demand-{said.demand}"
            yield Item(f"{letter.slug} ledger {entry.id}", title, said.at, there, said.note)


def _news(visit: Visit) -> Iterator[Item]:
    """What was announced to every chat that follows."""
    letter = visit.revision.letter
    for each in public.announced(visit.unit, visit.revision.letter_id, NEWEST):
        words, _ = each.content.in_(visit.language)
        title = t("News from {initiator}: {beginning}", initiator=initiator(letter),
                  beginning=beginning(each, visit.language))  # fmt: skip
        title = title if each.content.voice is None else sender(visit.unit, letter, each.content)
        there, at = f"{visit.address()}#news", each.started_at or each.created_at
        yield Item(f"{letter.slug} announcement {each.id}", title, at, there, bare(words))


def _signed(visit: Visit, endorsement: Endorsement) -> Item:
    line = endorsement.public
    title = t(
        "{organization} has signed the open letter {title}.",
        organization=line.organization,
        title=visit.revision.letter.title,
    )
    there = visit.address("list", endorsement.handle)
    return Item(
        f"{visit.revision.letter.slug} {endorsement.handle}", title, endorsement.changed_at, there, line.statement
    )


def _entry(root: ET.Element, visit: Visit, item: Item) -> None:
    entry = ET.SubElement(root, "entry")
    _text(entry, "id", _identifier(item.key))
    _text(entry, "title", _said(visit, item.title))
    _text(entry, "updated", item.at.isoformat())
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": item.address})
    if item.content:
        _text(entry, "content", item.content)


def _said(visit: Visit, text: Text) -> str:
    return label(text, visit.speech)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _NOT_IN_XML.sub("", text)


def _identifier(key: str) -> str:
    """What a reader knows an item by, also where the pages have moved."""
    return uuid.uuid5(uuid.NAMESPACE_OID, key).urn


FEED = data(f"{LETTER}/feed/{{language}}.atom", feed, {"language": "[a-z]{2,8}"})
