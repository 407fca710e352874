"""The letters that there are: whichever is opened is meant in a chat from then on."""

from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import LETTER
from bot.text.text import t

ANOTHER_LETTER = Button(t("Another letter"), "letters")

MOST = 20
"""So many letters at the most are offered, the newest."""


def _letters(call: Call) -> Reply:
    newest = sorted(call.unit.letters.all(), key=lambda each: each.letter_id, reverse=True)[:MOST]
    buttons = [Button(t("{title}", title=each.letter.title), "letter", {LETTER: each.letter_id}) for each in newest]
    return Reply([t("**Which letter?**")], buttons)


COMMANDS = (Command("letters", t("Choose which letter is meant here"), _letters, menu=False),)
