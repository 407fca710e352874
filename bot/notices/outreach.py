"""What organizers are told of those whom they ask: one notice, which names nobody, since it stays in their chat."""

from bot.interface.call import Button, Reply
from bot.model.deliveries import Subject
from bot.model.outreach import Prospect
from bot.model.people.person import Role
from bot.notices.notice import About, Notice, Readers
from bot.ports.store import Unit
from bot.text.text import t
from bot.views.outreach import OUTREACH


def _prospect(unit: Unit, prospect_id: int) -> tuple[Prospect, int] | None:
    found = unit.prospects.get(prospect_id)
    return (found, found.letter_id) if found else None


def _reminded(about: About[Prospect]) -> Reply:
    said = t(
        "**You wanted to be reminded today** of an organization that you ask to sign {title}.",
        title=about.revision.letter.title,
    )
    open_it = Button(t("Look at it"), "prospect", {"prospect": about.thing.id}, style="primary")
    return Reply([said], (open_it, OUTREACH))


NOTICES = (
    Notice(
        Subject.PROSPECT,
        _prospect,
        _reminded,
        Readers(frozenset({Role.OWNER, Role.EDITOR}), None, t("What stood here is for the letter's organizers.")),
    ),
)
