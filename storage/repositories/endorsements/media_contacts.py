"""Media contacts of organizations, encrypted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, insert, select, update

from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.endorsements.media_contacts import MOST_LISTED, Agreement, MediaContact, Named
from bot.model.journal.acts import Act
from storage import tables
from storage.cipher import Cipher
from storage.repositories.journal.journal import JournalRepository

_THEIRS, _RECORD = tables.media_contacts, tables.endorsements
_NAMED = select(_THEIRS, _RECORD.c.organization).join(_RECORD, _RECORD.c.id == _THEIRS.c.endorsement_id)


class MediaContactRepository:
    """Those of all letters."""

    def __init__(self, connection: Connection, now: datetime, cipher: Cipher, journal: JournalRepository) -> None:
        self._connection = connection
        self._now = now
        self._cipher = cipher
        self._journal = journal

    def name(self, endorsement: Endorsement, contact: MediaContact, consent: Agreement) -> None:
        self.drop(endorsement.id)
        self._connection.execute(
            insert(_THEIRS).values(
                endorsement_id=endorsement.id,
                letter_id=endorsement.letter_id,
                person_id=endorsement.person_id,
                sealed=self._cipher.seal(msgspec.json.encode(contact).decode()),
                wording=consent.wording,
                language=consent.language,
                at=self._now,
            )
        )
        self._note(endorsement, Act.ENDORSEMENT_MEDIA_CONTACT_NAMED)

    def take_back(self, endorsement: Endorsement) -> None:
        self.drop(endorsement.id)
        self._note(endorsement, Act.ENDORSEMENT_MEDIA_CONTACT_REMOVED)

    def drop(self, endorsement_id: int) -> None:
        self._connection.execute(delete(_THEIRS).where(_THEIRS.c.endorsement_id == endorsement_id))

    def of(self, endorsement_id: int) -> Named | None:
        row = self._connection.execute(_NAMED.where(_THEIRS.c.endorsement_id == endorsement_id)).first()
        return self._named(row) if row else None

    def listed(self, letter_id: int) -> Sequence[Named]:
        listed = _NAMED.where(_THEIRS.c.letter_id == letter_id, _RECORD.c.state == State.LISTED.value)
        rows = self._connection.execute(listed.order_by(_RECORD.c.sort_key, _RECORD.c.id).limit(MOST_LISTED))
        return [self._named(row) for row in rows]

    def looked_at(self, letter_id: int, revision: int, named: Sequence[Named], person_id: int) -> None:
        seen = _THEIRS.c.endorsement_id.in_([each.endorsement_id for each in named])
        self._connection.execute(update(_THEIRS).where(seen).values(seen_at=self._now))
        self._journal.append(letter_id, Act.LIST_MEDIA_SHOWN, record=revision, person_id=person_id)

    def _note(self, endorsement: Endorsement, act: Act) -> None:
        self._journal.append(endorsement.letter_id, act, record=endorsement.id, person_id=endorsement.person_id)

    def _named(self, row: Row[Any]) -> Named:
        contact = msgspec.json.decode(self._cipher.open(row.sealed), type=MediaContact)
        return Named(row.endorsement_id, row.organization, contact, row.at, row.seen_at)
