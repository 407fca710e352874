"""Whose request it is, also where it comes by a proxy."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

HOUSEHOLD = 64
"""Bits of an IPv6 address that are one customer's: each has all the addresses below (RFC 6177, RFC 7421)."""


SITE = 48
"""Bits of an IPv6 address that are one site's at the most: it has up to 65,536 of what a household has (RFC 6177)."""


def site_of(client: str) -> str:
    """The site in which a client is, as it is counted; empty where it has no more addresses than itself."""
    network, _, bits = client.partition("/")
    return str(ip_network((network, SITE), strict=False)) if bits == str(HOUSEHOLD) else ""


def networks(text: str) -> tuple[Network, ...]:
    """Addresses and networks between commas; raises `ValueError`."""
    return tuple(ip_network(each.strip(), strict=False) for each in text.split(",") if each.strip())


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies that are believed when they say for whom they ask. Nobody else is, so that nobody can pretend to be
    somebody else, or many."""

    trusted: tuple[Network, ...] = ()

    def client(self, peer: str | None, forwarded_for: Sequence[str], forwarded: Sequence[str]) -> str:
        """By what the client is counted who asks through `peer`, given the lines of its headers `X-Forwarded-For` and
        `Forwarded`: the last address in them that is no trusted proxy's. Where both name one and not the same, nobody
        knows which of them the proxy has written, and it is counted itself."""
        came = _read(peer or "")
        if came is None:
            return ""
        ends = {self._end(came, hops) for hops in (_plain(forwarded_for), _elements(forwarded)) if hops}
        return _counted(ends.pop() if len(ends) == 1 else came)

    def _end(self, came: Address, hops: Sequence[str]) -> Address:
        """The last of the hops, each of which was told by the one after it, that is no trusted proxy."""
        for hop in reversed(hops):
            before = _read(hop) if self._trusts(came) else None
            if before is None:
                break
            came = before
        return came

    def _trusts(self, address: Address) -> bool:
        return any(address in each for each in self.trusted if each.version == address.version)


NONE = Proxies()
"""Nobody stands between."""


def _counted(address: Address) -> str:
    """An address as it is counted: of IPv6, what one customer has."""
    if isinstance(address, IPv6Address):
        return str(ip_network((address.packed, HOUSEHOLD), strict=False))
    return str(address)


def _read(text: str) -> Address | None:
    """An address, perhaps in brackets, and with a port that does not count; nothing where it is none."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _plain(lines: Sequence[str]) -> Sequence[str]:
    """The hops of `X-Forwarded-For`, the first one first."""
    return [each.strip() for line in lines for each in line.split(",")]


def _elements(lines: Sequence[str]) -> Sequence[str]:
    """The hops of `Forwarded` (RFC 7239), the first one first. What stands between quotation marks there are addresses
    and names, without commas and semicolons."""
    return [_for(element) for line in lines for element in line.split(",")]


def _for(element: str) -> str:
    pairs = (pair.partition("=") for pair in element.split(";"))
    return next((value.strip() for name, _, value in pairs if name.strip().lower() == "for"), "")
