"""What doctor looks at on this machine: settings, files, secrets, database, disk, clock, pages and versions."""

import platform
import ssl
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from ipaddress import ip_address
from pathlib import Path

import aiohttp
from dotenv import dotenv_values

from adapters.host.backing_up import folder_of, late, newest
from adapters.host.opening import now
from adapters.host.platforms import PLATFORMS
from adapters.host.serving.disk import low, usage
from adapters.host.settings import Settings, read_settings
from adapters.web.probes import LIVES
from bot.model.clock import Clock
from bot.model.diagnostics import Finding, Level
from storage.addresses import database_address, database_file
from storage.diagnosis import Diagnosis
from storage.private_files import open_to_others

SECONDS = 10.0

NO_MAIL = Finding(
    Level.LOOK, "mail", "none is set up, so that no address is proven and nobody signs on the page",
    "If you want that, set SMTP_URL and MAIL_FROM.",
)  # fmt: skip


class _Asked(dict[str, str]):
    """Settings of which each is empty, and the names that were asked for."""

    def get(self, name: str, otherwise: str = "") -> str:  # type: ignore[override]
        self[name] = ""
        return ""


def names() -> frozenset[str]:
    """The names of all settings, `NAME_FILE` among them."""
    asked = _Asked()
    read_settings(asked)
    return frozenset(asked)


def settings(given: Settings, values: Mapping[str, str]) -> Iterator[Finding]:
    """What is set: names that are none, and what goes together badly."""
    served = [each.name for each in PLATFORMS if each.is_served(given.platforms)]
    if served:
        yield Finding(Level.GOOD, "settings", f"they can be used; {' and '.join(served)} would be served")
    else:
        mend = f"Set {' or '.join(each.token.name for each in PLATFORMS)}, or run `countersign init`."
        yield Finding(Level.LOOK, "settings", "no platform has a token, so that the console would open", mend)
    known = names()
    for name in sorted(set(dotenv_values(".env")) - known):
        yield Finding(Level.LOOK, "settings", f"{name} in .env is no setting", "Look whether its name is misspelt.")
    if given.metrics_address and not _on_this_machine(given.metrics_address):
        said = "METRICS_ADDRESS can be reached by other machines: under an embargo it tells how many sign on"
        yield Finding(Level.LOOK, "settings", said, "Let a firewall keep everybody but your Prometheus out.")
    if not given.secret_key and database_address(given.database_url).get_backend_name() != "sqlite":
        yield Finding(Level.MEND, "secrets", "SECRET_KEY is not set", "Write what `openssl rand -base64 32` prints.")


def files(given: Settings, values: Mapping[str, str]) -> Iterator[Finding]:
    """Files with secrets that others can read, and whether the key is there."""
    secret = [
        Path(".env"),
        *(Path(path) for name, path in values.items() if name.endswith("_FILE") and name in names()),
    ]
    database = database_file(database_address(given.database_url))
    key = database.with_suffix(".key") if database else None
    looked_at = [*secret, *([database, key] if database and key else [])]
    wrong = [path for path in looked_at if open_to_others(path)]
    for path in wrong:
        yield Finding(Level.MEND, "secrets", f"others on this machine can read {path}", f"chmod 600 {path}")
    if database and database.exists() and not given.secret_key and key and not key.exists():
        mend = f"Put {key.name} back from where you keep it: without it nothing that is encrypted can be read."
        yield Finding(Level.MEND, "secrets", f"{key} is gone", mend)
    elif not wrong:
        yield Finding(Level.GOOD, "secrets", "nobody else on this machine can read them")


def database(found: Diagnosis) -> Iterator[Finding]:
    """How the database is."""
    if found.reason:
        mend = "Look whether DATABASE_URL is right, and its server runs and lets this account in."
        yield Finding(Level.MEND, "database", f"it can't be looked at: {found.reason}", mend)
    elif found.faults:
        mend = "Stop the bot, keep a copy of the files, and restore a backup."
        yield Finding(Level.MEND, "database", f"it is damaged: {found.faults[0]}", mend)
    elif not found.there:
        yield Finding(Level.LOOK, "database", f"there is none yet ({found.engine}); the first start makes it")
    elif found.newer:
        mend = "Install the version that wrote it, or a later one."
        yield Finding(Level.MEND, "database", "a later version of Countersign wrote it", mend)
    elif found.older:
        said = "an earlier version wrote it; the next start brings it up to date"
        yield Finding(Level.LOOK, "database", said, "Make a backup before you start.")
    else:
        yield Finding(Level.GOOD, "database", f"{found.engine}; it is whole, and of this version")


