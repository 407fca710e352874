"""A cursor over one table of letter.toml: it reads keys, and notes what is wrong with each."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path as Folder
from zoneinfo import ZoneInfo

from adapters.folder.checks import kind
from adapters.folder.files import LETTER_FILE
from adapters.folder.mistakes import Notes
from adapters.folder.moments import place, start_of_day
from adapters.folder.positions import Path
from bot.model.letters.faults import Fault


class Sheet:
    """One letter.toml: the lines of its keys, its mistakes, and, once they are read, its languages and zone, and what
    is in the files of its documents, by their SHA-256."""

    def __init__(self, lines: Mapping[Path, int], notes: Notes, folder: Folder | None = None) -> None:
        self.lines = lines
        self.notes = notes
        self.folder = folder
        self.files = dict[str, bytes]()
        self.languages: tuple[str, ...] = ()
        self.zone: ZoneInfo | None = None
        self.zone_missing = False
        self.readers: list[Reader] = []

    def note(self, path: Path, fault: Fault) -> None:
        """Note what is wrong at a path, on its line or that of the nearest table around it."""
        near = next((path[:end] for end in range(len(path), 0, -1) if path[:end] in self.lines), ())
        self.notes.add(LETTER_FILE, self.lines.get(near), _shown(path), fault.what, fault.instead)

    def note_unknown_keys(self) -> None:
        """Note every key that nothing asked for; to be called when everything was read."""
        for reader in self.readers:
            reader.note_unknown_keys(self.readers[0])


class Reader:
    """One table of the file. What is wrong is noted, and None returned in its place."""

    def __init__(self, sheet: Sheet, table: Mapping[str, object], path: Path = ()) -> None:
        self.sheet = sheet
        self._table = table
        self.path = path
        self._asked: list[str] = []
        sheet.readers.append(self)

    def note(self, key: str, what: str, instead: str) -> None:
        """Note what is wrong with a key."""
        self.sheet.note((*self.path, key), Fault(what, instead))

    def note_all(self, path: Path, faults: Iterable[Fault]) -> None:
        """Note faults of the value at a path below this table."""
        for fault in faults:
            self.sheet.note((*self.path, *path), fault)

    def take(self, key: str, sample: str, *, required: bool = True) -> object | None:
        """The value of a key, whatever it is; `sample` is what to write where it is missing."""
        self._asked.append(key)
        if key not in self._table and required:
            self.note(key, "is missing", f"write {sample}")
        return self._table.get(key)

    def take_string(self, key: str, meaning: str, *, required: bool = True) -> str | None:
        """The text of a key, not yet looked at."""
        sample = f'{key} = "…" ({meaning})'
        value = self.take(key, sample, required=required)
        if value is None or isinstance(value, str):
            return value
        self.note(key, f"is {kind(value)}, not a text", f"write {sample}")
        return None

    def take_number(self, key: str, most: int, meaning: str, *, required: bool = True) -> int | None:
        """A whole number from 1 to `most`."""
        sample = f"{key} = 1 ({meaning})"
        value = self.take(key, sample, required=required)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool):
            self.note(key, f"is {kind(value)}, not a whole number", f"write {sample}, without quotation marks")
        elif not 1 <= value <= most:
            self.note(key, "is less than 1" if value < 1 else f"is more than {most:,}", f"write {sample}")
        else:
            return value
        return None

    def take_switch(self, key: str, meaning: str) -> bool:
        """Whether something that can be left out is so."""
        value = self.take(key, "", required=False)
        if value is not None and not isinstance(value, bool):
            self.note(key, f"is {kind(value)}, not true or false", f"write {key} = true ({meaning}), or delete it")
        return value is True

    def take_moment(
        self, key: str, meaning: str, *, day: bool = False, required: bool | None = None
    ) -> tuple[datetime, bool] | None:
        """A date and time, and whether it is a `day` without a time. It is required where it can be a day, if nothing
        else is said."""
        sample = f"{key} = {'2031-05-20 or ' if day else ''}2031-05-20T18:30:00 ({meaning})"
        value = self.take(key, sample, required=day if required is None else required)
        if value is None:
            return None
        if isinstance(value, datetime):
            placed = place(value, self.sheet.zone)
        elif isinstance(value, date) and day:
            placed = start_of_day(value, self.sheet.zone)
        else:
            hint = ", without quotation marks" if isinstance(value, str) else ""
            self.note(key, f"is {kind(value)}, not a date{'' if day else ' with a time'}", f"write {sample}{hint}")
            return None
        if isinstance(placed, datetime):
            return placed, not isinstance(value, datetime)
        if self.sheet.zone or self.sheet.zone_missing:  # a zone that is misspelled was noted already
            self.note_all((key,), [placed])
        return None

    def take_optional(self, key: str, meaning: str) -> "Reader | None":
        """The table of a key, where there is one."""
        return self.take_table(key, meaning) if self.take(key, "", required=False) is not None else None

    def take_table(self, key: str, meaning: str) -> "Reader":
        """The table of a key, which is required; an empty one where it is none."""
        value = self.take(key, f"[{key}] and its keys below it ({meaning})")
        if value is not None and not isinstance(value, dict):
            self.note(key, f"is {kind(value)}, not a table", f"write [{key}] and its keys below it ({meaning})")
        if isinstance(value, dict):
            return Reader(self.sheet, value, (*self.path, key))
        return Reader(Sheet({}, Notes()), {}, (*self.path, key))  # what is missing in it need not be said too

    def take_tables(self, key: str, most: int, meaning: str, *, required: bool = False) -> list["Reader"]:
        """The tables of a list; at least one where it is required."""
        header = ".".join(step for step in (*self.path, key) if isinstance(step, str))
        sample = f"write [[{header}]] above the keys of each ({meaning})"
        value = self.take(key, sample, required=False)
        if value is None or value == []:
            if required:
                self.note(key, "is missing", sample)
            return []
        if not isinstance(value, list):
            self.note(key, f"is {kind(value)}, not a list of tables", sample)
            return []
        if len(value) > most:
            self.note(key, f"has {len(value):,} entries", f"write at most {most}")
        readers = []
        for index, entry in enumerate(value[:most]):
            if isinstance(entry, dict):
                readers.append(Reader(self.sheet, entry, (*self.path, key, index)))
            else:
                self.note_all((key, index), [Fault(f"is {kind(entry)}, not a table", sample)])
        return readers

    def note_unknown_keys(self, top: "Reader") -> None:
        """Note every key that nothing asked for, with the one that was probably meant."""
        for key in self._table:
            if key in self._asked:
                continue
            close = get_close_matches(key[:50], [known for known in self._asked if known not in self._table], n=1)
            if close:
                instead = f"did you mean {close[0]}?"
            elif self is not top and key in top._asked:
                instead = f"move it to the top of the file, above the first [ ]: {key} belongs to the letter itself"
            else:
                instead = f"delete it; what can stand here is {', '.join(self._asked)}"
            self.note(key, "is not known here", instead)


def _shown(path: Path) -> str:
    """A path as people count: `demands[2].title.fr`."""
    shown = ""
    for step in path:
        if isinstance(step, int):
            shown += f"[{step + 1}]"
        else:
            plain = re.fullmatch(r"[\w-]{1,60}", step)
            shown += "." * bool(shown) + (step if plain else json.dumps(step[:60], ensure_ascii=False))
    return shown
