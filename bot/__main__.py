"""The composition root: the only file that may import every layer. One function wires it all."""

import argparse
import asyncio
import functools
import gc
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from dotenv import dotenv_values

from adapters.console import lines
from adapters.console.console import FILES, FIRST, Console
from adapters.console.messenger import PLATFORM as CONSOLE
from adapters.console.messenger import ConsoleMessenger
from adapters.console.progress import Progress
from adapters.console.screen import Screen
from adapters.discord.platform import LIMITS as DISCORD_LIMITS
from adapters.discord.platform import DiscordPlatform
from adapters.discord.rendering import prepare as prepare_for_discord
from adapters.folder import LetterMistakes, find_letters, read_letter
from adapters.mail.mailer import SmtpMailer
from adapters.tables.endorsements import read as read_table
from adapters.tables.organizations import read_organizations
from adapters.telegram.platform import LIMITS as TELEGRAM_LIMITS
from adapters.telegram.platform import PAID_LIMITS as TELEGRAM_PAID_LIMITS
from adapters.telegram.platform import TelegramPlatform
from adapters.telegram.rendering import prepare as prepare_for_telegram
from adapters.web.server import Site, Throttle, serving
from bot import logs
from bot.commands import COMMANDS
from bot.commands.mail_page import MailPage
from bot.commands.mails import mail_composer
from bot.commands.notices import composer
from bot.delivery.mailing import MailWorker
from bot.delivery.pace import Limits, Pace, Window
from bot.delivery.runs import Runs
from bot.delivery.uploads import StoredUploads
from bot.delivery.worker import Worker
from bot.errors import SetupError
from bot.interface.actions import Action
from bot.interface.conversation import Interface
from bot.model.chats import Address
from bot.model.letter import Letter
from bot.model.mails import Mail, MailKind
from bot.model.people import Account, Role
from bot.model.receipts import spell
from bot.ports.store import Store, Unit
from bot.service import (
    advancing,
    automatic,
    boards,
    disputing,
    forgetting,
    heads,
    importing_organizations,
    organizing,
    proving,
    queueing,
    starting,
)
from bot.service.exporting import Form
from bot.settings import Settings, read_settings
from bot.text.locales import load
from bot.text.text import Text
from bot.tools import directory, journals, lists
from bot.tools.arguments import parser
from storage.cipher import Cipher, secret_beside
from storage.database import PostgresStore, SqliteStore, database_address, open_store
from storage.keys import reseal

SAMPLE_LETTERS = Path(__file__).parent / "letters"
CONSOLE_CHATS = ("town-square", "newsroom")
"""The chats of the console that follow from the first start on, so that an announcement is seen arriving."""

LIMITS = {"telegram": TELEGRAM_LIMITS, "telegram_paid": TELEGRAM_PAID_LIMITS, "discord": DISCORD_LIMITS}
BY_ITSELF = (automatic.advance, proving.advance, queueing.remind, boards.remind, heads.advance, forgetting.retire)
SWITCH_SECONDS = 0.001
"""So long at the most the database's thread keeps the interpreter from the platforms: while many sign on, each of the
event loop's steps would wait five times as long by default."""

PARTING_SECONDS = 10.0
"""So long at the most what is leaving is waited for at the end."""

UNPACED = Limits(Window(1000, 1.0), Window(1000, 1.0))


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


@asynccontextmanager
async def opened_store(settings: Settings) -> AsyncIterator[SqliteStore | PostgresStore]:
    """The store that the settings name."""
    store = await open_store(settings.database_url, Cipher(_secret(settings)), now)
    try:
        yield store
    finally:
        await store.close()


def _secret(settings: Settings) -> str:
    if settings.secret_key:
        return settings.secret_key
    address = database_address(settings.database_url)
    if address.get_backend_name() != "sqlite":
        raise SetupError("SECRET_KEY is not set. Beside a database that is no file, write a long random text into it.")
    path = Path(address.database or "")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return secret_beside(path.with_suffix(".key"))
    except OSError as error:
        raise SetupError(f"The folder of DATABASE_URL can't be written: {error.strerror}.") from error


