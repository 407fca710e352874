"""The page on which people sign, served over HTTP, with mail that goes through a real SMTP server."""

import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

from adapters.host.letters import read_letters
from adapters.mail.mailer import SmtpMailer
from adapters.web.desk.answering import Desk
from adapters.web.server import serving
from adapters.web.site import Site
from adapters.web.throttle import Throttle
from bot.commands import COMMANDS
from bot.delivery.mailing import MailWorker
from bot.delivery.uploads import StoredUploads
from bot.interface.conversation import Interface
from bot.model.people.person import Account
from bot.pages import PAGES, desk
from bot.ports.store import Store, Unit
from bot.service import starting
from bot.text.locales import load
from bot.text.text import Text
from bot.views.proofs.mails import mail_composer
from tests.drivers.browser import Browser, Looked
from tests.drivers.mailbox import Mail, Mailbox
from tests.pictures import HereRedrawer

ADA, EVE = "ada@bakers.example.org", "eve@riders.example.org"


class Stage:
    """The page, those who have it open, and their mail."""

    def __init__(self, store: Store, interface: Interface, mailbox: Mailbox, closing: AsyncExitStack) -> None:
        self.store = store
        self.interface = interface
        self.mailbox = mailbox
        self.root = ""
        self.slug = ""
        self._closing = closing
        self._worker: MailWorker

    def serves(self, root: str, slug: str) -> None:
        """It is served at this address now."""
        self.root, self.slug = root, slug
        mailer = SmtpMailer(self.mailbox.url, "letters@example.org")
        self._worker = MailWorker(self.store, mailer, mail_composer(load(), root))

    def page(self, *steps: str, language: str = "en") -> str:
        """The address of the page, or of what stands below it."""
        return "/".join((self.root, language, self.slug, "sign", *steps))

    def browser(self, fetches: bool = False) -> Browser:
        """Somebody's browser."""
        browser = Browser(fetches)
        self._closing.push_async_callback(browser.close)
        return browser

    async def ask(self, browser: Browser, address: str, *steps: str, language: str = "en") -> Looked:
        """Open the page, and give an address there; what is shown then."""
        page = await browser.open(self.page(*steps, language=language))
        return await browser.send(page.form(self.said(desk.ASK, language)), address=address)

    async def mail(self, address: str, count: int = 1) -> Mail:
        """The last mail to an address, as soon as there are so many."""
        while await self._worker.step():
            pass
        return await self.mailbox.arrived(address, count)

    async def nothing(self) -> int:
        """How many mails have arrived, once none is to leave any more."""
        while await self._worker.step():
            pass
        return len(self.mailbox.mails)

    async def come(self, address: str, *steps: str, language: str = "en", **values: str) -> Browser:
        """Somebody who comes by an address: their browser, with the page open."""
        browser = self.browser()
        arrived = sum(each.address == address for each in self.mailbox.mails)
        await self.ask(browser, address, *steps, language=language)
        mail = await self.mail(address, arrived + 1)
        await browser.send(browser.page.form(self.said(desk.ENTER, language)), code=mail.code, **values)
        assert address in browser.page.text
        return browser

    def said(self, text: Text, language: str = "en") -> str:
        """What stands on a button."""
        return self.interface.label(text, language)

    async def account(self, address: str) -> Account:
        """The account of an address."""
        mailbox = await self.store.read(lambda unit: unit.sessions.at(address))
        assert mailbox
        return mailbox.account

    async def do(self, browser: Browser, line: str) -> Looked:
        """Type a line, a command among them."""
        return await browser.send(browser.page.form(self.said(desk.SEND)), line=line)


FIELDS = {"field-organization": "Example Bakers", "field-representative": "Ada Example", "field-role": "Chair"}


async def sign(browser: Browser, **values: str) -> Looked:
    """Sign on for an organization, in a page on which that is asked."""
    await browser.press("I may sign for my organization")
    await browser.press("Go on", **{**FIELDS, **values})
    return await browser.press("I confirm, and sign on")


@asynccontextmanager
async def staged(
    store: Store, public_url: str = "", asks: Throttle | None = None, acts: Throttle | None = None
) -> AsyncIterator[Stage]:
    """The stage, with two letters; as many requests as there may be at once."""
    sample = read_letters("")[0]

    def unit(unit: Unit) -> None:
        starting.publish_new(unit, [sample, replace(sample, slug="second")])

    await store.write(unit)
    interface = Interface(COMMANDS, store, load(), {})
    interface.mails = True
    interface.redrawer = HereRedrawer()
    free = Throttle(lambda: 0.0, most=10_000, of_one=(1.0, 10_000))
    page = Desk(
        store, interface, public_url=public_url, uploads=StoredUploads(store), asks=asks or free, acts=acts or free
    )
    site = Site(store, PAGES, speeches=interface.speeches, public_url=public_url, throttle=free, desk=page, logs=True)
    async with AsyncExitStack() as closing:
        mailbox = await closing.enter_async_context(Mailbox())
        stage = Stage(store, interface, mailbox, closing)
        port = await closing.enter_async_context(serving(site, "127.0.0.1:0"))
        stage.serves(f"http://127.0.0.1:{port}", sample.slug)
        yield stage


def logged(records: list[logging.LogRecord]) -> str:
    """Everything that a log holds."""
    return "\n".join(record.getMessage() for record in records)
