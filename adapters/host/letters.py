"""The letters of a folder: read, and checked."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import bot
from adapters.folder import LetterFolder, LetterMistakes, find_letters, read_folder, read_letter
from adapters.host.counting import counted
from bot.errors import SetupError
from bot.model.letters.letter import Letter

SAMPLE_LETTERS = Path(bot.__file__).parent / "letters"


def read_letters(folder: str) -> Sequence[Letter]:
    """Every letter in a folder, else the sample; raises `SetupError` with every mistake in them."""
    return [each.letter for each in read_folders(folder)]


def read_folders(folder: str) -> Sequence[LetterFolder]:
    """Every letter in a folder, else the sample, with its files; raises `SetupError` with every mistake in them."""
    return _read(Path(folder)) if folder else _sample()


@cache
def _sample() -> Sequence[LetterFolder]:
    """The letters that ship with the software."""
    return _read(SAMPLE_LETTERS)


def _read(folder: Path) -> Sequence[LetterFolder]:
    found = find_letters(folder)
    if not found:
        raise SetupError(f"LETTERS: there is no letter.toml in {folder} or in a folder in it.")
    try:
        return tuple(read_folder(path) for path in found)
    except LetterMistakes as mistakes:
        raise SetupError(str(mistakes)) from mistakes


def check(folder: Path) -> int:
    """Name every mistake in a letter's folder, or in each letter's in a folder of several; 1 where there is one."""
    if not folder.is_dir():
        print(f"There is no folder {folder}.")
        return 1
    status = 0
    for path in find_letters(folder) or (folder,):
        try:
            letter = read_letter(path)
        except LetterMistakes as mistakes:
            print(mistakes)
            status = 1
        else:
            demands = counted(len(letter.demands), "demand", "demands")
            print(f"{letter.slug}: no mistakes; {demands}, in {', '.join(letter.languages)}.")
    return status
