"""What came of the demands: where each stands, since when, from which source, and what was recorded before."""

from collections.abc import Mapping, Sequence
from itertools import islice

from bot.interface.call import Button, Reply
from bot.model.letters.ledger import Ledger, LedgerEntry, Status, Step
from bot.model.letters.letter import Demand, Letter, Revision
from bot.ports.store import Unit
from bot.text.addresses import target
from bot.text.text import Bullets, Language, Link, Part, Text, Typed, t
from bot.views.letters.letter import demand_entry, escalation_parts
from bot.views.people import asks

IN_CHAT = 5
"""So many entries about a demand at the most stand in a message, the newest."""

STATUSES: Mapping[Status, Text] = {
    Status.ASKED: t("asked"),
    Status.RECEIVED: t("received"),
    Status.ANSWERED: t("answered"),
    Status.PROMISED: t("promised"),
    Status.PARTLY_MET: t("partly met"),
    Status.MET: t("met"),
    Status.REFUSED: t("refused"),
}
"""What came of a demand, in a word."""

LEDGER = Button(t("What was recorded"), "ledger")

NOTHING = t("Nothing was recorded so far of what came of it.")


def recording(demand: int) -> Button:
    """What records what came of a demand."""
    return Button(t("Record what came of it"), "demand_status", {"demand": demand})


def source(entry: LedgerEntry) -> Link | str:
    """From where an entry is: a link where it is an address to which one may lead."""
    said = entry.said.source
    return Link(said) if target(said) else said


def line(entry: LedgerEntry) -> Text:
    """An entry in one line: the status, the day, the source."""
    return t("**{status}**, {date}. Source: {source}", status=STATUSES[entry.said.status], date=entry.said.on,
             source=source(entry))  # fmt: skip


def standing_line(entry: LedgerEntry) -> Text:
    """Where a demand stands, since when, and who says so."""
    return t("Where it stands: **{status}**, since {date}. Source: {source}", status=STATUSES[entry.said.status],
             date=entry.said.on, source=source(entry))  # fmt: skip


def due_line(letter: Letter, entry: LedgerEntry) -> Sequence[Text]:
    """Until when an answer is due; nothing where none is."""
    due = entry.said.due
    return (t("An answer is due by {date}.", date=letter.local(due).date()),) if due else ()


def note_parts(entry: LedgerEntry, reader: str) -> Sequence[Part]:
    """What is said of an entry, as it was written."""
    said = entry.said
    if not said.note:
        return ()
    note = Typed(said.note, links=True, quoted=True)
    if said.language == reader:
        return (note,)
    return (note, t("This was written in {language}, and is not translated.", language=Language(said.language)))


def standing(letter: Letter, ledger: Ledger, demand: int, reader: str) -> Sequence[Part]:
    """Where a demand stands, whole; nothing where nothing was recorded."""
    entry = ledger.standing(demand)
    return entry_parts(letter, entry, reader) if entry else ()


def entry_parts(letter: Letter, entry: LedgerEntry, reader: str) -> Sequence[Part]:
    """An entry whole, as everybody reads it."""
    return (standing_line(entry), *note_parts(entry, reader), *due_line(letter, entry))


def history(letter: Letter, ledger: Ledger, demand: int, most: int | None = IN_CHAT) -> Sequence[Part]:
    """What was recorded of a demand, the newest first, with what was corrected; nothing where that is one entry alone.
    `most`: so many entries at the most."""
    entries = ledger.of(demand)
    if len(entries) < 2:
        return ()
    shown = tuple(_in_history(letter, ledger, each) for each in islice(entries, most))
    return (t("**What was recorded**"), Bullets(shown))


def _in_history(letter: Letter, ledger: Ledger, entry: LedgerEntry) -> Text:
    by = ledger.corrected_by(entry)
    if by is None:
        return line(entry)
    return t("{entry} Corrected on {date}.", entry=line(entry), date=letter.local(by.said.at).date())


