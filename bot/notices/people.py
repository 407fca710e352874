"""What organizers are told of what others do: very many sign-ons at once, and changes of who organizes a letter."""

from bot.interface.call import Button, Reply
from bot.model.chats import Chat
from bot.model.deliveries import Subject
from bot.model.people.person import Account, Membership, Person, Role
from bot.model.people.workplaces import Workplace
from bot.notices.notice import About, Notice, Readers, asking_chat, letter, membership
from bot.ports.store import Unit
from bot.text.text import Listing, t
from bot.views.people import burst, guard, joined, removed, review_asked

FOR_OWNERS = Readers(frozenset({Role.OWNER}), None, t("What stood here is for the letter's owners."))


def _burst(about: About[int]) -> Reply:
    return burst()


def _guard(about: About[int]) -> Reply:
    return guard(about.unit, about.revision, _owns(about))


def _joined(about: About[Membership]) -> Reply:
    return joined(about.unit, about.revision, about.thing, _owns(about))


def _review_here(about: About[Chat]) -> Reply:
    return Reply(*review_asked(about.unit, about.thing))


def _removed(about: About[int]) -> Reply:
    reader = _reader(about)
    roles = about.unit.people.roles(reader.id, about.revision.letter_id) if reader else frozenset[Role]()
    return removed(about.revision, roles)


def _owns(about: About[int] | About[Membership]) -> bool:
    """Whether whoever reads it owns the letter."""
    reader = _reader(about)
    return reader is not None and Role.OWNER in about.unit.people.roles(reader.id, about.revision.letter_id)


def _reader(about: About[int] | About[Membership]) -> Person | None:
    address = about.delivery.address
    return about.unit.people.find(Account(address.platform, address.place.removeprefix("@")))


def _by_role(unit: Unit, holder_id: int) -> tuple[tuple[Workplace, int], int] | None:
    found = unit.workplaces.holder(holder_id)
    return (found, found[0].letter_id) if found else None


def _holder(about: About[tuple[Workplace, int]]) -> Reply:
    workplace, person_id = about.thing
    return Reply(
        [
            t(
                "**{account} decides on sign-ons**, by the role {role} of {server}. They see cards, list, ask and "
                "decline; they see no personal data, undo nothing and decide on nothing in bulk. If that is wrong, "
                "take the role from them there, or the server back here.",
                account=Listing([str(each) for each in about.unit.people.accounts(person_id)]),
                role=workplace.role_title,
                server=workplace.server.title,
            )
        ],
        (Button(t("Where the organizers work"), "workplaces"),),
    )


NOTICES = (
    Notice(Subject.HOLDER, _by_role, _holder, FOR_OWNERS),
    Notice(Subject.BURST, letter, _burst),
    Notice(Subject.GUARD, letter, _guard),
    Notice(Subject.JOINED, membership, _joined),
    Notice(Subject.REMOVED, letter, _removed),
    Notice(Subject.REVIEW_HERE, asking_chat, _review_here, FOR_OWNERS),
)
