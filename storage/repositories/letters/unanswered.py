"""Questions that nothing has answered: encrypted, for a month, and without who has asked them."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from bot.model.letters.answers import KEPT_FOR, MOST_UNANSWERED, SHOWN_FROM, Unanswered
from bot.model.letters.questions.nameless import Gist
from bot.model.people.person import Account
from storage import tables
from storage.cipher import Cipher

ALIKE = 0.8
"""So much of their words, in whatever order, two questions have in common that ask alike (Dice's coefficient)."""

STEM, ASKER = 12, 32
"""So many hexadecimal digits of a keyed digest are kept of each word, and of who asked."""

_KEPT = tables.unanswered_questions
_SIMILAR = select(_KEPT).where(_KEPT.c.letter_id == bindparam("letter"), _KEPT.c.language == bindparam("asked_in"))


class _Sealed(msgspec.Struct, array_like=True, frozen=True):
    """What is encrypted of a question: its words; until it is shown, by whom it was asked, and the salt of that."""

    text: str
    salt: str = ""
    askers: tuple[str, ...] = ()


class UnansweredRepository:
    """The questions about all letters that nothing has answered."""

    def __init__(self, connection: Connection, now: datetime, below: Callable[[int], int], cipher: Cipher) -> None:
        self._connection = connection
        self._now = now
        self._below = below
        self._cipher = cipher

    def tally(
        self, letter_id: int, language: str, gist: Gist, accounts: Sequence[Account], narrow: Callable[[str], str]
    ) -> bool:
        self.forget()
        stems = {self._cipher.digest(f"stem:{letter_id}:{language}:{each}")[:STEM] for each in gist.stems}
        row = self._alike(letter_id, language, stems, gist.kinds)
        if row is None:
            self._make_room(letter_id)
            salt = f"{self._below(1 << 128):032x}"
            kept = _Sealed(gist.text, salt, (self._asker(salt, accounts[0]),))
            self._connection.execute(
                insert(_KEPT).values(
                    letter_id=letter_id,
                    language=language,
                    stems=" ".join(sorted(stems)),
                    kinds=" ".join(sorted(gist.kinds)),
                    sealed=self._seal(kept),
                    people=1,
                    since=self._now,
                )
            )
            return False
        kept = self._open(row)
        known = not {self._asker(kept.salt, each) for each in accounts}.isdisjoint(kept.askers)
        if row.people >= SHOWN_FROM or known:
            return False
        people = row.people + 1
        askers = (*kept.askers, self._asker(kept.salt, accounts[0]))
        text = narrow(kept.text)
        self._save(row.id, _Sealed(text) if people == SHOWN_FROM else _Sealed(text, kept.salt, askers), people)
        return bool(people == SHOWN_FROM)

    def _alike(
        self, letter_id: int, language: str, stems: Collection[str], kinds: Collection[str]
    ) -> Row[tuple[Any, ...]] | None:
        """The question that is most like one with these words; nothing where none is enough."""
        found, most = None, 0.0
        for row in self._connection.execute(_SIMILAR, {"letter": letter_id, "asked_in": language}):
            theirs, asked = set(row.stems.split()), set(row.kinds.split())
            alike = 2 * len(theirs.intersection(stems)) / (len(theirs) + len(stems))
            other_kind = asked and kinds and asked.isdisjoint(kinds)
            if alike >= ALIKE and alike > most and not other_kind:
                found, most = row, alike
        return found

    def _make_room(self, letter_id: int) -> None:
        """Where there are too many, the rarest go, and of these the oldest."""
        of_letter = _KEPT.c.letter_id == letter_id
        count = int(self._connection.execute(select(func.count()).select_from(_KEPT).where(of_letter)).scalar_one())
        if count >= MOST_UNANSWERED:
            least = select(_KEPT.c.id).where(of_letter).order_by(_KEPT.c.people, _KEPT.c.since, _KEPT.c.id)
            gone = self._connection.execute(least.limit(count - MOST_UNANSWERED + 1)).scalars().all()
            self._connection.execute(delete(_KEPT).where(_KEPT.c.id.in_(gone)))

    def shown(self, letter_id: int, limit: int) -> Sequence[Unanswered]:
        enough = select(_KEPT).where(
            _KEPT.c.letter_id == letter_id, _KEPT.c.people >= SHOWN_FROM, _KEPT.c.since > self._now - KEPT_FOR
        )
        return [self._shown(row) for row in self._connection.execute(enough.order_by(_KEPT.c.id).limit(limit))]

    def get(self, question_id: int) -> Unanswered | None:
        this = select(_KEPT).where(_KEPT.c.id == question_id, _KEPT.c.people >= SHOWN_FROM)
        row = self._connection.execute(this.where(_KEPT.c.since > self._now - KEPT_FOR)).first()
        return self._shown(row) if row else None

    def _shown(self, row: Row[tuple[Any, ...]]) -> Unanswered:
        return Unanswered(row.id, row.letter_id, row.language, self._open(row).text)

    def remove(self, question_id: int) -> None:
        self._connection.execute(delete(_KEPT).where(_KEPT.c.id == question_id))

    def forget(self) -> None:
        self._connection.execute(delete(_KEPT).where(_KEPT.c.since <= self._now - KEPT_FOR))

    # Of whoever has asked, as long as that is known.

    def asked_by(self, accounts: Sequence[Account]) -> int:
        """How many questions somebody with one of these accounts has asked, of those that are kept with who did."""
        return len(self._of(accounts))

    def forget_asker(self, account: Account) -> None:
        """Forget that an account has asked: what nobody else has asked goes with it."""
        for row, kept in list(self._of([account])):
            if row.people == 1:
                self.remove(row.id)
                continue
            left = tuple(each for each in kept.askers if each != self._asker(kept.salt, account))
            self._save(row.id, _Sealed(kept.text, kept.salt, left), len(left))

    def _of(self, accounts: Sequence[Account]) -> Sequence[tuple[Row[tuple[Any, ...]], _Sealed]]:
        """Hashes tell nobody who asked; but somebody who is known can be tried."""
        few = self._connection.execute(select(_KEPT).where(_KEPT.c.people < SHOWN_FROM)).all()
        kept = [(row, self._open(row)) for row in few]
        return [
            (row, each)
            for row, each in kept
            if not {self._asker(each.salt, account) for account in accounts}.isdisjoint(each.askers)
        ]

    def _save(self, number: int, kept: _Sealed, people: int) -> None:
        values = {"sealed": self._seal(kept), "people": people}
        self._connection.execute(update(_KEPT).where(_KEPT.c.id == number).values(values))

    def _asker(self, salt: str, account: Account) -> str:
        return self._cipher.digest(f"asked:{salt}:{account}")[:ASKER]

    def _seal(self, kept: _Sealed) -> bytes:
        return self._cipher.seal_bytes(msgspec.json.encode(kept))

    def _open(self, row: Row[tuple[Any, ...]]) -> _Sealed:
        return msgspec.json.decode(self._cipher.open_bytes(row.sealed), type=_Sealed)
