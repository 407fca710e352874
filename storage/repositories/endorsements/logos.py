"""Organizations' logos, each journalled with what becomes of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from bot.model.endorsements.endorsement import Endorsement, State, Words
from bot.model.endorsements.logos import Logo
from bot.model.journal.acts import Act
from storage import tables
from storage.repositories.journal.journal import JournalRepository

_LOGOS = tables.logos
_ABOUT = select(*(column for column in _LOGOS.c if column is not _LOGOS.c.content))


class LogoRepository:
    """The logos of all organizations, at the most one of each sign-on."""

    def __init__(self, connection: Connection, journal: JournalRepository) -> None:
        self._connection = connection
        self._journal = journal

    def keep(self, endorsement: Endorsement, logo: Logo, content: bytes, person_id: int) -> None:
        self.forget(endorsement.id)
        self._connection.execute(
            insert(_LOGOS).values(
                endorsement_id=endorsement.id,
                state=logo.state.value,
                sha256=logo.sha256,
                width=logo.width,
                height=logo.height,
                alt=logo.alt,
                content=content,
            )
        )
        self._journalled(endorsement, Act.ENDORSEMENT_LOGO_GIVEN, person_id)

    def settle(self, endorsement: Endorsement, state: Words, act: Act, person_id: int) -> None:
        here = _LOGOS.c.endorsement_id == endorsement.id
        self._connection.execute(update(_LOGOS).where(here).values(state=state.value))
        self._journalled(endorsement, act, person_id)

    def take_down(self, endorsement: Endorsement, person_id: int | None) -> None:
        self.forget(endorsement.id)
        self._journalled(endorsement, Act.ENDORSEMENT_LOGO_TAKEN_DOWN, person_id)

    def forget(self, endorsement_id: int) -> None:
        self._connection.execute(delete(_LOGOS).where(_LOGOS.c.endorsement_id == endorsement_id))

    def of(self, endorsement_id: int) -> Logo | None:
        row = self._connection.execute(_ABOUT.where(_LOGOS.c.endorsement_id == endorsement_id)).first()
        return _logo(row) if row else None

    def shown(self, endorsement_ids: Sequence[int]) -> Mapping[int, Logo]:
        here = _LOGOS.c.endorsement_id.in_(endorsement_ids), _LOGOS.c.state == Words.SHOWN.value
        return {row.endorsement_id: _logo(row) for row in self._connection.execute(_ABOUT.where(*here))}

    def in_list(self, letter_id: int, limit: int) -> Sequence[int]:
        signed = tables.endorsements
        found = select(signed.c.id).join(_LOGOS, _LOGOS.c.endorsement_id == signed.c.id)
        listed = (signed.c.letter_id == letter_id, signed.c.state == State.LISTED.value)
        shown = found.where(*listed, _LOGOS.c.state == Words.SHOWN.value)
        return self._connection.execute(shown.order_by(signed.c.sort_key, signed.c.id).limit(limit)).scalars().all()

    def content(self, endorsement_id: int) -> bytes:
        found = select(_LOGOS.c.content).where(_LOGOS.c.endorsement_id == endorsement_id)
        return bytes(self._connection.execute(found).scalar() or b"")

    def _journalled(self, endorsement: Endorsement, act: Act, person_id: int | None) -> None:
        self._journal.append(endorsement.letter_id, act, record=endorsement.id, person_id=person_id)


def _logo(row: Row[Any]) -> Logo:
    return Logo(row.sha256, row.width, row.height, row.alt, Words(row.state))