def disk(given: Settings) -> Iterator[Finding]:
    """How full the disk of the database is."""
    found = usage(given.database_url)
    if found is None:
        return
    free, size = found
    said = f"{free / 1e9:,.1f} of {size / 1e9:,.1f} GB are free"
    full = free < low(size)
    yield Finding(Level.MEND if full else Level.GOOD, "disk", said, "Make room." if full else "")


def clock(found: Clock) -> Iterator[Finding]:
    """Whether the machine's clock is as platforms say, as far as one was asked."""
    doubt = found.doubt
    if doubt:
        said = f"it says {doubt.machine:%Y-%m-%dT%H:%M:%SZ}, and by {doubt.who} it is {doubt.other:%Y-%m-%dT%H:%M:%SZ}"
        yield Finding(Level.MEND, "clock", said, "Set it, and let it be kept (timedatectl set-ntp true).")
    elif found.confirmed:
        yield Finding(Level.GOOD, "clock", "a platform says the same time")
    else:
        yield Finding(Level.UNKNOWN, "clock", "no platform has said what time it is")


def backups(given: Settings) -> Iterator[Finding]:
    """How old the newest backup is."""
    made_at = newest(given)
    age = now() - made_at if made_at else None
    said = (
        f"the newest in {folder_of(given)} is {age.total_seconds() / 3600:,.0f} hours old" if age else "there is none"
    )
    if late(given, made_at, now()):
        mend = "Look what the log says of backups, or make one: countersign backup."
        yield Finding(Level.MEND, "backups", said, mend)
    elif not given.backup_folder:
        yield Finding(Level.LOOK, "backups", f"none is made by itself; {said}", "Set BACKUP_FOLDER (docs/backups.md).")
    else:
        yield Finding(Level.GOOD, "backups", said)


async def pages(given: Settings) -> Sequence[Finding]:
    """Whether the pages are reached at their public address, from here."""
    if not given.public_url:
        said = "they have no public address, so that no link leads to them"
        return [Finding(Level.LOOK, "pages", said, "If you want that, set PUBLIC_URL (docs/web.md).")]
    if not given.public_url.startswith("https://"):
        return [Finding(Level.MEND, "pages", "PUBLIC_URL is not https", "Let a proxy give it a certificate.")]
    address = f"{given.public_url}{LIVES}"
    timeout = aiohttp.ClientTimeout(SECONDS)
    try:
        async with aiohttp.ClientSession(timeout=timeout, trust_env=True) as session, session.get(address) as response:
            lives = response.status == 200 and (await response.content.read(64)).startswith(b"lives")
            status = response.status
    except (aiohttp.ClientSSLError, ssl.SSLError) as error:
        said = f"their certificate is not good ({type(error).__name__})"
        return [Finding(Level.MEND, "pages", said, "Let the proxy get a new one.")]
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        mend = "Look at the name, the proxy and the firewall; some networks let no machine reach itself by its name."
        return [Finding(Level.LOOK, "pages", f"{address} is not reached from here ({type(error).__name__})", mend)]
    if not lives:
        mend = "Look whether the bot runs, and whether the proxy passes requests on to WEB_ADDRESS."
        return [Finding(Level.LOOK, "pages", f"{address} answers {status}, and not as the bot does", mend)]
    return [Finding(Level.GOOD, "pages", f"the bot answers at {given.public_url}")]


def versions() -> Iterator[Finding]:
    """What runs here."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("discord.py", "python-telegram-bot", "aiohttp"))
    said = f"Countersign {version('countersign')}, Python {platform.python_version()}, {libraries}"
    if sys.version_info >= (3, 15):
        yield Finding(Level.LOOK, "versions", said, "This Python is later than those that were tried: 3.11 to 3.14.")
    else:
        yield Finding(Level.GOOD, "versions", said)


def _on_this_machine(address: str) -> bool:
    host = address.rpartition(":")[0].strip("[]")
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
