"""The settings: a frozen value, read once from the environment and `.env`."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from bot.errors import SetupError
from bot.model.people.person import Account

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
FORMATS = ("text", "json")


@dataclass(frozen=True)
class Settings:
    """What the host decides. `.env.example` describes each setting. `log_level`: empty where nothing was said."""

    discord_token: str = ""
    telegram_token: str = ""
    database_url: str = "sqlite:///countersign.db"
    owners: tuple[Account, ...] = ()
    telegram_api_url: str = ""
    telegram_paid_broadcasts: bool = False
    discord_api_url: str = ""
    discord_gateway_url: str = ""
    secret_key: str = ""
    letters: str = ""
    smtp_url: str = ""
    mail_from: str = ""
    web_address: str = "127.0.0.1:8080"
    public_url: str = ""
    log_level: str = ""
    log_format: str = "text"

    @property
    def serves(self) -> bool:
        """Whether a platform has a token."""
        return bool(self.discord_token or self.telegram_token)


def read_settings(values: Mapping[str, str]) -> Settings:
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

    level, form = text("LOG_LEVEL").upper(), text("LOG_FORMAT").lower() or Settings.log_format
    if level not in ("", *LEVELS):
        raise SetupError(f"LOG_LEVEL is none of {', '.join(LEVELS)}.")
    if form not in FORMATS:
        raise SetupError(f"LOG_FORMAT is none of {', '.join(FORMATS)}.")
    smtp_url, mail_from = _smtp(secret("SMTP_URL")), _sender(text("MAIL_FROM"))
    if smtp_url and not mail_from:
        raise SetupError("MAIL_FROM is not set. Where there is an SMTP_URL, write from whom mail comes.")
    return Settings(
        discord_token=secret("DISCORD_TOKEN"),
        telegram_token=secret("TELEGRAM_TOKEN"),
        database_url=secret("DATABASE_URL") or Settings.database_url,
        owners=_owners(text("OWNERS")),
        telegram_api_url=_address(text("TELEGRAM_API_URL"), "TELEGRAM_API_URL", "http://host:port", "http"),
        telegram_paid_broadcasts=_yes(text("TELEGRAM_PAID_BROADCASTS"), "TELEGRAM_PAID_BROADCASTS"),
        discord_api_url=_address(text("DISCORD_API_URL"), "DISCORD_API_URL", "http://host:port/api/v10", "http"),
        discord_gateway_url=_address(
            text("DISCORD_GATEWAY_URL"), "DISCORD_GATEWAY_URL", "ws://host:port/gateway", "ws"
        ),
        secret_key=secret("SECRET_KEY"),
        letters=text("LETTERS"),
        smtp_url=smtp_url,
        mail_from=mail_from,
        web_address=_listening(text("WEB_ADDRESS") or Settings.web_address),
        public_url=_address(text("PUBLIC_URL"), "PUBLIC_URL", "https://host", "http"),
        log_level=level,
        log_format=form,
    )


def _owners(text: str) -> tuple[Account, ...]:
    owners = []
    for entry in filter(None, (part.strip() for part in text.split(","))):
        platform, _, number = entry.partition(":")
        if platform not in ("discord", "telegram", "console") or not (number.isdecimal() or platform == "console"):
            raise SetupError("OWNERS is not written as discord:123,telegram:456.")
        owners.append(Account(platform, number))
    return tuple(owners)


def _yes(text: str, name: str) -> bool:
    if text.lower() not in ("", "yes", "no"):
        raise SetupError(f"{name} is neither yes nor no.")
    return text.lower() == "yes"


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


def _listening(text: str) -> str:
    host, colon, port = text.rpartition(":")
    if not (host and colon and port.isascii() and port.isdigit() and int(port) < 65536):
        raise SetupError(f"WEB_ADDRESS is not written as {Settings.web_address}.")
    return text


def _address(text: str, name: str, example: str, scheme: str) -> str:
    if text and not text.startswith((f"{scheme}://", f"{scheme}s://")):
        raise SetupError(f"{name} is not written as {example}.")
    return text.rstrip("/")
