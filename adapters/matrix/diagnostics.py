"""Matrix, examined for the host: the homeserver, the login, what may be said there, and every room."""

from collections.abc import Mapping, Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from adapters.matrix.addresses import PLATFORM
from adapters.matrix.api.http import Homeserver, MatrixError, NeverLeft, Unanswered
from adapters.matrix.api.outcomes import NO_TOKEN, waits
from adapters.matrix.incoming.callers import lacking, writable
from adapters.matrix.incoming.syncing import filtered
from adapters.matrix.rooms.rooms import Rooms
from bot.delivery.pace import Pace
from bot.model.chats import Chat
from bot.model.diagnostics import Examined, Finding, Level

NEEDED = "v1.11"
"""The version of the specification since which files are fetched as the bot fetches them."""

LOGIN = "Log the bot's account in again as README.md says, and set MATRIX_TOKEN."
ADDRESS = (
    "Look at the network, and at MATRIX_URL: the address at which the homeserver itself is reached. For an account "
    "@letters:example.org, https://example.org/.well-known/matrix/client often says it."
)


async def examine(given: Mapping[str, str], pace: Pace, examined: Examined) -> Sequence[Finding]:
    """Examine it. What happens in rooms stays to be fetched by a bot that runs."""
    url = given.get("MATRIX_URL", "")
    if not url:
        return [_finding(Level.MEND, "MATRIX_URL is not set", "Set it to the homeserver's address, https://…")]
    homeserver = Homeserver(url, given["MATRIX_TOKEN"], pace.asked)
    homeserver.open()
    try:
        return [*_way(url), *await _server(homeserver), *await _account(homeserver, given, examined.chats)]
    except MatrixError as error:
        return [_refused(error)]
    except (NeverLeft, Unanswered) as error:
        return [_finding(Level.MEND, f"no homeserver answers there ({error})", ADDRESS)]
    finally:
        await homeserver.close()


def _refused(error: MatrixError) -> Finding:
    if error.code in NO_TOKEN:
        return _finding(Level.MEND, "the token is refused", LOGIN)
    if waits(error):
        return _finding(Level.LOOK, "the homeserver asks to wait", "Try again in a minute.")
    return _finding(Level.MEND, f"the homeserver refuses to answer ({error.code})", ADDRESS)


def _way(url: str) -> Sequence[Finding]:
    """How requests go to the homeserver."""
    parts = urlsplit(url)
    if parts.scheme == "https" or _on_this_machine(parts.hostname or ""):
        return []
    said = f"the token, and all that is said, goes to {parts.hostname} without encryption"
    return [_finding(Level.LOOK, said, "Unless that is in a network of your own, set MATRIX_URL to https://….")]


def _on_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def _server(homeserver: Homeserver) -> Sequence[Finding]:
    versions = await homeserver.versions()
    if NEEDED in versions:
        return [_finding(Level.GOOD, f"the homeserver speaks the specification's {versions[-1]}")]
    said = f"the homeserver speaks no {NEEDED} of the specification, so that files which people send can't be read"
    return [_finding(Level.LOOK, said, "Bring the homeserver up to date.")]


async def _account(homeserver: Homeserver, given: Mapping[str, str], chats: Sequence[Chat]) -> Sequence[Finding]:
    who = await homeserver.get("account", "whoami")
    rooms = Rooms(homeserver, ours=False)
    await rooms.begin(str(who["user_id"]))
    rooms.follow(await homeserver.get("sync", filter=filtered(1), timeout="0"))
    found = [_finding(Level.GOOD, f"the token is {rooms.account}'s, which is in {len(rooms.joined)} rooms")]
    if not who.get("device_id"):
        said = "the token belongs to no login (device), so that after a kill nothing is known again as sent"
        found.append(_finding(Level.MEND, said, LOGIN))
    found.append(_guarded(rooms.account.partition(":")[2], bool(given.get("MATRIX_SERVER_IS_OURS"))))
    found.append(_speed(given.get("MATRIX_MESSAGES_A_SECOND", ""), len(chats)))
    return [*found, *(_chat(rooms, each) for each in chats)]


def _guarded(server: str, ours: bool) -> Finding:
    if not ours:
        said = "nothing personal is asked for in chat: who signs does so on the page (PUBLIC_URL)"
        mend = f"If nobody else runs {server}, MATRIX_SERVER_IS_OURS=yes lets its own accounts sign in chat."
        return _finding(Level.GOOD, said, mend)
    said = f"names, roles and addresses are asked of accounts at {server} in private, without encryption"
    return _finding(Level.LOOK, said, f"That is right only if nobody but you runs {server}.")


def _speed(a_second: str, chats: int) -> Finding:
    if a_second:
        said = f"the settings say that {a_second} messages a second may leave; the homeserver does not say"
        return _finding(Level.UNKNOWN, said, "If many wait for it, look at its rc_message, or override_ratelimit.")
    minutes = max(1, (chats - 10) * 5 // 60) if chats > 10 else 0
    if not minutes:
        return _finding(Level.GOOD, "ten messages may leave at once, and then one in five seconds")
    said = f"ten messages may leave at once, and then one in five seconds: news in {chats} rooms take {minutes} minutes"
    return _finding(Level.LOOK, said, "Raise it on the homeserver (README.md), and set MATRIX_MESSAGES_A_SECOND.")


def _chat(rooms: Rooms, chat: Chat) -> Finding:
    name, room = f"{PLATFORM}, chat {chat.id}", rooms.joined.get(chat.address.place)
    if room is None:
        mend = "Have the bot's account invited into the room again; it comes in by itself while it runs."
        return Finding(Level.MEND, name, "nothing can be sent there: the bot is not in this room", mend)
    if room.successor:
        return Finding(Level.LOOK, name, "the room was upgraded; the next message follows it")
    if room.encrypted:
        mend = "Encryption can't be turned off: let the bot be invited into a room without, and follow there."
        return Finding(Level.MEND, name, "the room is encrypted, so that the bot leaves it", mend)
    if not writable(room, rooms.account):
        mend = "Let a moderator raise the bot's power level, or lower the one that sending messages takes."
        return Finding(Level.MEND, name, "nothing can be sent there: the bot may not write", mend)
    if lacks := lacking(room, rooms.account):
        said = f"messages can be sent, and the bot may not: {', '.join(lacks)}"
        return Finding(Level.LOOK, name, said, "If that is wanted there, let a moderator allow it.")
    return Finding(Level.GOOD, name, "messages can be sent, with all that belongs to them")


def _finding(level: Level, said: str, mend: str = "") -> Finding:
    return Finding(level, PLATFORM, said, mend)
