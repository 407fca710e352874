"""Whoever has no session gives an address, and types the code that was mailed there."""

from collections.abc import Mapping

from aiohttp import web

from adapters.web.desk.drawing import Outside
from adapters.web.desk.in_session import InSession
from adapters.web.desk.requests import carried_fields, request_of
from adapters.web.desk.sessions import Cookie
from adapters.web.desk.showing import DeskShowing
from adapters.web.desk.visiting import DeskVisit
from adapters.web.throttle import Throttle
from bot.errors import Invalid
from bot.interface.conversation import Interface
from bot.interface.requests import Invoke
from bot.model.people.sessions import Session
from bot.pages import desk
from bot.ports.store import Store, Unit
from bot.service.people import sessions
from bot.text import checks

LONGEST_ADDRESS = 320
"""Characters of an address of mail that are looked at."""


class Entering:
    """Opens sessions."""

    def __init__(
        self,
        store: Store,
        interface: Interface,
        *,
        showing: DeskShowing,
        cookie: Cookie,
        inside: InSession,
        asks: Throttle,
    ) -> None:
        """`asks` bounds how often a client asks for codes and types them."""
        self._store = store
        self._interface = interface
        self._showing = showing
        self._cookie = cookie
        self._inside = inside
        self._asks = asks

    def begin(
        self, visit: DeskVisit, carried: Mapping[str, str], *, ended: bool = False, again: bool = False
    ) -> web.Response:  # fmt: skip
        """Ask for an address. `carried`: what is done once there is a session; `ended`: there was one; `again`: by a
        link of the page's own, so that the browser keeps none."""
        said = (desk.ENDED,) if ended else (desk.NO_SESSION,) if again else ()
        return self._showing.outside(visit, Outside((*said, *desk.before(visit.revision.letter)), carried))

    async def ask(self, visit: DeskVisit, posted: Mapping[str, str]) -> web.Response:
        """Somebody gives an address: the answer is the same whatever is known of it."""
        if not self._interface.mails:
            return self._showing.alone(visit, (desk.NO_MAIL,))
        if not self._asks.takes(self._client(visit)):
            return self._showing.alone(visit, (desk.OFTEN,), status=429)
        before, carried = tuple(desk.before(visit.revision.letter)), carried_fields(posted)
        try:
            address = checks.email_address(posted.get("address", "")[:LONGEST_ADDRESS])
        except Invalid:
            return self._showing.outside(visit, Outside((desk.NO_ADDRESS, *before), carried))
        await self._store.write(lambda unit: sessions.ask(unit, visit.letter_id, address, visit.speech.tag))
        self._interface.answered()
        return self._showing.outside(visit, Outside(tuple(desk.asked(address)), carried, address=address))

    async def enter(self, visit: DeskVisit, posted: Mapping[str, str]) -> web.Response:
        """Somebody types a code: a session opens, and what they wanted to do before is done in it."""
        if not self._asks.takes(self._client(visit)):
            return self._showing.alone(visit, (desk.OFTEN,), status=429)
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
            asked = Outside((desk.NOT_THE_CODE,), carried_fields(posted), token, address, told)
            return self._showing.outside(visit, asked)
        request, account = request_of(self._interface, posted), session.mailbox.account
        if request is None:
            first = await self._store.read(lambda unit: desk.first(unit, account, visit.letter_id))
            request = Invoke(first, {}) if first else None
        return self._cookie.give(await self._inside.done(visit, session, secret, request), secret)

    def _client(self, visit: DeskVisit) -> str:
        headers = visit.request.headers
        lines = (headers.getall(name, ()) for name in ("X-Forwarded-For", "Forwarded"))
        return self._asks.proxies.client(visit.request.remote, *lines)
