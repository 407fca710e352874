"""What others have chosen to be told is told by HTTPS, to public addresses, and leads nowhere else."""

import asyncio
import ipaddress
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from adapters.web.posting import HttpsPoster, public
from tests.adapters.web.https import NAME, Elsewhere, Names, elsewhere


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Elsewhere]:
    """A server of somebody else's."""
    async with elsewhere(tmp_path) as there:
        yield there


def poster(there: Elsewhere, names: Names, *, everywhere: bool = True) -> HttpsPoster:
    """What posts to it."""
    return HttpsPoster((lambda address: True) if everywhere else public, names, there.trusted)


async def test_it_posts_and_tells_the_status(there: Elsewhere) -> None:
    assert await poster(there, Names()).post(there.address, b"{}", {"webhook-id": "1"}) == 204
    ((headers, body),) = there.got
    assert (body, headers["webhook-id"], headers["host"]) == (b"{}", "1", f"{NAME}:{there.port}")
    assert "cookie" not in headers


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["10.0.0.1"], ["169.254.169.254"], ["::1"], ["::ffff:127.0.0.1"], ["fd00::1"], ["fe80::1%eth0"],
     ["93.184.215.14", "127.0.0.1"]],
)  # fmt: skip
async def test_a_name_that_leads_inside_is_not_asked(there: Elsewhere, addresses: list[str]) -> None:
    names = Names([addresses])
    assert await poster(there, names, everywhere=False).post(there.address, b"{}", {}) is None
    assert (there.got, names.asked > 0) == ([], True)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "2130706433", "0x7f000001", "0177.0.0.1"]
)
async def test_an_address_that_stands_there_itself_is_looked_at_too(there: Elsewhere, host: str) -> None:
    poster = HttpsPoster(public, tls=there.trusted)
    assert await poster.post(f"https://{host}:{there.port}/hook", b"{}", {}) is None
    assert there.got == []


@pytest.mark.parametrize("host", ["2130706433", "127.1", "0177.0.0.1", "127.0.0.1", "[::ffff:7f00:1]"])
async def test_nobody_inside_is_even_connected_to(host: str) -> None:
    came = list[object]()
    inside = await asyncio.start_server(lambda reader, writer: came.append(writer), "127.0.0.1", 0)
    async with inside:
        port = inside.sockets[0].getsockname()[1]
        assert await HttpsPoster(public).post(f"https://{host}:{port}/", b"{}", {}) is None
    assert came == []


async def test_a_name_is_looked_up_once_and_that_is_where_it_is_posted(there: Elsewhere) -> None:
    names = Names([["127.0.0.1"], ["192.0.2.1"]])
    assert await poster(there, names).post(there.address, b"{}", {}) == 204
    assert names.asked == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_nobody_is_followed(there: Elsewhere, status: int) -> None:
    async def elsewhere_still(request: web.BaseRequest) -> web.Response:
        return web.Response(status=status, headers={"Location": "/inside", "Set-Cookie": "a=b"})

    there.answer = elsewhere_still
    for _ in range(2):
        assert await poster(there, Names()).post(there.address, b"{}", {}) == status
    assert there.paths == ["/hook", "/hook"]
    assert all("cookie" not in headers for headers, _ in there.got)


async def test_an_answer_is_not_read(there: Elsewhere) -> None:
    async def endless(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 65_536)

    there.answer = endless
    assert await poster(there, Names()).post(there.address, b"{}", {}) == 200


async def test_who_is_not_who_they_say_is_told_nothing(there: Elsewhere) -> None:
    assert await HttpsPoster(lambda address: True, Names()).post(there.address, b"{}", {}) is None
    other = f"https://others.example.org:{there.port}/hook"
    assert await poster(there, Names()).post(other, b"{}", {}) is None
    assert there.got == []


async def test_only_https_is_spoken(there: Elsewhere) -> None:
    for scheme in ("http", "ftp", "file"):
        assert await poster(there, Names()).post(f"{scheme}://{NAME}:{there.port}/", b"{}", {}) is None


async def test_who_is_not_there_does_no_harm(there: Elsewhere) -> None:
    assert await poster(there, Names([["127.0.0.1"]])).post(f"https://{NAME}:1/", b"{}", {}) is None
    assert await HttpsPoster(lambda address: True).post("https://nowhere.invalid/", b"{}", {}) is None


@pytest.mark.parametrize(
    ("address", "may"),
    [("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True), ("0.0.0.0", False),
     ("100.64.0.1", False), ("192.168.1.1", False), ("172.16.0.1", False), ("224.0.0.1", False),
     ("255.255.255.255", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("ff02::1", False),
     ("::ffff:8.8.8.8", True), ("::ffff:10.0.0.1", False), ("::", False), ("fec0::1", False), ("4000::1", False),
     ("::127.0.0.1", False), ("::5efe:127.0.0.1", False), ("64:ff9b:1::7f00:1", False), ("64:ff9b:2::1", False),
     ("2001:0:7f00:1::", False), ("3fff::1", False), ("5f00::1", False), ("2001:db8::1", False),
     ("fd00:ec2::254", False), ("192.0.0.192", False), ("192.88.99.1", False), ("198.18.0.1", False),
     ("240.0.0.1", False), ("169.254.1.1", False)],
)  # fmt: skip
def test_which_addresses_are_public(address: str, may: bool) -> None:
    assert public(ipaddress.ip_address(address)) is may
