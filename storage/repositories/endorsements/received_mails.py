"""The mails by which sign-ons reached organizers."""

import msgspec
from sqlalchemy import Connection, func, insert, select

from bot.model.endorsements.mailed import ReceivedMail
from storage import tables
from storage.cipher import Cipher


class ReceivedMailRepository:
    """Those of all letters, encrypted."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    def keep(self, endorsement_id: int, mail: ReceivedMail) -> None:
        said = msgspec.json.encode((mail.text, mail.name, mail.mime)).decode()
        self._connection.execute(
            insert(tables.received_mails).values(
                endorsement_id=endorsement_id,
                sealed=self._cipher.seal(said),
                file=self._cipher.seal_bytes(mail.content) if mail.content else None,
            )
        )

    def of(self, endorsement_id: int) -> ReceivedMail | None:
        mails = tables.received_mails
        row = self._connection.execute(select(mails).where(mails.c.endorsement_id == endorsement_id)).first()
        if row is None:
            return None
        text, name, mime = msgspec.json.decode(self._cipher.open(row.sealed), type=tuple[str, str, str])
        return ReceivedMail(text, name, mime, self._cipher.open_bytes(row.file) if row.file is not None else b"")

    def count(self, letter_id: int) -> int:
        mails, record = tables.received_mails, tables.endorsements
        counted = select(func.count()).join_from(mails, record, record.c.id == mails.c.endorsement_id)
        return int(self._connection.execute(counted.where(record.c.letter_id == letter_id)).scalar_one())
