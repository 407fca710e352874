"""What owners are told of that only the host can mend, and that it is well again."""

from collections.abc import Callable

from bot.interface.call import Reply
from bot.model.deliveries import Subject
from bot.model.health import Ailment, KnownTrouble
from bot.model.people.person import Account, Role
from bot.notices.notice import About, Notice
from bot.notices.people import FOR_OWNERS
from bot.ports.store import Unit
from bot.text.text import Text, t

Says = Callable[[str], Text]
"""A sentence about a platform, of which it gets the name."""

WRONG: dict[Ailment, Says] = {
    Ailment.REFUSED: lambda platform: t(
        "**{platform} does not accept the bot any more.** Nothing arrives from there, and what is to leave waits. "
        "Whoever hosts the bot gets a new token and sets it.",
        platform=platform,
    ),
    Ailment.UNREACHABLE: lambda platform: t(
        "**{platform} can't be reached** from the bot's server. What is to leave waits. Whoever hosts the bot looks at "
        "the server's network.",
        platform=platform,
    ),
    Ailment.TAKEN_OVER: lambda platform: t(
        "**Another program uses the bot's account on {platform}**, and takes away what people write. Whoever hosts the "
        "bot ends that one; if nobody knows of it, a new token shuts it out.",
        platform=platform,
    ),
    Ailment.WEBHOOK: lambda platform: t(
        "**{platform} does not reach the bot:** what people write there waits. Whoever hosts the bot looks at the "
        "address and the certificate of its pages.",
        platform=platform,
    ),
    Ailment.CROWDED: lambda platform: t(
        "**The bot is in 75 or more places on {platform}, and is not verified.** At 100 no other can let it in. "
        "Whoever hosts the bot has it verified there, which takes days.",
        platform=platform,
    ),
    Ailment.MAIL: lambda platform: t(
        "**No mail leaves:** its server lets nothing in. Codes and receipts wait. Whoever hosts the bot looks at the "
        "settings for mail."
    ),
    Ailment.DISK: lambda platform: t(
        "**The disk of the bot's server is nearly full.** Without room nothing is recorded any more. Whoever hosts the "
        "bot makes room."
    ),
    Ailment.CLOCK: lambda platform: t(
        "**The clock of the bot's server seems to be wrong.** What waits for its time waits by what is known without "
        "it. Whoever hosts the bot sets the clock, or says that it is right."
    ),
    Ailment.BACKUP: lambda platform: t(
        "**No backup was made in time.** If something happens to the bot's server now, work is lost. Whoever hosts the "
        "bot looks at what its log says of backups."
    ),
}

WELL: dict[Ailment, Says] = {
    Ailment.REFUSED: lambda platform: t("**The bot is accepted by {platform} again.**", platform=platform),
    Ailment.UNREACHABLE: lambda platform: t("**{platform} can be reached again.**", platform=platform),
    Ailment.TAKEN_OVER: lambda platform: t(
        "**Nobody else uses the bot's account on {platform} any more.**", platform=platform
    ),
    Ailment.WEBHOOK: lambda platform: t("**The bot can be reached by {platform} again.**", platform=platform),
    Ailment.CROWDED: lambda platform: t(
        "**The bot can be let into more places on {platform} again.**", platform=platform
    ),
    Ailment.MAIL: lambda platform: t("**Mail leaves again.**"),
    Ailment.DISK: lambda platform: t("**There is room on the disk of the bot's server again.**"),
    Ailment.CLOCK: lambda platform: t("**The clock of the bot's server is believed again.**"),
    Ailment.BACKUP: lambda platform: t("**Backups are made again.**"),
}


def _known(unit: Unit, number: int) -> tuple[KnownTrouble, int] | None:
    """A trouble, with the first letter there is: it is about all of them."""
    found = unit.health.trouble(number)
    letters = unit.letters.all() if found else ()
    return (found, letters[0].letter_id) if found and letters else None


def _health(about: About[KnownTrouble]) -> Reply | None:
    if not _owns_any(about):
        return Reply([FOR_OWNERS.others], card=True)
    known = about.thing
    trouble, shown = known.trouble, about.revision.letter.local
    platform, began = trouble.about.capitalize(), shown(known.began_at)
    if known.ended_at is None:
        since = t("It is so since {began}. This message says when it is well again.", began=began)
        return Reply([WRONG[trouble.ailment](platform), since], card=True)
    if not about.delivery.shown:
        return None
    lasted = t("The trouble lasted from {began} until {ended}.", began=began, ended=shown(known.ended_at))
    return Reply([WELL[trouble.ailment](platform), lasted], card=True)


def _owns_any(about: About[KnownTrouble]) -> bool:
    """Whether whoever reads it owns a letter, whichever that is."""
    address, unit = about.delivery.address, about.unit
    reader = unit.people.find(Account(address.platform, address.place.removeprefix("@")))
    letters = [each.letter_id for each in unit.letters.all()] if reader else []
    return reader is not None and any(Role.OWNER in unit.people.roles(reader.id, each) for each in letters)


NOTICES = (Notice(Subject.HEALTH, _known, _health),)
