"""What happens in several conversations, and what is on disk afterwards."""

import json
from collections.abc import Sequence

from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.organizations.organization import Name, NameKind, Organization
from bot.model.people.person import Role
from bot.ports.store import Unit
from bot.service.reviews import known_domains
from tests.drivers import Driver, Place, Shown, Someone
from tests.letters import LETTER

MAY_SIGN = "I may sign for my organization"
BOARD = "Our board must decide first"
INDIVIDUAL = "I am an individual"
STATE = "I confirm, and sign on"

BAKERS = {
    "Organization": "Example Bakers of the Old Town",
    "Your name": "Ada Example",
    "Your role there": "Chair",
    "Your e-mail address": "ada@bakers.example.org",
}
RIDERS = {
    "Organization": "Example Night Bus Riders",
    "Your name": "Grace Example",
    "Your role there": "Secretary",
    "Your e-mail address": "grace@riders.example.org",
}
BAKERS_SITE = "https://bakers.example.org"
PHONE = "I called a number that I found myself"


async def fill_in(person: Someone, values: dict[str, str], capacity: str = MAY_SIGN) -> Shown:
    """Begin to sign on, up to what is to be confirmed."""
    await person.give("sign")
    await person.press(capacity)
    return await person.fill(values)


async def sign(person: Someone, values: dict[str, str]) -> str:
    """Sign on; the receipt."""
    await fill_in(person, values)
    answer = await person.press(STATE)
    return receipt_in(answer)


def receipt_in(answer: Shown) -> str:
    """The receipt that an answer gives."""
    return next(word.strip(".") for word in answer.text.split() if len(word.strip(".")) == 9 and word[4] == "-")


async def imported(bot: Driver, name: str, website: str) -> None:
    """Have an organization stand in the imported list, so that the domain of its website is known to be its own."""

    def unit(unit: Unit) -> None:
        added = unit.organizations.add(name, website)
        known = Organization(added.id, name, website, imported=True)
        unit.organizations.listed_beforehand(known, [Name(name, "", NameKind.IMPORTED)])

    await bot.store.write(unit)


async def found_domain(bot: Driver, number: int) -> None:
    """The owner has found the domain of a sign-on to be its organization's own."""

    def unit(unit: Unit) -> None:
        owner = unit.people.ensure(bot.owner.account)
        known_domains.state(unit, owner, letter_id=LETTER, endorsement_id=number, found="It stands in a register.")

    await bot.store.write(unit)


async def desk(bot: Driver, *reviewers: Someone) -> Place:
    """The organizers' chat, where sign-ons are reviewed."""
    place = await bot.place("Desk", bot.owner, *reviewers, hidden=True)
    await review_in(bot, place)
    return place


async def review_in(bot: Driver, place: Place) -> None:
    """The owner asks for the review in a place, and agrees to it in private."""
    await bot.owner.give("follow", where=place, topic="reviews")
    asked = await bot.owner.told("wants sign-ons to be reviewed in")
    await bot.owner.press(next(each for each in asked.labels if each.startswith("Review in")), on=asked)


async def invite(bot: Driver, person: Someone, role: Role) -> Shown:
    """Make somebody an organizer; what they are told. The owner is told too."""
    invitation = await bot.owner.give("organizers", invite=role.value)
    welcome = await person.give("claim", code=code_in(invitation))
    await bot.owner.told(f"{await name_of(bot, person)} is an organizer of")
    return welcome


async def name_of(bot: Driver, organizer: Someone) -> str:
    """As whom the other organizers know somebody."""
    known = await bot.store.read(lambda unit: unit.people.find(organizer.account))
    assert known
    return known.name


def code_in(answer: Shown) -> str:
    """The one-time code that an answer gives."""
    return answer.text.partition("/claim ")[2].split()[0]


async def reviewed(bot: Driver, person: Someone, values: dict[str, str], place: Place) -> str:
    """Sign on and be listed; the receipt."""
    receipt = await sign(person, values)
    card = await place.shows(receipt)
    await bot.owner.press("List", on=card)
    await bot.owner.press(PHONE)
    await place.shows(f"Listed. Sign-on {receipt}")
    await person.told("Your sign-on is listed.")
    return receipt


ROOMS = ("What the list shows", "Tell others, and the press")


async def at_desk(person: Someone, label: str) -> Shown:
    """Go to a page of what a representative can do."""
    for room in (None, *ROOMS):
        await person.give("endorsement")
        if room in person.last.labels:
            await person.press(room)
        if label in person.last.labels:
            break
    return await person.press(label)


async def endorsements(bot: Driver) -> Sequence[Endorsement]:
    """Every sign-on on disk, oldest first."""
    found = await bot.store.read(
        lambda unit: [each for state in State for each in unit.endorsements.in_state(1, state, 0, 100)]
    )
    return sorted(found, key=lambda each: each.id)


async def the_endorsement(bot: Driver) -> Endorsement:
    """The only sign-on on disk."""
    (found,) = await endorsements(bot)
    return found


async def acts(bot: Driver) -> list[str]:
    """What the journal says was done, in order, after the letter was published."""
    links = await bot.store.read(lambda unit: unit.journal.links(1))
    return [json.loads(link.body)["act"] for link in links][1:]
