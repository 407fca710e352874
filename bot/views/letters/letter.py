"""The letter: its heading, its text, its demands."""

from collections.abc import Sequence
from datetime import datetime

from bot.interface.call import Button, Call
from bot.model.letters.events import over
from bot.model.letters.letter import (
    Demand,
    Document,
    Escalation,
    Event,
    Letter,
    PressContact,
    Revision,
    Speaker,
)
from bot.text.locales import Speech
from bot.text.text import Bullets, Code, Language, Link, Listing, Markdown, Part, Text, t
from bot.views.letters.categories import who_may_sign

WHOLE_TEXT = t("The full text on the web")
"""What stands on the link to where a letter can be read."""

FILES = 3
"""So many documents at the most have a button each under the letter."""


def heading(revision: Revision) -> Sequence[Part]:
    """Which letter it is, by whom, and which revision of it."""
    letter = revision.letter
    return [
        t("**{title}**", title=letter.title),
        t(
            "An open letter by {initiator}. This is revision {revision}, of {date}.",
            initiator=initiator(letter),
            revision=revision.number,
            date=letter.local(revision.published_at).date(),
        ),
    ]


def initiator(letter: Letter) -> Text:
    """The initiator, with its acronym and website where it has them."""
    who = letter.initiator
    name: object = Link(who.website, who.name) if who.website else who.name
    return t("{name} ({acronym})", name=name, acronym=who.acronym) if who.acronym else t("{name}", name=name)


def demand_entry(demand: Demand) -> Text:
    """A demand in one line: what it is about, and of whom it is asked."""
    return t(
        "**{title}** — addressed to {addressee}, {office}",
        title=demand.title,
        addressee=demand.addressee.name,
        office=demand.addressee.office,
    )


def languages(letter: Letter, speech: Speech) -> Sequence[Text]:
    """That the letter does not speak the reader's language, or that the bot does not, where either is so."""
    read = speech.language_of(letter.text)
    if read == speech.tag:
        return ()
    if read == speech.reads:
        return (
            t(
                "I don't speak {language}, but this letter does: it is shown in it, and my own words in {mine}.",
                language=Language(read),
                mine=Language(speech.tag),
            ),
        )
    return (t("The letter was not written in your language. This is its text in {language}.", language=Language(read)),)


def letter_parts(letter: Letter, language: str, now: datetime, documents: Sequence[Text] = ()) -> list[Part]:
    """The text of a letter, and what belongs to it: where it is on the web, dates, documents, until when to sign.
    `documents`: each in one line, where more is known of them than the letter says."""
    parts: list[Part] = [Markdown(letter.text)]
    if letter.link:
        parts.append(t("{link}", link=Link(letter.link.in_(language), WHOLE_TEXT)))
    if letter.escalation:
        parts.extend(escalation_parts(letter, letter.escalation))
    if letter.events:
        parts.extend((t("**Dates**"), Bullets(tuple(event_entry(letter, each, now) for each in letter.events))))
    if letter.documents:
        entries = tuple(documents) or tuple(document_entry(each) for each in letter.documents)
        parts.extend((t("**Documents**"), Bullets(entries)))
    who = who_may_sign(letter)
    if who:
        parts.extend((t("**Who may sign**"), *who))
    parts.extend(closing(letter, now))
    if letter.press:
        parts.append(press_contact(letter.press))
    return parts


def closing(letter: Letter, now: datetime) -> Sequence[Text]:
    """Until when organizations can sign, or since when no more; nothing where no day is named."""
    if letter.closes is None:
        return ()
    at = letter.local(letter.closes)
    if letter.closed(now):
        return (t("Sign-ons closed on {closes}.", closes=at),)
    return (t("Organizations can sign on until {closes}.", closes=at),)


def escalation_parts(letter: Letter, escalation: Escalation) -> list[Part]:
    """What follows where the demands are not met, and until when they are to be."""
    return [escalation_title(letter, escalation), Markdown(escalation.text)]


def escalation_title(letter: Letter, escalation: Escalation) -> Text:
    """Until when the demands are to be met, as a title of what follows else."""
    if escalation.by is None:
        return t("**If the demands are not met**")
    by = letter.local(escalation.by)
    return t("**If the demands are not met by {moment}**", moment=by.date() if escalation.all_day else by)


def press_contact(press: PressContact) -> Text:
    """To whom journalists can turn."""
    names = [each for each in (press.name, press.phone) if each]
    contact = Listing([*names[:1], Code(press.email), *names[1:]])
    return t("For journalists: {contact}", contact=contact)


def event_entry(letter: Letter, event: Event, now: datetime) -> Text:
    """An event in one line: what it is, when, where, and who speaks, as far as the letter says; and whether it is over
    or called off."""
    entry = _event(letter, event)
    if event.called_off:
        return t("**Called off:** {event}", event=entry)
    return t("{event} (this is over)", event=entry) if over(letter, event, now) else entry


def _event(letter: Letter, event: Event) -> Text:
    at = letter.local(event.at)
    title: object = Link(event.link, event.title) if event.link else event.title
    when = at.date() if event.all_day else at
    entry = t("{title}, {at}", title=title, at=when)
    if event.place:
        entry = t("{title}, {at}, {place}", title=title, at=when, place=event.place)
    if not event.speakers or event.called_off:
        return entry
    return t("{event}. Speaking: {names}", event=entry, names=Listing([*map(speaker_entry, event.speakers)]))


def speaker_entry(speaker: Speaker) -> Text:
    """Who speaks at an event, and in which languages, in one line."""
    who = t("{organization}", organization=speaker.organization)
    if speaker.name:
        who = t("{name} ({organization})", name=speaker.name, organization=speaker.organization)
    if not speaker.languages:
        return who
    return t("{speaker}, in {languages}", speaker=who, languages=Listing([*map(Language, speaker.languages)]))


def document_entry(document: Document, address: str = "") -> Text:
    """A document in one line: its title, a link where it has one, who published it. `address`: where its file is."""
    link = address or document.link
    title: object = Link(link, document.title) if link else document.title
    return (
        t("{title} ({issuer})", title=title, issuer=document.issuer) if document.issuer else t("{title}", title=title)
    )


def document_buttons(letter: Letter) -> tuple[Button, ...]:
    """A button for each document that can be sent as a file; for many of them one that leads to all."""
    with_file = [number for number, each in enumerate(letter.documents, 1) if each.file]
    if len(with_file) > FILES:
        return (Button(t("The documents"), "document"),)
    return tuple(
        Button(t("Get: {title}", title=letter.documents[number - 1].title), "document", {"document": number})
        for number in with_file
    )


def demand_buttons(call: Call) -> tuple[Button, ...]:
    """A button for each demand."""
    return tuple(
        Button(t("Demand {number}", number=each.number), "demand", {"demand": each.number}, choice=True)
        for each in call.letter.demands
    )


def demand_parts(demand: Demand) -> list[Part]:
    """A demand whole: what is asked, and of whom."""
    return [
        t("**Demand {number}: {title}**", number=demand.number, title=demand.title),
        Markdown(demand.asked),
        t("Addressed to **{addressee}**, {office}.", addressee=demand.addressee.name, office=demand.addressee.office),
    ]
