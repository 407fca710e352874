"""What somebody of the press is told of a list that they see by a link."""

from collections.abc import Sequence

from bot.model.letters.letter import Revision
from bot.model.lists.press_links import PressLink
from bot.ports.store import Unit
from bot.service.lists import disclosure, publication
from bot.text.text import Code, Planned, Text, t


def under_embargo(unit: Unit, revision: Revision) -> Sequence[Text]:
    """Until when who has signed is not to be published; that it is public, once it is."""
    until = disclosure.hidden_until(unit, revision.letter_id)
    if until is None:
        return (t("The list is public."),)
    return (
        t(
            "**Under embargo until {until}.** Until then do not publish who has signed, nor how many, and do not pass "
            "it on.",
            until=Planned(revision.letter.local(until)),
        ),
    )


def frozen_list(unit: Unit, revision: Revision, link: PressLink) -> Sequence[Text]:
    """Which list it is: of which moment, and its hash where it is frozen. How many it had then is not said, since that
    would tell that somebody has left it since."""
    local = revision.letter.local
    if link.snapshot is None:
        return (t("This is the list as of {at}.", at=local(unit.now)),)
    snapshot = publication.find(unit, link.letter_id, link.snapshot)
    return (
        t(
            "This is snapshot {number} of the list, of {at}. Whoever leaves the list is not named in it any more.",
            number=snapshot.number,
            at=local(snapshot.at),
        ),
        t("Its hash, by which it can be proven (SHA-256): {hash}", hash=Code(snapshot.sha256)),
    )
