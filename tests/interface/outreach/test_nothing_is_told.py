"""Who was asked, and above all who said no, is told to nobody but owners and editors, by nothing that there is."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import pytest
from sqlalchemy import select

from bot.commands import COMMANDS
from bot.interface.command import Command
from bot.interface.conversation import Interface
from bot.interface.options import Kind
from bot.interface.requests import Invoke
from bot.model.outreach import Answer, Step
from bot.model.people.person import Role
from bot.pages import PAGES
from bot.pages.page import WebPage
from bot.pages.visiting import Host, visit
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service.outreach import prospects
from storage import tables
from storage.unit import ConnectionUnit
from tests.interface.outreach.examples import editor, listed
from tests.interface.press.recorder import Recorder
from tests.interface.someone import Someone, sign
from tests.letters import LETTER
from tests.memory import MemoryStore

ZEBRAS = "Example Zebra Quartet"
SECRETS = (ZEBRAS, "Zebra", "Jo Example", "jo@choir.example", "555 0100", "They meet on Mondays", "Olga sings there")
OURS = frozenset({
    "outreach", "prospect", "add_prospect", "import_prospects", "remind_prospect", "partners", "add_partner",
})  # fmt: skip
"""The commands by which owners and editors keep the list."""

ROLES = tuple(Role)
NAMES: Mapping[str, str] = {
    "language": "en", "number": "1", "name": "count", "sha256": "0" * 64, "key": "0" * 26,
    "handle": "00000000",
}  # fmt: skip


@pytest.fixture
async def otto(interface: Interface, store: Store) -> Someone:
    """An owner, editor and reviewer of a letter which one organization does not want to sign; another has."""
    otto = Someone(interface, "otto")
    for role in ROLES:
        await editor(interface, store, "otto", role)
    await sign(Someone(interface, "ada"), "Example Bakers")

    def unit(unit: Unit) -> None:
        person = unit.people.ensure(otto.account)
        no = prospects.take(unit, person, LETTER, listed(unit, ZEBRAS).id)
        for step in (Step.ASKED, Step.NO):
            prospects.step(unit, person, LETTER, no.id, step)

    await store.write(unit)
    return otto


def tries(command: Command) -> Iterator[dict[str, str]]:
    """What is given: nothing, the first of everything that has a number, and each choice."""
    yield {}
    numbers = {each.name: "1" for each in command.options if each.kind is Kind.NUMBER}
    if numbers:
        yield numbers
    for option in command.options:
        if isinstance(option.choices, tuple):
            yield from ({**numbers, option.name: choice.key} for choice in option.choices)


def contents(files: Sequence[int], unit: Unit) -> list[bytes]:
    """What stands in files."""
    return [unit.files.content(each) for each in files]


async def seen(someone: Someone, command: Command) -> str:
    """Everything that somebody is answered, sent and offered by a command."""
    interface, found = someone.interface, list[object]()
    for values in tries(command):
        answer = await interface.answer(someone.caller, Invoke(command.name, {"letter": str(LETTER), **values}))
        found.append(answer)
        sent = [file.id for file in answer.files] if isinstance(answer, Message) else []
        found.append(await interface._store.read(partial(contents, sent)))
    for option in command.options:
        for typed in ("", "Example", "zeb", "jo"):
            found.append(await interface.suggest(someone.caller, command.name, option.name, typed))
    return repr(found)


def naming(text: str) -> list[str]:
    return [each for each in SECRETS if each in text]


async def test_no_other_command_file_or_completion_knows_it_not_even_an_owner_s(otto: Someone) -> None:
    otto.interface.typesetting.typesetter = Recorder()
    told = {each.name: naming(await seen(otto, each)) for each in COMMANDS if each.name not in OURS}
    assert {name: what for name, what in told.items() if what} == {}
    assert ZEBRAS in await otto.give("outreach", letter="1", show="no")


@pytest.mark.parametrize("roles", [(), (Role.REVIEWER,)])
async def test_outsiders_and_reviewers_are_refused_by_our_own_commands(
    otto: Someone, store: Store, roles: tuple[Role, ...]
) -> None:
    eve = Someone(otto.interface, "eve")
    for role in roles:
        await editor(otto.interface, store, "eve", role)
    for each in (each for each in COMMANDS if each.name in OURS):
        assert "This is for the letter's organizers" in await eve.give(each.name, letter="1")
        assert naming(await seen(eve, each)) == []


async def test_no_page_knows_it(otto: Someone, store: Store) -> None:
    def shown(unit: Unit, page: WebPage) -> object:
        revision = unit.letters.current(LETTER)
        assert revision
        there = visit(unit, Host(otto.interface.speeches, signs=True), {**NAMES, "letter": revision.letter.slug}, {})
        return page.show(there) if there else None

    def unit(unit: Unit) -> list[str]:
        return [repr(found) for page in PAGES if (found := shown(unit, page))]

    found = await store.write(unit)
    assert len(found) > 15
    assert [what for each in found if (what := naming(each))] == []


async def test_it_stands_on_the_disk_encrypted_and_makes_no_record_of_an_organization(
    otto: Someone, store: Store
) -> None:
    assert isinstance(store, MemoryStore)
    content = store.content()
    assert [each for each in SECRETS if each.encode() in content] == []
    assert b"Example Bakers" in content

    def unit(unit: Unit) -> tuple[int, Answer]:
        assert isinstance(unit, ConnectionUnit)
        known = unit.connection.execute(select(tables.organizations.c.id)).all()
        found = unit.prospects.get(1)
        assert found
        return len(known), found.answer

    assert await store.read(unit) == (1, Answer.NO)
