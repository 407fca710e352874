"""Text as the fonts can print it: what none of them has stands there by its number, and nothing runs off the page."""

from collections.abc import Sequence
from unicodedata import normalize

import regex

from adapters.typst.fonts import Font

LONGEST_WORD = 44
"""After so many characters without a space a word may be broken, but for a SHA-256, which fits a line and is copied."""

_UNPRINTABLE = regex.compile(r"[^\P{C}\n\t\p{Cf}\p{Co}\p{Cn}]|[\u202A-\u202E\u2066\u2067\uFEFF\uFFF9-\uFFFB]")
_BLANK = regex.compile(r"[\s--\n]", regex.V1)
_LINES = regex.compile(r"\r\n?|[\u000B\u000C\u0085\u2028\u2029]")
_UNSEEN = regex.compile(r"\p{Default_Ignorable_Code_Point}")
_MARK = regex.compile(r"\p{M}")
_CLUSTER = regex.compile(r"\X")
_SHA256 = regex.compile(r"[0-9a-f]{64}")
_WORD = regex.compile(rf"[^\s\u200B]{{{LONGEST_WORD + 1},}}")
_BREAK = "\u200b"


class Glyphs:
    """Text as some fonts print it. `substituted`: whether they lacked something so far."""

    def __init__(self, fonts: Sequence[Font]) -> None:
        self._fonts = fonts
        self._known = dict[str, str]()
        self.substituted = False

    def printable(self, text: str) -> str:
        """A text without what turns round or hides the text beside it, in characters that a font has."""
        text = _BLANK.sub(" ", _UNPRINTABLE.sub("", _LINES.sub("\n", text)))
        if not self._fonts[0].has(text):
            text = _CLUSTER.sub(lambda found: self._cluster(found[0]), text)
        return _WORD.sub(lambda found: _broken(found[0]), text)

    def _cluster(self, cluster: str) -> str:
        """What somebody takes for one character: it is printed by one font, or by the numbers of what it consists of.
        A font can be without a form that is composed, and have its parts, or the other way round."""
        if cluster not in self._known:
            forms = dict.fromkeys((cluster, normalize("NFC", cluster), normalize("NFD", cluster)))
            self._known[cluster] = next(filter(self._printed, forms), "") or "".join(map(self._alone, cluster))
        return self._known[cluster]

    def _printed(self, cluster: str) -> bool:
        seen = _UNSEEN.sub("", cluster).replace("\n", "")
        return any(font.has(seen) for font in self._fonts)

    def _alone(self, character: str) -> str:
        if not _MARK.match(character) and self._printed(character):
            return character
        self.substituted = True
        return f"[U+{ord(character):04X}]"


def _broken(word: str) -> str:
    if _SHA256.fullmatch(word):
        return word
    clusters = _CLUSTER.findall(word)
    pieces = (clusters[start : start + LONGEST_WORD] for start in range(0, len(clusters), LONGEST_WORD))
    return _BREAK.join(map("".join, pieces))
