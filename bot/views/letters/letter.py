"""The letter: its heading, its text, its demands."""

from collections.abc import Sequence

from bot.interface.call import Button, Call
from bot.model.letters.letter import Demand, Document, Event, Letter, Revision, Speaker
from bot.text.locales import Speech
from bot.text.text import Bullets, Language, Link, Listing, Markdown, Part, Text, t

WHOLE_TEXT = t("The full text on the web")
"""What stands on the link to where a letter can be read."""


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


def letter_parts(letter: Letter, speech: Speech) -> list[Part]:
    """The text of a letter, and what belongs to it: where it is on the web, dates, documents, until when to sign."""
    parts: list[Part] = [Markdown(letter.text)]
    if letter.link:
        parts.append(t("{link}", link=Link(speech.reading(letter.link), WHOLE_TEXT)))
    if letter.events:
        parts.extend((t("**Dates**"), Bullets(tuple(_event(letter, each) for each in letter.events))))
    if letter.documents:
        parts.extend((t("**Documents**"), Bullets(tuple(_document(each) for each in letter.documents))))
    if letter.closes:
        parts.append(t("Organizations can sign on until {closes}.", closes=letter.local(letter.closes)))
    return parts


def _event(letter: Letter, event: Event) -> Text:
    at = letter.local(event.at)
    title: object = Link(event.link, event.title) if event.link else event.title
    template = "{title}, {at}"
    values: dict[str, object] = {"title": title, "at": at.date() if event.all_day else at}
    if event.place:
        template, values["place"] = f"{template}, {{place}}", event.place
    if not event.speakers:
        return Text(template, values)
    return t(
        "{event}. Speaking: {names}", event=Text(template, values), names=Listing([*map(_speaker, event.speakers)])
    )


def _speaker(speaker: Speaker) -> Text | str:
    if not speaker.name:
        return speaker.organization
    return t("{name} ({organization})", name=speaker.name, organization=speaker.organization)


def _document(document: Document) -> Text:
    title: object = Link(document.link, document.title) if document.link else document.title
    return (
        t("{title} ({issuer})", title=title, issuer=document.issuer) if document.issuer else t("{title}", title=title)
    )


def demand_buttons(call: Call) -> tuple[Button, ...]:
    """A button for each demand."""
    return tuple(
        Button(t("Demand {number}", number=each.number), "demand", {"demand": each.number})
        for each in call.letter.demands
    )


def demand_parts(demand: Demand) -> list[Part]:
    """A demand whole: what is asked, and of whom."""
    return [
        t("**Demand {number}: {title}**", number=demand.number, title=demand.title),
        Markdown(demand.asked),
        t("Addressed to **{addressee}**, {office}.", addressee=demand.addressee.name, office=demand.addressee.office),
    ]
