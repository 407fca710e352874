"""A letter's editors, and the organizations that they ask."""

from bot.interface.conversation import Interface
from bot.model.outreach import Answer, Contact, Prospect
from bot.model.people.person import Role
from bot.ports.store import Store, Unit
from bot.service.outreach import prospects
from tests.buttons import button
from tests.interface.someone import Someone, with_role
from tests.letters import LETTER

WEB = "https://letters.example.org"
CHOIR = "Example Harbour Choir"
CONTACT = Contact("Jo Example", "chair", "jo@choir.example", "555 0100", "Olga sings there")


async def editor(interface: Interface, store: Store, name: str, role: Role = Role.EDITOR) -> Someone:
    """Somebody who asks organizations to sign."""
    someone = Someone(interface, name)
    await with_role(store, someone, role, LETTER)
    return someone


def listed(unit: Unit, name: str = CHOIR, letter: int = LETTER) -> Prospect:
    """An organization is put on the list of whom to ask."""
    return prospects.add(unit, Prospect(0, letter, name, "https://choir.example", CONTACT, "They meet on Mondays."))


async def added(store: Store, *names: str) -> list[int]:
    """Organizations are put on the list; their numbers."""
    return await store.write(lambda unit: [listed(unit, each).id for each in names or (CHOIR,)])


async def one(store: Store, number: int = 1) -> Prospect:
    """How an organization is kept."""
    found = await store.read(lambda unit: unit.prospects.get(number))
    assert found
    return found


async def stands(store: Store, number: int = 1) -> Answer:
    """Where it stands with an organization."""
    return (await one(store, number)).answer


async def does(someone: Someone, act: str, number: int = 1, **more: str) -> str:
    """Somebody presses a button of an organization's."""
    return await someone.press(button("prospect", prospect=number, act=act, **more))
