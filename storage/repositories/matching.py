"""Rows found by what somebody types of an organization's name. The index leads to organizations; of their rows those
are found whose searchable texts, which are folded beforehand, have what was typed."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, and_, bindparam, func, select, tuple_

from bot.model.organizations import tokens as rules
from bot.model.organizations.naming import readings
from bot.model.organizations.searching import closest, slips, sought
from storage import tables
from storage.repositories.organizations.index import OrganizationIndex, chunks

PAGE, PAGES = 100, 20
"""So many names that begin as was typed are looked at, so often, for one that may be shown."""

MOST_JUDGED = 200
"""Where so many names are there that may be meant, but for slips, no more are looked at."""

MOST_BEGINNINGS = 2000
"""So many names that begin with the same two letters are looked through for slips; so many that begin with a whole word
are very many."""

MOST_WORDS = 300
"""So many words at the most are looked for that have what was typed within."""

_TOKENS, _WORD = tables.organization_tokens, tables.vocabulary.c.word
_LAST = "\U0010ffff"
_BEGUN = and_(_TOKENS.c.token >= bindparam("begun"), _TOKENS.c.token < bindparam("end"))
_SOME = select(_TOKENS.c.token).where(_BEGUN).limit(MOST_BEGINNINGS)
_OFTEN = select(func.count()).select_from(_SOME.subquery())
_DIFFERENT = _SOME.distinct()
_FIRST = select(_TOKENS.c.organization_id).where(_BEGUN).limit(PAGE)
_PAGE = (
    select(_TOKENS.c.token, _TOKENS.c.organization_id)
    .where(
        tuple_(*_TOKENS.primary_key) > tuple_(bindparam("begun"), bindparam("after")),
        _TOKENS.c.token < bindparam("end"),
    )
    .order_by(*_TOKENS.primary_key)
    .limit(PAGE)
)


@dataclass(frozen=True, slots=True)
class Searched:
    """Rows with a column `search`, each of an organization; `order`: how they are where nothing was typed."""

    rows: Select[Any]
    organization: Column[int]
    search: Column[str]
    order: Column[int]

    def of(self, ids: Collection[int]) -> Select[Any]:
        """Those of some organizations."""
        return self.rows.where(self.organization.in_(ids))


def containing(search: Column[str], typed: str) -> ColumnElement[bool]:
    """Whether a searchable text has all the words of what was typed."""
    return and_(True, *(search.contains(word, autoescape=True) for word in sought(typed)))


class Matching:
    """What was typed, and the organizations to which it leads: looked for once, whatever rows of theirs are found."""

    def __init__(self, connection: Connection, typed: str) -> None:
        self._connection = connection
        self._index = OrganizationIndex(connection)
        self._typed = typed
        self._words = sought(typed)

    def matching(self, searched: Searched, limit: int) -> Sequence[Row[Any]]:
        """The rows with all the words that were typed. Where none has one that begins so, those that have them but for
        slips, or within their words. Where nothing was typed, the first."""
        return self.begun(searched, limit) or self.nearly(searched, limit)

    def begun(self, searched: Searched, limit: int) -> Sequence[Row[Any]]:
        """The rows with all the words that were typed, of which one begins so; those first that begin with the first of
        them. Where nothing was typed, the first."""
        if not self._words:
            return self._connection.execute(searched.rows.order_by(searched.order).limit(limit)).all()
        begins = searched.search.startswith(self._words[0], autoescape=True).desc()
        for ids in self._beginning():
            having = searched.of(ids).where(containing(searched.search, self._typed))
            found = self._connection.execute(having.order_by(begins, searched.search).limit(limit)).all()
            if found:
                return found
        return ()

    def nearly(self, searched: Searched, limit: int) -> Sequence[Row[Any]]:
        """The rows with the words that were typed only where slips are forgiven, the closest first; else those that
        have them within their words."""
        if any(map(slips, self._words)):
            near = self._of(searched, self._near(), MOST_JUDGED)
            indices = closest(self._words, [row.search for row in near])[:limit]
            if indices:
                return [near[index] for index in indices]
        having = searched.rows.where(containing(searched.search, self._typed)).order_by(searched.search).limit(limit)
        return self._of(replace(searched, rows=having), self._within, limit)[:limit]

    def beginning(self, organization: Column[int]) -> Iterator[ColumnElement[bool]]:
        """Whether a row's organization has a word that begins as the longest that was typed; nothing where none was."""
        if self._words:
            token = rules.begins(self._leading)
            begun = select(_TOKENS.c.organization_id).where(_TOKENS.c.token >= token, _TOKENS.c.token < token + _LAST)
            yield organization.in_(begun)

    @cached_property
    def _leading(self) -> str:
        """By which of the words names are looked for: the longest, or, where very many begin so, the one with which the
        fewest do."""
        longest = max(self._words, key=len)
        if len(self._words) == 1 or self._often(longest) < MOST_BEGINNINGS:
            return longest
        often = {word: self._often(word) for word in self._words}
        return min((word for word in self._words if often[word]), key=lambda word: often[word])

    def _often(self, word: str) -> int:
        """How often names begin so, looking at so many of them at the most."""
        return int(self._connection.execute(_OFTEN, _between(rules.begins(word))).scalar_one())

    def _beginning(self) -> Iterator[Collection[int]]:
        """Organizations of which a word begins so, by how it goes on; with the first of them some of those whose names
        begin so."""
        there = {**_between(rules.begins(self._leading)), "after": 0}
        whole = self._connection.execute(_FIRST, _between(rules.begins_as_a_whole(self._words[0]))).scalars().all()
        for _ in range(PAGES):
            found = self._connection.execute(_PAGE, there).all()
            if found:
                yield {*whole, *(row.organization_id for row in found)}
            if len(found) < PAGE:
                return
            whole, there = (), {**there, "begun": found[-1].token, "after": found[-1].organization_id}

    def _near(self) -> Iterator[int]:
        """Organizations whose names may have all of the words but for slips, and then those that begin with the longest
        of them."""
        yield from self._nearly_whole
        yield from self._nearly_begun

    @cached_property
    def _nearly_whole(self) -> Sequence[int]:
        core = sorted(readings(" ".join(self._words))[0].core)
        spelled = self._index.spelled(core)
        return self._index.with_all([spelled[each] for each in core], MOST_BEGINNINGS)

    @cached_property
    def _nearly_begun(self) -> Sequence[int]:
        longest = max(self._words, key=len)
        begun = self._connection.execute(_DIFFERENT, _between(rules.begins(longest[:2]))).scalars().all()
        return self._index.having(rules.begin_nearly(longest, begun)[:PAGE])

    @cached_property
    def _within(self) -> Collection[int]:
        """Organizations of which a word has the longest of them within."""
        if not self._words:
            return ()
        part = rules.stem_of(max(self._words, key=len))
        having = select(_WORD).where(_WORD.contains(part, autoescape=True)).limit(MOST_WORDS)
        found = self._connection.execute(having).scalars().all()
        return set(self._index.having(rules.word_tokens(found)))

    def _of(self, searched: Searched, ids: Iterable[int], enough: int) -> Sequence[Row[Any]]:
        """Those of some organizations, of the first of them on, until there are enough."""
        found = dict[Row[Any], None]()
        for some in chunks(ids, PAGE):
            found.update(dict.fromkeys(self._connection.execute(searched.of(some))))
            if len(found) >= enough:
                break
        return list(found)


def _between(beginning: str) -> Mapping[str, str]:
    """What all lies between that begins so."""
    return {"begun": beginning, "end": beginning + _LAST}
