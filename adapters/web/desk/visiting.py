"""Who asks for what of the page on which people sign: the letter, the language, and the session."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web

from adapters.web.desk.drawing import Place
from adapters.web.desk.sessions import Cookie, is_form_token
from bot.interface.conversation import Interface
from bot.model.letters.letter import Revision
from bot.model.people.sessions import Session
from bot.model.web_addresses import SIGN
from bot.pages.visiting import in_which, languages
from bot.ports.store import Store, Unit
from bot.text.locales import Speech

PATH = f"/{{language}}/{{letter}}/{SIGN}"
"""Where it stands, and all that is below it."""


@dataclass(frozen=True, slots=True)
class DeskVisit:
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


class DeskVisits:
    """Tells of a request what it is about."""

    def __init__(self, store: Store, interface: Interface, cookie: Cookie, prefix: str) -> None:
        """`prefix`: the path of the site's public address."""
        self._store = store
        self._interface = interface
        self._cookie = cookie
        self._prefix = prefix

    async def of(self, request: web.BaseRequest) -> DeskVisit:
        """Who asks for what. Raises `HTTPNotFound` where there is no such letter, or not in this language."""
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
        place = self._place(revision, language, speech)
        return DeskVisit(request, revision, language, speech, place, tuple(steps), secret, session)

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
