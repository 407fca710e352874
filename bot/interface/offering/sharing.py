"""What anybody may show in any chat, also where the bot is not: the letter, a demand, how many have signed."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.interface.actions import Action
from bot.interface.call import Shared
from bot.interface.calls import Calls
from bot.interface.command import Command
from bot.interface.options import LETTER
from bot.interface.rendering import Renderer
from bot.model.letters.letter import Revision
from bot.model.letters.questions import understand
from bot.model.organizations.searching import has
from bot.ports.messenger import Message
from bot.ports.store import Unit
from bot.text.compose import label

MOST = 50
"""So many are found at the most: Telegram shows no more (Bot API, answerInlineQuery)."""

SECONDS = 10
"""For so long a platform may keep what was found."""

ONWARD = "ask"
"""The command that goes on in private for who finds nothing."""


@dataclass(frozen=True, slots=True)
class Shareable:
    """Something to share, in somebody's language. `key` tells it from the others, in at most 64 characters."""

    key: str
    name: str
    about: str
    message: Message


@dataclass(frozen=True, slots=True)
class Found:
    """What was found to share. `seconds`: for so long it may be kept; not at all while some list is kept back.
    `onward`: the label and the action of what goes on in private."""

    results: tuple[Shareable, ...] = ()
    seconds: int = 0
    onward: tuple[str, str] | None = None


def shareable(unit: Unit, calls: Calls, renderer: Renderer, typed: str) -> Found:
    """What of all letters has what somebody has typed, in whatever language; what there is fewest of comes first."""
    speech = calls.speech(private=True)
    groups = [
        [(command, revision, each) for each in command.shared(calls.call(command, {LETTER: str(revision.letter_id)}))]
        for command in renderer.commands.values()
        if command.shared
        for revision in calls.letters
    ]
    results = [
        Shareable(
            str(Action(command.name, (str(revision.letter_id), *each.values))),
            label(each.name, speech),
            label(each.about, speech),
            renderer.message(each.reply, speech.tag, revision, now=unit.now, private=False),
        )
        for command, revision, each in (
            [*_having(typed, sorted(groups, key=len), renderer)] or [*_answering(typed, groups, speech.tag)]
        )
    ]
    onward = renderer.commands.get(ONWARD)
    return Found(
        tuple(results),
        0 if unit.lists.embargoed() else SECONDS,
        (label(onward.title or onward.help, speech), str(Action(ONWARD))) if onward else None,
    )


def _answering(
    typed: str, groups: list[list[tuple[Command, Revision, Shared]]], preferred: str
) -> Iterator[tuple[Command, Revision, Shared]]:
    """What answers what somebody has typed as a question: "demand 2", "who has signed"."""
    for command, revision, each in (one for group in groups for one in group):
        if any(map(each.answers, understand(typed, revision.letter, preferred).asked)):
            yield command, revision, each


def _having(
    typed: str, groups: list[list[tuple[Command, Revision, Shared]]], renderer: Renderer
) -> Iterator[tuple[Command, Revision, Shared]]:
    left = MOST
    for command, revision, each in (one for group in groups for one in group):
        title = revision.letter.title
        speeches = renderer.speeches.items()
        if any(has(f"{label(each.name, speech)} {title.in_(tag)}", typed) for tag, speech in speeches):
            yield command, revision, each
            left -= 1
        if not left:
            return
