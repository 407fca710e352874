"""An organization's logo: shown beside its name with its permission, once a reviewer has approved it."""

from dataclasses import dataclass

from bot.model.endorsements.endorsement import Words

MOST_BYTES = 2 * 1024 * 1024
"""Bytes of a picture that is taken."""

MOST_PIXELS = 16_000_000
"""Pixels of a picture that is taken."""

MOST_SIDE = 10_000
"""Pixels that a picture that is taken is wide or high: one of a few columns takes seconds to be made smaller."""

SIDE = 256
"""A logo that is kept is as many pixels wide and high at the most."""

LONGEST_ALT = 200
"""Characters of what is to be seen on it."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo as it was drawn anew: the SHA-256 of its PNG, its size in pixels, what is to be seen on it in words, where
    those were given, and where it stands."""

    sha256: str
    width: int
    height: int
    alt: str = ""
    state: Words = Words.WAITING
