"""What anybody can learn of who has signed: by commands, suggestions, pages, data, files and what is sent to chats.

Every organization of these tests has a name that nothing else looks like, so that whoever is named can be found in
whatever is said.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from bot.interface.conversation import Interface
from bot.model.endorsements.endorsement import State
from bot.notices.composing import composer
from bot.pages import PAGES
from bot.pages.data.endorsements import ENDORSEMENTS, TABLE
from bot.pages.lists import LIST
from bot.pages.page import Body, Shown, Typeset, WebPage
from bot.pages.visiting import Host, visit
from bot.ports.store import Unit
from bot.text.blocks import plain
from bot.text.locales import Speech
from tests.interface.someone import Someone
from tests.storage.examples import letter

SLUG = letter().slug
FOLLOWER = "-100"
"""The group that follows the letter."""

NAME = re.compile(r"Zebra Quartet \d{3}")
TOTAL = re.compile(r"(\d+|No) organizations? ha(?:s|ve) signed on")
ROWS = 1000


def name(number: int) -> str:
    """How an organization is called."""
    return f"Zebra Quartet {number:03}"


def named(said: object) -> frozenset[str]:
    """Whoever is named in something, however it is said."""
    return frozenset(NAME.findall(said if isinstance(said, str) else repr(said)))


@dataclass
class Seen:
    """What outsiders were told: `said` by each way, of these `answered` to commands; the list as data, as a table and
    as a page; and how many, where that is told."""

    said: dict[str, str] = field(default_factory=dict)
    answered: list[str] = field(default_factory=list)
    data: Mapping[str, object] = field(default_factory=dict)
    table: frozenset[str] | None = None
    page: frozenset[str] = frozenset()
    total: int | None = None

    @property
    def named(self) -> frozenset[str]:
        """Whoever is named by any of it."""
        return frozenset().union(*map(named, self.said.values()))


def _paths(page: WebPage, handles: Sequence[str], snapshots: int) -> Iterator[dict[str, str]]:
    """What the names in a page's path can be."""
    values = {
        "language": ("en",),
        "letter": (SLUG,),
        "handle": tuple(handles),
        "number": tuple(map(str, range(1, snapshots + 2))),
        "name": ("count", "demand-1"),
        "sha256": ("0" * 64,),
        "key": ("0" * 26,),
    }
    found = [dict[str, str]()]
    for each in re.findall(r"\{(\w+)\}", page.path):
        found = [{**one, each: value} for one in found for value in values[each]]
    yield from found


def _spoken(unit: Unit, shown: Shown) -> str:
    if isinstance(shown, Body):
        return shown.content.decode(errors="replace")
    return repr(shown.wanted.compose(unit) if isinstance(shown, Typeset) else shown)


def pages(unit: Unit, speeches: Mapping[str, Speech], seen: Seen) -> None:
    """Open every page that there is, also of each who has ever signed."""
    current = unit.letters.named(SLUG)
    assert current
    every = [each for state in State for each in unit.endorsements.in_state(current.letter_id, state, 0, ROWS)]
    handles = [each.handle for each in every if each.handle]
    snapshots = len(unit.lists.snapshots(current.letter_id, ROWS))
    for page in PAGES:
        for names in _paths(page, handles, snapshots):
            visited = visit(unit, Host(speeches), names, {})
            shown = page.show(visited) if visited else None
            if shown is not None:
                seen.said[page.path.format(**names)] = _spoken(unit, shown)
            if page is ENDORSEMENTS and isinstance(shown, Body):
                seen.data = msgspec.json.decode(shown.content)
            if page is TABLE:
                seen.table = named(_spoken(unit, shown)) if shown else None
            if page is LIST:
                seen.page = named(repr(shown))


def sent(unit: Unit, interface: Interface, seen: Seen) -> None:
    """Compose what the chat that follows would get now."""
    compose = composer(interface)(unit)
    for each in unit.outbox.due("telegram", ROWS):
        message = compose(each) if each.chat.address.place == FOLLOWER else None
        if message:
            seen.said[f"delivery {each.id}"] = plain(message.blocks)


ASKED: Sequence[tuple[str, Mapping[str, str]]] = (
    ("signatories", {}),
    ("progress", {}),
    ("letter", {}),
    ("demand", {"demand": "1"}),
    ("ask", {"question": "Who has signed?"}),
    ("ask", {"question": "How many organizations have signed?"}),
    ("export", {"which": "public", "format": "csv"}),
)


async def asked(interface: Interface, stranger: str, seen: Seen) -> None:
    """Let somebody whom nobody knows give every command that could tell, and type where names are suggested."""
    person = Someone(interface, stranger)
    for command, values in ASKED:
        seen.said[f"/{command} {' '.join(values.values())}"] = said = await person.give(command, **values)
        seen.answered.append(said)
        if command == "progress":
            found = TOTAL.search(said)
            seen.total = int(found[1].replace("No", "0")) if found else None
    for command, option in (("signatories", "search"), ("sign", "organization")):
        for typed in ("Zebra", "zbera qu"):
            offered = await interface.suggest(person.caller, command, option, typed)
            seen.said[f"/{command} {option}: {typed}"] = repr(offered)
            seen.answered.append(repr(offered))
