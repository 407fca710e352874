"""The page on which those sign who use no chat platform: a surface of the core, below `/{language}/{letter}/sign`.

To look changes nothing. An act is a POST, and is answered by a redirection to what it has brought, which is on disk
with the session: so that nothing is done twice where somebody looks again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import msgspec
from aiohttp import web

from adapters.web.desk.drawing import HEADERS, DeskDrawing, Inside, Outside, Place, Shown
from adapters.web.desk.posting import FileTooLarge, Posted, Posting, TooManyFiles
from adapters.web.desk.requests import carried_fields, request_of
from adapters.web.desk.sessions import Cookie, form_token, here, is_form_token, is_own
from adapters.web.headers import behind_tls
from adapters.web.static import ICON, STYLES, path
from adapters.web.throttle import Throttle
from bot.errors import Invalid, StorageError
from bot.interface.actions import filled
from bot.interface.conversation import Interface
from bot.interface.requests import Caller, Invoke, Request
from bot.model.chats import ChatKind, private_chat
from bot.model.letters.letter import Revision
from bot.model.people.sessions import Session
from bot.model.web_addresses import LINKED, SIGN
from bot.notices.composing import waiting
from bot.pages import desk
from bot.pages.visiting import in_which, languages
from bot.ports.messenger import Key, Message, Uploads
from bot.ports.store import Store, Unit
from bot.service.people import sessions
from bot.text import checks
from bot.text.compose import compose, label
from bot.text.locales import Speech
from bot.text.text import Part
from bot.views.outreach import PLACE as INVITED

PATH = f"/{{language}}/{{letter}}/{SIGN}"
"""Where it stands, and all that is below it."""

ALL_FIELDS = 100
"""A page of the web holds every field of a form."""

ASK = "ask"
"""Where the form for an address goes."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was shown last in a session, and on which letter's page, in which language."""

    letter_id: int
    language: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class _Visit:
    """Who asks for what: the letter and language of the path, what stands behind `sign` in it, and the session."""

    request: web.BaseRequest
    revision: Revision
    language: str
    speech: Speech
    place: Place
    steps: tuple[str, ...]
    secret: str
    session: Session | None

    @property
    def letter_id(self) -> int:
        """The letter's number."""
        return self.revision.letter_id

    def takes_files(self, posted: Mapping[str, str]) -> bool:
        """Whether a form of this session is sent, as its first fields say, so that its files are kept."""
        return self.session is not None and is_form_token(self.secret, posted.get("token", ""))


