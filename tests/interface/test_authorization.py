"""Every command by everybody, everywhere: allowed or refused as its declaration says, and as the page says."""

import asyncio
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zlib import crc32

import pytest

from bot.commands import COMMANDS
from bot.interface import options
from bot.interface.command import Command
from bot.interface.conversation import Interface
from bot.interface.requests import Answer, Caller, ContinueInPrivate, Invoke, Page, Press, Request
from bot.model.chats import Address, ChatKind, private_chat
from bot.model.people.person import MAIL, Account, Role
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.text.blocks import plain
from docs.authorization import ANYWHERE, EVERYBODY, MANAGERS, OWNERS_OF_ALL, PAGE, page
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.conftest import core
from tests.interface.someone import Someone, sign
from tests.letters import LETTER, OTHER_LETTER
from tests.memory import MemoryStore

REFUSED = (
    "This is for the letter's organizers. Nothing was done.",
    "This is for those who own every letter here. Nothing was done.",
    "Only somebody who can manage this chat may do this. Nothing was done.",
)
WAITS = "Example Bakers"
SEE_WHAT_WAITS = ("a signer", "a reviewer", "an owner", "an owner of every letter")
FAILED = "Something went wrong here"
ROW = re.compile(r"^\| `/?(\w+)` \| .+ \| (.+) \| (.+) \|$", re.MULTILINE)
PLATFORMS = {"console": 1, "telegram": 1, "discord": 5, MAIL: 100}
"""The platforms, and the page on which people sign; and how many fields of a form each shows at once."""


@dataclass(frozen=True)
class Kind:
    """A kind of person: their roles in a letter, or in every one, and whether they manage the shared chat, or speak as
    the chat itself."""

    roles: frozenset[str] = frozenset()
    letter: int | None = LETTER
    manages: bool = False
    anonymous: bool = False


PEOPLE: Mapping[str, Kind] = {
    "nobody known": Kind(),
    "a signer": Kind(),
    "a reviewer": Kind(frozenset({"reviewer"})),
    "an editor": Kind(frozenset({"editor"})),
    "an owner": Kind(frozenset({"owner"})),
    "an owner of every letter": Kind(frozenset({"owner"}), letter=None),
    "an owner of another letter": Kind(frozenset({"owner"}), letter=OTHER_LETTER),
    "an editor and reviewer of another letter": Kind(frozenset({"editor", "reviewer"}), letter=OTHER_LETTER),
    "a chat's manager": Kind(manages=True),
    "an anonymous admin": Kind(manages=True, anonymous=True),
}

every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)


def documented() -> Mapping[str, tuple[str, str]]:
    """Who may give each command, and where its answer is seen, as the page says."""
    return {name: (who, where) for name, who, where in ROW.findall(PAGE.read_text(encoding="utf-8"))}


def account(platform: str, name: str) -> Account:
    """Somebody's account; a chat that speaks itself has the chat's number on Telegram."""
    kind = PEOPLE[name]
    return Account(platform, "-1001" if kind.anonymous else f"{list(PEOPLE).index(name)}")


def caller(platform: str, name: str, shared: bool) -> Caller:
    """Somebody as the platform's adapter makes them: on Telegram others read what is written in a group, and on Discord
    nobody else sees an answer; on the console everybody manages every chat."""
    kind, who = PEOPLE[name], account(platform, name)
    place = Address(platform, "-1001") if shared else private_chat(who)

    async def manages() -> bool:
        return not shared or kind.manages or platform == "console"

    confidential = not (shared and platform == "telegram")
    chat = ChatKind.GROUP if shared else ChatKind.PRIVATE
    return Caller(who, place, chat, confidential=confidential, fields=PLATFORMS[platform], manages=manages)


