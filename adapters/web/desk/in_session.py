"""What somebody does and sees in a session: their presses, their forms, and what came of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

import msgspec
from aiohttp import web

from adapters.web.desk.drawing import Inside, Shown
from adapters.web.desk.posting import Posted
from adapters.web.desk.requests import request_of
from adapters.web.desk.sessions import Cookie, form_token, is_form_token
from adapters.web.desk.showing import DeskShowing
from adapters.web.desk.visiting import DeskVisit
from adapters.web.throttle import Throttle
from bot.errors import StorageError
from bot.interface.conversation import Interface
from bot.interface.requests import Caller, Request
from bot.model.chats import ChatKind, private_chat
from bot.model.people.sessions import Session
from bot.notices.composing import waiting
from bot.pages import desk
from bot.ports.messenger import Uploads
from bot.ports.store import Store, Unit

ALL_FIELDS = 100
"""A page of the web holds every field of a form."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was shown last in a session, and on which letter's page, in which language."""

    letter_id: int
    language: str
    shown: Shown


class InSession:
    """Does what is pressed and sent in sessions, and shows what each has shown last."""

    def __init__(
        self,
        store: Store,
        interface: Interface,
        *,
        showing: DeskShowing,
        cookie: Cookie,
        uploads: Uploads,
        acts: Throttle,
    ) -> None:
        """`acts` bounds what is done at one address."""
        self._store = store
        self._interface = interface
        self._showing = showing
        self._cookie = cookie
        self._uploads = uploads
        self._acts = acts

    async def look(self, visit: DeskVisit, session: Session, instead: Shown | None = None) -> web.Response:
        """What is at hand in a session, under what was shown there last, or something `instead`."""
        commands = {each.name: each for each in self._interface.commands}
        at_hand = await self._store.read(lambda unit: desk.at_hand(unit, session.mailbox, commands, visit.speech))
        kept = _kept(session)
        same = kept and (kept.letter_id, kept.language) == (visit.letter_id, visit.language)
        inside = Inside(session.mailbox.address, form_token(visit.secret), session.mailbox.told, at_hand)
        shown = instead or (kept.shown if kept and same else Shown())
        return self._showing.inside(visit, shown, inside)

    async def file(self, session: Session, number: str) -> web.Response:
        """A file that came with what is shown in the session. Raises `HTTPNotFound` where none has."""
        kept = _kept(session)
        files = [file for message in (kept.shown.messages if kept else ()) for file in message.files]
        found = next((file for file in files if str(file.id) == number), None)
        content = await self._uploads.content(found) if found else b""
        if found is None or not content:
            raise web.HTTPNotFound
        named = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name)}"}
        return web.Response(body=content, content_type=found.mime, headers={**self._showing.headers, **named})

    async def act(self, visit: DeskVisit, session: Session, sent: Posted) -> web.Response:
        """Do what is pressed or sent in a session."""
        posted: Mapping[str, str] = sent.fields
        if not is_form_token(visit.secret, posted.get("token", "")):
            return self._showing.alone(visit, (desk.ELSEWHERE,), status=403)
        if not self._acts.takes(session.mailbox.account.id):
            return self._showing.alone(visit, (desk.OFTEN,), status=429)
        match posted.get("do"):
            case "leave":
                await self._store.write(lambda unit: unit.sessions.close(visit.secret))
                return self._cookie.take(self._showing.again(visit))
            case "tell":
                told = posted.get("told") == "yes"
                await self._store.write(lambda unit: unit.sessions.tell(session.mailbox.id, told))
                return self._showing.again(visit)
        return await self.done(visit, session, visit.secret, request_of(self._interface, posted, sent.files))

    async def done(
        self, visit: DeskVisit, session: Session, secret: str, request: Request | None
    ) -> web.Response:  # fmt: skip
        """Do something, and show what came of it: kept with the session of this secret, where that is still open."""
        account = session.mailbox.account
        caller = Caller(
            account,
            private_chat(account),
            ChatKind.PRIVATE,
            language=visit.language,
            fields=ALL_FIELDS,
            pages=True,
            here=True,
            letter=visit.letter_id,
            writable=False,
        )
        answer = await self._interface.answer(caller, request) if request else None

        def keep(unit: Unit) -> Shown | None:
            news = waiting(self._interface, unit, account, visit.language)
            shown = Shown.of(answer, news)
            if unit.sessions.find(secret) is None:
                return shown
            kept = msgspec.json.encode(_Kept(visit.letter_id, visit.language, shown)).decode()
            unit.sessions.keep(secret, kept)
            return None

        try:
            last = await self._store.write(keep)
        except StorageError:
            return self._showing.alone(visit, (), Shown.of(answer))
        return self._cookie.take(self._showing.alone(visit, (), last)) if last else self._showing.again(visit)


def _kept(session: Session) -> _Kept | None:
    """What was shown last; nothing where another version of this has kept it."""
    try:
        return msgspec.json.decode(session.kept, type=_Kept) if session.kept else None
    except msgspec.DecodeError:
        return None
