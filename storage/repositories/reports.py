"""The reports on announcements, which are edited whenever their announcement's deliveries change."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, case, literal, select, update

from bot.model.deliveries import Subject
from storage import tables


def outdate_reports(connection: Connection, now: datetime, changing: ColumnElement[bool]) -> None:
    """These deliveries are about to change: what the reports on their announcements say is not so any more."""
    rows, moment = tables.deliveries, literal(now, tables.Moment)
    announced = select(rows.c.subject_id).where(rows.c.subject == Subject.ANNOUNCEMENT.value, changing).correlate(None)
    connection.execute(
        update(rows)
        .where(rows.c.subject == Subject.PROGRESS.value, rows.c.subject_id.in_(announced))
        .values(wanted=rows.c.wanted + 1, due_at=case((rows.c.due_at > moment, rows.c.due_at), else_=moment))
    )
