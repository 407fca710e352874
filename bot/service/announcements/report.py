"""The report of an announcement, chat by chat, as a table."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace

from bot.model.announcements.announcement import OF_SIGNERS, Announcement
from bot.model.deliveries import ReportRow
from bot.model.files import REPORT_LIFETIME, File
from bot.model.tables.writing import harmless
from bot.ports.store import Unit

MOST_ROWS = 50_000
"""A report has so many lines at the most; where there are more, those that arrived are left out."""

COLUMNS = ("platform", "place", "thread", "kind", "title", "language", "state", "reason", "message", "sent_at")


SOMEBODY = "@…"
"""The place of a chat of somebody of whom it is not told who they are."""


def rows(
    unit: Unit, announcement: Announcement, *, after: int, limit: int, troubles: bool = False, stale: bool = False
) -> Sequence[ReportRow]:
    """What came of an announcement in some chats, in the order of their deliveries; `troubles`, `stale`: only where it
    did not arrive, or could not be changed. Where it goes to those who signed nobody is told by which accounts they
    did: who announces need not be who reviews."""
    found = unit.results.rows(announcement.id, after, limit, troubles=troubles, stale=stale)
    return [_unnamed(each) for each in found] if announcement.audience.reach in OF_SIGNERS else found


def _unnamed(row: ReportRow) -> ReportRow:
    return replace(row, chat=replace(row.chat, title="", address=replace(row.chat.address, place=SOMEBODY)))


def table(unit: Unit, announcement: Announcement) -> bytes:
    """What came of an announcement in each chat, as CSV."""
    troubles = unit.results.tally(announcement).total > MOST_ROWS
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows(unit, announcement, after=0, limit=MOST_ROWS, troubles=troubles):
        chat, address = row.chat, row.chat.address
        where = (address.platform, address.place, address.thread, chat.kind.value, chat.title, chat.language)
        at = row.sent_at.isoformat() if row.sent_at else ""
        writer.writerow([_harmless(each) for each in (*where, row.state.value, row.reason, row.message, at)])
    return text.getvalue().encode("utf-8-sig")


def file(unit: Unit, announcement: Announcement, written: bytes) -> File:
    """What was written of it, as a file that is kept for a day."""
    name = f"announcement-{announcement.id}.csv"
    return unit.files.add(announcement.letter_id, name, "text/csv", written, unit.now + REPORT_LIFETIME)


def _harmless(value: str) -> str:
    """A value that no spreadsheet takes for a formula; a number can't be one."""
    return value if value.removeprefix("-").isdecimal() else harmless(value)
