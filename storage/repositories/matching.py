"""Rows found by what somebody types of a name. The database compares searchable texts, which are folded beforehand."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, and_, or_

from bot.model.organizations.searching import closest, pieces, slips, sought

MOST_CLOSE = 20_000
"""So many texts at the most are looked through for slips."""


def containing(search: Column[str], typed: str) -> ColumnElement[bool]:
    """Whether a searchable text has all the words of what was typed."""
    return and_(True, *(search.contains(word, autoescape=True) for word in sought(typed)))


def matching(
    connection: Connection, rows: Select[Any], search: Column[str], typed: str, limit: int
) -> Sequence[Row[Any]]:
    """The rows, which have a column `search`, whose text has all the words that were typed; those first that begin with
    the first of them. Where there are none, those that have them but for slips."""
    words = sought(typed)
    begins = [search.startswith(words[0], autoescape=True).desc()] if words else []
    found = connection.execute(rows.where(containing(search, typed)).order_by(*begins, search).limit(limit)).all()
    return found or nearly(connection, rows, search, typed, limit)


def nearly(
    connection: Connection, rows: Select[Any], search: Column[str], typed: str, limit: int
) -> Sequence[Row[Any]]:
    """The rows whose text has the words that were typed only where slips are forgiven, the closest first."""
    words = sought(typed)
    if not any(map(slips, words)):
        return ()
    intact = (or_(*(search.contains(piece, autoescape=True) for piece in pieces(word))) for word in words)
    near = connection.execute(rows.where(and_(*intact), ~containing(search, typed)).limit(MOST_CLOSE)).all()
    return [near[index] for index in closest(words, [row.search for row in near])[:limit]]
