"""The page on which those sign who use no chat platform: a surface of the core, below `/{language}/{letter}/sign`.

To look changes nothing. An act is a POST, and is answered by a redirection to what it has brought, which is on disk
with the session: so that nothing is done twice where somebody looks again.
"""

from urllib.parse import urlsplit

from aiohttp import web

from adapters.web.desk.drawing import Outside, Shown
from adapters.web.desk.entering import Entering
from adapters.web.desk.in_session import InSession
from adapters.web.desk.posting import FileTooLarge, Posting, TooManyFiles
from adapters.web.desk.requests import carried_fields
from adapters.web.desk.sessions import Cookie, here, is_own
from adapters.web.desk.showing import DeskShowing
from adapters.web.desk.visiting import DeskVisit, DeskVisits
from adapters.web.throttle import Throttle
from bot.interface.actions import filled
from bot.interface.conversation import Interface
from bot.model.web_addresses import LINKED, SIGN
from bot.pages import desk
from bot.ports.messenger import Key, Message, Uploads
from bot.ports.store import Store
from bot.text.compose import compose, label
from bot.views.outreach import PLACE as INVITED

ASK = "ask"
"""Where the form for an address goes."""


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
        self._interface = interface
        self._public_url = public_url
        self._posting = Posting()
        cookie, prefix = Cookie(public_url), urlsplit(public_url).path.rstrip("/")
        self._visits = DeskVisits(store, interface, cookie, prefix)
        self._showing = DeskShowing(public_url, prefix)
        self._inside = InSession(
            store, interface, showing=self._showing, cookie=cookie, uploads=uploads, acts=acts
        )  # fmt: skip
        self._entering = Entering(
            store, interface, showing=self._showing, cookie=cookie, inside=self._inside, asks=asks
        )  # fmt: skip

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
        visit = await self._visits.of(request)
        if request.method in ("GET", "HEAD"):
            return await self._look(visit)
        if request.method != "POST":
            raise web.HTTPMethodNotAllowed(request.method, ("GET", "HEAD", "POST"))
        if not is_own(request.headers, self._public_url or here(request.host)):
            return self._showing.alone(visit, (desk.ELSEWHERE,), status=403)
        try:
            posted = await self._posting.posted(request, visit.session is not None, visit.takes_files)
        except web.HTTPRequestEntityTooLarge:
            return self._showing.alone(visit, (desk.TOO_LONG,), status=413)
        except FileTooLarge:
            return self._showing.alone(visit, (desk.FILE_TOO_LARGE,), status=413)
        except TooManyFiles:
            return self._showing.alone(visit, (desk.OFTEN,), status=429)
        if visit.steps == (ASK,):
            return await self._entering.ask(visit, posted.fields)
        if visit.steps[:1] == (LINKED,):
            return await self._entering.enter(visit, posted.fields)
        if visit.session is None:
            return self._entering.begin(visit, carried_fields(posted.fields), ended=True)
        return await self._inside.act(visit, visit.session, posted)

    async def _look(self, visit: DeskVisit) -> web.Response:
        match visit.steps:
            case (step, token) if step == LINKED and token.isalnum() and token.isascii():
                return self._showing.outside(visit, Outside(desk.LINKED, token=token))
            case (step, key) if step == INVITED and key.isalnum() and key.isascii():
                return await self._invited(visit, key)
            case ("file", number) if visit.session:
                return await self._inside.file(visit.session, number)
            case () | (_,):
                if visit.session:
                    return await self._inside.look(visit, visit.session)
                if not self.is_open:
                    return self._showing.alone(visit, (desk.NO_MAIL,))
                command = visit.steps[0] if visit.steps else ""
                wanted = {"do": "give", "command": command} if command in dict(desk.OFFERED) else {}
                return self._entering.begin(visit, wanted, again=desk.AGAIN in visit.request.query)
        raise web.HTTPNotFound

    async def _invited(self, visit: DeskVisit, key: str) -> web.Response:
        """Somebody has followed a link by which they were asked to sign: signing begins with what it says once they
        press, which who has no session does by typing a code. What the link says is not looked at before."""
        command = self._interface.command("sign")
        action = filled("sign", command.names if command else (), {"letter": str(visit.letter_id), "invitation": key})
        if not action.fits:
            raise web.HTTPNotFound
        if visit.session is None and not self.is_open:
            return self._showing.alone(visit, (desk.NO_MAIL,))
        if visit.session is None:
            return self._entering.begin(visit, {"do": "press", "action": str(action)})
        begin = Key(label(desk.TITLE, visit.speech), str(action), style="primary")
        said = Message(compose((desk.INVITED,), visit.speech), (begin,), language=visit.speech.tag)
        return await self._inside.look(visit, visit.session, Shown((said,)))
