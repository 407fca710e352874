"""What organizers are told of what others do: very many sign-ons at once, and changes of who organizes a letter."""

from bot.interface.call import Reply
from bot.model.deliveries import Subject
from bot.model.people.person import Account, Role
from bot.notices.notice import About, Notice, letter
from bot.views.people import burst, guard


def _burst(about: About[int]) -> Reply:
    return burst()


def _guard(about: About[int]) -> Reply:
    address = about.delivery.address
    reader = about.unit.people.find(Account(address.platform, address.place.removeprefix("@")))
    owns = reader is not None and Role.OWNER in about.unit.people.roles(reader.id, about.revision.letter_id)
    return guard(about.unit, about.revision, owns)


NOTICES = (
    Notice(Subject.BURST, letter, _burst),
    Notice(Subject.GUARD, letter, _guard),
)
