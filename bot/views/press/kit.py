"""The press kit: the letter and everything that is public about it, as one document."""

from collections.abc import Sequence

from bot.model.endorsements.endorsement import State
from bot.model.letters.ledger import Ledger
from bot.model.letters.letter import Demand, Letter, PressContact, Revision
from bot.model.lists.press_links import PressLink
from bot.ports.store import Unit
from bot.ports.typesetter import Passage, PressKit, Section
from bot.service.lists import disclosure, press_links
from bot.text.compose import compose, label
from bot.text.locales import Speech
from bot.text.text import Bullets, Code, Language, Link, Listing, Planned, Text, t
from bot.views.letters.ledger import standing
from bot.views.letters.letter import document_entry, escalation_title, event_entry, initiator
from bot.views.press.embargo import under_embargo
from bot.views.press.passages import heading, line, said, written
from bot.views.press.signatories import by_link, count_line, signatories


def press_kit(
    unit: Unit,
    revision: Revision,
    *,
    speech: Speech,
    named: bool = True,
    kept_back: bool = False,
    link: PressLink | None = None,
    page: str = "",
) -> PressKit:
    """A letter's press kit in a language, as it is now. `named`: it says who has signed, where everybody may know that.
    `kept_back`: it says so too where the list is kept back, for an organizer who has asked for it, and is marked.
    `link`: it says who stands in the list to which a link for the press leads, and is marked for its recipient. `page`:
    where the letter's page is, by which whoever holds it in hand finds out whether it is real."""
    letter = revision.letter
    until = disclosure.hidden_until(unit, revision.letter_id)
    discloses = until is None or kept_back or link is not None
    who = by_link(unit, revision, speech, link) if link else signatories(
        unit, revision, speech, named=named, until=None if discloses else until
    )  # fmt: skip
    sections = [
        Section(label(t("The letter"), speech), _letter(letter, speech)),
        Section(label(t("What it asks, and of whom"), speech), _demands(unit, revision, speech)),
        *_escalation(letter, speech),
        *_bulleted(t("Dates"), [event_entry(letter, each, unit.now) for each in letter.events], speech),
        *_bulleted(t("Documents"), [document_entry(each) for each in letter.documents], speech),
        *who,
    ]
    return PressKit(
        language=speech.tag,
        to_the_left=speech.to_the_left,
        kind=label(t("Press kit"), speech),
        title=label(t("{title}", title=letter.title), speech),
        byline=compose([t("An open letter by {initiator}", initiator=initiator(letter))], speech),
        warning=_warning(unit, revision, speech, kept_back, link),
        facts=tuple(
            (label(name, speech), line(fact, speech))
            for name, fact in _facts(unit, revision, speech=speech, discloses=discloses, link=link, page=page)
        ),
        sections=tuple(sections),
        substituted=label(
            t(
                "Some characters are in none of the fonts that this was printed with: they stand here by their number "
                "in Unicode, in brackets."
            ),
            speech,
        ),
    )


def _warning(unit: Unit, revision: Revision, speech: Speech, kept_back: bool, link: PressLink | None) -> str:
    """What has to be known of a kit that says more than is public; empty where none does."""
    until = disclosure.hidden_until(unit, revision.letter_id)
    if until is None or not (kept_back or link):
        return ""
    if link:
        return " ".join(label(each, speech) for each in under_embargo(unit, revision))
    return label(
        t(
            "Not public before {until}. Until then only the letter's organizers may know who has signed.",
            until=Planned(revision.letter.local(until)),
        ),
        speech,
    )


def _facts(
    unit: Unit, revision: Revision, *, speech: Speech, discloses: bool, link: PressLink | None, page: str
) -> Sequence[tuple[Text, Text]]:
    letter = revision.letter
    facts = [
        (
            t("Published"),
            t(
                "Revision {revision}, of {date}",
                revision=revision.number,
                date=letter.local(revision.published_at).date(),
            ),
        )
    ]
    if discloses:
        facts.append((t("Signed by"), count_line(_count(unit, revision, link))))
    if letter.goal:
        facts.append((t("Goal"), t("{value}", value=letter.goal)))
    if letter.closes:
        facts.append((t("Sign-ons close"), t("{value}", value=letter.local(letter.closes))))
    if letter.link:
        facts.append((t("On the web"), t("{link}", link=Link(letter.link.in_(speech.language_of(letter.title))))))
    if letter.press:
        facts.append((t("For journalists"), _contact(letter.press)))
    if page:
        facts.append((t("The letter's page"), t("{link}", link=Link(page))))
    facts.append((t("Fingerprint (SHA-256)"), t("{value}", value=Code(revision.sha256))))
    facts.append((t("This document is of"), t("{value}", value=letter.local(unit.now))))
    return facts


def _count(unit: Unit, revision: Revision, link: PressLink | None) -> int:
    return press_links.count(unit, link) if link else unit.endorsements.count(revision.letter_id, State.LISTED)


def _contact(press: PressContact) -> Text:
    return t("{value}", value=Listing([each for each in (press.name, press.email, press.phone) if each]))


def _letter(letter: Letter, speech: Speech) -> tuple[Passage, ...]:
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


def _escalation(letter: Letter, speech: Speech) -> Sequence[Section]:
    if letter.escalation is None:
        return ()
    title = escalation_title(letter, letter.escalation)
    return (Section(label(title, speech), (written(letter.escalation.text, speech),)),)


def _bulleted(title: Text, entries: Sequence[Text], speech: Speech) -> Sequence[Section]:
    return (Section(label(title, speech), (said([Bullets(tuple(entries))], speech),)),) if entries else ()
