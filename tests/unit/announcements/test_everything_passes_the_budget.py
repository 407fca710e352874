"""No act lets messages arrive with those who follow or have signed without asking the budget.

It goes by the calls as they are written: whatever calls one of the doors, through which such messages come into the
queue, calls the budget itself, or is called by nothing but what does.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from bot.model.deliveries import Lane, Subject
from tests.unit.code import Function, functions, functions_in

CORE = ("bot/service", "bot/commands", "bot/delivery", "bot/pages", "bot/notices", "bot/interface", "adapters/host")

DOORS = frozenset({"put_to_audience", "request_update", "repeat", "call", "issue"})
"""What a repository of the queue, or of the confirmations, does to many chats at once, or one of links to people
outside."""

REPOSITORIES = frozenset({"queue", "confirmations", "press_links"})

ASKS_TO_CONFIRM = frozenset({"REVISION", "REVISION_REMINDER"})
TO_MANY = ASKS_TO_CONFIRM | {each.name for each in Subject if each.lane is Lane.ANNOUNCEMENT}
"""The subjects of messages that go to those who follow or have signed."""

ASKING = frozenset({"allows", "guarded", "reach_alone", "needs_second", "spend", "_spend_repeated"})
"""What asks the budget, or spends of it."""

WITHOUT = {
    "bot/service/announcements/dispatch.py._advance": "queues what was released and has begun, as `_begin` lets it",
    "bot/service/announcements/dispatch.py._outdated": "goes on with what a correction or a recall has begun",
    "bot/service/announcements/release.py.agree": "another organizer agrees",
    "bot/service/announcements/corrections.py.recall": "takes messages back, which must never have to wait",
    "bot/service/announcements/news.py.list_changed": "an organization leaves the list, which must never have to wait",
    "bot/service/announcements/news.py._Desk._follow_events": "a revision, which has asked, has made it untrue",
    "bot/service/letters/confirmations.py.ask_next": "goes on with what a revision has begun",
    "bot/service/letters/publishing.py.agree": "another organizer agrees",
    "bot/service/starting.py.publish": "the host publishes from the folder",
    "bot/service/restores/restoring.py._queue_all": "goes on with what had begun to leave before the backup was made",
    "bot/delivery/leaving.py.Record._go_on": "what belongs to an announcement that has just arrived there",
}
"""What opens a door and does not ask, and why."""


@cache
def called(function: Function) -> Sequence[tuple[str, str]]:
    """What a function calls, by its name, and on what."""
    return list(_called(function))


def _called(function: Function) -> Iterator[tuple[str, str]]:
    for node in ast.walk(function.node):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Attribute(attr=name, value=ast.Attribute(attr=on) | ast.Name(id=on)):
                    yield name, on
                case ast.Attribute(attr=name) | ast.Name(id=name):
                    yield name, ""


def opens_a_door(function: Function) -> bool:
    """Whether a function lets messages come into the queue that go to many."""
    if any(name in DOORS and on in REPOSITORIES for name, on in called(function)):
        return True
    puts = any(name in ("put", "tell_person", "tell_owners") for name, _ in called(function))
    return puts and any(isinstance(node, ast.Attribute) and node.attr in TO_MANY for node in ast.walk(function.node))


def unasked(every: Sequence[Function]) -> set[str]:
    """What opens a door, or calls what does, and neither asks the budget nor is called only by what asks it."""
    callers = defaultdict[str, list[Function]](list)
    for each in every:
        for name, _ in called(each):
            callers[name].append(each)

    def asks(function: Function, passed: tuple[str, ...] = ()) -> bool:
        if function.name in WITHOUT or any(name in ASKING for name, _ in called(function)):
            return True
        if function.node.name in passed:
            return True
        above = [each for each in callers[function.node.name] if each.name != function.name]
        return bool(above) and all(asks(each, (*passed, function.node.name)) for each in above)

    return {each.name for each in every if opens_a_door(each) and not asks(each)}


def test_everything_that_reaches_many_asks_the_budget() -> None:
    assert unasked(functions(*CORE)) == set()


def test_what_does_not_ask_is_there_and_opens_a_door_or_leads_to_one() -> None:
    every = {each.name: each for each in functions(*CORE)}
    leads = {"_outdate", "let_say", "ask_to_confirm", "_publish", "request_update"}
    for name in WITHOUT:
        assert name in every
        assert opens_a_door(every[name]) or any(call in leads for call, _ in called(every[name])), name


def test_an_act_that_does_not_ask_is_found() -> None:
    source = """
def ping(unit, person, letter_id):
    for chat in unit.chats.followers(letter_id, Topic.NEWS):
        unit.queue.put(chat.id, Subject.ANNOUNCEMENT, 1)

def answer(unit, person, letter_id):
    _tell(unit, letter_id)

def _tell(unit, letter_id):
    unit.queue.put_to_audience(letter_id, 10)

def asked(unit, person, letter_id):
    if budget.allows(unit, person.id, letter_id, 10):
        _quietly(unit)

def _quietly(unit):
    unit.queue.request_update(1, 10)

def remind(unit):
    tell_person(unit, 1, Subject.REVISION, 1)
"""
    assert unasked(list(functions_in(source))) == {".ping", "._tell", ".remind"}
