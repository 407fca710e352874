"""Those who signed as readers: what counts among the few messages that each gets about a letter."""

from enum import StrEnum

MOST = 3
"""So many messages at the most each signer gets about a letter, unless they agreed to more."""


class Told(StrEnum):
    """What a signer was told: an announcement, as the letter's final copy is one too, or a letter that follows it. The
    number beside it is the announcement's or the next letter's."""

    ANNOUNCEMENT = "announcement"
    NEXT_LETTER = "next_letter"
