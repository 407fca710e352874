"""The shape of letter.toml, key by key."""

from adapters.folder.attachments import document
from adapters.folder.categories import categories
from adapters.folder.checks import slug_fault
from adapters.folder.moments import find_zone
from adapters.folder.reader import Reader
from adapters.folder.texts import email, given, languages, link, localized, localized_link, phone, text, topics
from bot.model.letters import limits
from bot.model.letters.faults import Fault
from bot.model.letters.letter import (
    Addressee,
    Demand,
    Document,
    Escalation,
    Event,
    Initiator,
    Letter,
    PressContact,
    Speaker,
)
from bot.model.letters.localized import Localized


def read_languages(top: Reader) -> tuple[str, ...]:
    """The letter's languages, its own first; also kept on the sheet, where the texts look for them."""
    top.sheet.languages = languages(top, "languages", "the languages of the letter, its own first", required=True)
    return top.sheet.languages


def build_letter(top: Reader, body: Localized) -> Letter:
    """The letter of a file whose languages were read; where mistakes were noted, what it holds is of no use."""
    slug = top.take_string("slug", "the letter's short name in links")
    if slug is not None and (fault := slug_fault(slug)):
        top.note_all(("slug",), [fault])
    zone = _zone(top)
    opens, _ = top.take_moment("opens", "from when organizations can sign") or (None, False)
    closes, _ = top.take_moment("closes", "until when organizations can sign") or (None, False)
    if opens and closes and closes <= opens:
        top.note("closes", "is not after opens", "write a later time, or delete one of the two")
    letter = Letter(
        slug=slug or "",
        languages=top.sheet.languages,
        zone=zone,
        title=localized(top, "title", longest=limits.TITLE, meaning="the letter's title"),
        summary=localized(
            top, "summary", longest=limits.SUMMARY, meaning="the letter in two or three sentences", paragraphs=True
        ),
        text=body,
        link=localized_link(top, "link", "where the letter can be read on the web"),
        opens=opens,
        closes=closes,
        goal=top.take_number("goal", limits.GOAL, "how many organizations you hope for", required=False),
        initiator=_initiator(top.take_table("initiator", "the organization that wrote the letter")),
        demands=_demands(top),
        events=tuple(
            event
            for entry in top.take_tables("events", limits.EVENTS, "a press conference, a vigil")
            if (event := _event(entry))
        ),
        documents=tuple(
            _document(entry) for entry in top.take_tables("documents", limits.DOCUMENTS, "a press release, a report")
        ),
        escalation=_escalation(top.take_optional("escalation", "what follows where the demands are not met")),
        who_may_sign=given(
            localized(
                top,
                "who_may_sign",
                longest=limits.WHO_MAY_SIGN,
                meaning="which organizations may sign",
                paragraphs=True,
                required=False,
            )
        ),
        press=_press(top.take_optional("press", "to whom journalists can turn")),
        categories=categories(top),
    )
    top.sheet.note_unknown_keys()
    return letter


def _zone(top: Reader) -> str:
    name = top.take_string("zone", 'the time zone of its dates, as "America/Toronto"')
    top.sheet.zone_missing = name is None
    if name is None:
        return ""
    zone = find_zone(name)
    if isinstance(zone, Fault):
        top.note_all(("zone",), [zone])
    else:
        top.sheet.zone = zone
    return name


def _initiator(entry: Reader) -> Initiator:
    return Initiator(
        name=localized(entry, "name", longest=limits.NAME, meaning="the name of the organization"),
        acronym=text(entry, "acronym", limits.ACRONYM, "its short name", required=False),
        website=link(entry, "website", "its website"),
    )


def _demands(top: Reader) -> tuple[Demand, ...]:
    entries = top.take_tables("demands", limits.DEMANDS, "what is asked, and of whom", required=True)
    numbers = list[int]()
    demands = []
    for expected, entry in enumerate(entries, 1):
        number = entry.take_number("number", limits.DEMANDS, "1 for the first demand, 2 for the next, and so on")
        if number in numbers:
            entry.note("number", f"is {number}, which another demand has", f"write number = {expected}")
        elif number is not None and number != expected:
            entry.note("number", f"is {number}, and this is demand {expected}", f"write number = {expected}")
        numbers.append(number or 0)
        demands.append(_demand(entry, number or 0))
    return tuple(demands)


def _demand(entry: Reader, number: int) -> Demand:
    return Demand(
        number=number,
        title=localized(entry, "title", longest=limits.DEMAND_TITLE, meaning="the demand in a few words"),
        asked=localized(entry, "asked", longest=limits.DEMAND_ASKED, meaning="what is asked, in full", paragraphs=True),
        addressee=Addressee(
            name=text(entry, "addressee", limits.NAME, "the person of whom it is asked"),
            office=localized(entry, "office", longest=limits.NAME, meaning="the office of that person"),
        ),
        topics=topics(entry, "topics"),
    )


def _event(entry: Reader) -> Event | None:
    title = localized(entry, "title", longest=limits.TITLE, meaning="what it is")
    at, all_day = entry.take_moment("at", "when it is", day=True) or (None, False)
    place = localized(entry, "place", longest=limits.TITLE, meaning="where it is", required=False)
    page = link(entry, "link", "its page on the web")
    speakers = tuple(
        Speaker(
            organization=text(speaker, "organization", limits.NAME, "for whom they speak"),
            name=text(speaker, "name", limits.NAME, "who speaks", required=False),
            languages=languages(speaker, "languages", "in which languages they speak", most=limits.SPOKEN),
        )
        for speaker in entry.take_tables("speakers", limits.SPEAKERS, "who speaks there")
    )
    called_off = entry.take_switch("called_off", "it does not take place")
    if at is None:
        return None
    return Event(title, at, all_day, given(place), page, speakers, called_off)


def _document(entry: Reader) -> Document:
    return Document(
        title=localized(entry, "title", longest=limits.TITLE, meaning="what it is"),
        issuer=text(entry, "issuer", limits.NAME, "who published it", required=False),
        link=link(entry, "link", "where it can be read"),
        file=document(entry, "file"),
    )


def _escalation(entry: Reader | None) -> Escalation | None:
    if entry is None:
        return None
    by, all_day = entry.take_moment("by", "until when they are to be met", day=True, required=False) or (None, False)
    meaning = "what you do, or call for, then"
    return Escalation(
        localized(entry, "text", longest=limits.ESCALATION, meaning=meaning, paragraphs=True), by, all_day
    )


def _press(entry: Reader | None) -> PressContact | None:
    if entry is None:
        return None
    return PressContact(
        email=email(entry, "email", "their address"),
        name=text(entry, "name", limits.NAME, "who they are", required=False),
        phone=phone(entry, "phone", "their telephone number"),
    )
