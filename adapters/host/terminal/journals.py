"""The host verifies journals, and writes one to a file."""

import functools
from collections.abc import Callable
from pathlib import Path

from adapters.host.counting import counted
from adapters.host.terminal.lists import letter
from adapters.private_files import private
from bot.errors import SetupError
from bot.model.journal.entries import Head, exported
from bot.ports.store import Store, Unit
from bot.service.journal import verification

Say = Callable[[str], None]


async def verify(store: Store, slug: str, noted: Head | None, say: Say) -> int:
    """Verify every letter's journal, or one letter's, also against a head that was noted; 1 where one does not hold."""
    every = await store.read(lambda unit: unit.letters.all())
    revisions = [await letter(store, slug)] if slug or noted else every
    status = 0
    for revision in revisions:
        number, told = revision.letter_id, [noted] if noted else []
        verdict = await store.read(functools.partial(verification.verify, letter_id=number, heads=told))
        for line in verification.in_words(verdict):
            say(f"{revision.letter.slug}: {line}")
        status = 1 if verdict.fault else status
    return status


def verify_file(path: Path, noted: Head | None, say: Say) -> int:
    """Verify an exported journal; 1 where it does not hold. Raises `SetupError` where it can't be read as one."""
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            verdict = verification.verify_export(lines, [noted] if noted else [])
    except (OSError, ValueError) as error:
        raise SetupError(f"{path} can't be read as an exported journal.") from error
    for line in verification.in_words(verdict):
        say(f"{path.name}: {line}")
    return 1 if verdict.fault else 0


async def export(store: Store, slug: str, path: Path, say: Say) -> None:
    """Write a letter's journal to a file; raises `SetupError` where it can't be written."""

    def write(unit: Unit, letter_id: int) -> int:
        last = unit.journal.last(letter_id)
        with open(path, "w", encoding="utf-8", newline="\n", opener=private) as file:
            file.writelines(f"{line}\n" for line in exported(letter_id, last, unit.journal.each(letter_id)))
        return last.number

    revision = await letter(store, slug)
    try:
        count = await store.read(functools.partial(write, letter_id=revision.letter_id))
    except OSError as error:
        raise SetupError(f"{path} can't be written: {error.strerror}.") from error
    say(f"{revision.letter.slug}: {counted(count, 'entry', 'entries')}")
