"""The gateway: sessions over websockets (reference: Gateway; Opcodes and Status Codes, Gateway)."""

from __future__ import annotations

import asyncio
import json
import time
import zlib
from typing import Final

from aiohttp import WSMsgType, web

from . import payloads
from .errors import Json
from .sessions import Session
from .sharding import Sharding, shard_meant, shard_of
from .world import Intent, World

HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT, MEMBERS, INVALID_SESSION, HELLO, ACK = (
    1,
    2,
    3,
    4,
    6,
    7,
    8,
    9,
    10,
    11,
)
UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED, BAD_TOKEN, ALREADY_AUTHENTICATED = 4001, 4002, 4003, 4004, 4005
BAD_SEQUENCE, BAD_SHARD, SHARDING_REQUIRED, BAD_INTENTS, PRIVILEGED_INTENTS = 4007, 4010, 4011, 4013, 4014

PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT
KNOWN_INTENTS = (1 << 26) - 1
INTERVAL = 41_250
"""Milliseconds between heartbeats."""


class Gateway:
    """All sessions, and the connections that carry them."""

    def __init__(self, world: World, token: str, sharding: Sharding) -> None:
        self.world: Final = world
        self.token = token
        self.url = ""
        self.sharding: Final = sharding
        self.identified = 0
        self.too_soon = 0
        self._began_at = float("-inf")
        self.resumed = 0
        self.sessions: dict[str, Session] = {}
        self.connections: set[Connection] = set()

    def advice(self) -> Json:
        """What `GET /gateway/bot` says."""
        there = sum(guild.has_bot for guild in self.world.guilds.values())
        return self.sharding.advice(there, self.identified)

    def begins(self) -> bool:
        """Whether a session may begin now: not too soon after another."""
        now = self.world.clock.now()
        if now < self._began_at + self.sharding.apart:
            self.too_soon += 1
            return False
        self._began_at = now
        return True

    def emit(self, event: str, data: Json, intent: int, guild_id: int | None) -> None:
        """Tell every session that asked for it."""
        for session in self.sessions.values():
            if session.hears(intent, guild_id):
                session.tell(event, data)

    def ask_reconnect(self) -> None:
        """Ask every connection to reconnect and resume."""
        for connection in self.connections:
            connection.push({"op": RECONNECT, "d": None})

    async def drop(self, code: int = 4000) -> None:
        """Close every connection with this code; the sessions can be resumed."""
        for connection in list(self.connections):
            await connection.close(code)

    def invalidate(self) -> None:
        """Forget every session, and say so: the bot has to identify again."""
        self.sessions.clear()
        for connection in self.connections:
            connection.push({"op": INVALID_SESSION, "d": False})

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection until it ends."""
        socket = web.WebSocketResponse(max_msg_size=4096 * 16)
        await socket.prepare(request)
        connection = Connection(self, socket, compressed=request.query.get("compress") == "zlib-stream")
        self.connections.add(connection)
        try:
            await connection.serve()
        finally:
            self.connections.discard(connection)
        return socket


class Connection:
    """One websocket; frames leave it in the order in which they were pushed, each after half the latency."""

    def __init__(self, gateway: Gateway, socket: web.WebSocketResponse, *, compressed: bool) -> None:
        self._gateway = gateway
        self._socket = socket
        self._deflate = zlib.compressobj() if compressed else None
        self._outgoing: asyncio.Queue[tuple[float, Json]] = asyncio.Queue()
        self._session: Session | None = None

    def push(self, frame: Json) -> None:
        """Send a frame in order, so that it arrives after half the latency."""
        due = time.monotonic() + self._gateway.world.latency / 2
        self._outgoing.put_nowait((due, {"s": None, "t": None, **frame}))

    async def close(self, code: int) -> None:
        """End the connection; its session stays, as only the bot ends one by closing with 1000 or 1001."""
        self._leave_session()
        await self._socket.close(code=code)

    async def serve(self) -> None:
        """Greet, then read until the connection ends."""
        writer = asyncio.create_task(self._write())
        self.push({"op": HELLO, "d": {"heartbeat_interval": INTERVAL, "_trace": []}})
        try:
            async for received in self._socket:
                if received.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                    break
                await asyncio.sleep(self._gateway.world.latency / 2)
                await self._read(received.data)
        finally:
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
            if self._socket.close_code in (1000, 1001) and self._session is not None:
                self._gateway.sessions.pop(self._session.id, None)
            self._leave_session()

    async def _write(self) -> None:
        while True:
            due, frame = await self._outgoing.get()
            await asyncio.sleep(due - time.monotonic())
            text = json.dumps(frame, separators=(",", ":"))
            if self._deflate is None:
                await self._socket.send_str(text)
            else:
                packed = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
                await self._socket.send_bytes(packed)

    async def _read(self, raw: str | bytes) -> None:
        try:
            frame = json.loads(raw)
            op, data = frame["op"], frame.get("d")
        except (ValueError, TypeError, KeyError):
            await self.close(DECODE_ERROR)
            return
        if op == HEARTBEAT:
            self.push({"op": ACK})
        elif op == IDENTIFY:
            await self._identify(data)
        elif op == RESUME:
            await self._resume(data)
        elif op not in (PRESENCE, VOICE, MEMBERS):
            await self.close(UNKNOWN_OPCODE)
        elif self._session is None:
            await self.close(NOT_AUTHENTICATED)

    async def _identify(self, data: Json) -> None:
        refused = self._refused(data)
        if refused:
            await self.close(refused)
            return
        if not self._gateway.begins():
            self.push({"op": INVALID_SESSION, "d": False})
            return
        session = Session(data["intents"], shard_meant(data) or (0, 1))
        number, count = session.shard
        self._gateway.sessions[session.id] = session
        self._take(session)
        world = self._gateway.world
        guilds = [guild for guild in world.guilds.values() if guild.has_bot and session.hears(Intent.NONE, guild.id)]
        ready: Json = {
            "v": 10,
            "user": payloads.own_user(world),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self._gateway.url,
            "shard": [number, count],
            "application": {"id": str(world.application_id), "flags": 0},
            "private_channels": [],
            "_trace": [],
        }
        session.tell("READY", ready)
        for guild in guilds:
            if session.hears(Intent.GUILDS, guild.id):
                session.tell("GUILD_CREATE", payloads.guild_create(guild, joined=False))
        self._gateway.identified += 1
        world.changes.tell()

    def _refused(self, data: Json) -> int | None:
        """The close code that answers this IDENTIFY, if any."""
        if self._session is not None:
            return ALREADY_AUTHENTICATED
        if data.get("token") != self._gateway.token:
            return BAD_TOKEN
        intents = data.get("intents")
        if not isinstance(intents, int) or intents < 0 or intents > KNOWN_INTENTS:
            return BAD_INTENTS
        if intents & PRIVILEGED:
            return PRIVILEGED_INTENTS
        shard = shard_meant(data)
        if shard is None:
            return BAD_SHARD
        if self._gateway.identified >= self._gateway.sharding.starts:
            return BAD_TOKEN
        number, count = shard
        guilds = self._gateway.world.guilds.values()
        there = [guild for guild in guilds if guild.has_bot and shard_of(guild.id, count) == number]
        return SHARDING_REQUIRED if len(there) > self._gateway.sharding.largest else None

    async def _resume(self, data: Json) -> None:
        if data.get("token") != self._gateway.token:
            await self.close(BAD_TOKEN)
            return
        session = self._gateway.sessions.get(str(data.get("session_id")))
        if session is None:
            self.push({"op": INVALID_SESSION, "d": False})
            return
        self._take(session)
        if not session.replay(int(data.get("seq") or 0)):
            self._gateway.sessions.pop(session.id)
            await self.close(BAD_SEQUENCE)
            return
        session.tell("RESUMED", {"_trace": []})
        self._gateway.resumed += 1
        self._gateway.world.changes.tell()

    def _take(self, session: Session) -> None:
        self._session = session
        session.wire = self

    def _leave_session(self) -> None:
        if self._session is not None and self._session.wire is self:
            self._session.wire = None
        self._session = None
