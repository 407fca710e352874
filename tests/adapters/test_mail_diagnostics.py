"""What the host is told of mail: whether the server lets it in, and what others look up of the sender's domain."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import cast

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest
from dns.asyncresolver import Resolver

from adapters.mail.diagnostics import examine
from bot.model.diagnostics import Level
from tests.drivers.mailbox import Mailbox

SENDER = "Letters <letters@example.org>"


class Names(asyncio.DatagramProtocol):
    """A name server that knows these texts, and that no other name exists."""

    def __init__(self, texts: Mapping[str, tuple[str, ...]]) -> None:
        self._texts = texts

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        query = dns.message.from_wire(data)
        answer = dns.message.make_response(query)
        name = query.question[0].name
        texts = self._texts.get(name.to_text().rstrip("."))
        if texts is None:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif texts:
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", *(f'"{each}"' for each in texts)))
        self._transport.sendto(answer.to_wire(), addr)


async def levels(texts: Mapping[str, tuple[str, ...]], mailbox: Mailbox) -> list[Level]:
    """What is found of a domain whose names have these texts: of the server, SPF, DKIM, DMARC."""
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: Names(texts), local_addr=("127.0.0.1", 0)
    )
    resolver = Resolver(configure=False)
    resolver.nameservers, resolver.port = ["127.0.0.1"], transport.get_extra_info("sockname")[1]
    try:
        return [each.level for each in await examine(mailbox.url, SENDER, resolver)]
    finally:
        transport.close()


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    async with Mailbox(login=("bot", "secret")) as running:
        yield running


async def test_a_domain_that_has_it_all_is_good(mailbox: Mailbox) -> None:
    texts = {
        "example.org": ("site-verification=1", "v=spf1 mx -all"),
        "_dmarc.example.org": ("v=DMARC1; p=reject",),
        "mail._domainkey.example.org": ("v=DKIM1; p=MIIB",),
    }
    assert await levels(texts, mailbox) == [Level.GOOD] * 4
    assert mailbox.mails == []


async def test_what_is_missing_or_twice_there_is_told(mailbox: Mailbox) -> None:
    assert await levels({}, mailbox) == [Level.GOOD, Level.MEND, Level.LOOK, Level.LOOK]
    twice = {"example.org": ("v=spf1 mx -all", "v=spf1 a -all"), "_dmarc.example.org": ()}
    assert await levels(twice, mailbox) == [Level.GOOD, Level.MEND, Level.LOOK, Level.LOOK]


async def test_offline_it_is_said_that_nothing_is_known(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.mail.diagnostics.SECONDS", 0.2)
    resolver = Resolver(configure=False)
    resolver.nameservers, resolver.port = ["127.0.0.1"], 1
    server, domain = await examine(mailbox.url, SENDER, resolver)
    assert (server.level, domain.level) == (Level.GOOD, Level.UNKNOWN)
    assert "no name server answers here" in domain.said


async def test_a_password_that_is_refused_is_told_without_it(mailbox: Mailbox) -> None:
    url = mailbox.url.replace("secret", "hunter2")
    (server, *_) = await examine(url, SENDER, Resolver(configure=False))
    assert server.level is Level.MEND
    assert "hunter2" not in server.said
    await mailbox.stop()
    assert (await examine(mailbox.url, SENDER, Resolver(configure=False)))[0].level is Level.MEND
