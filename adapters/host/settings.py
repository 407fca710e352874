"""The settings: a frozen value, read once from the environment and `.env`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from adapters.console.messenger import PLATFORM as CONSOLE
from adapters.host.platforms import PLATFORMS
from adapters.host.secret_key import secret_key
from adapters.web.clients import networks
from bot.errors import SetupError
from bot.model.people.person import Account
from bot.model.restores import BACKUPS_KEPT
from bot.platforms import PlatformDeclaration
from bot.ports.settings import Setting, address
from storage.backups.sealing import recipient

MOST_BACKUPS = 1000
"""So many backups are kept at the most."""

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
FORMATS = ("text", "json")


@dataclass(frozen=True)
class Settings:
    """What the host decides. `.env.example` describes each setting.


    `platforms`: what is set of those that the platforms declare, by name; what is not set is not in it. `log_level`:
    empty where nothing was said.
    """

    platforms: Mapping[str, str] = field(default_factory=dict)
    database_url: str = "sqlite:///countersign.db"
    owners: tuple[Account, ...] = ()
    secret_key: str = ""
    letters: str = ""
    smtp_url: str = ""
    mail_from: str = ""
    web_address: str = "127.0.0.1:8080"
    public_url: str = ""
    trusted_proxies: str = ""
    log_level: str = ""
    log_format: str = "text"
    access_log: bool = False
    metrics_address: str = ""
    backup_folder: str = ""
    backup_hours: int = 24
    backup_keep: int = 14
    backup_recipient: str = ""
    removals_log: str = ""


def read_settings(values: Mapping[str, str], platforms: Sequence[PlatformDeclaration] = PLATFORMS) -> Settings:
    """The settings in a mapping such as the environment; a secret `NAME` may stand in the file that `NAME_FILE` names.

    Raises `SetupError` where a value can't be used.
    """

    def text(name: str) -> str:
        return values.get(name, "").strip()

    def secret(name: str) -> str:
        path = text(f"{name}_FILE")
        if not path:
            return text(name)
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SetupError(f"{name}_FILE can't be read: {error.__class__.__name__}.") from error

    def checked(setting: Setting) -> str:
        return setting.check(setting.name, (secret if setting.secret else text)(setting.name))

    declared = {setting.name: checked(setting) for each in platforms for setting in each.every_setting}
    level, form = text("LOG_LEVEL").upper(), text("LOG_FORMAT").lower() or Settings.log_format
    if level not in ("", *LEVELS):
        raise SetupError(f"LOG_LEVEL is none of {', '.join(LEVELS)}.")
    if form not in FORMATS:
        raise SetupError(f"LOG_FORMAT is none of {', '.join(FORMATS)}.")
    smtp_url, mail_from = _smtp(secret("SMTP_URL")), _sender(text("MAIL_FROM"))
    if smtp_url and not mail_from:
        raise SetupError("MAIL_FROM is not set. Where there is an SMTP_URL, write from whom mail comes.")
    return Settings(
        platforms={name: value for name, value in declared.items() if value},
        database_url=secret("DATABASE_URL") or Settings.database_url,
        owners=_owners(text("OWNERS"), platforms),
        secret_key=checked(Setting("SECRET_KEY", secret_key, secret=True)),
        letters=text("LETTERS"),
        smtp_url=smtp_url,
        mail_from=mail_from,
        web_address=_listening("WEB_ADDRESS", text("WEB_ADDRESS") or Settings.web_address),
        metrics_address=_metrics(text("METRICS_ADDRESS")),
        public_url=checked(Setting("PUBLIC_URL", address("http", "https://host"))),
        trusted_proxies=_proxies(text("TRUSTED_PROXIES")),
        log_level=level,
        log_format=form,
        access_log=_switch("ACCESS_LOG", text("ACCESS_LOG")),
        backup_folder=text("BACKUP_FOLDER"),
        backup_hours=_number("BACKUP_HOURS", text("BACKUP_HOURS"), Settings.backup_hours, 24 * BACKUPS_KEPT.days),
        backup_keep=_number("BACKUP_KEEP", text("BACKUP_KEEP"), Settings.backup_keep, MOST_BACKUPS),
        backup_recipient=checked(Setting("BACKUP_RECIPIENT", recipient)),
        removals_log=text("REMOVALS_LOG"),
    )


def in_files(values: Mapping[str, str], platforms: Sequence[PlatformDeclaration] = PLATFORMS) -> bool:
    """Whether a platform's token stands in a file, in which another one could come."""
    return any(values.get(f"{each.token.name}_FILE", "").strip() for each in platforms)


def _owners(text: str, platforms: Sequence[PlatformDeclaration]) -> tuple[Account, ...]:
    names_account = {CONSOLE: lambda name: True, **{each.name: each.names_account for each in platforms}}
    owners = []
    for entry in filter(None, (part.strip() for part in text.split(","))):
        platform, _, number = entry.partition(":")
        if platform not in names_account or not names_account[platform](number):
            raise SetupError("OWNERS is not written as discord:123,telegram:456.")
        owners.append(Account(platform, number))
    return tuple(owners)


def _smtp(text: str) -> str:
    problem = SetupError("SMTP_URL is not written as smtp://user:password@host:587 or smtps://user:password@host.")
    try:
        parts = urlsplit(text)
        good = not text or (parts.scheme in ("smtp", "smtps") and parts.hostname and parts.port != 0)
    except ValueError as error:
        raise problem from error
    if not good:
        raise problem
    return text


def _sender(text: str) -> str:
    local, at, host = parseaddr(text)[1].partition("@")
    if text and not (text.isprintable() and local.isascii() and local and at and "." in host and "@" not in host):
        raise SetupError("MAIL_FROM is not written as letters@example.org or Name <letters@example.org>.")
    return text


def _proxies(text: str) -> str:
    try:
        networks(text)
    except ValueError as error:
        raise SetupError("TRUSTED_PROXIES is not written as 127.0.0.1, 10.0.0.0/8, ::1.") from error
    return text


def _number(name: str, text: str, usual: int, most: int) -> int:
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        raise SetupError(f"{name} is no whole number from 1 to {most}.")
    return int(text)


def _switch(name: str, text: str) -> bool:
    if text.lower() not in ("", "yes", "no"):
        raise SetupError(f"{name} is neither yes nor no.")
    return text.lower() == "yes"


def _metrics(text: str) -> str:
    return _listening("METRICS_ADDRESS", text) if text else ""


def _listening(name: str, text: str) -> str:
    host, colon, port = text.rpartition(":")
    if not (host and colon and port.isascii() and port.isdigit() and int(port) < 65536):
        raise SetupError(f"{name} is not written as {Settings.web_address}.")
    return text
