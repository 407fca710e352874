"""Owners let servers be told when the list or the letter has changed."""

from collections.abc import Sequence

from bot.commands.shared_options import LETTER, OWNERS, among, hidden
from bot.interface.call import Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Option
from bot.service.lists import webhooks
from bot.text.text import Code, Part, t
from bot.views.webhooks import ADD, shown


def _webhooks(call: Call) -> Reply:
    letter_id, number = call.published.letter_id, call.number("webhook")
    match call.text("act"):
        case "agree":
            webhooks.agree(call.unit, call.person(), letter_id, number)
            return _shown(call, t("**Agreed.** It is told from now on."))
        case "remove":
            webhooks.remove(call.unit, call.person(), letter_id, number)
            return _shown(call, t("**Removed.** It is told nothing any more."))
    return _shown(call)


def _new_webhook(call: Call) -> Reply:
    added = webhooks.add(call.unit, call.person(), call.published, call.text("address"))
    said: Sequence[Part] = (
        t(
            "**Added.** It is told from {time} on, or as soon as another owner agrees: the other owners were told.",
            time=call.letter.local(added.holds_from),
        ),
        t("Its messages are signed with this secret, which is shown this once: {secret}", secret=Code(added.secret)),
    )
    return _shown(call, *said)


def _shown(call: Call, *said: Part) -> Reply:
    parts, buttons = shown(call.unit, call.published)
    return Reply([*said, *parts], (*buttons, ADD), replaces=bool(call.text("act")))


_ADDRESS = Option(
    "address",
    Kind.TEXT,
    t("Address"),
    t("At which address, beginning with https, does your server take messages?"),
    most=500,
    check=webhooks.checked,
)

COMMANDS = (
    Command(
        "webhooks",
        t("Servers that are told when the list or the letter has changed"),
        _webhooks,
        (LETTER, among("act", t("What to do"), "agree", "remove"), hidden("webhook", t("Address"))),
        roles=OWNERS,
        private=True,
    ),
    Command(
        "new_webhook",
        t("Let a server be told when the list or the letter has changed"),
        _new_webhook,
        (LETTER, _ADDRESS),
        roles=OWNERS,
        private=True,
        menu=False,
    ),
)
