"""Mail and the web: each is there where its own setting is."""

import socket

import pytest
from aiohttp import ClientConnectorError, ClientSession

from adapters.host.serving.mail import mail_workers
from adapters.host.serving.web import web_served
from adapters.host.settings import Settings
from bot.commands import COMMANDS
from bot.interface.conversation import Interface
from bot.ports.store import Store
from bot.text.locales import load


@pytest.fixture
def address() -> str:
    """A free address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def interface(store: Store) -> Interface:
    """The bot, on no platform."""
    return Interface(COMMANDS, store, load(), {})


async def status(address: str) -> int:
    """What is answered to whoever opens a link that leads nowhere."""
    async with ClientSession() as session, session.get(f"http://{address}/m/A") as response:
        return response.status


async def test_the_web_is_served_where_it_has_a_public_address_with_or_without_mail(store: Store, address: str) -> None:
    settings = Settings(web_address=address, public_url="https://letters.example.org")
    async with web_served(settings, store, interface=interface(store)):
        assert await status(address) == 404
    with pytest.raises(ClientConnectorError):
        await status(address)


async def test_without_a_public_address_it_is_served_too_elsewhere_if_that_is_taken(store: Store, address: str) -> None:
    settings = Settings(web_address=address)
    first, second = (web_served(settings, store, interface=interface(store)) for _ in range(2))
    async with first as here, second as elsewhere:
        assert here == f"http://{address}/" != elsewhere
        for each in (here, elsewhere):
            assert await status(each.removeprefix("http://").strip("/")) == 404


@pytest.mark.parametrize("smtp_url", ["", "smtp://127.0.0.1:1"])
def test_mail_is_sent_where_there_is_a_server_for_it_with_or_without_the_web(store: Store, smtp_url: str) -> None:
    talking = interface(store)
    workers = mail_workers(Settings(smtp_url=smtp_url, mail_from="letters@example.org"), store, talking)
    assert (bool(workers), talking.mails) == (bool(smtp_url), bool(smtp_url))
