"""What happens when the bot starts: letters are published, and somebody can become the owner."""

from collections.abc import Sequence

from bot.model.chats import Address, ChatKind, Topic
from bot.model.letter import Letter, Revision, fingerprint
from bot.model.people import Account, Role
from bot.ports.store import Unit
from bot.service import organizing


def publish_new(unit: Unit, letters: Sequence[Letter]) -> Sequence[str]:
    """Publish the letters that were never published; the names of those."""
    new = [letter for letter in letters if unit.letters.named(letter.slug) is None]
    for letter in new:
        unit.letters.publish(letter)
    return [letter.slug for letter in new]


def publish(unit: Unit, letter: Letter) -> tuple[Revision | None, Revision]:
    """Record a letter as its next revision, unless it says what the last one said: the revision before, and now."""
    before = unit.letters.named(letter.slug)
    unchanged = before is not None and before.sha256 == fingerprint(letter)
    return before, before if before and unchanged else unit.letters.publish(letter)


def appoint(unit: Unit, owners: Sequence[Account]) -> None:
    """Make these accounts owners of every letter."""
    for account in owners:
        unit.people.grant(unit.people.ensure(account).id, None, Role.OWNER)


def first_code(unit: Unit, platforms: Sequence[str]) -> str:
    """A one-time code that makes whoever redeems it the owner; empty where one of these platforms has one already."""
    return "" if unit.people.owned(platforms) else organizing.invite(unit, None, None, Role.OWNER)


def let_follow(unit: Unit, addresses: Sequence[Address]) -> None:
    """Let chats that are new follow every letter."""
    for address in addresses:
        if unit.chats.find(address) is None:
            chat = unit.chats.ensure(address, ChatKind.GROUP, address.place)
            for revision in unit.letters.all():
                unit.chats.follow(chat.id, revision.letter_id, Topic.NEWS)
