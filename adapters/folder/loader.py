"""Reading a letter's folder as a whole."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from adapters.folder.checks import language_fault
from adapters.folder.files import LETTER_FILE, read_text, text_languages
from adapters.folder.letter import build_letter, read_languages
from adapters.folder.mistakes import Notes
from adapters.folder.positions import key_lines
from adapters.folder.reader import Reader, Sheet
from bot.model.letters import limits
from bot.model.letters.faults import text_faults
from bot.model.letters.letter import Letter
from bot.model.letters.localized import Localized
from bot.text.markup.faults import markdown_faults


@dataclass(frozen=True, slots=True)
class LetterFolder:
    """What a folder holds: a letter, and what is in the files of its documents, by their SHA-256."""

    letter: Letter
    files: Mapping[str, bytes]


def read_letter(folder: Path) -> Letter:
    """The letter that a folder holds; raises `LetterMistakes`, which names everything to put right."""
    return read_folder(folder).letter


def read_folder(folder: Path) -> LetterFolder:
    """The letter that a folder holds, with its files; raises `LetterMistakes`, which names everything to put right."""
    notes = Notes()
    top = _open_sheet(folder, notes)
    if top is None:
        _read_body(folder, text_languages(folder), notes)
        raise notes.error()
    languages = read_languages(top)
    letter = build_letter(top, _read_body(folder, languages or text_languages(folder), notes))
    if notes:
        raise notes.error()
    return LetterFolder(letter, top.sheet.files)


def _open_sheet(folder: Path, notes: Notes) -> Reader | None:
    """A cursor at the top of letter.toml, or None where it cannot be understood."""
    source = read_text(folder, LETTER_FILE, notes, missing=f"put a file {LETTER_FILE} in the letter's folder")
    if source is None:
        return None
    try:
        table = tomllib.loads(source)
        return Reader(Sheet(key_lines(source), notes, folder), table)
    except RecursionError:
        notes.add(LETTER_FILE, None, "", "has brackets within brackets without end", "write each list and table simply")
    except ValueError as error:
        _note_syntax(source, str(error), notes)
    return None


def _note_syntax(source: str, error: str, notes: Notes) -> None:
    """Note where the file stops being TOML, with the likeliest cause."""
    at = re.search(r" \(at (?:line (\d+)|end of document).*\)$", error)
    reason = error[: at.start()] if at else error
    line = None if at is None else int(at[1]) if at[1] else max(1, len(source.rstrip().split("\n")))
    here = source.split("\n")[line - 1] if line else ""
    if re.search("[“”„«»]", here) and '"' not in here:
        instead = 'write straight quotation marks: "…"'
    elif re.search(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?!\d|:\d)", here):
        instead = "write a time with its seconds, as 2031-05-20T18:30:00"
    elif "Cannot" in reason:
        instead = "write each key and each [ ] only once"
    elif at and not at[1]:
        instead = "something is not closed: look for a quotation mark or bracket without its partner"
    else:
        instead = "look on this line, and the one above, for a missing quotation mark, bracket, comma or ="
    notes.add(LETTER_FILE, line, "", f"cannot be understood from here on ({reason})", instead)


def _read_body(folder: Path, languages: Iterable[str], notes: Notes) -> Localized:
    """The text in each language, from its file."""
    texts = {}
    for language in languages:
        name = f"text.{language}.md"
        text = read_text(folder, name, notes, missing=f'put the letter\'s text in "{language}" in a file {name}')
        if text is None:
            continue
        for fault in (*text_faults(text.rstrip("\n"), limits.TEXT, paragraphs=True), *markdown_faults(text)):
            notes.add(name, fault.line, "", fault.what, fault.instead)
        texts[language] = text.strip()
    for language in text_languages(folder):
        if language not in languages:
            instead = f'delete the file, or add "{language}" to the languages in {LETTER_FILE}'
            if language_fault(language):
                instead = "name the file by a language's short name, as text.en.md"
            notes.add(f"text.{language}.md", None, "", "is not in one of the letter's languages", instead)
    return Localized(texts)
