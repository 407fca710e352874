"""The letter: what it says, what it asks, and who has signed."""

from bot.commands.endorsements.boards import printed_until
from bot.commands.endorsements.reservations import counts
from bot.commands.letters.confirmations import signed_revision, signed_revisions
from bot.commands.letters.difference import CHANGES
from bot.commands.organizations import of_chapters
from bot.commands.shared_options import (
    ASK,
    DEMANDS,
    DISPUTE,
    LETTER,
    LIST,
    READ,
    SIGN,
    demand_entry,
    discloses,
    heading,
    kept_back,
    public_line,
    suggest_demands,
)
from bot.errors import NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Need, Option
from bot.model.endorsements.endorsement import State
from bot.model.letters.letter import Demand, Document, Event, Letter
from bot.model.letters.questions import answer
from bot.model.people.settings import read_choices
from bot.text.text import Bullets, Language, Link, Markdown, Part, Text, n, t
from bot.views.proofs import authority

PAGE = 10
"""So many organizations stand on a page of the list."""


def _letter(call: Call) -> Reply:
    letter, parts = call.letter, list(heading(call.published))
    if call.speech.tag not in letter.languages:
        parts.append(
            t(
                "The letter was not written in your language. This is its text in {language}.",
                language=Language(letter.languages[0]),
            )
        )
    changed = [CHANGES] if call.published.number > 1 else []
    parts.extend((*letter_parts(letter, call.speech.tag), *printed_until(call.unit, call.published.letter_id)))
    return Reply(parts, (DEMANDS, ASK, *changed, SIGN))


def letter_parts(letter: Letter, language: str) -> list[Part]:
    """The text of a letter, and what belongs to it: where it is on the web, dates, documents, until when to sign."""
    parts: list[Part] = [Markdown(letter.text)]
    if letter.link:
        parts.append(t("{link}", link=Link(letter.link.in_(language), t("The full text on the web"))))
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
    names = "; ".join(
        f"{each.name}, {each.organization}" if each.name else each.organization for each in event.speakers
    )
    return t("{event}. Speaking: {names}", event=Text(template, values), names=names)


def _document(document: Document) -> Text:
    title: object = Link(document.link, document.title) if document.link else document.title
    return (
        t("{title} ({issuer})", title=title, issuer=document.issuer) if document.issuer else t("{title}", title=title)
    )


def _demands(call: Call) -> Reply:
    demands = call.letter.demands
    parts: list[Part] = [
        t("**What the letter asks, and of whom**"),
        Bullets(tuple(demand_entry(each) for each in demands), tuple(each.number for each in demands)),
    ]
    return Reply(parts, (*_demand_buttons(call), ASK, SIGN))


def _demand_buttons(call: Call) -> tuple[Button, ...]:
    return tuple(
        Button(t("Demand {number}", number=each.number), "demand", {"demand": each.number})
        for each in call.letter.demands
    )


def _demand_parts(demand: Demand) -> list[Part]:
    return [
        t("**Demand {number}: {title}**", number=demand.number, title=demand.title),
        Markdown(demand.asked),
        t("Addressed to **{addressee}**, {office}.", addressee=demand.addressee.name, office=demand.addressee.office),
    ]


def _demand(call: Call) -> Reply:
    number = call.number("demand")
    if number is None:
        return _demands(call)
    demand = call.letter.demand(number)
    if demand is None:
        last = len(call.letter.demands)
        raise NotFound(
            n(
                "There is no demand {number}: the letter has only one.",
                "There is no demand {number}: the letter has {count}, from 1 to {count}.",
                last,
                number=number,
            )
        )
    others = tuple(each for each in _demand_buttons(call) if each.values["demand"] != number)
    return Reply([*_demand_parts(demand), *counts(call, number)], (*others[:8], ASK, SIGN))


def _ask(call: Call) -> Reply:
    letter = call.letter
    match = answer(call.text("question"), letter, call.speech.tag)
    if match is None:
        parts: list[Part] = [
            t("No single demand is about that. The letter asks for this:"),
            Bullets(
                tuple(demand_entry(each) for each in letter.demands), tuple(each.number for each in letter.demands)
            ),
        ]
        return Reply(parts, (*_demand_buttons(call), READ, LIST, SIGN))
    others = tuple(
        Button(t("Demand {number}", number=each.number), "demand", {"demand": each.number}) for each in match.runners_up
    )
    return Reply(_demand_parts(match.demand), (*others[:3], DEMANDS, SIGN), language=match.language)


