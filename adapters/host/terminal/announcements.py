"""The host looks at how announcements arrive: on the terminal, what `/announcements` tells in chat."""

from collections.abc import Sequence
from functools import partial

from adapters.console.screen import Screen
from bot.model.announcements.announcement import Announcement
from bot.model.deliveries import ReportRow
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.text.compose import compose
from bot.text.locales import SOURCE, load
from bot.text.text import Bullets, Part, Text
from bot.views.announcements.announcement_views import progress
from bot.views.announcements.overview import halted, listed, report_head, report_lines
from bot.views.announcements.release import says

RECENT = 8
"""So many announcements of a letter are listed."""

PAGE = 500
"""So many chats are looked up at once."""

MOST = 2**31 - 1
"""The greatest number that a database here gives."""


async def show(store: Store, number: int | None, screen: Screen) -> int:
    """Draw how an announcement arrives, and what came of it in each chat.

    Where there is none of this number, the latest are listed, and it is 1.
    """
    found = await store.read(partial(_one, number=number)) if number is not None and 0 < number <= MOST else None
    if found is None:
        await _list(store, number, screen)
        return 1
    announcement, parts, done = found
    _draw(screen, parts, done)
    lines, after = list[Text](), 0
    while rows := await store.read(partial(_page, number=announcement.id, after=after)):
        lines.extend(report_lines(rows))
        after = rows[-1].delivery_id
    if lines:
        _draw(screen, (report_head(announcement), Bullets(tuple(lines))))
    return 0


def _one(unit: Unit, number: int) -> tuple[Announcement, Sequence[Part], float | None] | None:
    announcement = unit.announcements.get(number)
    revision = unit.letters.current(announcement.letter_id) if announcement else None
    if announcement is None or revision is None:
        return None
    seen = progress(unit, announcement)
    return announcement, (*seen.texts, *says(unit, revision, announcement, SOURCE)), seen.done


def _page(unit: Unit, number: int, after: int) -> Sequence[ReportRow]:
    return unit.results.rows(number, after, PAGE)


async def _list(store: Store, number: int | None, screen: Screen) -> None:
    lines = await store.read(_latest)
    if number is not None:
        screen.say(f"There is no announcement {number}.")
    if lines:
        screen.say("The latest announcements; write the number of one behind the command:")
        _draw(screen, (Bullets(lines),))
    else:
        screen.say("Nothing has been announced yet.")
    if halts := await store.read(halted):
        _draw(screen, halts)


def _latest(unit: Unit) -> tuple[Text, ...]:
    letters = [letter.letter_id for letter in unit.letters.all()]
    recent = [each for letter_id in letters for each in unit.announcements.recent(letter_id, RECENT)]
    return tuple(listed(unit, each, SOURCE) for each in recent)


def _draw(screen: Screen, parts: Sequence[Part], done: float | None = None) -> None:
    screen.show(Message(compose(parts, load()[SOURCE]), done=done))
