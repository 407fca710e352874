"""What several commands say and ask alike."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option, Suggestion
from bot.model.chats import Chat, ChatKind
from bot.model.codes import spell
from bot.model.endorsements.endorsement import Endorsement, Line
from bot.model.letters.letter import Demand, Letter, Revision
from bot.model.people.person import Role
from bot.service.lists import disclosure
from bot.text.text import Code, Link, Part, Text, Typed, n, t


def _letters(call: Call) -> Sequence[Choice]:
    return [Choice(str(each.letter_id), each.letter.title.in_(call.speech.tag)) for each in call.unit.letters.all()][
        :20
    ]


LETTER = Option(
    "letter",
    Kind.CHOICE,
    t("Letter"),
    t("**Which letter?**"),
    choices=_letters,
    argument=False,
)
"""The letter that is meant: filled in by a button, by the chat that follows one, or where there is only one."""

ANY_LETTER = replace(LETTER, need=Need.NEVER)
"""The letter that is meant, where it is clear; it is not asked for."""

OWNERS, EDITORS, REVIEWERS = (frozenset({role}) for role in (Role.OWNER, Role.EDITOR, Role.REVIEWER))


ANNOUNCEMENT = Option("announcement", Kind.NUMBER, t("Number"), t("The announcement's number"), need=Need.NEVER)

RECEIPT = Option("receipt", Kind.TEXT, t("Receipt"), t("The receipt of a sign-on"), need=Need.NEVER, most=20)

AT = Option(
    "at",
    Kind.DATE,
    t("When"),
    t("The day, the time and the time zone, for example {example}", example=Code("2031-03-14 17:00 America/Toronto")),
    most=80,
)
AT_GIVEN = replace(AT, prompt=t("A day, a time and a time zone"), need=Need.NEVER)
"""A moment that is given together with the command, and not asked for."""

SUGGESTED = 25
"""So many suggestions at the most are shown to somebody who is typing."""

CLIP = 120
"""Characters of a text that a card shows."""

READ = Button(t("Read the letter"), "letter")
ASK = Button(t("Ask about it"), "ask")
SIGN = Button(t("Sign on for an organization"), "sign", style="primary")
DEMANDS = Button(t("The demands"), "demands")
LIST = Button(t("Who has signed"), "signatories")
DISPUTE = Button(t("This isn't us"), "dispute")


def suggest_demands(call: Call, typed: str) -> Sequence[Suggestion]:
    """The demands whose number or title begins with, or contains, what was typed."""
    wanted = typed.casefold().strip()
    return [
        Suggestion(str(demand.number), f"{demand.number}. {demand.title.in_(call.speech.tag)}"[:100])
        for demand in (call.revision.letter.demands if call.revision else ())
        if wanted in f"{demand.number}. {demand.title.in_(call.speech.tag)}".casefold()
    ]


def suggestions(names: Iterable[str]) -> Sequence[Suggestion]:
    """Names that somebody who is typing may mean, as many of them as are shown."""
    return [Suggestion(name[:100], name[:100]) for name in islice(names, SUGGESTED)]


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


def clipped(text: str) -> str:
    """What a person typed, as much as fits a card beside everything else, whatever a platform makes of its length."""
    return text if len(text) <= CLIP else f"{text[: CLIP - 1]}…"


def public_line(line: Line) -> Sequence[Part]:
    """An organization exactly as the public list shows it."""
    entry: dict[str, object] = {"organization": line.organization}
    template = "**{organization}**"
    if line.place:
        template, entry["place"] = f"{template}, {{place}}", line.place
    if line.website:
        template, entry["website"] = f"{template} · {{website}}", Link(line.website)
    if line.reserved:
        template, entry["reserved"] = f"{template} · {{reserved}}", reserved(line)
    parts: list[Part] = [Text(template, entry)]
    if line.statement:
        parts.append(Typed(line.statement, quoted=True))
    if line.reservation:
        parts.extend((t("About the reservation:"), Typed(line.reservation, quoted=True)))
    return parts


def reserved(line: Line) -> Text:
    """That an organization has reservations, which goes wherever its name goes."""
    return n(
        "with a reservation about demand {demands}",
        "with reservations about demands {demands}",
        len(line.reserved),
        demands=", ".join(map(str, line.reserved)),
    )


def discloses(call: Call) -> bool:
    """Whether who has signed, and how many, may be told here: everybody reads what is said in a shared place."""
    return disclosure.discloses(
        call.unit, call.published.letter_id, call.actor if call.caller.kind is ChatKind.PRIVATE else None
    )


def kept_back(call: Call) -> Sequence[Part]:
    """That the list is kept back, and until when; nothing where it is public."""
    until = disclosure.hidden_until(call.unit, call.published.letter_id)
    return (not_yet(call.letter.local(until)),) if until else ()


def not_yet(until: datetime) -> Text:
    """Until when a list is kept back."""
    return t(
        "Who has signed is made public on {until}. Until then only the letter's organizers can see it.", until=until
    )


def receipt(endorsement: Endorsement) -> Code:
    """The receipt as it is shown."""
    return Code(spell(endorsement.receipt))


def hidden(name: str, label: Text, kind: Kind = Kind.NUMBER, choices: Sequence[Choice] = ()) -> Option:
    """An option that only buttons fill in: it is never asked for, and nobody reads what it would be asked with."""
    return Option(name, kind, label, label, need=Need.NEVER, argument=False, choices=tuple(choices))


def among(name: str, label: Text, *choices: str) -> Option:
    """A choice that only buttons make."""
    return hidden(name, label, Kind.CHOICE, [Choice(each, t("Yes")) for each in choices])


ENDORSEMENT = hidden("endorsement", t("Sign-on"))
"""The sign-on that is meant, by its number."""

SURE = among("sure", t("Sure"), "yes")
"""Somebody was asked whether they are sure, and is."""


def for_editors(
    name: str,
    text: Text,
    handler: Callable[[Call], Reply],
    *options: Option,
    menu: bool = False,
    reaches: Callable[[Call], Sequence[Chat]] | None = None,
) -> Command:
    """A command about a letter for its editors, whose answer only they see."""
    about = (LETTER, *options)
    return Command(name, text, handler, about, roles=EDITORS, private=True, menu=menu, reaches=reaches)
