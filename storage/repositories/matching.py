"""Rows found by what somebody types of an organization's name. The index leads to organizations; of their rows those
are found whose searchable texts, which are folded beforehand, have what was typed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, and_, func, literal, select, tuple_

from bot.model.organizations import tokens as rules
from bot.model.organizations.naming import readings
from bot.model.organizations.searching import closest, slips, sought
from storage import tables
from storage.repositories.organizations.index import OrganizationIndex, chunks

PAGE, PAGES = 500, 4
"""So many names that begin as was typed are looked at, so often, for one that may be shown."""

MOST_BEGINNINGS = 2000
"""So many names that begin with the same two letters are looked through for slips; so many that begin with a whole word
are very many."""

MOST_WORDS = 300
"""So many words at the most are looked for that have what was typed within."""

_TOKENS = tables.organization_tokens
_LAST = "\U0010ffff"


def containing(search: Column[str], typed: str) -> ColumnElement[bool]:
    """Whether a searchable text has all the words of what was typed."""
    return and_(True, *(search.contains(word, autoescape=True) for word in sought(typed)))


def begins_with(word: str) -> ColumnElement[bool]:
    """Whether a token is of a name of which a word begins so."""
    token = rules.begins(word)
    return and_(_TOKENS.c.token >= token, _TOKENS.c.token < token + _LAST)


class Matching:
    """Rows with a column `search`, each of an organization."""

    def __init__(self, connection: Connection, organization: Column[int], search: Column[str]) -> None:
        self._connection = connection
        self._index = OrganizationIndex(connection)
        self._organization = organization
        self._search = search

    def matching(self, rows: Select[Any], typed: str, limit: int, order: Column[Any]) -> Sequence[Row[Any]]:
        """The rows with all the words that were typed; those first that begin with the first of them. Where none has
        one that begins so, those that have them but for slips, or within their words. Where nothing was typed, the
        first in an order."""
        words = sought(typed)
        if not words:
            return self._connection.execute(rows.order_by(order).limit(limit)).all()
        begins = self._search.startswith(words[0], autoescape=True).desc()
        having = rows.where(containing(self._search, typed)).order_by(begins, self._search).limit(limit)
        for ids in self._beginning(self._leading(words)):
            found = self._connection.execute(having.where(self._organization.in_(ids))).all()
            if found:
                return found
        return self.nearly(rows, typed, limit)

    def beginning(self, typed: str) -> Iterator[ColumnElement[bool]]:
        """Whether a row's organization has a word that begins as the longest that was typed; nothing where none was."""
        words = sought(typed)
        if words:
            begun = select(_TOKENS.c.organization_id).where(begins_with(self._leading(words)))
            yield self._organization.in_(begun)

    def _leading(self, words: Sequence[str]) -> str:
        """By which of some words names are looked for: the longest, or, where very many begin so, the one with which
        the fewest do."""
        longest = max(words, key=len)
        if len(words) == 1 or self._often(longest) < MOST_BEGINNINGS:
            return longest
        often = {word: self._often(word) for word in words}
        return min((word for word in words if often[word]), key=lambda word: often[word])

    def _often(self, word: str) -> int:
        """How often names begin so, looking at so many of them at the most."""
        some = select(_TOKENS.c.token).where(begins_with(word)).limit(MOST_BEGINNINGS).subquery()
        return int(self._connection.execute(select(func.count()).select_from(some)).scalar_one())

    def nearly(self, rows: Select[Any], typed: str, limit: int) -> Sequence[Row[Any]]:
        """The rows with the words that were typed only where slips are forgiven, the closest first; else those that
        have them within their words."""
        words = sought(typed)
        near = self._of(rows, self._near(words)) if any(map(slips, words)) else ()
        indices = closest(words, [row.search for row in near])[:limit]
        if indices:
            return [near[index] for index in indices]
        within = rows.where(containing(self._search, typed)).order_by(self._search).limit(limit)
        return self._of(within, self._within(max(words, key=len, default="")))[:limit]

    def _beginning(self, word: str) -> Iterator[Sequence[int]]:
        """Organizations of which a word begins so, by how it goes on."""
        last = "", 0
        for _ in range(PAGES):
            after = tuple_(_TOKENS.c.token, _TOKENS.c.organization_id) > tuple_(*map(literal, last))
            page = select(_TOKENS).where(begins_with(word), after).order_by(*_TOKENS.primary_key).limit(PAGE)
            found = self._connection.execute(page).all()
            if found:
                yield list({row.organization_id for row in found})
            if len(found) < PAGE:
                return
            last = found[-1].token, found[-1].organization_id

    def _near(self, words: Sequence[str]) -> Collection[int]:
        """Organizations whose names may have all of some words but for slips, or begin with the longest of them."""
        core = sorted(readings(" ".join(words))[0].core)
        spelled = self._index.spelled(core)
        whole = self._index.with_all([spelled[each] for each in core])
        longest = max(words, key=len)
        begun = select(_TOKENS.c.token).distinct().where(begins_with(longest[:2])).limit(MOST_BEGINNINGS)
        tokens = rules.begin_nearly(longest, self._connection.execute(begun).scalars().all())
        return {*whole, *self._index.having(tokens[:PAGE])}

    def _within(self, word: str) -> Collection[int]:
        """Organizations of which a word has this within."""
        if not word:
            return ()
        words, stem = tables.vocabulary.c.word, rules.stem_of(word)
        having = select(words).where(words.contains(stem, autoescape=True)).limit(MOST_WORDS)
        return set(self._index.having(rules.word_tokens(self._connection.execute(having).scalars())))

    def _of(self, rows: Select[Any], ids: Iterable[int]) -> Sequence[Row[Any]]:
        """Those of some organizations."""
        return [
            row
            for some in chunks(list(ids))
            for row in self._connection.execute(rows.where(self._organization.in_(some))).all()
        ]
