"""Whose request it is: nobody pretends to be somebody else, and one who asks too often is in nobody's way."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from aiohttp import ClientSession
from hypothesis import given
from hypothesis import strategies as st

from adapters.web.clients import NONE, Proxies, networks, site_of
from adapters.web.server import serving
from adapters.web.site import Site
from adapters.web.throttle import CLIENTS, HOUSEHOLDS, Throttle
from bot.pages import PAGES
from bot.ports.store import Store
from bot.text.locales import load
from tests.conftest import Clock

BEHIND = Proxies(networks("127.0.0.1, 10.0.0.0/8, ::1"))
addresses = st.one_of(
    st.builds(IPv4Address, st.integers(0, 2**32 - 1)), st.builds(IPv6Address, st.integers(0, 2**128 - 1))
)
written = st.one_of(addresses.map(str), st.text(max_size=20), st.just(""), st.just("unknown"))


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "forwarded", "client"),
    [
        ("203.0.113.9", (), (), "203.0.113.9"),
        ("203.0.113.9", ("198.51.100.1",), (), "203.0.113.9"),
        ("203.0.113.9", (), ("for=198.51.100.1",), "203.0.113.9"),
        ("127.0.0.1", (), (), "127.0.0.1"),
        ("127.0.0.1", ("198.51.100.1",), (), "198.51.100.1"),
        ("127.0.0.1", ("192.0.2.77, 198.51.100.1",), (), "198.51.100.1"),
        ("127.0.0.1", ("192.0.2.77", "198.51.100.1"), (), "198.51.100.1"),
        ("127.0.0.1", ("192.0.2.77, 198.51.100.1, 10.1.2.3",), (), "198.51.100.1"),
        ("127.0.0.1", ("10.9.9.9, 10.1.2.3",), (), "10.9.9.9"),
        ("127.0.0.1", ("198.51.100.1:4711",), (), "198.51.100.1"),
        ("127.0.0.1", ("192.0.2.77, nonsense",), (), "127.0.0.1"),
        ("127.0.0.1", ("192.0.2.77, nonsense, 10.1.2.3",), (), "10.1.2.3"),
        ("127.0.0.1", ("192.0.2.77,",), (), "127.0.0.1"),
        ("::1", ("2001:db8:1:2:3:4:5:6",), (), "2001:db8:1:2::/64"),
        ("::1", ("[2001:db8:1:2::9]:80",), (), "2001:db8:1:2::/64"),
        ("::ffff:127.0.0.1", ("::ffff:198.51.100.1",), (), "198.51.100.1"),
        (
            "127.0.0.1",
            (),
            ('for=192.0.2.77, for="[2001:db8:1:2::9]:4711";proto=https;by=10.0.0.1',),
            "2001:db8:1:2::/64",
        ),
        ("127.0.0.1", (), ("proto=https;For=198.51.100.1",), "198.51.100.1"),
        ("127.0.0.1", (), ("for=_hidden",), "127.0.0.1"),
        ("127.0.0.1", ("198.51.100.1",), ("for=192.0.2.77",), "127.0.0.1"),
        ("127.0.0.1", ("198.51.100.1",), ("for=198.51.100.1",), "198.51.100.1"),
        ("2001:db8:1:2:ffff::1", (), (), "2001:db8:1:2::/64"),
        (None, ("198.51.100.1",), (), ""),
    ],
)
def test_the_last_who_is_no_trusted_proxy_is_the_client(
    peer: str | None, forwarded_for: tuple[str, ...], forwarded: tuple[str, ...], client: str
) -> None:
    assert BEHIND.client(peer, forwarded_for, forwarded) == client


@given(peer=addresses, forwarded_for=st.lists(written, max_size=4), forwarded=st.lists(written, max_size=4))
def test_nobody_s_headers_are_believed_where_no_proxy_is_named(
    peer: object, forwarded_for: list[str], forwarded: list[str]
) -> None:
    plain = NONE.client(str(peer), (), ())
    assert NONE.client(str(peer), forwarded_for, [f"for={each}" for each in forwarded]) == plain
    assert plain


@given(client=st.builds(IPv4Address, st.integers(0xCB007100, 0xCB0071FF)), pretended=st.lists(written, max_size=5))
def test_whatever_a_client_pretends_it_is_counted_by_what_the_proxy_saw(
    client: IPv4Address, pretended: list[str]
) -> None:
    lines = ", ".join(each.replace("\n", " ") for each in (*pretended, str(client)))
    assert BEHIND.client("127.0.0.1", (lines,), ()) == str(client)


def test_a_client_who_asks_too_often_takes_nothing_from_the_others(clock: Clock) -> None:
    throttle = Throttle(lambda: clock.now.timestamp(), of_one=(1.0, 3.0))
    assert [throttle.takes("eve") for _ in range(1000)].count(True) == 3
    assert all(throttle.takes(f"reader {number}") for number in range(100))
    clock.forward(seconds=1)
    assert [throttle.takes("eve") for _ in range(3)] == [True, False, False]


def test_the_many_networks_of_one_site_are_bounded_together(clock: Clock) -> None:
    throttle = Throttle(lambda: clock.now.timestamp(), rate=1.0, most=10_000.0, of_one=(1.0, 3.0))
    households = [str(NONE.client(f"2001:db8:7:{each:x}::1", (), ())) for each in range(1000)]
    assert [throttle.takes(each) for each in households].count(True) == 3 * HOUSEHOLDS
    assert throttle.takes(str(NONE.client("2001:db8:8::1", (), ())))
    assert site_of("192.0.2.1") == ""


def test_all_together_are_bounded_too_and_only_so_many_clients_are_remembered(clock: Clock) -> None:
    throttle = Throttle(lambda: clock.now.timestamp(), rate=0.0, most=50.0)
    taken = [throttle.takes(f"client {number}") for number in range(3 * CLIENTS)]
    assert taken.count(True) == 50
    assert len(throttle._clients) == CLIENTS


async def test_behind_a_proxy_each_client_is_counted_alone(store: Store, clock: Clock) -> None:
    throttle = Throttle(lambda: clock.now.timestamp(), of_one=(1.0, 2.0), proxies=BEHIND)
    site = Site(store, PAGES, speeches=load(), public_url="https://letters.example.org", throttle=throttle)
    async with serving(site, "127.0.0.1:0") as port, ClientSession() as session:

        async def asks(**headers: str) -> int:
            async with session.get(f"http://127.0.0.1:{port}/m/X", headers=headers) as response:
                return response.status

        eve = [await asks(**{"X-Forwarded-For": f"192.0.2.{number}, 198.51.100.1"}) for number in range(4)]
        assert eve == [404, 404, 429, 429]
        assert await asks(**{"X-Forwarded-For": "198.51.100.2"}) == 404
        assert await asks(Forwarded="for=198.51.100.3") == 404


async def test_without_a_named_proxy_what_a_client_says_of_itself_counts_for_nothing(
    store: Store, clock: Clock
) -> None:
    throttle = Throttle(lambda: clock.now.timestamp(), of_one=(1.0, 2.0))
    site = Site(store, PAGES, speeches=load(), public_url="https://letters.example.org", throttle=throttle)
    async with serving(site, "127.0.0.1:0") as port, ClientSession() as session:
        found = list[int]()
        for number in range(4):
            headers = {"X-Forwarded-For": f"192.0.2.{number}", "Forwarded": f"for=192.0.2.{number}"}
            async with session.get(f"http://127.0.0.1:{port}/m/X", headers=headers) as response:
                found.append(response.status)
        assert found == [404, 404, 429, 429]
