"""The letter: what it says, what it asks, and who has signed."""

from collections.abc import Sequence
from itertools import islice

from bot.commands.shared_options import LETTER, likely
from bot.errors import NotFound
from bot.interface.call import Button, Call, Entry, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Need, Option, Suggestion
from bot.model.chats import ChatKind
from bot.model.people.person import SENDERS, Role
from bot.service.letters import documents, former_documents, meant
from bot.text.text import Bullets, Part, n, t
from bot.views.buttons import ASK, CHANGES, DEMANDS, EVENTS, READ, SIGN
from bot.views.endorsements.boards import printed_until
from bot.views.endorsements.reservations import counts
from bot.views.letters.documents import document_entries
from bot.views.letters.ending import ended
from bot.views.letters.ledger import history, outcomes, recording, standing, with_standing
from bot.views.letters.letter import (
    demand_buttons,
    demand_parts,
    document_buttons,
    heading,
    languages,
    letter_parts,
)
from bot.views.letters.sharing import demand_name, letter_name, share_button, shared_demands, shared_letter

DOCUMENTS = 20
"""So many documents at the most have a button each in their list."""


def _letter(call: Call) -> Reply:
    choose(call)
    letter = call.letter
    parts = [*heading(call.published), *languages(letter, call.speech)]
    changed = [CHANGES] if call.published.number > 1 else []
    dates = [EVENTS] if letter.events else []
    title = call.speech.language_of(letter.title)
    stand = outcomes(letter, call.unit.ledger.public(call.published.letter_id))
    entries = document_entries(call.unit, call.published)
    parts.extend(letter_parts(letter, title, call.unit.now, entries))
    over = call.unit.endings.of(call.published.letter_id)
    parts.extend((*stand, *printed_until(call.unit, call.published.letter_id)))
    parts.extend((ended(letter, over),) if over else ())
    return Reply(
        parts,
        (DEMANDS, ASK, *document_buttons(letter), *changed, SIGN, *dates, share_button(call, letter_name(letter))),
        card=True,
    )


def _document(call: Call) -> Reply:
    number, documents_there = call.number("document"), call.letter.documents
    if number is None:
        return _documents(call)
    if not 1 <= number <= len(documents_there):
        raise NotFound(t("There is no such document."))
    document = documents_there[number - 1]
    file = documents.found(call.unit, call.published.letter_id, document)
    said = document_entries(call.unit, call.published)[number - 1]
    others = (Button(t("The documents"), "document"),) if len(documents_there) > 1 else ()
    return Reply([said], (READ, *others, ASK, *_take_back(call, number)), files=(file,) if file else ())


def _take_back(call: Call, number: int) -> Sequence[Button]:
    """For an owner, in private: the file was wrong."""
    if call.caller.kind is not ChatKind.PRIVATE or Role.OWNER not in call.actor.roles:
        return ()
    there = former_documents.present(call.unit, call.published)[number - 1]
    wrong = there.document.file is not None and there.taken_back is None
    return (Button(t("It is wrong: take it back"), "take_back", {"document": number}, style="danger"),) if wrong else ()


def _documents(call: Call) -> Reply:
    there = call.letter.documents
    if not there:
        raise NotFound(t("No document belongs to this letter."))
    parts: list[Part] = [
        t("**Documents**"),
        Bullets(document_entries(call.unit, call.published), tuple(range(1, len(there) + 1))),
    ]
    buttons = (
        Button(t("Get: {title}", title=each.title), "document", {"document": number})
        for number, each in enumerate(there, 1)
        if each.file
    )
    return Reply(parts, (*islice(buttons, DOCUMENTS), READ))


def choose(call: Call) -> None:
    """From now on this letter is meant here, where several could be: in a shared chat only its managers say so."""
    here = call.caller
    meant.choose(
        call.unit,
        call.published.letter_id,
        chat=here.address,
        kind=here.kind,
        title=here.title,
        manages=call.actor.manages_chat,
    )


def _demands(call: Call) -> Reply:
    ledger = call.unit.ledger.public(call.published.letter_id)
    entries = [
        Entry(Bullets((with_standing(each, ledger),), (each.number,)), button)
        for each, button in zip(call.letter.demands, demand_buttons(call), strict=True)
    ]
    return Reply([t("**What the letter asks, and of whom**"), *entries], (ASK, SIGN), card=True)


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
            ),
            "demands",
        )
    others = tuple(each for each in demand_buttons(call) if each.values["demand"] != number)
    share = share_button(call, demand_name(demand))
    parts = [*demand_parts(demand), *_came_of_it(call, number), *counts(call, number)]
    return Reply(parts, (*others[:24], *_records(call, number), ASK, SIGN, share), card=True)


def _came_of_it(call: Call, number: int) -> Sequence[Part]:
    """Where a demand stands, and what was recorded of it before."""
    ledger = call.unit.ledger.public(call.published.letter_id)
    language = call.speech.tag
    return (*standing(call.letter, ledger, number, language), *history(call.letter, ledger, number))


def _records(call: Call, number: int) -> Sequence[Button]:
    """What owners and editors do about it, where only they see it."""
    edits = call.caller.kind is ChatKind.PRIVATE and not call.actor.roles.isdisjoint(SENDERS)
    return (recording(number), Button(t("What was recorded"), "ledger")) if edits else ()


def _suggest_document(call: Call, typed: str) -> Sequence[Suggestion]:
    """The documents whose title has what was typed, or nearly has it."""
    titles = [each.title.in_(call.speech.tag) for each in call.revision.letter.documents] if call.revision else []
    return likely([Suggestion(str(number), title) for number, title in enumerate(titles, 1)], typed)


def _suggest(call: Call, typed: str) -> Sequence[Suggestion]:
    """The demands whose number or title has what was typed, or nearly has it."""
    demands = call.revision.letter.demands if call.revision else ()
    shown = ((each.number, call.speech.reading(each.title)) for each in demands)
    return likely([Suggestion(str(number), f"{number}. {title}") for number, title in shown], typed)


_DOCUMENT = Option(
    "document", Kind.NUMBER, t("Number"), t("The document's number"), need=Need.NEVER, suggest=_suggest_document
)
_DEMAND = Option("demand", Kind.NUMBER, t("Number"), t("The demand's number"), need=Need.NEVER, suggest=_suggest)

COMMANDS = (
    Command("document", t("Get a document of the letter"), _document, (LETTER, _DOCUMENT), menu=False, linked=True),
    Command(
        "letter",
        t("Read the letter"),
        _letter,
        (LETTER,),
        linked=True,
        asks_manager=True,
        shared=shared_letter,
        brief="start",
    ),
    Command("demands", t("What the letter asks, and of whom"), _demands, (LETTER,), linked=True),
    Command("demand", t("One demand, by its number"), _demand, (LETTER, _DEMAND), linked=True, shared=shared_demands),
)