def callers(command: Command) -> list[tuple[str, Caller]]:
    """Everybody on the page and in a shared chat of every platform; and in private on one of them, which the command's
    name and theirs decide on, since private chats are alike for the core but for how many fields they show at once. Who
    is anonymous is so in Telegram's shared chats alone."""
    chats = [each for each in PLATFORMS if each != MAIL]
    return [
        (name, caller(platform, name, shared))
        for platform in PLATFORMS
        for name, kind in PEOPLE.items()
        for shared in ((False,) if platform == MAIL else (False, True))
        if not kind.anonymous or (shared and platform == "telegram")
        if shared or platform in (MAIL, chats[crc32(f"{command.name} {name}".encode()) % len(chats)])
    ]


def may(who: str, name: str, caller: Caller) -> bool:
    """Whether somebody may do what is for these."""
    if who == EVERYBODY:
        return True
    if who == MANAGERS:
        return not _shared(caller) or PEOPLE[name].manages or caller.account.platform == "console"
    if caller.account.visits:
        return False
    kind = PEOPLE[name]
    if who == OWNERS_OF_ALL:
        return kind.letter is None
    return kind.letter in (LETTER, None) and not kind.roles.isdisjoint(who.split(", "))


def _shared(caller: Caller) -> bool:
    return caller.kind is not ChatKind.PRIVATE


def requests(command: Command, caller: Caller) -> list[Request]:
    """The command about the first letter; and its button, which means the same to the core from every platform."""
    given = Invoke(command.name, {options.LETTER: f"{LETTER}"} if command.about_letter else {})
    pressed = Press(button(command.name))
    return [given, pressed] if caller.account.platform == "telegram" else [given]


def text(answer: Answer | None) -> str:
    """What an answer says."""
    match answer:
        case Message():
            return plain(answer.blocks)
        case Page():
            return answer.title
        case ContinueInPrivate():
            return answer.text
        case _:
            raise AssertionError("there was no answer")


@pytest.fixture(scope="module")
def inhabited(lettered: bytes) -> bytes:
    """What is in a store in which everybody has their roles, and a sign-on waits that a signer made."""

    def unit(unit: Unit) -> None:
        for platform in PLATFORMS:
            for name, kind in PEOPLE.items():
                if kind.roles:
                    person = unit.people.ensure(account(platform, name))
                    for role in kind.roles:
                        unit.people.grant(person.id, kind.letter, Role(role))
            if platform != "console":
                signer = unit.people.ensure(account("console", "a signer"))
                unit.people.attach(account(platform, "a signer"), signer.id)

    store = MemoryStore(Clock(), lettered)
    asyncio.run(sign(_Signer(core(store), "a signer"), WAITS))
    store.do(unit)
    return store.content()


@pytest.fixture
def store(clock: Clock, inhabited: bytes) -> Iterator[Store]:
    """A store in which everybody is."""
    made = MemoryStore(clock, inhabited)
    yield made
    made.close()


class _Signer(Someone):
    """The signer, with their account on the console."""

    @property
    def account(self) -> Account:
        return account("console", self.name)


@every_command
async def test_a_command_is_allowed_and_refused_as_the_page_says(
    command: Command, interface: Interface, store: Store
) -> None:
    who, where = documented()[command.name]

    async def links() -> int:
        return len(await store.read(lambda unit: unit.journal.links(1)))

    before = await links()
    for allowed in (False, True):
        for name, speaks in callers(command):
            if may(who, name, speaks) is not allowed:
                continue
            for request in requests(command, speaks):
                answer = await interface.answer(speaks, request)
                said = text(answer)
                assert FAILED not in said
                assert (said in REFUSED) is not allowed, f"{name} on {speaks.address}: {said}"
                assert not allowed or where == ANYWHERE or speaks.confidential or isinstance(answer, ContinueInPrivate)
                assert WAITS not in said or name in SEE_WHAT_WAITS
        assert allowed or await links() == before


def test_the_page_is_as_the_declarations_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make docs`"
    assert set(documented()) == {command.name for command in COMMANDS}
