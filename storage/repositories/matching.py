"""Rows found by what somebody types of a name. The database compares searchable texts, which are folded beforehand."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, and_, or_

from bot.model.organizations.searching import closeness, pieces, sought

MOST_CLOSE = 20_000
"""So many texts at the most are looked through for slips."""


def containing(search: Column[str], typed: str) -> ColumnElement[bool]:
    """Whether a searchable text has all the words of what was typed."""
    return and_(True, *(search.contains(word, autoescape=True) for word in sought(typed)))


def matching(
    connection: Connection, rows: Select[Any], search: Column[str], typed: str, limit: int
) -> Sequence[Row[Any]]:
    """The rows, which have a column `search`, whose text has all the words that were typed; those first that begin with
    the first of them. Where there are fewer than could be given, those too that have them but for slips."""
    words = sought(typed)
    begins = [search.startswith(words[0], autoescape=True).desc()] if words else []
    found = connection.execute(rows.where(containing(search, typed)).order_by(*begins, search).limit(limit)).all()
    return [*found, *nearly(connection, rows, search, typed, limit - len(found))] if words else found


def nearly(
    connection: Connection, rows: Select[Any], search: Column[str], typed: str, limit: int
) -> Sequence[Row[Any]]:
    """The rows whose text has the words that were typed only where slips are forgiven, the closest first."""
    words = sought(typed)
    if limit <= 0 or not words:
        return ()
    intact = (or_(*(search.contains(piece, autoescape=True) for piece in pieces(word))) for word in words)
    near = connection.execute(rows.where(and_(*intact), ~containing(search, typed)).limit(MOST_CLOSE))
    scored = [(closeness(words, row.search), row) for row in near]
    closest = sorted((each for each in scored if each[0]), key=lambda each: (-each[0], each[1].search))
    return [row for _, row in closest[:limit]]
