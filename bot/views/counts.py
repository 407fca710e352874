"""How many have signed, wherever that is said: those whose names are withheld are counted apart."""

from collections.abc import Sequence
from datetime import datetime

from bot.model.letters.letter import Letter
from bot.model.lists.counts import Count
from bot.text.text import Text, n, t


def signed_on(count: Count) -> Sequence[Text]:
    """How many have signed on, in sentences; nobody is said to have in words, and not as a number."""
    if not count.total:
        return (t("**No organization** has signed on so far."),)
    if not count.named:
        return (
            n(
                "**{count} organization** has signed on. It was checked, and its name is withheld.",
                "**{count} organizations** have signed on. They were checked, and their names are withheld.",
                count.withheld,
            ),
        )
    return (
        n("**{count} organization** has signed on.", "**{count} organizations** have signed on.", count.named),
        *withheld(count),
    )


def as_of(letter: Letter, now: datetime) -> Text:
    """Of which day a count is. No more than the day: a time would tell when somebody came or went."""
    return t("As of {date}.", date=letter.local(now).date())


def withheld(count: Count) -> Sequence[Text]:
    """How many more there are whose names are withheld, in a sentence; nothing where there are none."""
    if not count.withheld:
        return ()
    return (
        n(
            "{count} more was checked, and its name is withheld.",
            "{count} more were checked, and their names are withheld.",
            count.withheld,
        ),
    )


def of_them_withheld(count: Count) -> Sequence[Text]:
    """Of how many among all the names are withheld, in a sentence; nothing where of none."""
    if not count.withheld:
        return ()
    return (
        n(
            "The name of {count} of them is withheld.",
            "The names of {count} of them are withheld.",
            count.withheld,
        ),
    )


def organizations(count: Count) -> Text:
    """How many there are, within a sentence or a table."""
    named = n("{count} organization", "{count} organizations", count.named)
    if not count.withheld:
        return named
    unnamed = n("{count} whose name is withheld", "{count} whose names are withheld", count.withheld)
    return t("{organizations}, and {withheld}", organizations=named, withheld=unnamed)