def read_letters(folder: str) -> Sequence[Letter]:
    """Every letter in a folder, else the sample; raises `SetupError` with every mistake in them."""
    found = find_letters(Path(folder) if folder else SAMPLE_LETTERS)
    if not found:
        raise SetupError(f"LETTERS: there is no letter.toml in {folder} or in a folder in it.")
    try:
        return [read_letter(path) for path in found]
    except LetterMistakes as mistakes:
        raise SetupError(str(mistakes)) from mistakes


async def run(settings: Settings, ended: asyncio.Event, limits: Mapping[str, Limits] = LIMITS) -> None:
    """Serve the platforms that have a token until `ended` is set, or else the console until its input ends."""
    letters = read_letters(settings.letters)
    checks = {
        name: check
        for name, check, served in (
            ("discord", prepare_for_discord, settings.discord_token),
            ("telegram", prepare_for_telegram, settings.telegram_token),
        )
        if served
    }
    async with opened_store(settings) as store:
        await store.write(lambda unit: starting.publish_new(unit, letters))
        await store.write(lambda unit: starting.appoint(unit, settings.owners))
        await store.write(lambda unit: unit.chats.serve(list(checks) or [CONSOLE]))
        interface = Interface(COMMANDS, store, load(), checks or {CONSOLE: lambda message: None})
        async with mail_out(settings, store, interface) as mail:
            if checks:
                await _serve(settings, store, interface, limits, ended, mail)
            else:
                await _open_console(store, interface, ended, mail)


@asynccontextmanager
async def mail_out(settings: Settings, store: Store, interface: Interface) -> AsyncIterator[Sequence[MailWorker]]:
    """The worker of mail, where there is a server for it, while the page behind its links is served."""
    speeches, workers = interface.renderer.speeches, list[MailWorker]()
    if settings.smtp_url:
        mailer = SmtpMailer(settings.smtp_url, settings.mail_from)
        words = mail_composer(speeches, settings.public_url)
        workers.append(MailWorker(store, mailer, words, follow=proving.advance))
        interface.mails = True
    if not settings.public_url:
        yield workers
        return
    site = Site(store, MailPage(speeches, _confirmed), settings.public_url, Throttle(time.monotonic))
    async with serving(site, settings.web_address):
        yield workers


async def _serve(
    settings: Settings,
    store: SqliteStore | PostgresStore,
    interface: Interface,
    limits: Mapping[str, Limits],
    ended: asyncio.Event,
    mail: Sequence[MailWorker],
) -> None:
    platforms, workers, uploads = list[DiscordPlatform | TelegramPlatform](), list[Worker](), StoredUploads(store)
    if settings.telegram_token:
        paid = settings.telegram_paid_broadcasts
        pace = Pace(limits["telegram_paid" if paid else "telegram"], time.monotonic)
        platforms.append(
            TelegramPlatform(settings.telegram_token, settings.telegram_api_url, interface, pace, uploads, paid)
        )
        workers.append(Worker(store, platforms[-1].messenger, pace, composer(interface)))
    if settings.discord_token:
        pace = Pace(limits["discord"], time.monotonic)
        urls = settings.discord_api_url, settings.discord_gateway_url
        platforms.append(DiscordPlatform(settings.discord_token, *urls, interface, pace, uploads))
        workers.append(Worker(store, platforms[-1].messenger, pace, composer(interface)))
    runs = _runs(store, interface, [*workers, *mail])
    interface.reach.messengers.update({platform.messenger.platform: platform.messenger for platform in platforms})
    names = [platform.messenger.platform for platform in platforms]
    code = await store.write(lambda unit: starting.first_code(unit, names))
    if code:
        print(f"To become the owner, send this to the bot in private, once: /claim {spell(code)}", flush=True)
    try:
        async with asyncio.TaskGroup() as tasks:
            serving = [tasks.create_task(platform.run()) for platform in platforms]
            working = [
                tasks.create_task(_work(platform, worker, code, ended))
                for platform, worker in zip(platforms, workers, strict=True)
            ]
            working.extend(tasks.create_task(worker.run(ended)) for worker in mail)
            advancing = tasks.create_task(runs.run(ended))
            await ended.wait()
            runs.wake()
            await asyncio.wait(working, timeout=PARTING_SECONDS)
            for task in (*working, *serving, advancing):
                task.cancel()
    except* SetupError as errors:
        raise SetupError(str(errors.exceptions[0])) from errors


