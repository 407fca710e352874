"""What organizers are told of what others do: very many sign-ons at once, and changes of who organizes a letter."""

from bot.interface.call import Reply
from bot.model.chats import Chat
from bot.model.deliveries import Subject
from bot.model.people.person import Account, Membership, Role
from bot.notices.notice import About, Notice, Readers, asking_chat, letter, membership
from bot.text.text import t
from bot.views.people import burst, guard, joined, review_asked

FOR_OWNERS = Readers(frozenset({Role.OWNER}), None, t("What stood here is for the letter's owners."))


def _burst(about: About[int]) -> Reply:
    return burst()


def _guard(about: About[int]) -> Reply:
    return guard(about.unit, about.revision, _owns(about))


def _joined(about: About[Membership]) -> Reply:
    return joined(about.unit, about.revision, about.thing, _owns(about))


def _review_here(about: About[Chat]) -> Reply:
    return Reply(*review_asked(about.unit, about.thing))


def _owns(about: About[int] | About[Membership]) -> bool:
    """Whether whoever reads it owns the letter."""
    address = about.delivery.address
    reader = about.unit.people.find(Account(address.platform, address.place.removeprefix("@")))
    return reader is not None and Role.OWNER in about.unit.people.roles(reader.id, about.revision.letter_id)


NOTICES = (
    Notice(Subject.BURST, letter, _burst),
    Notice(Subject.GUARD, letter, _guard),
    Notice(Subject.JOINED, membership, _joined),
    Notice(Subject.REVIEW_HERE, asking_chat, _review_here, FOR_OWNERS),
)
