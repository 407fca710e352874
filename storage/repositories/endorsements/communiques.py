"""What endorsers say in their own name, encrypted, the last versions of each."""

import msgspec
from sqlalchemy import Connection, delete, insert, select

from bot.model.endorsements.communiques import MOST_VERSIONS, Communique
from storage import tables
from storage.cipher import Cipher


class CommuniqueRepository:
    """The communiqués of all endorsers."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    def latest(self, endorsement_id: int) -> Communique:
        said = tables.communiques
        last = select(said.c.sealed).where(said.c.endorsement_id == endorsement_id).order_by(said.c.version.desc())
        sealed = self._connection.execute(last.limit(1)).scalar()
        return msgspec.json.decode(self._cipher.open(sealed), type=Communique) if sealed else Communique()

    def add(self, endorsement_id: int, communique: Communique) -> None:
        said, sealed = tables.communiques, self._cipher.seal(msgspec.json.encode(communique).decode())
        new = {"endorsement_id": endorsement_id, "version": communique.version, "sealed": sealed}
        self._connection.execute(insert(said).values(**new))
        old = said.c.version <= communique.version - MOST_VERSIONS
        self._connection.execute(delete(said).where(said.c.endorsement_id == endorsement_id, old))

    def drop(self, endorsement_id: int, version: int) -> None:
        said = tables.communiques
        self._connection.execute(
            delete(said).where(said.c.endorsement_id == endorsement_id, said.c.version == version)
        )  # fmt: skip

    def forget(self, endorsement_id: int) -> None:
        said = tables.communiques
        self._connection.execute(delete(said).where(said.c.endorsement_id == endorsement_id))
