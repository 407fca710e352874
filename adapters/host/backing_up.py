"""Backups: made when the host asks, and by themselves while the bot runs."""

import argparse
import asyncio
import logging
import time
from datetime import datetime, timedelta
from pathlib import Path

from adapters.host.counting import counted
from adapters.host.opening import now, secret_of
from adapters.host.settings import MOST_BACKUPS, Settings
from bot.errors import SetupError
from bot.log_events import log_event
from storage.backups import folder, making, sealing
from storage.backups.folder import backups
from storage.database import database_address, database_file

logger = logging.getLogger(__name__)

LOOK_SECONDS = 60.0
"""So often it is looked whether a backup is due."""

LATE = 2
"""A backup is late after so many times the hours in which one is made."""

AGAIN = timedelta(minutes=10)
"""After so long one that could not be made is tried again."""


def folder_of(settings: Settings) -> Path:
    """Where backups are made: the folder that is set, else one beside the database."""
    if settings.backup_folder:
        return Path(settings.backup_folder)
    file = database_file(database_address(settings.database_url))
    return (file.parent if file else Path()) / "backups"


def newest(settings: Settings) -> datetime | None:
    """When the newest backup was made; nothing where there is none."""
    try:
        there = backups(folder_of(settings))
    except OSError:
        return None
    return there[0].taken_at if there else None


def late(settings: Settings, made_at: datetime | None, moment: datetime) -> bool:
    """Whether one should have been made since."""
    every = timedelta(hours=settings.backup_hours)
    return bool(settings.backup_folder) and (made_at is None or moment - made_at > LATE * every)


async def backup(settings: Settings, given: argparse.Namespace) -> None:
    """Make a backup now, or the key for which they are encrypted. Raises `SetupError` where that can't be."""
    if given.new_key:
        print(f"BACKUP_RECIPIENT={sealing.new_key(given.new_key)}")
        print(f"Keep {given.new_key} elsewhere than on this machine: without it no backup can be opened.")
        return
    file = database_file(database_address(settings.database_url))
    if file is not None and not file.exists():
        raise SetupError(f"There is no database at {file}.")
    made = await making.make(
        settings.database_url, secret_of(settings), given.to or folder_of(settings), now(), settings.backup_recipient
    )
    letters, entries = counted(made.letters, "letter", "letters"), counted(made.entries, "entry", "entries")
    verified = f"verified: {letters}, {entries} of journals" if file else "readable"
    print(f"{made.path}: {counted(made.size, 'byte', 'bytes')}, {verified}")


class BackingUp:
    """Makes backups by time, where a folder is set for them, and deletes those whose time is over in any case."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = folder_of(settings)
        self._keep = settings.backup_keep if settings.backup_folder else MOST_BACKUPS
        self._every = timedelta(hours=settings.backup_hours)
        self._failed_at: datetime | None = None

    async def run(self, ended: asyncio.Event) -> None:
        """Look until told to end."""
        while not ended.is_set():
            await self.look(now())
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await ended.wait()
            except TimeoutError:
                continue

    async def look(self, moment: datetime) -> None:
        """Make a backup where one is due, and delete old ones. What hinders that is told in the log."""
        try:
            there = await asyncio.to_thread(backups, self._folder)
            due = bool(self._settings.backup_folder) and (not there or moment - there[0].taken_at >= self._every)
            rests = self._failed_at is not None and moment - self._failed_at < AGAIN
            if due and not rests:
                await self._make(moment)
            gone = await asyncio.to_thread(folder.retire, self._folder, self._keep, moment)
        except (SetupError, OSError) as error:
            self._failed_at = moment
            log_event(logger, logging.ERROR, "backup.failed", "no backup was made: %(problem)s", problem=str(error))
            return
        for each in gone:
            log_event(logger, logging.INFO, "backup.deleted", "the backup %(file)s is deleted: its time is over",
                      file=each.path.name)  # fmt: skip

    async def _make(self, moment: datetime) -> None:
        began = time.monotonic()
        settings = self._settings
        made = await making.make(
            settings.database_url, secret_of(settings), self._folder, moment, settings.backup_recipient
        )
        self._failed_at = None
        log_event(
            logger,
            logging.INFO,
            "backup.made",
            "the backup %(file)s is made and verified: %(bytes)d bytes, in %(seconds).1f s",
            file=made.path.name,
            bytes=made.size,
            seconds=round(time.monotonic() - began, 1),
        )
