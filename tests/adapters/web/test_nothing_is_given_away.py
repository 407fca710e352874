"""Every page and data route that there is, asked in every way: under an embargo none of them answers otherwise for
three than for three hundred, nor works more; and none names who has withdrawn."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import event

from adapters.web import server, throttle
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.journal.acts import Act
from bot.model.lists.order import Order
from bot.pages import PAGES
from bot.pages.page import WebPage
from bot.ports.store import Unit
from tests.adapters.web.public import SLUG, Public
from tests.conftest import Clock
from tests.memory import MemoryStore
from tests.storage import examples

UNKNOWN = "00000000"
QUERIES = (
    "",
    "?page=1",
    "?page=2",
    "?page=3",
    "?q=organization",
    "?q=bakers",
    "?q=nobody",
    "?q=7",
    "?with=statement",
    "?kind=union",
)
ELSEWHERE = ("", "?page=2")
"""Where none of them counts."""

ENCODINGS = ("identity", "gzip", "br")
NAMES: Mapping[str, tuple[str, ...]] = {
    "language": ("en", "fr", "xx"),
    "letter": (SLUG,),
    "number": ("1", "2", "300"),
    "name": ("count", "growth", "demand-1", "demand-2", "press.pdf"),
    "sha256": ("0" * 64,),
    "key": ("0" * 26,),
}
"""What can stand in an address, beside the handles of lines."""


@dataclass(slots=True)
class Answered:
    """How something was answered, and by how many looks into the database."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    looks: int = field(default=0)


def addresses(page: WebPage, handles: tuple[str, ...]) -> Iterator[str]:
    """Every address of a page, with what may count behind it."""
    paths = [page.path]
    for name, values in {**NAMES, "handle": handles}.items():
        paths = [path.replace(f"{{{name}}}", value) for path in paths for value in values]
    for path in dict.fromkeys(paths):
        yield from (f"{path}{query}" for query in (QUERIES if page.queries else ELSEWHERE))


@contextmanager
def looking(public: Public) -> Iterator[list[str]]:
    """The statements that reach the database."""
    statements = list[str]()
    assert isinstance(public.disk, MemoryStore)
    engine = public.disk.engine

    def noted(connection: object, cursor: object, statement: str, *others: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", noted)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", noted)


async def swept(public: Public, handles: tuple[str, ...], posts: Mapping[str, str]) -> Mapping[str, Answered]:
    """How every address is answered, asked anew, with every form that is public."""
    found = dict[str, Answered]()
    with looking(public) as statements:
        for page in PAGES:
            for path in addresses(page, handles):
                for encoding in ENCODINGS if "?" not in path else ENCODINGS[:1]:
                    before = len(statements)
                    response = await public.ask(path, Accept_Encoding=encoding)
                    headers = {name: value for name, value in response.headers.items() if name != "Date"}
                    key, body = f"{encoding} {path}", await response.read()
                    found[key] = Answered(response.status, headers, body, len(statements) - before)
        for name, value in posts.items():
            url = f"http://127.0.0.1:{public.port}/en/{SLUG}/verify/{name.split()[0]}"
            before = len(statements)
            async with public.session.post(url, data={"sent": value}) as response:
                said = await response.read()
                found[name] = Answered(response.status, {}, said, len(statements) - before)
    return found


def differing(one: Mapping[str, Answered], other: Mapping[str, Answered]) -> list[str]:
    """The addresses that are answered in another way."""
    return [key for key in one if one[key] != other[key]]


def freeze(letter_id: int, unit: Unit) -> str:
    """Freeze the list as it is now."""
    person = examples.person(unit).id
    return unit.lists.freeze(letter_id, unit.lists.lines(letter_id, Order.ALPHABETICAL), Act.LIST_FROZEN, person).sha256


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing looks at the database beside what is asked, and whoever guesses is answered all the same."""
    monkeypatch.setattr(server, "LOOK_SECONDS", 10_000)
    monkeypatch.setattr(throttle, "GUESSES_AT_ONCE", 10_000.0)


async def test_an_embargo_hides_how_many_there_are_on_every_page(public: Public, clock: Clock) -> None:
    person = await public.store.write(lambda unit: examples.person(unit).id)
    until = clock.now + timedelta(days=3)
    await public.store.write(lambda unit: unit.lists.keep_back(public.letter_id, until, person))
    few = await public.sign(*(f"Organization {number:03}" for number in range(3)))
    await public.store.write(lambda unit: unit.journal.publish(public.letter_id))
    early = await public.store.write(lambda unit: freeze(public.letter_id, unit))
    await public.store.write(lambda unit: examples.present(unit, public.letter_id))
    await public.store.write(lambda unit: examples.record(unit))
    handles = (few[0].handle, UNKNOWN)
    posts = {"hash of a snapshot": early, "hash of another": "0" * 64, "receipt of nobody": "00000000"}
    await public.site.look()
    before = await swept(public, handles, posts)
    await public.sign(*(f"Organization {number:03}" for number in range(3, 300)))
    await public.store.write(lambda unit: freeze(public.letter_id, unit))
    after = await swept(public, handles, posts)
    assert differing(before, after) == []
    assert not [key for key, answered in after.items() if b"rganization 0" in answered.body]
    known = {key: answered for key, answered in after.items() if handles[0] in key}
    assert [key for key in known if known[key] != after[key.replace(handles[0], UNKNOWN)]] == []
    assert known
    hidden = await public.store.read(lambda unit: unit.endorsements.count(public.letter_id, few[0].state))
    assert hidden == 300


@pytest.mark.parametrize(
    ("gone", "beside"), [(State.WITHDRAWN, False), (State.WITHDRAWN, True), (State.WITHHELD, False)]
)
async def test_who_withdraws_or_withholds_the_name_is_nowhere_from_the_next_request_on(
    public: Public, gone: State, beside: bool
) -> None:
    bakers, _ = await public.sign("Bakers of the Old Town", "Tailors")
    await public.store.write(lambda unit: freeze(public.letter_id, unit))
    handles = (bakers.handle, UNKNOWN)
    before = await swept(public, handles, {})
    naming = [key for key in before if names(before[key], bakers)]
    assert {_kind(key) for key in naming} >= NAMING
    await public.leave(bakers, gone, public.disk if beside else None)
    if beside:
        await public.site.look()
    after = await swept(public, handles, {})
    assert [key for key in after if names(after[key], bakers)] == []
    assert [key for key in after if before[key].headers.get("ETag") in _tags(after[key]) and key in naming] == []
    known = {key: answered for key, answered in after.items() if bakers.handle in key}
    assert [key for key in known if known[key].body != after[key.replace(bakers.handle, UNKNOWN)].body] == []


def names(answered: Answered, signed: Endorsement) -> bool:
    """Whether an answer names an organization, or its line."""
    if answered.headers.get("Content-Encoding"):
        return False
    body = answered.body.replace(b"\\u0020", b" ")
    return signed.public.organization.encode() in body or signed.handle.encode() in body


NAMING = {"list", "feed", "endorsements.json", "endorsements.csv", "list.md", "list.json", "press.pdf", "signed.png",
          "embed", "line", "letter"}  # fmt: skip


def _kind(key: str) -> str:
    path = key.split()[1].partition("?")[0]
    steps = path.strip("/").split("/")
    if steps[0] == "embed":
        return "embed"
    if len(steps) == 2:
        return "letter"
    if steps[2:3] == ["list"] and len(steps) == 4:
        return "line"
    return "feed" if "feed" in steps else steps[-1]


def _tags(answered: Answered) -> tuple[str, ...]:
    tag = answered.headers.get("ETag")
    return (tag,) if tag else ()
