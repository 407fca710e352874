"""Whom the organizers have asked to speak at an event: a list of their own, which the letter does not say."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model.letters.letter import Speaker

CONTACT = 200
"""Characters at the most of how somebody is reached."""

MOST = 200
"""So many can be on the list of a letter."""

FORGOTTEN_AFTER = timedelta(days=30)
"""So long after the event what was kept of them is gone."""


class Answer(StrEnum):
    """What came of asking somebody."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class AskedSpeaker:
    """Somebody who was asked, by an organizer, to speak at the event with this mark; `handle` names them on buttons.
    `endorsement_id`: the sign-on whose representative was asked in chat. `until`: what is kept of them is gone then."""

    id: int
    handle: str
    letter_id: int
    event: str
    speaker: Speaker
    contact: str
    until: datetime
    asked_by: int
    answer: Answer = Answer.ASKED
    endorsement_id: int | None = None
