"""Sends mail by SMTP, one connection a mail, and says what came of it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from adapters.mail.composing import ascii_domain, composed, sender
from adapters.mail.server import Server
from bot.ports.mailer import Bounced, Later, Mailer, Post, Posted, Rejected, Taken, Unsure

SECONDS = 60.0
"""So long a server has for each answer; a queue's worker comes back, so not the five minutes of RFC 5321, 4.5.3.2."""

TAKING_SECONDS = 600.0
"""So long it has to take what was given (RFC 5321, 4.5.3.2.6): who hangs up earlier does not know whether it has."""

_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?=\s)")
"""An enhanced status code (RFC 3463) at the beginning of an answer."""


class SmtpMailer(Mailer):
    """Mail out by an SMTP server."""

    def __init__(self, url: str, origin: str, seconds: float = SECONDS, taking: float = TAKING_SECONDS) -> None:
        """`url` names the server, `origin` is from whom mail comes."""
        self._server = Server.at(url)
        self._encryption = self._server.context()
        self._origin = sender(origin)
        self._seconds = seconds
        self._taking = taking

    async def send(self, post: Post) -> Posted:
        try:
            address = ascii_domain(post.address)
            mail = composed(post, address, self._origin)
        except (ValueError, IndexError):
            return Bounced("no mail can be addressed to it")
        async with self._client() as client:
            return await self._connected(client) or await self._given(client, address, mail)

    async def examined(self) -> Later | None:
        """What stands in the way of every mail, found without sending one."""
        async with self._client() as client:
            trouble = await self._connected(client)
            if trouble:
                return trouble
            try:
                await client.mail(self._origin.addr_spec)
            except (SMTPException, OSError) as error:
                return Later(f"the mail server takes nothing from MAIL_FROM: {_reason(error)}", True)
        return None

    @asynccontextmanager
    async def _client(self) -> AsyncIterator[SMTP]:
        client = SMTP(
            hostname=self._server.host,
            port=self._server.port,
            use_tls=self._server.encrypted,
            start_tls=False,
            tls_context=self._encryption,
            local_hostname=self._origin.domain,
            timeout=self._seconds,
        )
        try:
            yield client
        finally:
            with suppress(SMTPException, OSError):
                await client.quit(timeout=1.0)
            client.close()

    async def _connected(self, client: SMTP) -> Later | None:
        """Connect, encrypt and log in; what stands in the way of every mail."""
        server = self._server
        try:
            await client.connect()
            await client.ehlo()
            if not server.encrypted and client.supports_extension("starttls"):
                await client.starttls()
                await client.ehlo()
            elif not server.encrypted and server.password and not server.local:
                return Later("the mail server offers no STARTTLS, and its password is not sent unencrypted", True)
            if server.user:
                await client.login(server.user, server.password)
        except (SMTPException, OSError, ValueError) as error:
            return Later(f"the mail server let nothing in: {_reason(error)}", True)
        return None

    async def _given(self, client: SMTP, address: str, mail: bytes) -> Posted:
        plain = address.isascii()
        if not plain and not client.supports_extension("smtputf8"):
            return Rejected("the mail server sends nothing to an address with such letters (it has no SMTPUTF8)")
        try:
            await client.mail(self._origin.addr_spec, options=() if plain else ("SMTPUTF8",))
        except (SMTPException, OSError) as error:
            return Later(f"the mail server takes nothing from MAIL_FROM: {_reason(error)}", True)
        try:
            await client.rcpt(address, encoding="utf-8")
        except SMTPResponseException as error:
            return _refused(error, Bounced)
        except (SMTPException, OSError) as error:
            return Later(_reason(error), True)
        try:
            await client.data(mail, timeout=self._taking)
        except SMTPResponseException as error:
            return _refused(error, Rejected)
        except (SMTPException, OSError) as error:
            return Unsure(_reason(error))
        return Taken()


def _refused(error: SMTPResponseException, usual: type[Bounced] | type[Rejected]) -> Posted:
    """What a refusal of one mail means. Its status may say more than its moment: the third group of RFC 3463 tells an
    address (1) and a mailbox (2) from a policy (7)."""
    status = _STATUS.match(error.message)
    if 400 <= error.code < 500:
        return Later(_reason(error), everything=error.code == 421)
    if status and status[0].startswith(("5.1.", "5.2.")):
        return Bounced(_reason(error))
    if status and status[0].startswith("5.7."):
        return Rejected(_reason(error))
    return usual(_reason(error))


def _reason(error: Exception) -> str:
    """The numbers of a server's answer, without its words, which may repeat an address; else the kind of the error."""
    if not isinstance(error, SMTPResponseException):
        return type(error).__name__
    status = _STATUS.match(error.message)
    return f"{error.code} {status[0]}" if status else str(error.code)