def _by_itself(unit: Unit) -> None:
    """What is done when its time has come, and nobody asks for it."""
    for act in BY_ITSELF:
        act(unit)


def _confirmed(unit: Unit, mail: Mail) -> Text:
    """What the press of a button on a mail's page does."""
    if mail.kind is MailKind.DISPUTE:
        return disputing.confirmed(unit, mail)
    return proving.confirmed(unit, mail)


def _runs(store: SqliteStore | PostgresStore, interface: Interface, workers: Sequence[Worker | MailWorker]) -> Runs:
    """What advances announcements, and whatever wakes it."""
    runs = Runs(store, advancing.waits, advancing.advance, _by_itself)
    runs.wakes([worker.wake for worker in workers])
    interface.answered = runs.wake
    return runs


async def _work(platform: DiscordPlatform | TelegramPlatform, worker: Worker, code: str, ended: asyncio.Event) -> None:
    """Once a platform is connected, say so, with the link that makes an owner where there is none; then send."""
    await platform.ready.wait()
    link = platform.link(str(Action("claim", (code,)))) if code else ""
    if link:
        print(f"Or open this on your phone, once: {link}", flush=True)
    print(f"Connected: {platform.name}", flush=True)
    await worker.run(ended)


async def _open_console(
    store: SqliteStore | PostgresStore, interface: Interface, ended: asyncio.Event, mail: Sequence[MailWorker]
) -> None:
    screen, live, terminal = Screen(), Progress(), sys.stdin.isatty()
    addresses = [Address(CONSOLE, name) for name in CONSOLE_CHATS]
    await store.write(lambda unit: starting.appoint(unit, [Account(CONSOLE, FIRST)]))
    await store.write(lambda unit: starting.let_follow(unit, addresses))
    worker = Worker(
        store, ConsoleMessenger(screen, live if terminal else None), Pace(UNPACED, time.monotonic), composer(interface)
    )
    console = Console(interface, screen, StoredUploads(store))
    screen.say(
        "Countersign's console. You are the owner; /as NAME speaks as another person, /in CHAT in a chat "
        f"({', '.join(CONSOLE_CHATS)} follow the letter). /help lists commands; end with Ctrl-D. {FILES}"
    )
    runs = _runs(store, interface, [worker, *mail])
    working = [asyncio.create_task(worker.run(ended)), *(asyncio.create_task(each.run(ended)) for each in mail)]
    advancing = asyncio.create_task(runs.run(ended))
    await console.begin()
    source = lines.typed(console.prompt, console.suggest, live) if terminal else lines.piped()
    talking = asyncio.create_task(console.run(source, echo=not terminal))
    await asyncio.wait([talking, asyncio.create_task(ended.wait())], return_when=asyncio.FIRST_COMPLETED)
    talking.cancel()
    ended.set()
    runs.wake()
    await asyncio.gather(*working, advancing)
    while await runs.step() or await worker.step():
        await worker.settle()
    await worker.empty()
    for each in mail:
        while await each.step():
            pass


async def _run_until_told(settings: Settings) -> None:
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.freeze()  # what is loaded stays: a collection that looked through it would hold everything up for 0.1 s
    await run(settings, ended)


