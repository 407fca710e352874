"""Who owns every letter begins another one in chat, which nobody else sees until it is published."""

import re
import unicodedata
from collections.abc import Sequence

from bot.errors import Conflict
from bot.model.letters import limits
from bot.model.letters.difference import Part
from bot.model.letters.letter import Initiator, Letter, Revision
from bot.model.letters.localized import Localized
from bot.model.letters.shapes import Spot
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.letters import editing
from bot.service.letters.checking import right
from bot.text.text import t

MOST_BEGUN = 10
"""So many letters at the most are begun and not published."""


def begin(unit: Unit, person: Person, *, languages: Sequence[str], title: str, initiator: str, zone: str) -> Revision:
    """Begin a letter in its languages, of which the first is its own and that of its title and initiator. Raises
    `Conflict` where too many are begun, `Invalid` where something can't stand there."""
    if len(unit.letters.begun()) >= MOST_BEGUN:
        raise Conflict(t("{most} letters are begun already. Publish one, or throw it away.", most=MOST_BEGUN))
    own = languages[0]
    name = right(Spot(Part.TITLE, language=own), title)
    letter = Letter(
        slug=_short_name(unit, name),
        languages=tuple(languages),
        initiator=Initiator(Localized({own: right(Spot(Part.INITIATOR, language=own), initiator)})),
        title=Localized({own: name}),
        summary=Localized({}),
        text=Localized({}),
        zone=zone,
        demands=(),
    )
    number = unit.letters.begin(letter, person.id)
    return next(each for each in unit.letters.begun() if each.letter_id == number)


def abandon(unit: Unit, revision: Revision) -> None:
    """Throw away a letter of which nothing was published; raises `Conflict` where something was."""
    if revision.number:
        raise Conflict(t("This letter was published, and can't be thrown away."))
    editing.discard(unit, revision)


def _short_name(unit: Unit, title: str) -> str:
    """A short name after a title, which no letter has; it can be changed until the letter is published."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "letter"
    for suffix in ("", *(f"-{number}" for number in range(2, 100))):
        tried = f"{name[: limits.SLUG - len(suffix)].strip('-')}{suffix}"
        if unit.letters.named(tried) is None:
            return tried
    return tried
