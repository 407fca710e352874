"""Write `authorization.md`, the page that says who may give which command, from the commands' declarations.

`make docs` writes it anew; a test calls every command by everybody and compares with the page.
"""

from pathlib import Path

from bot.commands import COMMANDS
from bot.interface.command import Command
from bot.model.people.person import Role
from bot.text.compose import label
from bot.text.locales import SOURCE, load

PAGE = Path(__file__).with_name("authorization.md")
EVERYBODY, MANAGERS = "everybody", "who manages the chat"
OWNERS_OF_ALL = "owner of every letter"
ANYWHERE, IN_PRIVATE = "anywhere", "in private"

INTRODUCTION = """\
# Who may give which command

Written by `make docs` from the commands' declarations. A test reads this page, gives every command and presses its
button as everybody, in private and in a shared chat, as each platform's callers are, and compares.

Roles are a letter's: an owner, editor or reviewer of another letter is nobody special in this one. An owner may do all
that an editor and a reviewer may. What is about no letter is for owners of every letter, as the host's first ones are;
they alone learn of letters that are begun and not published. In their private chat with the bot everybody manages the
chat. What is about a sign-on or a dispute is besides for the account alone that made it: a receipt, a link or a
forwarded button allows nothing. Who comes to the page by an e-mail address has no role there, whatever they are
elsewhere: a mailbox alone makes nobody an organizer. What is *in private* goes on in private when it is begun in a chat
that others read; on Discord only its caller sees it. A command without a slash stands under buttons, and not in menus.

| command | what it is | who | where |
| --- | --- | --- | --- |
"""


def who(command: Command) -> str:
    """Who may give a command."""
    roles = {Role.OWNER, *command.roles} if command.roles else frozenset[Role]()
    named = [each.value for each in Role if each in roles]
    if named and not command.about_letter:
        return OWNERS_OF_ALL
    return ", ".join(named) or (MANAGERS if command.manager else EVERYBODY)


def where(command: Command) -> str:
    """Where its answer is seen."""
    return IN_PRIVATE if command.private else ANYWHERE


def page() -> str:
    """The page."""
    speech = load()[SOURCE]
    rows = [
        f"| `{'/' if each.menu else ''}{each.name}` | {label(each.help, speech)} | {who(each)} | {where(each)} |"
        for each in sorted(COMMANDS, key=lambda each: each.name)
    ]
    return INTRODUCTION + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
