"""A real SMTP server on this machine that keeps what arrives, and that refuses, hangs up or is down when it is told to.

`async with Mailbox() as mailbox:` starts it; `mailbox.url` is for `SMTP_URL`; `await mailbox.arrived(address)` is the
last mail to an address, as soon as there is one.
"""

import asyncio
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from functools import partial
from html import unescape
from types import TracebackType
from typing import Any
from urllib.parse import quote, urljoin

from aiohttp import ClientSession
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.waiting import PATIENCE

_CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")
_LINK = re.compile(r"https?://\S+/m/[0-9A-Z]+")


@dataclass(frozen=True)
class Mail:
    """A mail that arrived."""

    address: str
    message: EmailMessage
    options: tuple[str, ...] = ()
    encrypted: bool = False

    @property
    def text(self) -> str:
        """Its text, as it is read."""
        return str(self.message.get_content()).replace("\r\n", "\n")

    @property
    def code(self) -> str:
        """The code that it holds, as it is spelled."""
        found = _CODE.search(self.text)
        assert found, f"there is no code in {self.text!r}"
        return found[0]

    @property
    def link(self) -> str:
        """The address of the page that it names."""
        found = _LINK.search(self.text)
        assert found, f"there is no link in {self.text!r}"
        return found[0]

    async def open(self) -> str:
        """The page behind its link, as somebody sees it who opens it."""
        return await self._asked("GET", self.link)

    async def press(self, label: str) -> str:
        """Press a button of that page: what is shown then."""
        page = await self._asked("GET", self.link)
        forms = re.findall(r'<form method="post" action="([^"]+)"><button>([^<]+)</button>', page)
        actions = {unescape(text): unescape(action) for action, text in forms}
        assert label in actions, f"there is no button {label!r} in {page}"
        return await self._asked("POST", urljoin(self.link, actions[label]))

    async def _asked(self, method: str, url: str) -> str:
        async with ClientSession() as session, session.request(method, url) as response:
            return await response.text()

    @property
    def never(self) -> str:
        """Where its one-click header says that no more mail is wanted."""
        return str(self.message["List-Unsubscribe"]).strip("<>")


class Mailbox:
    """The server."""

    def __init__(
        self, *, encryption: ssl.SSLContext | None = None, login: tuple[str, str] | None = None, utf8: bool = True
    ) -> None:
        """It offers STARTTLS with this encryption, asks for this user and password, and takes all letters if `utf8`."""
        self.mails = list[Mail]()
        self.tries = list[str]()
        self.passwords = list[str]()
        self.answers = dict[str, str]()
        self.answer_to_data = ""
        self.hangs_up = False
        self._options: dict[str, Any] = {
            "enable_SMTPUTF8": utf8,
            "tls_context": encryption,
            "hostname": "mailbox.example",
        }
        self._login = login
        self._server: asyncio.Server | None = None
        self._port = 0
        self._news = asyncio.Condition()

    @property
    def url(self) -> str:
        """What is written into SMTP_URL."""
        credentials = f"{quote(self._login[0], safe='')}:{quote(self._login[1], safe='')}@" if self._login else ""
        return f"smtp://{credentials}127.0.0.1:{self._port}"

    def refuse(self, address: str, answer: str = "550 5.1.1 There is nobody of this name") -> None:
        """Answer so where a mail to this address is announced: `451 …` for now, `550 …` for good."""
        self.answers[address] = answer

    async def start(self) -> None:
        """Be up, again at the same port."""
        make: Callable[[], SMTP] = partial(
            SMTP,
            self,
            authenticator=self._authenticate if self._login else None,
            auth_require_tls=False,
            **self._options,
        )
        self._server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Be down."""
        if self._server:
            self._server.close()
            await self._server.wait_closed()

    async def arrived(self, address: str, count: int = 1) -> Mail:
        """The last mail to an address, as soon as there are so many."""

        def found() -> list[Mail]:
            return [each for each in self.mails if each.address == address]

        async with self._news:
            try:
                await asyncio.wait_for(self._news.wait_for(lambda: len(found()) >= count), PATIENCE)
            except TimeoutError:
                addresses = [each.address for each in self.mails]
                raise AssertionError(f"no mail {count} to {address} arrived: only to {addresses}") from None
        return found()[-1]

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        given = data.login.decode(), data.password.decode()
        self.passwords.append(given[1])
        return AuthResult(success=given == self._login, handled=False)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._login and not session.authenticated:
            return "530 5.7.0 Log in first"
        self.tries.append(address)
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.answer_to_data:
            return self.answer_to_data
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=POLICY)
        assert isinstance(message, EmailMessage)
        encrypted = session.ssl is not None
        async with self._news:
            self.mails.extend(
                Mail(address, message, tuple(envelope.mail_options), encrypted) for address in envelope.rcpt_tos
            )
            self._news.notify_all()
        if self.hangs_up:
            assert server.transport
            server.transport.close()
        return "250 OK"

    async def __aenter__(self) -> "Mailbox":
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()
