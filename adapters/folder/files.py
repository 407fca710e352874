"""The files of a letter's folder: finding them, and reading them as text."""

import re
import stat
from difflib import get_close_matches
from pathlib import Path

from adapters.folder.mistakes import Notes
from bot.model.letters import limits

LETTER_FILE = "letter.toml"
TEXT_FILE = re.compile(r"text\.([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)\.md")


def find_letters(folder: Path) -> tuple[Path, ...]:
    """The folder itself if it holds a letter, else each of its subfolders that does, by name."""
    if LETTER_FILE in file_names(folder):
        return (folder,)
    return tuple(sub for sub in (folder / name for name in file_names(folder)) if LETTER_FILE in file_names(sub))


def file_names(folder: Path) -> tuple[str, ...]:
    """The names in a folder that can be shown, sorted; none if it cannot be listed."""
    try:
        return tuple(sorted(path.name for path in folder.iterdir() if path.name.isprintable()))
    except (OSError, ValueError):
        return ()


def text_languages(folder: Path) -> tuple[str, ...]:
    """The languages for which the folder holds a text, after the files' names."""
    return tuple(match[1] for match in map(TEXT_FILE.fullmatch, file_names(folder)) if match)


def read_text(folder: Path, name: str, notes: Notes, *, missing: str) -> str | None:
    """A file's text with its lines ended by line feeds, or None with a mistake noted; `missing` says what to write."""
    try:
        about = (folder / name).stat()
        if not stat.S_ISREG(about.st_mode):
            notes.add(name, None, "", "is not a file", missing)
            return None
        if about.st_size > limits.FILE_BYTES:
            notes.add(name, None, "", f"is larger than {limits.FILE_BYTES:,} bytes, so it was not read", missing)
            return None
        content = (folder / name).read_bytes()
    except FileNotFoundError:
        notes.add(name, None, "", "is missing", _near(folder, name) or missing)
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        notes.add(name, None, "", f"cannot be read ({reason})", "see that this program may read it")
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        notes.add(name, line, "", "is not in UTF-8", "save the file with the encoding UTF-8 in your editor")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _near(folder: Path, name: str) -> str:
    """What to do where a file with nearly that name is there, as `Letter.toml` or `letter.toml.txt`."""
    others = [
        other
        for other in file_names(folder)
        if other != LETTER_FILE and (other == name or not TEXT_FILE.fullmatch(other))
    ]
    by_lower = {other.lower(): other for other in others}
    close = get_close_matches(name, by_lower, n=1, cutoff=0.8)
    return f"did you mean {by_lower[close[0]]}? Rename it to {name}" if close else ""
