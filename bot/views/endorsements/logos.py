"""An organization's logo: where it stands, what is to be seen on it, and what can be done about it."""

from collections.abc import Sequence

from bot.interface.call import Button
from bot.model.endorsements.endorsement import Endorsement, PublicEntry, Words
from bot.model.endorsements.logos import Logo
from bot.ports.store import Unit
from bot.text.text import Text, t

SEEN = 12
"""So many characters of its hash tell a logo apart from those that come after."""

STANDS = {
    Words.WAITING: t("The logo waits to be approved."),
    Words.SHOWN: t("The logo is shown beside the name."),
}
"""Where a logo stands."""


def alternative(entry: PublicEntry, logo: Logo) -> Text:
    """What is to be seen on a logo, in words: those that were given, else whose it is."""
    if logo.alt:
        return t("{value}", value=logo.alt)
    return t("Logo of {organization}", organization=entry.organization)


def stands(unit: Unit, endorsement: Endorsement) -> Sequence[Text]:
    """Where a sign-on's logo stands; nothing where it has none."""
    logo = unit.logos.of(endorsement.id)
    return (STANDS[logo.state],) if logo else ()


def look_button(unit: Unit, endorsement: Endorsement) -> Sequence[Button]:
    """By what a reviewer sees a logo, and decides about it."""
    if unit.logos.of(endorsement.id) is None:
        return ()
    which: dict[str, str | int] = {"letter": endorsement.letter_id, "endorsement": endorsement.receipt}
    return (Button(t("Look at the logo"), "judge_logo", which),)
