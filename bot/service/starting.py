"""What happens when the bot starts: letters are published, and somebody can become the owner."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.errors import SetupError
from bot.model.chats import Address, ChatKind, Topic
from bot.model.letters.confirmations import TIME_TO_CONFIRM
from bot.model.letters.letter import Letter, Revision, fingerprint
from bot.model.people.person import Account, Role
from bot.ports.store import Unit
from bot.service.endorsements import reservations
from bot.service.letters import documents, former_documents, publishing
from bot.service.people import organizers

NO_FILES: Mapping[str, bytes] = MappingProxyType({})


def publish_new(unit: Unit, letters: Sequence[Letter], files: Mapping[str, bytes] = NO_FILES) -> Sequence[str]:
    """Publish the letters that were never published; the names of those. `files`: what is in their documents' files,
    by its SHA-256."""
    new = [letter for letter in letters if unit.letters.named(letter.slug) is None]
    for letter in new:
        documents.keep(unit, unit.letters.publish(letter), files)
    return [letter.slug for letter in new]


def publish(
    unit: Unit,
    letter: Letter,
    material: bool = False,
    over_chat: bool = False,
    files: Mapping[str, bytes] = NO_FILES,
) -> tuple[Revision | None, Revision]:
    """Record a letter as its next revision, unless it says what the last one said: the revision before, and now.
    `files` as `publish_new` has them.

    Raises `SetupError` where it would undo what was published or edited by chat, unless `over_chat` says that it may,
    and where it would take a demand away or count it anew about which there are reservations.
    """
    before = unit.letters.named(letter.slug)
    if before is None:
        first = unit.letters.publish(letter)
        documents.keep(unit, first, files)
        return None, first
    if before.sha256 == fingerprint(letter):
        return before, before
    reserved = reservations.displaced(unit, before, letter)
    if reserved:
        raise SetupError(
            f"{letter.slug}: organizations have reservations about these demands, which therefore keep their place and"
            f" number: {', '.join(map(str, reserved))}. Change their words instead."
        )
    if not over_chat:
        _keep_what_was_edited(unit, before)
    confirm_by = unit.now + TIME_TO_CONFIRM if material else None
    published = unit.letters.publish(letter, None, material, confirm_by)
    documents.keep(unit, published, files)
    former_documents.tell_replaced(unit, before, published)
    if material:
        publishing.ask_to_confirm(unit, published)
    return before, published


def _keep_what_was_edited(unit: Unit, current: Revision) -> None:
    slug, instead = current.letter.slug, "Bring the folder up to date, or add --over-chat to publish it all the same."
    if current.person_id is not None:
        raise SetupError(
            f"{slug}: revision {current.number} was published by chat, and the folder does not say the same. {instead}"
        )
    if unit.letters.draft(current.letter_id) is not None:
        raise SetupError(f"{slug}: there are edits in the chat that were not published, and would be lost. {instead}")


def appoint(unit: Unit, owners: Sequence[Account]) -> None:
    """Make these accounts owners of every letter."""
    for account in owners:
        unit.people.grant(unit.people.ensure(account).id, None, Role.OWNER)


def first_code(unit: Unit, platforms: Sequence[str]) -> str:
    """A one-time code that makes whoever redeems it the owner; empty where one of these platforms has one already."""
    return "" if unit.people.owned(platforms) else organizers.invite(unit, None, None, Role.OWNER)


def let_follow(unit: Unit, addresses: Sequence[Address]) -> None:
    """Let chats that are new follow every letter."""
    for address in addresses:
        if unit.chats.find(address) is None:
            chat = unit.chats.ensure(address, ChatKind.GROUP, address.place)
            for revision in unit.letters.all():
                unit.chats.follow(chat.id, revision.letter_id, Topic.NEWS)
