"""A restored backup: what owners are told of it, and what they confirm."""

from collections.abc import Sequence

from bot.interface.call import Button, Reply
from bot.model.letters.letter import Letter
from bot.model.restores import Restore
from bot.ports.store import Unit
from bot.text.text import Part, t


def lost(letter: Letter, restore: Restore) -> Part:
    """What of a letter a restored backup does not have."""
    return t(
        "**A backup was restored.** It is of {taken}: what was recorded between then and {restored} is lost, such as "
        "sign-ons, decisions and announcements.",
        taken=letter.local(restore.taken_at),
        restored=letter.local(restore.at),
    )


def told(unit: Unit, letter: Letter, letter_id: int) -> Reply | None:
    """What a letter's owners are told of the last restore; nothing where there was none."""
    restore = unit.restores.latest(letter_id)
    if restore is None:
        return None
    announcements = Button(t("Announcements"), "announcements", {"letter": letter_id})
    if not unit.restores.unconfirmed(letter_id):
        return Reply([lost(letter, restore), *settled(restore)], (announcements,))
    confirm = Button(t("All is well"), "restored", {"letter": letter_id}, style="primary")
    return Reply([lost(letter, restore), *open_points()], (confirm, announcements))


def settled(restore: Restore) -> Sequence[Part]:
    """What holds of a letter about which nothing is left to confirm."""
    again = t("What was withdrawn, erased or taken from somebody since then is so again.")
    confirmed = t("An owner has looked through it, and confirmed it.")
    return (again if restore.whole else confirmed, UNCERTAIN)


UNCERTAIN = t(
    "What was about to leave may have left already: it is shown as uncertain, and never sent again by itself. Tell "
    "those who may have signed since then to sign again."
)


def open_points() -> Sequence[Part]:
    """What an owner looks through before anything is published again."""
    return (
        t(
            "**What was taken back since then is not known, and may be there again:** withdrawals, erasures, "
            "organizers who were removed. So the list is kept back and no announcement leaves until an owner has "
            "confirmed that all is well. Look through the list and `/organizers` first. Open invitations and codes are "
            "void."
        ),
        UNCERTAIN,
    )
