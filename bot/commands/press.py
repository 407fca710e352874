"""For the press: everything about the letter in one document, and pictures to be shared."""

from bot.commands.shared_options import LETTER, hidden
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind
from bot.service.lists import disclosure
from bot.text.text import Part, t
from bot.views.buttons import LIST, READ
from bot.views.lists import discloses, kept_back
from bot.views.press.files import kit_file


def _press_kit(call: Call) -> Reply:
    asked = call.text("act") == "all" and discloses(call)
    file = kit_file(call, kept_back=asked)
    if file is None:
        return Reply([t("The press kit could not be made now. Please try again in a minute.")], (READ, LIST))
    parts: list[Part] = [t("**The press kit:** the letter, what it asks, and who has signed, to be printed.")]
    hidden_now = disclosure.hidden_until(call.unit, call.published.letter_id) is not None
    if not hidden_now:
        return Reply(parts, (READ, LIST), files=(file,))
    if asked:
        return Reply([t("**Not all of it is public:** don't pass this on."), *kept_back(call)], (READ,), files=(file,))
    everything = (Button(t("Also who has signed"), "press_kit", {"act": "all"}),) if discloses(call) else ()
    return Reply([*parts, *kept_back(call)], (*everything, READ), files=(file,))


COMMANDS = (
    Command(
        "press_kit",
        t("The letter and who has signed, as a document for the press"),
        _press_kit,
        (LETTER, hidden("act", t("What"), Kind.CHOICE, (Choice("all", t("Also who has signed")),))),
        private=True,
        linked=True,
    ),
)
