"""What is on disk of what somebody asks: as much as they may know."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.model.addressees import Presentation
from bot.model.endorsements.endorsement import Endorsement
from bot.model.files import File
from bot.model.letters.ledger import Ledger
from bot.model.letters.letter import Revision
from bot.model.letters.questions import Asked, Matter
from bot.model.lists.counts import Count
from bot.model.lists.filters import Filter
from bot.ports.store import Unit
from bot.service.letters import documents
from bot.service.lists import disclosure, publication

NAMED = 5
"""So many organizations at the most stand in an answer."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an answer needs besides the letter. `count` and `listed` of the organizations in the list: nothing where the
    list is kept back, which it is until `hidden_until`. `nearly`: the name that was asked for is only nearly theirs.
    `ledger`: what came of the demands. `presentations`: to whom the letter was presented."""

    now: datetime
    hidden_until: datetime | None = None
    count: Count | None = None
    listed: Sequence[Endorsement] = ()
    nearly: bool = False
    files: tuple[File, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    presentations: Sequence[Presentation] = ()


def collect(unit: Unit, revision: Revision, asked: Asked, discloses: bool, named: bool) -> Facts:
    """What an answer needs. `discloses`: who has signed may be told. `named`: organizations may be named."""
    letter_id = revision.letter_id
    if asked.matter in (Matter.DEMAND, Matter.DEMANDS):
        return Facts(unit.now, ledger=unit.ledger.public(letter_id))
    if asked.matter in (Matter.OUTCOME, Matter.PRESENTED):
        presented = unit.presentations.all(letter_id)
        return Facts(unit.now, ledger=unit.ledger.public(letter_id), presentations=presented)
    if asked.matter is Matter.DOCUMENT:
        return Facts(unit.now, files=_files(unit, revision, asked.which))
    if asked.matter not in (Matter.HOW_MANY, Matter.WHO_SIGNED, Matter.HAS_SIGNED):
        return Facts(unit.now)
    until = disclosure.hidden_until(unit, letter_id)
    if not discloses:
        return Facts(unit.now, until)
    count = unit.endorsements.signed(letter_id)
    listed, nearly = _listed(unit, letter_id, asked) if named else ((), False)
    return Facts(unit.now, until, count, listed, nearly)


def _listed(unit: Unit, letter_id: int, asked: Asked) -> tuple[Sequence[Endorsement], bool]:
    """The first of the list, or those that have a name."""
    if asked.matter is Matter.HOW_MANY:
        return (), False
    typed = asked.name if asked.matter is Matter.HAS_SIGNED else ""
    listed = unit.endorsements.listed(
        letter_id, publication.order(unit, letter_id), offset=0, limit=NAMED, within=Filter(typed)
    )
    if listed or not typed:
        return listed, False
    return unit.endorsements.nearly_listed(letter_id, typed, NAMED), True


def _files(unit: Unit, revision: Revision, which: Sequence[int]) -> tuple[File, ...]:
    there = revision.letter.documents
    meant = [there[place] for place in which] if which else there
    found = [documents.found(unit, revision.letter_id, each) for each in meant[:NAMED]]
    return tuple(each for each in found if each)
