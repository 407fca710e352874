"""Owners and editors record what came of the demands, and tell it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.announcements.desk import desk, written_in
from bot.commands.shared_options import EDITORS, LETTER, among, asks_day, for_editors, hidden, past_day, read_day
from bot.interface.call import Button, Call, Entry, Reply, Said
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.announcements.announcement import EVERYBODY, SIGNERS
from bot.model.letters.ledger import NOTE, SOURCE, LedgerEntry, Recorded, Status, Step
from bot.service.announcements import drafts
from bot.service.letters import ledger
from bot.text.text import Language, Part, Text, t
from bot.views.letters.ledger import LEDGER, STATUSES, about_demand, history, line, preview, published, release_card
from bot.views.letters.ledger_news import texts

PAGE = 8
"""So many entries are shown at once."""


def _begin(call: Call) -> Mapping[str, str]:
    demands = call.letter.demands
    return {"demand": str(demands[0].number)} if len(demands) == 1 else {}


def _status(call: Call) -> Reply:
    note = call.text("note")
    said = Recorded(
        demand=int(call.text("demand")),
        revision=call.published.number,
        status=Status(call.text("status")),
        on=read_day(call, "on"),
        source=call.text("source"),
        at=call.unit.now,
        note=note,
        language=written_in(call) if note else "",
        due=call.moment("due"),
        corrects=call.number("corrects"),
    )
    return _asked(call, ledger.note(call.unit, call.person(), call.published, said))


def _asked(call: Call, entry: LedgerEntry) -> Reply:
    """What was written, as everybody will read it, before it counts."""
    second = ledger.needs_second(call.unit, call.person(), call.published.letter_id)
    parts: list[Part] = [
        t("**Is this right? Everybody will read it**, and it stays: it can be corrected, and not taken back."),
        *preview(call.letter, call.unit.ledger.public(entry.letter_id), entry, call.speech.tag),
        *((t("Another organizer has to agree to it."),) if second else ()),
    ]
    values: dict[str, str | int] = {"entry": entry.id}
    return Reply(
        parts,
        (
            Button(t("Publish it"), "record_status", {**values, "act": "record"}, style="primary"),
            *(
                Button(label, "add_to_status", {**values, "part": part})
                for part, label, there in (
                    (_NOTE.name, t("Add a note"), entry.said.note),
                    (_DUE.name, t("An answer is due"), entry.said.due),
                )
                if not there
            ),
            Button(t("Write it anew"), "demand_status", {"demand": entry.said.demand, **_corrects(entry)}),
        ),
    )


def _add(call: Call) -> Reply:
    """What was written with a note, or a day until which an answer is due."""
    said = ledger.noted(call.unit, call.person(), call.published.letter_id, call.number("entry")).said
    if call.text("part") == _DUE.name:
        added = replace(said, due=call.moment("due"))
    else:
        added = replace(said, note=call.text("note"), language=written_in(call))
    return _asked(call, ledger.note(call.unit, call.person(), call.published, added))


def _corrects(entry: LedgerEntry) -> Mapping[str, int]:
    return {"corrects": entry.said.corrects} if entry.said.corrects else {}


def _record(call: Call) -> Reply:
    if not call.text("act"):
        return _asked(call, ledger.noted(call.unit, call.person(), call.published.letter_id, call.number("entry")))
    entry = ledger.record(call.unit, call.person(), call.published, call.number("entry"))
    if entry.step is Step.WAITING:
        return Reply(
            [t("**It waits for another organizer**, who was asked. Nobody reads it before.")],
            (Button(t("Take it back"), "agree_status", {"entry": entry.id, "act": "refuse"}),),
            replaces=True,
        )
    return _published(call, entry)


def _published(call: Call, entry: LedgerEntry) -> Reply:
    return replace(published(call.letter, entry, call.speech.tag), replaces=True)


def _agree(call: Call) -> Reply:
    letter_id, number = call.published.letter_id, call.number("entry")
    if call.text("act") == "agree":
        return _published(call, ledger.agree(call.unit, call.person(), call.published, number))
    if call.text("act") == "refuse":
        ledger.refuse(call.unit, letter_id, number)
        return Reply([t("**It is not published**, and not kept.")], (LEDGER,), replaces=True)
    waiting = ledger.waiting(call.unit, letter_id, number)
    return release_card(call.unit, call.published, waiting, call.speech.tag)


def _ledger(call: Call) -> Reply:
    """What waits for another organizer, and everything that was recorded, with what can be corrected of it."""
    there, page = call.unit.ledger.public(call.published.letter_id), call.number("page") or 0
    entries = list(reversed(there.entries))
    parts: list[Said] = [t("**What was recorded of the demands**")]
    if not entries:
        parts.append(t("Nothing so far."))
    for each in call.unit.ledger.waiting(call.published.letter_id)[:PAGE]:
        said = t("{demand} {entry} It waits for another organizer.", demand=about_demand(call.letter, each.said.demand),
                 entry=line(each))  # fmt: skip
        parts.append(Entry(said, Button(t("Look at what waits"), "agree_status", {"entry": each.id})))
    for each in entries[page * PAGE : (page + 1) * PAGE]:
        said = t("{demand} {entry}", demand=about_demand(call.letter, each.said.demand), entry=line(each))
        by = there.corrected_by(each)
        if by:
            parts.append(t("{entry} Corrected on {date}.", entry=said, date=call.letter.local(by.said.at).date()))
            continue
        values = {"demand": each.said.demand, "corrects": each.id}
        label = t("Correct: {status}, {date}", status=STATUSES[each.said.status], date=each.said.on)
        parts.append(Entry(said, Button(label, "demand_status", values)))
    more = [Button(t("More"), "ledger", {"page": page + 1})] if entries[(page + 1) * PAGE :] else []
    return Reply(parts, (Button(t("Record what came of a demand"), "demand_status", style="primary"), *more))


def _announce(call: Call) -> Reply:
    entry = ledger.find_public(call.unit, call.published.letter_id, call.number("entry"))
    draft = drafts.draft(
        call.unit,
        call.person(),
        account=call.actor.account,
        letter_id=call.published.letter_id,
        texts=texts(call.letter, entry, call.languages),
        ordered_in=call.caller.address,
        audience=SIGNERS if call.text("to") == "signers" else EVERYBODY,
    )
    return desk(call, draft)


def _demands(call: Call) -> Sequence[Choice]:
    return [Choice(str(each.number), t("{number}. {title}", number=each.number, title=each.title))
            for each in call.letter.demands]  # fmt: skip


def _asks_status(call: Call) -> Sequence[Part]:
    """The question, with what was recorded so far."""
    raw = call.raw.get("demand", "")
    there = call.unit.ledger.public(call.published.letter_id)
    now = there.standing(int(raw)) if raw.isdecimal() else None
    before = (line(now),) if now else ()
    return (t("**What came of it?**"), *before, *(history(call.letter, there, int(raw)) if now else ()))


def _asks_note(call: Call) -> Sequence[Text]:
    tag = Language(written_in(call))
    return (t("What is to be said of it, in {language}: what was promised, what is missing.", language=tag),)


_DEMAND = Option("demand", Kind.CHOICE, t("Demand"), t("**Which demand?**"), choices=_demands)
_STATUS = Option(
    "status",
    Kind.CHOICE,
    t("Status"),
    _asks_status,
    choices=tuple(Choice(status.value, name) for status, name in STATUSES.items()),
)
_ON = past_day("on", t("Since when"), asks_day)
_SOURCE = Option(
    "source",
    Kind.TEXT,
    t("Source"),
    t("From where is it known? A link, or words, such as “letter of the ministry”."),
    most=SOURCE,
)
_NOTE = Option("note", Kind.PARAGRAPH, t("Note"), _asks_note, need=Need.OFFERED, most=NOTE)
_DUE = Option(
    "due",
    Kind.DATE,
    t("Answer due by"),
    t("Until which day is an answer due? You are told when it has come."),
    need=Need.OFFERED,
    most=80,
    end_of_day=True,
)
_ENTRY = hidden("entry", t("Entry"))


def _part(option: Option) -> Option:
    return replace(option, need=Need.REQUIRED, argument=False, when=lambda raw: raw.get("part") == option.name)


COMMANDS = (
    Command(
        "demand_status",
        t("Record what came of a demand"),
        _status,
        (LETTER, _DEMAND, _STATUS, _ON, _SOURCE, _NOTE, _DUE, hidden("corrects", t("Entry"))),
        roles=EDITORS,
        private=True,
        begin=_begin,
        title=t("What came of a demand"),
    ),
    for_editors(
        "record_status",
        t("Publish what was recorded of a demand"),
        _record,
        _ENTRY,
        among("act", t("What"), "record"),
        irreversible="act",
    ),
    for_editors(
        "add_to_status",
        t("Add to what is recorded of a demand"),
        _add,
        _ENTRY,
        among("part", t("Part"), _NOTE.name, _DUE.name),
        _part(_NOTE),
        _part(_DUE),
    ),
    for_editors(
        "agree_status",
        t("Agree to what another organizer has recorded of a demand"),
        _agree,
        among("act", t("What"), "agree", "refuse"),
        _ENTRY,
        irreversible="act",
    ),
    for_editors("ledger", t("What was recorded of the demands, to be corrected"), _ledger, hidden("page", t("Page"))),
    for_editors(
        "announce_status",
        t("Draft an announcement of what came of a demand"),
        _announce,
        _ENTRY,
        among("to", t("To whom"), "signers"),
    ),
)
