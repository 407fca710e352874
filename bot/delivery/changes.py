"""What of letters has changed in public: so that what was made of them before is made anew."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.model.journal.acts import Changed
from bot.ports.store import Store, Unit

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Version:
    """A state of what the public may see of a letter: how often it was `changed`, how often something was `added`, and
    the number of its journal's last entry, as far as this process knows."""

    changed: int = 0
    added: int = 0
    entry: int = 0


Versions = Mapping[int | None, Version]
"""The versions of letters by their ids, and of all letters together by none."""


def version_of(versions: Versions, letter_id: int | None) -> Version:
    """The version of a letter; without one, of all letters together."""
    return versions.get(letter_id, Version())


class Changes:
    """How often each letter has changed in public since the process began. `versions` are as they are now: later ones
    take their place and leave them as they were."""

    def __init__(self) -> None:
        self.versions: Versions = {}

    def of(self, letter_id: int | None) -> Version:
        """The present version of a letter; without one, of all letters together."""
        return version_of(self.versions, letter_id)

    def note(self, letters: Mapping[int, Changed]) -> None:
        """This was done to letters. Where entries of others stand between this and what is known, they may have taken
        something away."""
        noted = dict(self.versions)
        for letter_id, done in letters.items():
            before = version_of(noted, letter_id)
            adds = done.adds and done.first in (0, before.entry + 1)
            noted[letter_id] = replace(_next(before, adds), entry=max(before.entry, done.entry))
            noted[None] = _next(version_of(noted, None), adds)
        self.versions = noted

    def read(self, unit: Unit) -> None:
        """Look whether others have appended to a letter's journal: whoever acts on the terminal beside the bot does."""
        for revision in unit.letters.all():
            entry = unit.endorsements.latest_entry(revision.letter_id)
            if entry != self.of(revision.letter_id).entry:
                self.note({revision.letter_id: Changed(entry, adds=False)})


def _next(version: Version, adds: bool) -> Version:
    return replace(version, changed=version.changed + (not adds), added=version.added + adds)


class ChangingStore(Store):
    """A store that notes what has changed in public, once that is on disk and before the write returns."""

    def __init__(self, store: Store, changes: Changes, noted: Callable[[], None] = lambda: None) -> None:
        """`noted` is told whenever something has."""
        self._store = store
        self._changes = changes
        self._noted = noted

    async def write(self, unit: Callable[[Unit], Result]) -> Result:
        def noting(this: Unit) -> tuple[Result, Mapping[int, Changed]]:
            return unit(this), this.changed

        result, changed = await self._store.write(noting)
        if changed:
            self._changes.note(changed)
            self._noted()
        return result

    async def read(self, unit: Callable[[Unit], Result]) -> Result:
        return await self._store.read(unit)
