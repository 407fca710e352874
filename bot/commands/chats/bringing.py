"""Somebody brings the bot into a channel of theirs, which they choose where their platform lets them."""

from bot.commands.shared_options import among
from bot.errors import NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.places import INTO_CHANNEL
from bot.text.text import Code, t


def _into_channel(call: Call) -> Reply:
    if not call.caller.chooses:
        raise NotFound(t("There is no such command. `/help` shows what you can do."), "help")
    if call.text("act"):
        return Reply(
            [
                t(
                    "**Chosen.** As soon as I am let into that channel, a message here says what comes next. If I was "
                    "there before, nothing changes: {command} shows what I do there.",
                    command=Code("/host"),
                )
            ],
            (Button(t("Chosen"), invites="chosen"),),
        )
    return Reply(
        [
            t(
                "**Which channel?** Press the button in the place of your keyboard, and choose one of which you are an "
                "admin. I come as one who may post, correct and take back what I posted, and nothing else. Nobody "
                "there is told, and nothing is posted before you let it be."
            ),
            t("Where no such button appears, this link does the same:"),
        ],
        (Button(t("Choose a channel"), invites="choice"),),
    )


COMMANDS = (
    Command(
        INTO_CHANNEL,
        t("Bring the bot into a channel of yours"),
        _into_channel,
        (among("act", t("What to do"), "chosen"),),
        private=True,
        menu=False,
    ),
)
