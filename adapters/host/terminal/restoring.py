"""The host restores a backup."""

import argparse
from pathlib import Path

from adapters.host.counting import counted
from adapters.host.opening import now, removals_log, secret_of
from adapters.host.settings import Settings
from bot.service.restores.restoring import Restored
from storage.backups.restoring import Source
from storage.backups.restoring import restore as restore_backup


async def restore(settings: Settings, given: argparse.Namespace) -> None:
    """Restore a backup, and say what came of it. Raises `SetupError` where there is a database already, or the backup
    can't be used."""
    usual = removals_log(settings)
    logs = [*([usual] if usual and usual.exists() else []), *given.removals]
    logs = list({each.resolve(): each for each in logs}.values())
    secret = secret_of(settings, make=False)
    report = await restore_backup(settings.database_url, secret, Source(given.path, given.key, logs), now)
    taken_at, entries = report.taken_at, counted(report.entries, "entry", "entries")
    print(f"Restored the backup of {taken_at:%Y-%m-%d %H:%M:%S} UTC: its journals hold, with {entries}.")
    _say(report.restored, logs)


def _say(done: Restored, logs: list[Path]) -> None:
    again = counted(done.again, "removal", "removals")
    uncertain = counted(done.uncertain, "message or mail", "messages and mails")
    print(f"Done again: {again} since then (erasures, withdrawals, roles that were taken, codes that were used).")
    print(f"Uncertain: {uncertain} that may have left since then. Nothing of it is sent again by itself.")
    for each in done.restores:
        if each.lost:
            print(f"A head was published that the backup does not reach: {each.lost.number}:{each.lost.hash}")
    if not done.whole:
        missing = "is not whole" if logs else "is not there"
        print(
            f"The log of what was taken back since {missing}: nothing is published, and no announcement leaves, until "
            "an owner of each letter has confirmed it in chat (/restored). Open invitations and codes are void."
        )
