"""An endorser's communiqué: what an organization that has signed says of that in its own name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.model.blocks import Words

LONGEST = 3900
"""So many characters it has at the most in a language, as it is typed."""

MOST_VERSIONS = 10
"""So many versions of one are kept, the last."""

MOST_OFFERS = 3
"""So often at the most it is offered to the letter's organizers, but for offers that nobody has looked after yet."""


@dataclass(frozen=True, slots=True)
class Communique:
    """One version, counted from 1: what was written in each language. In others it says what follows from the letter
    and the sign-on. `approved`: its representative has approved it, in every language of the letter."""

    version: int = 0
    texts: Mapping[str, Words] = field(default_factory=dict)
    approved: bool = False
