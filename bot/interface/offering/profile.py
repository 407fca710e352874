"""What a platform shows of the bot before anybody has said anything: what it is, and whose menus hold more."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.interface.command import Command
from bot.model.people.person import Role
from bot.ports.store import Unit
from bot.text.compose import label
from bot.text.locales import Speech
from bot.text.text import Listing, Text, n, t

NAMED = 5
"""So many letters at the most are named."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the bot says about itself, in one language: in a few sentences, and in one."""

    description: str
    short: str


def profile(unit: Unit, speech: Speech) -> Profile | None:
    """What the bot is, by the letters that there are; nothing where there is none."""
    letters = [each.letter for each in unit.letters.all()]
    if not letters:
        return None
    titles = Listing([t("“{title}”", title=each.title) for each in letters[:NAMED]])
    short: Text = n("An open letter: {titles}", "Open letters: {titles}", len(letters), titles=titles)
    whole = n(
        "I am the bot for the open letter {titles}. Read it, ask what it means, see who has signed, and sign on for an "
        "organization. The letter's organizers run me.",
        "I am the bot for the open letters {titles}. Read them, ask what they mean, see who has signed, and sign on "
        "for an organization. The letters' organizers run me.",
        len(letters),
        titles=titles,
    )
    return Profile(label(whole, speech), label(short, speech))


def organizers(unit: Unit, platform: str) -> Mapping[str, frozenset[Role]]:
    """The accounts on a platform whose persons have a role in some letter, with all their roles."""
    found = dict[str, frozenset[Role]]()
    for revision in unit.letters.all():
        for person_id, roles in unit.people.organizers(revision.letter_id):
            for account in unit.people.accounts(person_id):
                if account.platform == platform:
                    found[account.id] = found.get(account.id, frozenset()) | roles
    return found


def offered(command: Command, roles: frozenset[Role]) -> bool:
    """Whether a command stands in the menu of somebody with these roles, in their private chat."""
    return command.menu and (not command.roles or Role.OWNER in roles or bool(command.roles & roles))