class Desk:
    """Answers every request below `/{language}/{letter}/sign`."""

    def __init__(
        self,
        store: Store,
        interface: Interface,
        *,
        public_url: str,
        uploads: Uploads,
        asks: Throttle,
        acts: Throttle,
    ) -> None:
        """`asks` bounds how often a client asks for codes and types them, `acts` what is done at one address."""
        self._store = store
        self._interface = interface
        self._public_url = public_url
        self._prefix = urlsplit(public_url).path.rstrip("/")
        self._uploads = uploads
        self._asks = asks
        self._acts = acts
        self._cookie = Cookie(public_url)
        self._posting = Posting()
        self._drawing = DeskDrawing(tuple(self._prefix + path(name) for name in STYLES), self._prefix + path(ICON))
        self._headers = {**HEADERS, **behind_tls(public_url.startswith("https:"))}

    @property
    def is_open(self) -> bool:
        """Whether somebody can sign on it: mail is sent."""
        return self._interface.mails

    def stands_at(self, path: str) -> bool:
        """Whether a path below the public address's is this page's, if there is such a letter."""
        return path.split("/")[3:4] == [SIGN]

    async def handle(self, request: web.BaseRequest) -> web.Response:
        """Answer a request for a path at which this page stands. Raises `HTTPException` for what there is not here,
        `StorageError` where the storage fails, `TimeoutError` where a form does not arrive."""
        visit = await self._visit(request)
        if request.method in ("GET", "HEAD"):
            return await self._look(visit)
        if request.method != "POST":
            raise web.HTTPMethodNotAllowed(request.method, ("GET", "HEAD", "POST"))
        if not is_own(request.headers, self._public_url or here(request.host)):
            return self._alone(visit, (desk.ELSEWHERE,), status=403)
        try:
            posted = await self._posting.posted(request, visit.session is not None, visit.takes_files)
        except web.HTTPRequestEntityTooLarge:
            return self._alone(visit, (desk.TOO_LONG,), status=413)
        except FileTooLarge:
            return self._alone(visit, (desk.FILE_TOO_LARGE,), status=413)
        except TooManyFiles:
            return self._alone(visit, (desk.OFTEN,), status=429)
        if visit.steps == (ASK,):
            return await self._ask(visit, posted.fields)
        if visit.steps[:1] == (LINKED,):
            return await self._enter(visit, posted.fields)
        if visit.session is None:
            asked = desk.ENDED, *desk.before(visit.revision.letter)
            return self._outside(visit, Outside(asked, carried_fields(posted.fields)))
        return await self._act(visit, visit.session, posted)

    async def _visit(self, request: web.BaseRequest) -> _Visit:
        path = request.path
        below = path[len(self._prefix) :] if path.startswith(f"{self._prefix}/") else path
        _, language, slug, _, *steps = below.rstrip("/").split("/")
        secret = self._cookie.secret(request.cookies)

        def unit(unit: Unit) -> tuple[Revision | None, Session | None]:
            return unit.letters.named(slug), unit.sessions.find(secret) if secret else None

        revision, session = await self._store.read(unit)
        speech = in_which(self._interface.speeches, language, revision)
        if revision is None or speech is None:
            raise web.HTTPNotFound
        return _Visit(
            request, revision, language, speech, self._place(revision, language, speech), tuple(steps), secret, session
        )

    def _place(self, revision: Revision, language: str, speech: Speech) -> Place:
        def letter(tag: str) -> str:
            return f"{self._prefix}/{quote(tag)}/{quote(revision.letter.slug)}"

        tags = languages(revision, tuple(self._interface.speeches))
        return Place(
            title=speech.reading(revision.letter.title),
            address=f"{letter(language)}/{SIGN}",
            letter=letter(language),
            languages={tag: f"{letter(tag)}/{SIGN}" for tag in tags},
        )

    async def _look(self, visit: _Visit) -> web.Response:
        match visit.steps:
            case (step, token) if step == LINKED and token.isalnum() and token.isascii():
                return self._outside(visit, Outside(desk.LINKED, token=token))
            case (step, key) if step == INVITED and key.isalnum() and key.isascii():
                return await self._invited(visit, key)
            case ("file", number) if visit.session:
                return await self._file(visit.session, number)
            case () | (_,):
                if visit.session:
                    return await self._inside(visit, visit.session)
                if not self.is_open:
                    return self._alone(visit, (desk.NO_MAIL,))
                command = visit.steps[0] if visit.steps else ""
                wanted = {"do": "give", "command": command} if command in dict(desk.OFFERED) else {}
                said = (desk.NO_SESSION,) if desk.AGAIN in visit.request.query else ()
                return self._outside(visit, Outside((*said, *desk.before(visit.revision.letter)), wanted))
        raise web.HTTPNotFound

    async def _invited(self, visit: _Visit, key: str) -> web.Response:
        """Somebody has followed a link by which they were asked to sign: signing begins with what it says once they
        press, which who has no session does by typing a code. What the link says is not looked at before."""
        command = self._interface.command("sign")
        action = filled("sign", command.names if command else (), {"letter": str(visit.letter_id), "invitation": key})
        if not action.fits:
            raise web.HTTPNotFound
        if visit.session is None and not self.is_open:
            return self._alone(visit, (desk.NO_MAIL,))
        if visit.session is None:
            wanted = {"do": "press", "action": str(action)}
            return self._outside(visit, Outside(tuple(desk.before(visit.revision.letter)), wanted))
        begin = Key(label(desk.TITLE, visit.speech), str(action), style="primary")
        said = Message(compose((desk.INVITED,), visit.speech), (begin,), language=visit.speech.tag)
        return await self._inside(visit, visit.session, Shown((said,)))

    async def _ask(self, visit: _Visit, posted: Mapping[str, str]) -> web.Response:
        """Somebody gives an address: the answer is the same whatever is known of it."""
        if not self.is_open:
            return self._alone(visit, (desk.NO_MAIL,))
        if not self._asks.takes(self._client(visit)):
            return self._alone(visit, (desk.OFTEN,), status=429)
        before, carried = tuple(desk.before(visit.revision.letter)), carried_fields(posted)
        try:
            address = checks.email_address(posted.get("address", "")[:320])
        except Invalid:
            return self._outside(visit, Outside((desk.NO_ADDRESS, *before), carried))
        await self._store.write(lambda unit: sessions.ask(unit, visit.letter_id, address, visit.speech.tag))
        self._interface.answered()
        return self._outside(visit, Outside(tuple(desk.asked(address)), carried, address=address))

    async def _enter(self, visit: _Visit, posted: Mapping[str, str]) -> web.Response:
        """Somebody types a code: a session opens, and what they wanted to do before is done in it."""
        if not self._asks.takes(self._client(visit)):
            return self._alone(visit, (desk.OFTEN,), status=429)
        address, token, told = posted.get("address", ""), posted.get("mail", ""), posted.get("told") == "yes"

        def unit(unit: Unit) -> tuple[str, Session | None]:
            secret = sessions.begin(
                unit,
                visit.letter_id,
                typed=posted.get("code", ""),
                language=visit.speech.tag,
                address=address,
                token=token,
                told=told,
            )
            if secret and visit.secret:
                unit.sessions.close(visit.secret)
            return secret or "", unit.sessions.find(secret) if secret else None

        secret, session = await self._store.write(unit)
        if session is None:
            return self._outside(visit, Outside((desk.NOT_THE_CODE,), carried_fields(posted), token, address, told))
        request, account = request_of(self._interface, posted), session.mailbox.account
        if request is None:
            first = await self._store.read(lambda unit: desk.first(unit, account, visit.letter_id))
            request = Invoke(first, {}) if first else None
        return self._cookie.give(await self._done(visit, session, secret, request), secret)

    async def _act(self, visit: _Visit, session: Session, sent: Posted) -> web.Response:
        """Do what is pressed or sent in a session."""
        posted = sent.fields
        if not is_form_token(visit.secret, posted.get("token", "")):
            return self._alone(visit, (desk.ELSEWHERE,), status=403)
        if not self._acts.takes(session.mailbox.account.id):
            return self._alone(visit, (desk.OFTEN,), status=429)
        match posted.get("do"):
            case "leave":
                await self._store.write(lambda unit: unit.sessions.close(visit.secret))
                return self._cookie.take(self._again(visit))
            case "tell":
                told = posted.get("told") == "yes"
                await self._store.write(lambda unit: unit.sessions.tell(session.mailbox.id, told))
                return self._again(visit)
        return await self._done(visit, session, visit.secret, request_of(self._interface, posted, sent.files))

    async def _done(
        self, visit: _Visit, session: Session, secret: str, request: Request | None
    ) -> web.Response:  # fmt: skip
        """Do something, and show what came of it: kept with the session, where that is still open."""
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
            return self._alone(visit, (), Shown.of(answer))
        return self._cookie.take(self._alone(visit, (), last)) if last else self._again(visit)

    async def _inside(self, visit: _Visit, session: Session, instead: Shown | None = None) -> web.Response:
        """What is at hand in a session, under what was shown there last, or something `instead`."""
        commands = {each.name: each for each in self._interface.commands}
        at_hand = await self._store.read(lambda unit: desk.at_hand(unit, session.mailbox, commands, visit.speech))
        kept = _kept(session)
        same = kept and (kept.letter_id, kept.language) == (visit.letter_id, visit.language)
        inside = Inside(session.mailbox.address, form_token(visit.secret), session.mailbox.told, at_hand)
        shown = instead or (kept.shown if kept and same else Shown())
        return self._page(self._drawing.inside(visit.speech, visit.place, shown, inside))

    async def _file(self, session: Session, number: str) -> web.Response:
        """A file that came with what is shown in the session."""
        kept = _kept(session)
        files = [file for message in (kept.shown.messages if kept else ()) for file in message.files]
        found = next((file for file in files if str(file.id) == number), None)
        content = await self._uploads.content(found) if found else b""
        if found is None or not content:
            raise web.HTTPNotFound
        named = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name)}"}
        return web.Response(body=content, content_type=found.mime, headers={**self._headers, **named})

    def _outside(self, visit: _Visit, asked: Outside) -> web.Response:
        return self._page(self._drawing.outside(visit.speech, visit.place, asked))

    def _alone(
        self, visit: _Visit, parts: Sequence[Part], shown: Shown | None = None, status: int = 200
    ) -> web.Response:  # fmt: skip
        return self._page(self._drawing.alone(visit.speech, visit.place, parts, shown), status)

    def _page(self, text: str, status: int = 200) -> web.Response:
        return web.Response(
            text=text, content_type="text/html", charset="utf-8", status=status, headers=self._headers
        )  # fmt: skip

    def _again(self, visit: _Visit) -> web.Response:
        """The page, asked for anew."""
        return web.Response(status=303, headers={**self._headers, "Location": visit.place.address})

    def _client(self, visit: _Visit) -> str:
        headers = visit.request.headers
        lines = (headers.getall(name, ()) for name in ("X-Forwarded-For", "Forwarded"))
        return self._asks.proxies.client(visit.request.remote, *lines)


def _kept(session: Session) -> _Kept | None:
    """What was shown last; nothing where another version of this has kept it."""
    try:
        return msgspec.json.decode(session.kept, type=_Kept) if session.kept else None
    except msgspec.DecodeError:
        return None
