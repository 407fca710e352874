"""An owner confirms that what a restored backup brought back is as it should be."""

from bot.commands.shared_options import LETTER, OWNERS, SURE
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.service.restores import restoring
from bot.text.text import t
from bot.views.restores import told


def _restored(call: Call) -> Reply:
    letter_id = call.published.letter_id
    if call.text("sure"):
        restoring.confirm(call.unit, call.person(), letter_id)
        return Reply([t("**Confirmed.** The list is public again, and announcements leave.")], replaces=True)
    if not call.unit.restores.unconfirmed(letter_id):
        return told(call.unit, call.letter, letter_id) or Reply([t("No backup was restored.")])
    return Reply(
        [
            t("**Publish again what the backup says?**"),
            t(
                "Everybody sees the list as it is now, and announcements that wait leave. Whoever has withdrawn since "
                "the backup, and is in the list again, is named again."
            ),
        ],
        (Button(t("Yes, I have looked through it"), "restored", {"sure": "yes"}, style="danger"),),
    )


COMMANDS = (
    Command(
        "restored",
        t("What a restored backup brought back"),
        _restored,
        (LETTER, SURE),
        roles=OWNERS,
        private=True,
        menu=False,
        irreversible="sure",
    ),
)
