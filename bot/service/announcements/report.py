"""The report of an announcement, chat by chat, as a table."""

import csv
import io

from bot.model.announcements.announcement import Announcement
from bot.model.files import REPORT_LIFETIME, File
from bot.model.tables.writing import harmless
from bot.ports.store import Unit

MOST_ROWS = 50_000
"""A report has so many lines at the most; where there are more, those that arrived are left out."""

COLUMNS = ("platform", "place", "thread", "kind", "title", "language", "state", "reason", "message", "sent_at")


def table(unit: Unit, announcement: Announcement) -> File:
    """What came of an announcement in each chat, as a CSV file that is kept for a day."""
    troubles = unit.results.tally(announcement).total > MOST_ROWS
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in unit.results.rows(announcement.id, 0, MOST_ROWS, troubles=troubles):
        chat, address = row.chat, row.chat.address
        where = (address.platform, address.place, address.thread, chat.kind.value, chat.title, chat.language)
        at = row.sent_at.isoformat() if row.sent_at else ""
        writer.writerow([_harmless(each) for each in (*where, row.state.value, row.reason, row.message, at)])
    content = text.getvalue().encode("utf-8-sig")
    name = f"announcement-{announcement.id}.csv"
    return unit.files.add(announcement.letter_id, name, "text/csv", content, unit.now + REPORT_LIFETIME)


def _harmless(value: str) -> str:
    """A value that no spreadsheet takes for a formula; a number can't be one."""
    return value if value.removeprefix("-").isdecimal() else harmless(value)
