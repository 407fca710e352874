"""A way to a PostgreSQL that can be cut off: bytes are taken and go nowhere, as behind a broken router."""

import asyncio
from types import TracebackType

from sqlalchemy import make_url


class Way:
    """Connections that lead to a server by a socket of ours. `url` is the database's by this way."""

    def __init__(self, url: str) -> None:
        self._there = make_url(url)
        self._writers: list[asyncio.StreamWriter] = []
        self._swallows = False
        self.url = ""

    def swallow(self) -> None:
        """Whatever is sent either way goes nowhere from now on."""
        self._swallows = True

    def heal(self) -> None:
        """Connections that begin from now on lead there again; what was swallowed stays so."""
        self._swallows = False
        for writer in self._writers:
            writer.close()
        self._writers.clear()

    async def __aenter__(self) -> "Way":
        self._server = await asyncio.start_server(self._met, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        address = self._there.set(host="127.0.0.1", port=port, query={})
        self.url = address.render_as_string(hide_password=False)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        self.heal()

    async def _met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        folder, port = str(self._there.query["host"]), self._there.port or 5432
        there, onward = await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.{port}")
        self._writers.extend((writer, onward))
        await asyncio.gather(self._carry(reader, onward), self._carry(there, writer), return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(1 << 16):
                if not self._swallows:
                    writer.write(data)
        finally:  # also where the connection was reset, as that of a process that was killed
            if not self._swallows:
                writer.close()
