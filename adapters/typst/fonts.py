"""The fonts, each of which comes in a package, and which characters they have."""

from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

PACKAGES = ("fontpkg_source_serif_4", "fontpkg_amiri", "manimgx_fonts", "noto_cjk_sans_jp_regular")
"""The packages with the fonts, in the order in which their fonts are looked at."""

_SUFFIXES = (".ttf", ".otf")


class Font:
    """A font's characters, read when they are asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def characters(self) -> frozenset[str]:
        """The characters for which it has a glyph."""
        with TTFont(self._path, lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap() or ()))

    def has(self, text: str) -> bool:
        """Whether it has a glyph for each of some characters."""
        return self.characters.issuperset(text)


def folders() -> Sequence[Path]:
    """Where the fonts are, as far as their packages are installed."""
    return tuple(dict.fromkeys(path.parent for path in _paths()))


@cache
def fonts() -> Sequence[Font]:
    """The fonts."""
    return tuple(map(Font, _paths()))


def _paths() -> Iterator[Path]:
    for package in PACKAGES:
        spec = find_spec(package)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            yield from sorted(path for path in Path(place).rglob("*") if path.suffix in _SUFFIXES)
