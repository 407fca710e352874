"""What changes about messages that something else has changed for: reports, and those that won't leave."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, case, literal, select, update

from bot.model.deliveries import DeliveryState, Subject
from storage import tables

TOLD = [subject.value for subject in Subject if subject is Subject.FILES or not subject.follows]
"""What stands in a chat once it arrived."""


def request_report_updates(connection: Connection, now: datetime, changing: ColumnElement[bool]) -> None:
    """These deliveries are about to change: what the reports on their announcements say is not so any more."""
    rows, moment = tables.deliveries, literal(now, tables.Moment)
    announced = select(rows.c.subject_id).where(rows.c.subject == Subject.ANNOUNCEMENT.value, changing).correlate(None)
    connection.execute(
        update(rows)
        .where(rows.c.subject == Subject.PROGRESS.value, rows.c.subject_id.in_(announced))
        .values(wanted=rows.c.wanted + 1, due_at=case((rows.c.due_at > moment, rows.c.due_at), else_=moment))
    )


def perhaps(state: DeliveryState, reason: object = "") -> dict[str, object]:
    """What becomes of messages that won't leave: this state, but for those that perhaps arrived: they are uncertain."""
    rows = tables.deliveries
    arrived = and_(rows.c.unsure_since.is_not(None), rows.c.subject.in_(TOLD))
    return {
        "state": case((arrived, DeliveryState.UNCERTAIN.value), else_=state.value),
        "reason": case((arrived, rows.c.reason), else_=reason),
    }
