"""A text in the languages that it was given."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Localized:
    """One text in one or more languages (BCP 47 primary tags), in the order of preference of its author."""

    texts: Mapping[str, str]

    def language(self, wanted: str) -> str:
        """The language in which this text answers somebody who wants `wanted`: that one, else the first given."""
        return wanted if wanted in self.texts else next(iter(self.texts))

    def in_(self, wanted: str) -> str:
        """The text in `wanted`, else in the first language given."""
        return self.texts[self.language(wanted)]
