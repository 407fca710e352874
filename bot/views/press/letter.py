"""The letter itself as it stands in documents on paper: its text, what it asks, and what belongs to it."""

from collections.abc import Sequence
from urllib.parse import quote

from bot.model.letters.ledger import Ledger
from bot.model.letters.letter import Demand, Document, Letter, Revision
from bot.ports.store import Unit
from bot.ports.typesetter import Passage, Section
from bot.text.compose import label
from bot.text.locales import Speech
from bot.text.text import Code, Language, Link, Listing, Text, t
from bot.views.addressees import public
from bot.views.letters.documents import document_entries
from bot.views.letters.ledger import standing
from bot.views.letters.letter import escalation_title, event_entry
from bot.views.press.passages import bulleted, heading, said, written

Fact = tuple[Text, Text]
"""What is so in short, behind its name."""


def published(revision: Revision) -> Fact:
    """Which revision it is, and of when."""
    date = revision.letter.local(revision.published_at).date()
    return t("Published"), t("Revision {revision}, of {date}", revision=revision.number, date=date)


def on_the_web(letter: Letter, speech: Speech) -> Sequence[Fact]:
    """Where the initiator has the letter on the web, if anywhere."""
    if letter.link is None:
        return ()
    return ((t("On the web"), t("{link}", link=Link(letter.link.in_(speech.language_of(letter.title))))),)


def for_journalists(letter: Letter) -> Sequence[Fact]:
    """Whom journalists can ask, if the letter says so."""
    press = letter.press
    if press is None:
        return ()
    contact = Listing([each for each in (press.name, press.email, press.phone) if each])
    return ((t("For journalists"), t("{value}", value=contact)),)


def fingerprint(revision: Revision) -> Fact:
    """The SHA-256 by which a revision is known."""
    return t("Fingerprint (SHA-256)"), t("{value}", value=Code(revision.sha256))


def letter_sections(unit: Unit, revision: Revision, speech: Speech, page: str = "") -> Sequence[Section]:
    """The whole letter: its text, its demands and where each stands, what follows where they are not met, dates and
    documents. `page`: where the letter's page is, by which the files of documents are found; empty where there is
    none."""
    letter = revision.letter

    def address(document: Document) -> str:
        file = document.file
        return f"{page}/documents/{file.sha256}/{quote(file.name)}" if page and file else ""

    return (
        Section(label(t("The letter"), speech), _text(letter, speech)),
        Section(label(t("What it asks, and of whom"), speech), _demands(unit, revision, speech)),
        *_escalation(letter, speech),
        *_presented(unit, revision, speech),
        *bulleted(t("Dates"), [event_entry(letter, each, unit.now) for each in letter.events], speech),
        *bulleted(t("Documents"), document_entries(unit, revision, address), speech),
    )


def _text(letter: Letter, speech: Speech) -> tuple[Passage, ...]:
    read = speech.language_of(letter.text)
    other = t("There is no text of this letter in the language of this document. This is the one in {language}.",
              language=Language(read))  # fmt: skip
    return (*([said([other], speech)] if read != speech.tag else ()), written(letter.text, speech))


def _demands(unit: Unit, revision: Revision, speech: Speech) -> tuple[Passage, ...]:
    letter, ledger = revision.letter, unit.ledger.public(revision.letter_id)
    return tuple(
        passage
        for each in letter.demands
        for passage in (*_demand(each, speech), *_standing(letter, ledger, each, speech))
    )


def _standing(letter: Letter, ledger: Ledger, demand: Demand, speech: Speech) -> Sequence[Passage]:
    parts = standing(letter, ledger, demand.number, speech.tag)
    return (said(parts, speech),) if parts else ()


def _demand(demand: Demand, speech: Speech) -> Sequence[Passage]:
    to = t("Addressed to **{addressee}**, {office}.", addressee=demand.addressee.name, office=demand.addressee.office)
    title = t("{number}. {title}", number=demand.number, title=demand.title)
    return (heading(title, speech), written(demand.asked, speech), said([to], speech))


def _presented(unit: Unit, revision: Revision, speech: Speech) -> Sequence[Section]:
    _, *parts = public(unit, revision) or (None,)
    return (Section(label(t("To whom it was presented"), speech), (said(parts, speech),)),) if parts else ()


def _escalation(letter: Letter, speech: Speech) -> Sequence[Section]:
    if letter.escalation is None:
        return ()
    title = escalation_title(letter, letter.escalation)
    return (Section(label(title, speech), (written(letter.escalation.text, speech),)),)
