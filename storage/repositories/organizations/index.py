"""The index by which organizations are found that are perhaps alike: it is kept in step by whoever writes a name."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, delete, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.model.organizations import tokens as rules
from bot.model.organizations.likeness import Known
from bot.model.organizations.naming import telling as telling_words
from bot.model.organizations.organization import Organization, domain_of
from bot.model.organizations.tokens import Kind
from storage import tables

CHUNK = 500
"""So many values at the most are named by one statement."""

VERY_OFTEN = 1000
"""How often a word stands in names is counted as far as this."""

Each = TypeVar("Each")

_TOKENS, _WORDS = tables.organization_tokens, tables.vocabulary


def _adding(table: Table) -> Mapping[str, Any]:
    """Adding rows of which some may be there, on each engine."""
    return {module.dialect.name: module.insert(table).on_conflict_do_nothing() for module in (sqlite, postgresql)}


_ADD_TOKENS, _ADD_WORDS = _adding(_TOKENS), _adding(_WORDS)


_NAMED = _TOKENS.c.token.in_(bindparam("tokens", expanding=True))
_OFTEN = select(func.count()).select_from(select(_TOKENS.c.token).where(_NAMED).limit(VERY_OFTEN).subquery())
_HAVING = select(_TOKENS.c.organization_id).where(_NAMED)


def _near(patterns: int) -> Select[Any]:
    """Words of a length that begin alike and are as one of so many patterns."""
    has = or_(*(_WORDS.c.word.like(bindparam(f"pattern{index}")) for index in range(patterns)))
    there = (_WORDS.c.head == bindparam("head"), _WORDS.c.size.between(bindparam("least"), bindparam("most")))
    return select(_WORDS.c.word).where(*there, has)


_NEAR = {patterns: _near(patterns) for patterns in (2, 3)}


class OrganizationIndex:
    """Tokens of all organizations, and the words of their names."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, organization: Organization, known: Known | None = None) -> None:
        """Find an organization by how somebody spells it, too, or by all that is `known` of it."""
        known = known or Known((organization.name,), organization.domain)
        self._write({organization.id: {*rules.tokens(known), _handle(organization)}}, rules.vocabulary(known))

    def renew(self, organization_ids: Collection[int]) -> None:
        """Find organizations by the names that they have now, and by no other ones any more."""
        for ids in chunks(organization_ids):
            now, words = self._now(ids)
            theirs = _TOKENS.c.organization_id.in_(ids)
            gone = list[str]()
            for row in self._connection.execute(select(_TOKENS).where(theirs)).all():
                wanted = now.get(row.organization_id, set())
                if row.token in wanted:
                    wanted.discard(row.token)
                else:
                    gone.append(row.token)
                    this = (_TOKENS.c.token == row.token, _TOKENS.c.organization_id == row.organization_id)
                    self._connection.execute(delete(_TOKENS).where(*this))
            self._write(now, words)
            self._forget_words(gone)

    def fill(self) -> None:
        """Find all organizations by the names that they have now."""
        self._connection.execute(delete(_TOKENS))
        self._connection.execute(delete(_WORDS))
        records, last = tables.organizations.c.id, 0
        while True:
            page = select(records).where(records > last).order_by(records).limit(CHUNK)
            ids = self._connection.execute(page).scalars().all()
            if not ids:
                return
            self._write(*self._now(ids))
            last = ids[-1]

    def led_to(self, handle: str) -> Sequence[int]:
        """The organizations that have, or have had, a handle."""
        return self.having([f"{Kind.HANDLE}{handle}"])

    def candidates(self, known: Known) -> Collection[int]:
        """The organizations of which any may be like one: none is missing that is, and some are not."""
        sought = rules.sought(known)
        spelled = self.spelled({word for each in sought for word in each.words})
        found = set[int]()
        for each in sought:
            found.update(self.having([*each.whole, *rules.telling_tokens(each, spelled)]))
            found.update(self.with_all([spelled[word] for word in each.words]))
            if each.is_branch:
                found.update(self._chapters(each.words, spelled))
        return found

    def spelled(self, words: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Each of some words, and those of which it can be a misspelling."""
        return {word: rules.spellings(word, self._near(word)) for word in words}

    def _near(self, word: str) -> Sequence[str]:
        """Words of which one may be this one, misspelled."""
        near = rules.near(word)
        if near is None:
            return ()
        there = {"head": near.head, "least": near.least, "most": near.most}
        patterns = {f"pattern{index}": each for index, each in enumerate(near.patterns)}
        return self._connection.execute(_NEAR[len(patterns)], {**there, **patterns}).scalars().all()

    def having(self, tokens: Collection[str]) -> Sequence[int]:
        """Those that have one of some tokens."""
        return [
            number
            for some in chunks(tokens)
            for number in self._connection.execute(_HAVING, {"tokens": some}).scalars()
        ]

    def with_all(self, spelled: Sequence[Collection[str]], most: int | None = None) -> Sequence[int]:
        """Those whose names have all of some words, each spelled in one of some ways: looked for by the rarest. So many
        `most`."""
        if not spelled:
            return ()
        each_word = [rules.word_tokens(each) for each in spelled]
        often = [int(self._connection.execute(_OFTEN, {"tokens": each}).scalar_one()) for each in each_word]
        if not all(often):
            return ()
        rarest, *others = (each_word[index] for index in sorted(range(len(often)), key=often.__getitem__))
        having = select(_TOKENS.c.organization_id).where(_TOKENS.c.token.in_(rarest), *map(_has, others))
        return self._connection.execute(having.limit(most)).scalars().all()

    def _chapters(self, words: Sequence[str], spelled: Mapping[str, Collection[str]]) -> Collection[int]:
        """The chapters whose names share a word that tells something, or two others."""
        telling = telling_words(frozenset(words))
        found = {number for word in telling for number in self.having(rules.branch_tokens(spelled[word]))}
        others = (spelled[word] for word in words if word not in telling)
        return found.union(*(self.with_all(pair) for pair in combinations(others, 2)))

    def _now(self, ids: Sequence[int]) -> tuple[dict[int, set[str]], set[str]]:
        """The tokens of organizations by how they are spelled now, and the words."""
        found, words = dict[int, set[str]](), set[str]()
        for organization, known in self._spellings(ids):
            found.setdefault(organization.id, set()).update(rules.tokens(known), {_handle(organization)})
            words |= rules.vocabulary(known)
        return found, words

    def _spellings(self, ids: Sequence[int]) -> Iterator[tuple[Organization, Known]]:
        """What anybody may come to know of organizations: as each sign-on spells it, and the imported list."""
        signed, records, names = tables.endorsements, tables.organizations, tables.organization_names
        lines = select(signed.c.organization_id, signed.c.organization, signed.c.website, signed.c.place)
        for row in self._connection.execute(lines.where(signed.c.organization_id.in_(ids))).all():
            if row.organization:
                yield as_signed(row.organization_id, row.organization, row.website, row.place)
        listed = select(records, names.c.name.label("spelled")).join(names, names.c.organization_id == records.c.id)
        for row in self._connection.execute(listed.where(records.c.id.in_(ids), records.c.imported)).all():
            record = Organization(row.id, row.name, place=row.place)
            yield record, Known((listed_as(row.spelled, row.acronym),), row.domain)

    def _write(self, tokens: Mapping[int, Collection[str]], words: Collection[str]) -> None:
        dialect = self._connection.dialect.name
        rows = [{"token": token, "organization_id": number} for number, own in tokens.items() for token in sorted(own)]
        if rows:
            self._connection.execute(_ADD_TOKENS[dialect], rows)
        if words:
            spelled = [{"head": word[0], "size": len(word), "word": word} for word in sorted(words)]
            self._connection.execute(_ADD_WORDS[dialect], spelled)

    def _forget_words(self, tokens: Iterable[str]) -> None:
        """Forget the words that no name has any more."""
        for word in {token[1:] for token in tokens if token[0] in (Kind.WORD, Kind.BRANCH)}:
            if not self.having(rules.word_tokens([word])):
                self._connection.execute(delete(_WORDS).where(_WORDS.c.head == word[0], _WORDS.c.word == word))


def as_signed(organization_id: int, name: str, website: str, place: str) -> tuple[Organization, Known]:
    """An organization as a sign-on spells it."""
    domain = domain_of(website)
    return Organization(organization_id, name, website, domain=domain, place=place), Known((name,), domain)


def listed_as(name: str, acronym: str) -> str:
    """A name of the imported list with its acronym."""
    return f"{name} ({acronym})" if acronym else name


def chunks(values: Iterable[Each], size: int = CHUNK) -> Iterator[Sequence[Each]]:
    """Some values, so many at a time."""
    left = iter(values)
    while some := list(islice(left, size)):
        yield some


def _handle(organization: Organization) -> str:
    return f"{Kind.HANDLE}{rules.handle_of(organization)}"


def _has(tokens: Sequence[str]) -> ColumnElement[bool]:
    """Whether the organization of a token has one of others, too."""
    others = _TOKENS.alias()
    return (
        select(others.c.token)
        .where(others.c.organization_id == _TOKENS.c.organization_id, others.c.token.in_(tokens))
        .exists()
    )
