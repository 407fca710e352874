"""What the host does on the terminal beside serving: each act opens the store, prints what came of it, and ends."""

import argparse
import functools
import sys
from pathlib import Path

from adapters.console.screen import Screen
from adapters.host import archiving
from adapters.host.counting import counted
from adapters.host.letters import read_folders
from adapters.host.opening import now, opened_store
from adapters.host.settings import Settings
from adapters.host.terminal import announcements, directory, journals, lists
from adapters.host.terminal.arguments import format_of
from adapters.host.terminal.lists import Wanted
from adapters.tables.files import read_bytes
from adapters.tables.organizations import read_organizations
from bot.model.codes import spell_code
from bot.model.lists.imports import MOST_BYTES
from bot.model.people.person import Role
from bot.service import starting
from bot.service.announcements import halts
from bot.service.lists.exports import FileFormat
from bot.service.organizations import directory as importing_organizations
from bot.service.people import organizers
from storage.keys import reseal
from storage.locks import resealing


async def invite(settings: Settings) -> None:
    """Print a one-time code that makes whoever redeems it an owner."""
    async with opened_store(settings) as store:
        code = await store.write(lambda unit: organizers.invite(unit, None, None, Role.OWNER))
    print(f"Send this to the bot in private, once: /claim {spell_code(code)}")


async def publish(settings: Settings, folder: Path, material: bool, over_chat: bool) -> None:
    """Record the letter in a folder as its next revision."""
    folders = read_folders(str(folder))
    async with opened_store(settings) as store:
        for each in folders:
            publication = functools.partial(
                starting.publish, letter=each.letter, material=material, over_chat=over_chat, files=each.files
            )
            before, after = await store.write(publication)
            said = "is published already" if before == after else "published"
            print(f"{each.letter.slug}: revision {after.number} {said}, {after.sha256}")


async def announcement(settings: Settings, number: int | None) -> int:
    """Tell how an announcement arrives; 1, and the latest ones, where there is none of that number."""
    async with opened_store(settings) as store:
        return await announcements.show(store, number, Screen())


async def unhalt(settings: Settings, platform: str) -> None:
    """Wait no more where a platform has asked for it; a process that runs follows within five seconds."""
    async with opened_store(settings) as store:
        cleared = await store.write(lambda unit: halts.clear(unit, platform.lower()))
    for name, count in sorted(cleared.items()):
        print(f"{name}: {count} {'halt was' if count == 1 else 'halts were'} cleared.")
    if cleared:
        print(
            "What waits leaves within five seconds where the bot runs. The platform may ask to wait again, for longer."
        )
    else:
        print(f"Nothing waits: {platform or 'no platform'} has asked for {'nothing' if platform else 'a halt'}.")


async def accept_clock(settings: Settings) -> None:
    """Say that this machine's clock is right; a process that runs follows within five seconds."""
    machine = now()
    async with opened_store(settings) as store:
        await store.write(lambda unit: unit.clock.accept(machine))
    print(f"The clock of this machine is taken to be right: {machine:%Y-%m-%d %H:%M:%S} UTC.")


async def rekey(settings: Settings) -> None:
    """Seal everything anew under the first secret of `SECRET_KEY`. Raises `SetupError` beside a running bot,
    which would go on sealing under the secrets that it has read."""
    async with opened_store(settings, resealing) as store:
        count = await store.write(reseal)
    sealed = counted(count, "entry is", "entries are")
    print(f"{sealed} sealed under the first secret of SECRET_KEY. The others are not needed any more.")


async def import_organizations(settings: Settings, given: argparse.Namespace) -> int:
    """Take in a list of organizations that exist; 1 where a row was refused."""
    rows, unreadable = read_organizations(given.path, format_of(given), print)
    async with opened_store(settings) as store:
        if given.dry_run:
            report = await store.write(lambda unit: importing_organizations.rehearse(unit, rows))
        else:
            report = await directory.take(store, rows, print)
    for each in sorted((*unreadable, *report.refused, *report.left_out), key=lambda each: each.line):
        print(f"Line {each.line}: {each.reason}")
    refused = len(unreadable) + len(report.refused)
    said = "Nothing was recorded; it would be: " if given.dry_run else ""
    print(f"{said}{report.added} added, {report.changed} changed, {report.unchanged} unchanged, {refused} refused")
    return 1 if refused else 0


async def journal(settings: Settings, given: argparse.Namespace) -> int:
    """Verify journals, or write one to a file; 1 where one does not hold."""
    async with opened_store(settings) as store:
        if given.command == "verify":
            return await journals.verify(store, given.letter, given.head, print)
        await journals.export(store, given.letter, given.path, print)
    return 0


async def archive(settings: Settings, given: argparse.Namespace) -> None:
    """Write a copy of a letter's pages to a file."""
    async with opened_store(settings) as store:
        await archiving.archive(store, given.letter, settings.public_url, given.path, print)


async def endorsements(settings: Settings, given: argparse.Namespace) -> int:
    """Write a letter's list to a file, or bring sign-ons in from one; 1 where a row of it is refused."""
    async with opened_store(settings) as store:
        if given.act == "import":
            content, wanted = read_bytes(given.path, MOST_BYTES), Wanted(format_of(given), given.map, given.consent)
            return await lists.bring_in(
                store,
                given.letter,
                content=content,
                wanted=wanted,
                listed=given.listed,
                dry=given.dry_run,
                say=print,
            )
        form = FileFormat(given.format)
        if given.path is None:
            await lists.export(store, given.letter, form, given.all, sys.stdout)
            return 0
        with lists.opened(given.path) as file:
            count = await lists.export(store, given.letter, form, given.all, file)
        print(f"{given.path}: {counted(count, 'organization', 'organizations')}")
    return 0