def _signatories(call: Call) -> Reply:
    letter_id = call.published.letter_id
    if not discloses(call):
        return Reply(kept_back(call), (SIGN,))
    count = call.unit.endorsements.count(letter_id, State.LISTED)
    if count == 0:
        return Reply([t("No organization is listed yet."), *kept_back(call)], (SIGN,))
    pages = -(-count // PAGE)
    page = min(max(call.number("page") or 1, 1), pages)
    listed = call.unit.endorsements.in_state(letter_id, State.LISTED, (page - 1) * PAGE, PAGE)
    parts: list[Part] = [
        n(
            "**{count} organization has signed {title}**",
            "**{count} organizations have signed {title}**",
            count,
            title=call.letter.title,
        ),
        *of_chapters(call.unit, letter_id),
    ]
    levels = authority.shown(call.unit, listed) if read_choices(call.unit.settings.all(letter_id)).shows_level else {}
    parts.extend(signed_revisions(call.unit, call.published))
    for each in listed:
        level = [levels[each.id]] if levels else []
        parts.extend((*public_line(each.public), *level, *signed_revision(each, call.published)))
    if page == pages:
        parts.extend(counts(call))
    buttons = [
        Button(label, "signatories", {"page": number})
        for label, number in ((t("Back"), page - 1), (t("More"), page + 1))
        if 1 <= number <= pages
    ]
    if pages > 1:
        parts.append(t("Page {page} of {pages}", page=page, pages=pages))
    parts.extend(kept_back(call))
    latest = call.unit.lists.snapshots(letter_id, 1) if not kept_back(call) else ()
    buttons.extend(
        Button(t("The list of {date}", date=call.letter.local(each.at).date()), "frozen", {"number": each.number})
        for each in latest
    )
    return Reply(parts, (*buttons, SIGN, DISPUTE), replaces=call.number("page") is not None)


def _progress(call: Call) -> Reply:
    letter = call.letter
    parts: list[Part] = list(kept_back(call))
    if discloses(call):
        count = call.unit.endorsements.count(call.published.letter_id, State.LISTED)
        parts = [
            n("**{count} organization** has signed on.", "**{count} organizations** have signed on.", count),
            *of_chapters(call.unit, call.published.letter_id),
            *parts,
        ]
    if letter.goal:
        parts.append(t("The goal is {goal}.", goal=letter.goal))
    if letter.closes:
        closed = call.unit.now > letter.closes
        closes = letter.local(letter.closes)
        parts.append(
            t("Sign-ons closed on {closes}.", closes=closes)
            if closed
            else t("Sign-ons close on {closes}.", closes=closes)
        )
    return Reply(parts, (LIST, SIGN))


_DEMAND = Option("demand", Kind.NUMBER, t("Number"), t("The demand's number"), need=Need.NEVER, suggest=suggest_demands)
_QUESTION = Option(
    "question",
    Kind.TEXT,
    t("Your question"),
    t("What would you like to know about the letter? Your question is answered and not kept."),
    most=500,
)
_PAGE = Option("page", Kind.NUMBER, t("Page"), t("The page of the list"), need=Need.NEVER)

COMMANDS = (
    Command("letter", t("Read the letter"), _letter, (LETTER,), linked=True),
    Command("demands", t("What the letter asks, and of whom"), _demands, (LETTER,), linked=True),
    Command("demand", t("One demand, by its number"), _demand, (LETTER, _DEMAND), linked=True),
    Command(
        "ask",
        t("Ask something about the letter's demands"),
        _ask,
        (LETTER, _QUESTION),
        private=True,
        linked=True,
        title=t("Ask about the letter"),
    ),
    Command("signatories", t("The organizations that have signed"), _signatories, (LETTER, _PAGE), linked=True),
    Command("progress", t("How many have signed, and the deadline"), _progress, (LETTER,), linked=True),
)