async def invite(settings: Settings) -> None:
    """Print a one-time code that makes whoever redeems it an owner."""
    async with opened_store(settings) as store:
        code = await store.write(lambda unit: organizing.invite(unit, None, None, Role.OWNER))
    print(f"Send this to the bot in private, once: /claim {spell(code)}")


async def publish(settings: Settings, folder: Path, material: bool, over_chat: bool) -> None:
    """Record the letter in a folder as its next revision."""
    letters = read_letters(str(folder))
    async with opened_store(settings) as store:
        for letter in letters:
            publication = functools.partial(starting.publish, letter=letter, material=material, over_chat=over_chat)
            before, after = await store.write(publication)
            said = "is published already" if before == after else "published"
            print(f"{letter.slug}: revision {after.number} {said}, {after.sha256}")


async def rekey(settings: Settings) -> None:
    """Seal everything anew under the first secret of `SECRET_KEY`."""
    async with opened_store(settings) as store:
        count = await store.write(reseal)
    print(f"{count} entries are sealed under the first secret of SECRET_KEY. The others are not needed any more.")


async def import_organizations(settings: Settings, path: Path, dry_run: bool) -> int:
    """Take in a list of organizations that exist; 1 where a row was refused."""
    rows, unreadable = read_organizations(path)
    async with opened_store(settings) as store:
        if dry_run:
            report = await store.write(lambda unit: importing_organizations.rehearse(unit, rows))
        else:
            report = await directory.take(store, rows, print)
    for each in sorted((*unreadable, *report.refused), key=lambda each: each.line):
        print(f"Line {each.line}: {each.reason}")
    refused = len(unreadable) + len(report.refused)
    said = "Nothing was recorded; it would be: " if dry_run else ""
    print(f"{said}{report.added} added, {report.changed} changed, {report.unchanged} unchanged, {refused} refused")
    return 1 if refused else 0


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
            print(f"{letter.slug}: no mistakes; {len(letter.demands)} demands, in {', '.join(letter.languages)}.")
    return status


async def journal(settings: Settings, given: argparse.Namespace) -> int:
    """Verify journals, or write one to a file; 1 where one does not hold."""
    async with opened_store(settings) as store:
        if given.command == "verify":
            return await journals.verify(store, given.letter, given.head, print)
        await journals.export(store, given.letter, given.path, print)
    return 0


async def endorsements(settings: Settings, given: argparse.Namespace) -> int:
    """Write a letter's list to a file, or bring sign-ons in from one; 1 where a row of it is refused."""
    async with opened_store(settings) as store:
        if given.act == "import":
            content = read_table(given.path)
            return await lists.bring_in(store, given.letter, content, given.map, given.listed, given.dry_run, print)
        form = Form(given.format)
        if given.path is None:
            await lists.export(store, given.letter, form, given.all, sys.stdout)
            return 0
        with lists.opened(given.path) as file:
            count = await lists.export(store, given.letter, form, given.all, file)
        print(f"{given.path}: {count} organizations")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name; its exit status."""
    given = parser().parse_args(arguments)
    try:
        if given.command == "letter" and given.act == "check":
            return check(given.path)
        if given.command == "verify" and given.file:
            return journals.verify_file(given.file, given.head, print)
        dotenv = {name: value for name, value in dotenv_values(".env").items() if value is not None}
        settings = read_settings({**dotenv, **os.environ})
        logs.set_up(settings.log_level)
        match given.command:
            case "run":
                asyncio.run(_run_until_told(settings))
            case "verify" | "journal":
                return asyncio.run(journal(settings, given))
            case "rekey":
                asyncio.run(rekey(settings))
            case "letter":
                asyncio.run(publish(settings, given.path, given.material, given.over_chat))
            case "endorsements":
                return asyncio.run(endorsements(settings, given))
            case "organizer":
                asyncio.run(invite(settings))
            case "organizations":
                return asyncio.run(import_organizations(settings, given.path, given.dry_run))
    except SetupError as error:
        print(f"countersign: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
