"""What became of the files of a letter's documents: since when each is given out, and which are not any more."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.model.letters.letter import Document, Letter


@dataclass(frozen=True, slots=True)
class Present:
    """A document of the letter as it is now. `replaced`: since when its file stands in the place of another, if it
    does; `taken_back`: since when that is not given out any more."""

    document: Document
    replaced: datetime | None = None
    taken_back: datetime | None = None


@dataclass(frozen=True, slots=True)
class Former:
    """A file that is not the letter's any more since `at`, and the document that took its place, if one did.
    `taken_back`: it was wrong."""

    at: datetime
    by: Document | None = None
    taken_back: bool = False


def earlier_documents(before: Letter, after: Letter) -> Mapping[int, int]:
    """Which document of a text each document of a later one was, as far as it was there: by their places, from 0. It is
    the one with the same file, else with the same title, else the one in the same place."""
    found = dict[int, int]()
    for alike in _ALIKE:
        for now, document in enumerate(after.documents):
            left = [was for was in range(len(before.documents)) if was not in found.values()]
            was = next((each for each in left if alike(before.documents[each], document, each == now)), None)
            if now not in found and was is not None:
                found[now] = was
    return found


_ALIKE: tuple[Callable[[Document, Document, bool], bool], ...] = (
    lambda was, now, here: was.file is not None and was.file == now.file,
    lambda was, now, here: was.title == now.title,
    lambda was, now, here: here,
)
