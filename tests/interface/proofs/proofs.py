"""Sign-ons from an address, the mails that ask for its proof, and the codes in them."""

from bot.model.codes import make_code
from bot.model.people.person import Account
from bot.model.proofs.authority import Contact, Level, Proof
from bot.model.proofs.mails import CODE_LENGTH, Mail, MailKind
from bot.ports.store import Store, Unit
from tests.buttons import button
from tests.interface.someone import Someone

CONFIRM = button("confirm", endorsement=1)


async def sign(
    person: Someone, email: str = "ada@example.org", organization: str = "Example Bakers", website: str = ""
) -> str:  # fmt: skip
    """Sign on; what was answered."""
    await person.press(button("sign", capacity="may_sign"))
    await person.say(organization, "Ada Example", "chair", email)
    if website:
        await give_website(person, website)
    return await person.push("I confirm, and sign on")


async def give_website(person: Someone, website: str) -> None:
    """Give another website, before it is confirmed."""
    if "Website" not in person.labels:
        adds = next((label for label in person.labels if label.startswith("Add") and "Website" in label), "")
        await person.push(adds or "Correct")
    await person.push("Website")
    await person.say(website)


async def correct(person: Someone, website: str = "") -> str:
    """Correct a sign-on: its website, else its statement; what was answered."""
    await person.give("endorsement", letter="1")
    await person.push("Correct")
    if website:
        await give_website(person, website)
    else:
        await person.push("Statement")
        await person.say("We ride at night.")
    return await person.push("I confirm, and sign on")


async def mailed(store: Store, kind: MailKind = MailKind.CODE, number: int = 1) -> Mail:
    """The last mail of a kind about a sign-on."""
    return (await store.read(lambda unit: unit.mails.about(kind, number)))[0]


async def proof(store: Store, contact: Contact = Contact.FIRST, number: int = 1) -> Proof | None:
    return await store.read(lambda unit: unit.proofs.get(number, contact))


async def level(store: Store, number: int = 1) -> Level:
    return await store.read(lambda unit: unit.proofs.levels([number]).get(number, Level.STATED))


async def know(store: Store, number: int = 1, domain: str = "example.org") -> None:
    """Have it known that a domain is that of a sign-on's organization."""

    def unit(unit: Unit) -> None:
        endorsement, finder = unit.endorsements.get(number), unit.people.ensure(Account("test", "finder"))
        assert endorsement
        of = endorsement.organization_id
        unit.known_domains.state(of, domain=domain, found="In a register.", person_id=finder.id, letters=[1])

    await store.write(unit)


async def proven(person: Someone, store: Store) -> None:
    """Sign on for an organization whose domain is known, and type the code."""
    await sign(person)
    await know(store)
    await person.press(CONFIRM)
    assert "is proven" in await person.say((await mailed(store)).code)


def wrong(code: str) -> str:
    """Another code than this, well spelled."""
    zeros, ones = make_code(CODE_LENGTH, lambda bound: 0), make_code(CODE_LENGTH, lambda bound: 1)
    return ones if code == zeros else zeros
