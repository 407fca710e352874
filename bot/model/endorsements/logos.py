"""An organization's logo: shown beside its name with its permission, once a reviewer has approved it."""

import hashlib
from dataclasses import dataclass

from bot.model.endorsements.endorsement import Words
from bot.model.pictures import size_of

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

    @classmethod
    def of(cls, png: bytes, alt: str = "") -> "Logo":
        """The logo that a PNG is which was drawn anew; raises `ValueError` for anything else."""
        width, height = size_of(png)
        return cls(hashlib.sha256(png).hexdigest(), width, height, alt)
