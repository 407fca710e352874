"""Announcements side by side, and one of them chat by chat."""

from collections.abc import Sequence

from bot.model.announcements.announcement import Announcement, Stage
from bot.model.deliveries import ReportRow
from bot.ports.store import Unit
from bot.text.blocks import bare
from bot.text.text import Bullets, Text, t
from bot.views.announcements.announcement_views import STATES, reason, wait, where

SHORT = 60
"""So much of an announcement's text stands in a list."""


def listed(unit: Unit, announcement: Announcement, language: str) -> Text:
    """An announcement in a line: its number, how its text begins in a language, and where it stands."""
    tally = unit.results.tally(announcement)
    facts = {"number": announcement.id, "text": _short(announcement, language)}
    match announcement.stage:
        case Stage.DRAFT:
            return t("{number}: {text} (a draft)", **facts)
        case Stage.WAITING:
            return t("{number}: {text} (waits)", **facts)
        case Stage.RECALLED:
            return t("{number}: {text} (recalled)", **facts)
    return t("{number}: {text} ({sent} of {total} delivered)", sent=tally.sent, total=tally.total, **facts)


def _short(announcement: Announcement, language: str) -> str:
    content = announcement.content
    line = " ".join((bare(content.in_(language)[0]) or (content.made.kind if content.made else "")).split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1]}…"


def halted(unit: Unit) -> Sequence[Bullets]:
    """That platforms ask to wait, where they do."""
    halts = tuple(map(wait, unit.results.halts()))
    return (Bullets(halts),) if halts else ()


def report_head(announcement: Announcement) -> Text:
    """What stands above an announcement's report."""
    return t("**Announcement {number}, chat by chat**", number=announcement.id)


def report_lines(rows: Sequence[ReportRow]) -> Sequence[Text]:
    """What came of an announcement in each of these chats."""
    return tuple(
        t("{chat}: {state} ({reason})", chat=where(row), state=STATES[row.state], reason=reason(row.reason))
        if row.reason
        else t("{chat}: {state}", chat=where(row), state=STATES[row.state])
        for row in rows
    )
