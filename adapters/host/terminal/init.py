"""`countersign init`: asks for the settings, tries them, and writes `.env`, which must not be there yet."""

import getpass
import io
import os
import secrets
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dotenv import dotenv_values

from adapters.host.letters import read_folders
from adapters.host.opening import elapsed, now
from adapters.host.platforms import PLATFORMS
from adapters.host.settings import Settings, read_settings
from adapters.host.terminal import doctor, examining
from adapters.mail import diagnostics as mail
from adapters.private_files import PRIVATE
from bot.errors import SetupError
from bot.model.clock import Clock
from bot.model.diagnostics import Finding, Level
from bot.platforms import PlatformDeclaration
from storage.database import database_address
from storage.diagnosis import diagnose

Ask = Callable[[str, bool], str]
"""Asks for a line, which is not shown where it is secret; raises `EOFError` where there is none any more."""

Say = Callable[[str], None]
Tries = Callable[[Settings], Awaitable[Sequence[Finding]]]

FILE = Path(".env")
HEAD = "# Written by `countersign init`. README.md has all settings; `countersign doctor` looks at these."


@dataclass(frozen=True, slots=True)
class Question:
    """A setting that is asked for, and how what was typed is tried. `needs`: the setting without which it is not."""

    name: str
    asks: str
    tries: Tries
    secret: bool = False
    needs: str = ""


async def init(ask: Ask, say: Say, environment: Mapping[str, str]) -> None:
    """Ask, try and write. Raises `SetupError` where there is a `.env`, or the answers end."""
    _refuse_to_overwrite()
    say("Enter skips a question. Nothing is written before the end.\n")
    answers = dict[str, str]()
    try:
        for question in _questions():
            if not question.needs or answers.get(question.needs) or environment.get(question.needs):
                answer = await _answer(question, answers, environment, ask, say)
                answers.update({question.name: answer} if answer else {})
    except EOFError:
        raise SetupError("The answers have ended, and nothing was written.") from None
    served = [each for each in PLATFORMS if answers.get(each.token.name)]
    tried = [each.name for declared in served for each in declared.settings if environment.get(each.name)]
    answers = {**answers, **{name: environment[name] for name in tried if name not in answers}}
    if database_address(answers.get("DATABASE_URL", Settings.database_url)).get_backend_name() != "sqlite":
        answers["SECRET_KEY"] = secrets.token_urlsafe(32)
        say("A SECRET_KEY was made, and is in the file: keep a copy of it, apart from the backups of the database.")
    write(answers)
    say(f"\n{FILE} is written, for this account alone. `countersign run` starts, `countersign doctor` looks at it all.")


def write(answers: Mapping[str, str]) -> None:
    """Write the file; raises `SetupError` where it is there, or can't be written."""
    text = "".join(f"{line}\n" for line in (HEAD, *(f"{name}={_quoted(value)}" for name, value in answers.items())))
    if dict(dotenv_values(stream=io.StringIO(text), interpolate=False)) != dict(answers):
        raise SetupError(
            "An answer has characters that .env can't hold. Put it into a file, and name that by NAME_FILE."
        )
    try:
        descriptor = os.open(FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    except FileExistsError:
        _refuse_to_overwrite()
        raise
    except OSError as error:
        raise SetupError(f"{FILE} can't be written here: {error.strerror}.") from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _refuse_to_overwrite() -> None:
    if FILE.exists() or FILE.is_symlink():
        raise SetupError(
            f"{FILE} is there already, and stays as it is. Change it by hand; `countersign doctor` looks at it."
        )


def _quoted(value: str) -> str:
    """A value as python-dotenv reads it back, whatever is in it."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _questions() -> Sequence[Question]:
    return (
        *(question for each in PLATFORMS for question in _of(each)),
        Question("LETTERS", "The folder of your letter; without one, the sample letter is published", _letters),
        Question(
            "DATABASE_URL", "The database; without one, countersign.db here. postgresql://…", _database, secret=True
        ),
        Question("PUBLIC_URL", "The address at which the pages are reached, https://…", _nothing),
        Question(
            "TRUSTED_PROXIES",
            "The address of the proxy in front of them, 127.0.0.1 where it is on this machine",
            _nothing,
            needs="PUBLIC_URL",
        ),
        Question("BACKUP_FOLDER", "The folder for daily backups; without one, none are made by themselves", _nothing),
        Question("MAIL_FROM", "From whom mail comes, letters@example.org; without one, there is no mail", _nothing),
        Question("SMTP_URL", "The mail server, smtp://user:password@host:587", _mail, secret=True, needs="MAIL_FROM"),
    )


def _of(declared: PlatformDeclaration) -> Iterator[Question]:
    """What is asked of a platform: what its token is tried with, the token, and what goes with it."""
    needs = ""
    for name, asks in declared.asked_before.items():
        yield Question(name, asks, _nothing, needs=needs)
        needs = name
    asks = f"The token of the bot on {declared.name.capitalize()} (README.md says how one gets it)"
    yield Question(declared.token.name, asks, partial(_examined, declared), secret=True, needs=needs)
    for name, asks in declared.asked_after.items():
        yield Question(name, asks, _nothing, needs=declared.token.name)


async def _answer(
    question: Question, answers: Mapping[str, str], environment: Mapping[str, str], ask: Ask, say: Say
) -> str:
    """What is answered, once it can be used, or is to be kept all the same; empty where nothing is."""
    while answer := ask(f"{question.asks}: ", question.secret).strip():
        try:
            found = await question.tries(read_settings({**environment, **answers, question.name: answer}))
        except SetupError as error:
            say(f"  {error}")
            continue
        for each in found:
            say(f"  {doctor.MARKS[each.level]}  {each.said}" + (f" → {each.mend}" if each.mend else ""))
        wrong = any(each.level is Level.MEND for each in found)
        if not wrong or ask("Keep it all the same? (yes, or Enter to type it again): ", False).strip().lower() == "yes":
            return answer
    return ""


async def _examined(declared: PlatformDeclaration, settings: Settings) -> Sequence[Finding]:
    clock = Clock(now, elapsed)
    found = await doctor.platform(declared, settings, clock)
    return [*found, *(each for each in examining.clock(clock) if each.level is Level.MEND)]


async def _letters(settings: Settings) -> Sequence[Finding]:
    read = read_folders(settings.letters)
    names = ", ".join(each.letter.slug for each in read)
    return [Finding(Level.GOOD, "letters", names)]


async def _database(settings: Settings) -> Sequence[Finding]:
    return [*examining.database(await diagnose(settings.database_url))]


async def _mail(settings: Settings) -> Sequence[Finding]:
    return await mail.examine(settings.smtp_url, settings.mail_from)


async def _nothing(settings: Settings) -> Sequence[Finding]:
    return ()


def asked(prompt: str, secret: bool) -> str:
    """Ask on the terminal; what is piped in is read line by line."""
    if secret and sys.stdin.isatty():
        return getpass.getpass(prompt)
    return input(prompt)