def with_standing(demand: Demand, ledger: Ledger) -> Text:
    """A demand in one line, with where it stands."""
    entry = ledger.standing(demand.number)
    if entry is None:
        return demand_entry(demand)
    return t("{demand} — **{status}**, since {date}", demand=demand_entry(demand), status=STATUSES[entry.said.status],
             date=entry.said.on)  # fmt: skip


def outcomes(letter: Letter, ledger: Ledger) -> Sequence[Part]:
    """Where the demands stand of which something was recorded, each in one line."""
    found = [
        (each.number, t("{title}: {entry}", title=each.title, entry=line(entry)))
        for each in letter.demands
        if (entry := ledger.standing(each.number))
    ]
    if not found:
        return ()
    return (t("**What came of the demands**"), Bullets(tuple(said for _, said in found), tuple(n for n, _ in found)))


def about_demand(letter: Letter, number: int) -> Text:
    """Which demand an entry is about."""
    demand = letter.demand(number)
    if demand is None:
        return t("**Demand {number}**", number=number)
    return t("**Demand {number}: {title}**", number=number, title=demand.title)


def preview(letter: Letter, ledger: Ledger, entry: LedgerEntry, reader: str) -> Sequence[Part]:
    """An entry as it will be read, and what it corrects."""
    corrected = next((each for each in ledger.entries if each.id == entry.said.corrects), None)
    return (
        about_demand(letter, entry.said.demand),
        *entry_parts(letter, entry, reader),
        *(
            (t("It corrects this, which stays readable beside it: {entry}", entry=line(corrected)),)
            if corrected
            else ()
        ),
    )


def published(letter: Letter, entry: LedgerEntry, reader: str) -> Reply:
    """That an entry is published, with what can follow."""
    return Reply(
        [
            t("**Published.** Everybody can read it. Nobody is told by that: announce it, if they are to be."),
            about_demand(letter, entry.said.demand),
            *entry_parts(letter, entry, reader),
        ],
        (
            Button(t("Draft an announcement"), "announce_status", {"entry": entry.id}, style="primary"),
            Button(t("Draft it for those who signed"), "announce_status", {"entry": entry.id, "to": "signers"}),
            Button(t("See the demand"), "demand", {"demand": entry.said.demand}),
            LEDGER,
        ),
    )


def release_card(unit: Unit, revision: Revision, entry: LedgerEntry, reader: str) -> Reply:
    """What another organizer is asked to agree to; what became of it, once somebody has."""
    letter = revision.letter
    shown = preview(letter, unit.ledger.public(revision.letter_id), entry, reader)
    if entry.step is Step.PUBLIC:
        return published(letter, entry, reader)
    if entry.step is not Step.WAITING:
        return Reply([t("**What was recorded of a demand was not published.**")])
    values = {"entry": entry.id}
    return Reply(
        [
            t("**Another organizer has recorded what came of a demand.** It is published only if you agree:"),
            asks(unit, revision.letter_id, entry.person_id),
            *shown,
        ],
        (
            Button(t("Let it be published"), "agree_status", {**values, "act": "agree"}, style="primary"),
            Button(t("Don't"), "agree_status", {**values, "act": "refuse"}, style="danger"),
        ),
    )


def answer_due(letter: Letter, entry: LedgerEntry) -> Reply:
    """What organizers are told as an answer is due."""
    return Reply(
        [
            t("**An answer is due.** Was there one? Record it, or that there was none."),
            about_demand(letter, entry.said.demand),
            line(entry),
            *due_line(letter, entry),
        ],
        (recording(entry.said.demand),),
    )


def escalation_due(letter: Letter, ledger: Ledger) -> Reply | None:
    """What organizers are told as the day comes until which the demands were to be met."""
    if letter.escalation is None:
        return None
    return Reply(
        [
            t("**The day has come that the letter names.**"),
            *escalation_parts(letter, letter.escalation),
            *outcomes(letter, ledger),
        ],
        (Button(t("Record what came of a demand"), "demand_status"), Button(t("Announce something"), "announce")),
    )
