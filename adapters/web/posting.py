"""Posts to addresses that strangers have chosen: by HTTPS, to public addresses alone, and without following anybody."""

import ipaddress
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from ssl import SSLContext

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

TIMEOUT = ClientTimeout(total=10, sock_connect=5)
"""So many seconds a server has."""

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_UNICAST = ipaddress.IPv6Network("2000::/3")
"""All that is given out of IPv6 for the public internet (IANA, "IPv6 Global Unicast Address Assignments")."""

_OTHERS = tuple(
    map(
        ipaddress.ip_network,
        ("2001::/32", "2002::/16", "3fff::/20", "192.0.0.0/24", "192.88.99.0/24"),
    )
)
"""What of it leads to an address of IPv4 that stands in it, or nowhere: Teredo, 6to4 and its relays, documentation, and
what protocols have among themselves (IANA, "Special-Purpose Address Registry"); older versions of Python take some of
it for public."""


def public(address: IPAddress) -> bool:
    """Whether an address is of the public internet, and of one machine there."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if isinstance(address, ipaddress.IPv6Address) and address not in _UNICAST:
        return False
    return address.is_global and not address.is_multicast and not any(address in each for each in _OTHERS)


class PublicResolver(AbstractResolver):
    """Finds out at which addresses a name is, once for each connection, which is then made to one of these. A name that
    has one among them that is not `allowed` is not to be found at all."""

    def __init__(self, allowed: Callable[[IPAddress], bool], resolver: AbstractResolver | None = None) -> None:
        self._allowed = allowed
        self._resolver = resolver or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a name. Raises `OSError` where it may not be reached from here."""
        found = await self._resolver.resolve(host, port, family)
        if not all(self._allowed(ipaddress.ip_address(each["host"].partition("%")[0])) for each in found):
            raise OSError(None, "this name leads to an address that is not public")
        return found

    async def close(self) -> None:
        """Let go of what finds them."""
        await self._resolver.close()


class HttpsPoster:
    """Posts over connections that are closed behind each message. `allowed` says which addresses may be reached."""

    def __init__(
        self,
        allowed: Callable[[IPAddress], bool] = public,
        resolver: AbstractResolver | None = None,
        tls: SSLContext | bool = True,
    ) -> None:
        """`tls`: whom to believe who they are; by default whom everybody does."""
        self._allowed = allowed
        self._resolver = resolver
        self._tls = tls

    async def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> int | None:
        url = URL(address)
        if url.scheme != "https" or not self._may_reach(url.host or ""):
            return None
        connector = TCPConnector(
            resolver=PublicResolver(self._allowed, self._resolver), ssl=self._tls, force_close=True
        )
        session = ClientSession(connector=connector, cookie_jar=DummyCookieJar(), timeout=TIMEOUT, trust_env=False)
        async with session:
            with suppress(ClientError, OSError, TimeoutError):
                answer = await session.post(url, data=body, headers=headers, allow_redirects=False)
                answer.close()  # whatever stands in it is not read
                return answer.status
        return None

    def _may_reach(self, host: str) -> bool:
        """Whether a host can be asked for: an address that stands there itself is resolved by nobody."""
        try:
            return self._allowed(ipaddress.ip_address(host.strip("[]")))
        except ValueError:
            return bool(host)
