"""`countersign doctor`: what is wrong with how the bot is set up, and how each of it is mended. It changes nothing."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from adapters.host.opening import elapsed, now, opened_store, secret_of
from adapters.host.platforms import PLATFORMS
from adapters.host.settings import Settings, read_settings
from adapters.host.terminal import examining
from adapters.mail import diagnostics as mail
from bot.delivery.pace import Pace
from bot.errors import SetupError
from bot.model.chats import Chat, ChatKind
from bot.model.clock import Clock
from bot.model.diagnostics import Examined, Finding, Level
from bot.platforms import PlatformDeclaration
from bot.ports.store import Unit
from storage.diagnosis import Diagnosis, diagnose

MOST_CHATS = 200
"""So many chats of a platform at the most are looked at."""

MARKS = {Level.GOOD: "good", Level.LOOK: "LOOK", Level.MEND: "MEND", Level.UNKNOWN: "?   "}

Say = Callable[[str], None]


async def examine(values: Mapping[str, str], say: Say) -> int:
    """Examine everything, saying what is found: 1 where something has to be mended, else 0."""
    counted = Counter[Level]()

    def tell(findings: Iterable[Finding]) -> None:
        for each in findings:
            counted[each.level] += 1
            say(f"{MARKS[each.level]}  {each.about}: {each.said}")
            if each.mend:
                say(f"      → {each.mend}")

    try:
        settings = read_settings(values)
    except SetupError as error:
        tell([Finding(Level.MEND, "settings", str(error))])
        return 1
    tell(examining.settings(settings, values))
    tell(examining.files(settings, values))
    found = await diagnose(settings.database_url)
    tell(examining.database(found))
    tell(examining.disk(settings))
    tell(examining.backups(settings))
    clock = Clock(now, elapsed)
    chats = await _chats(settings, found)
    for declared in PLATFORMS:
        if declared.is_served(settings.platforms):
            tell(await platform(declared, settings, clock, chats.get(declared.name, ())))
    tell(examining.clock(clock))
    tell(await mail.examine(settings.smtp_url, settings.mail_from) if settings.smtp_url else [examining.NO_MAIL])
    tell(await examining.pages(settings))
    tell(examining.versions())
    say(
        f"\n{counted[Level.MEND]} to mend, {counted[Level.LOOK]} to look at, "
        f"{counted[Level.UNKNOWN]} not known, {counted[Level.GOOD]} good"
    )
    return 1 if counted[Level.MEND] else 0


async def platform(
    declared: PlatformDeclaration, settings: Settings, clock: Clock, chats: Sequence[Chat] = ()
) -> Sequence[Finding]:
    """Examine one platform, which tells the clock what time it is."""
    pace = Pace(declared.limits(settings.platforms), time.monotonic)
    pace.on_request = lambda: clock.asked(declared.name)
    return await declared.examine(settings.platforms, pace, Examined(chats, settings.public_url))


async def _chats(settings: Settings, found: Diagnosis) -> Mapping[str, Sequence[Chat]]:
    """The shared chats that follow, by platform; none where this program's version may not open the database."""
    if not found.there or found.newer or found.older or found.faults:
        return {}

    def unit(unit: Unit) -> Mapping[str, Sequence[Chat]]:
        found = dict[str, dict[int, Chat]]()
        for revision in unit.letters.all():
            for chat in unit.chats.following(revision.letter_id, 0, MOST_CHATS):
                if chat.kind is not ChatKind.PRIVATE:
                    found.setdefault(chat.address.platform, {})[chat.id] = chat
        return {platform: [*chats.values()][:MOST_CHATS] for platform, chats in found.items()}

    try:
        secret_of(settings, make=False)
        async with opened_store(settings) as store:
            return await store.read(unit)
    except SetupError:
        return {}
