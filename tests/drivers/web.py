"""The bot on its page: those who sign come by a browser and by mail, the organizers work at the console."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from http import HTTPStatus
from pathlib import Path

from adapters.host.letters import read_letters
from adapters.host.serving.mail import mail_workers
from adapters.host.serving.web import web_served
from adapters.host.settings import Settings
from bot.commands import COMMANDS
from bot.interface.conversation import Interface
from bot.model.people.person import MAIL, Account
from bot.pages import desk
from bot.service import starting
from bot.text.locales import load
from bot.text.text import Text
from tests.drivers.browser import Browser, Form, Looked
from tests.drivers.console import ConsoleDriver
from tests.drivers.driver import IMPOSSIBLE, UNSEEN, Attached, Place, Shown, Someone, Value
from tests.drivers.mailbox import Mailbox
from tests.drivers.running import looking, with_mail
from tests.drivers.typist import command_line
from tests.letters import LETTER
from tests.pictures import HereRedrawer
from tests.waiting import PATIENCE

LOOKED_AGAIN_SECONDS = 0.2
MIME = "application/octet-stream"


class WebPerson(Someone):
    """Somebody who uses the page. They come by an address of their own when they first do something."""

    def __init__(self, name: str, language: str, driver: "WebDriver") -> None:
        super().__init__(Account(MAIL, ""))
        self.address = f"{re.sub(r'[^a-z0-9]', '', name.casefold())}@visitors.example.org"
        self.browser = Browser(patient=True)
        self._language = language
        self._driver = driver

    async def give(self, command: str, where: Place | None = None, **values: Value) -> Shown:
        assert where is None, IMPOSSIBLE
        await self._come()
        return await self._sent(desk.SEND, line=command_line(command, values))

    async def say(self, line: str) -> Shown:
        await self._come()
        return await self._sent(desk.SEND, line=line)

    async def press(self, label: str, on: Shown | None = None) -> Shown:
        page = on.there if on else self.browser.page
        return await self._send(page.form(label))

    async def fill(self, values: Mapping[str, str | Attached]) -> Shown:
        left = dict(values)
        while form := next((each for each in self.browser.page.forms if set(left) & set(each.names)), None):
            here = {form.names[label]: left.pop(label) for label in list(left) if label in form.names}
            typed = {name: str(each) for name, each in here.items() if not isinstance(each, Attached)}
            await self._send(form, *(each for each in here.values() if isinstance(each, Attached)), **typed)
        return self._last

    async def change(self, values: Mapping[str, str | Attached]) -> Shown:
        if not set(values) & set(self._last.fields):
            await self.press(next(each for each in self._last.labels if each.startswith("Correct")))
        return await self.fill(values)

    async def sees(self, text: str) -> Shown:
        assert text in self._last, self._last.text
        return self._last

    async def told(self, text: str) -> Shown:
        last = time.monotonic() + PATIENCE
        while time.monotonic() < last:
            await self._driver.settle()
            page = await self.browser.open(self._driver.page(self._language))
            if any(each.button == self._said(desk.SHOW) for each in page.forms):
                await self._sent(desk.SHOW)
            shown = _shown(self.browser.page)
            if text in shown:
                return shown
            await asyncio.sleep(LOOKED_AGAIN_SECONDS)
        raise AssertionError(f"{self.address} was not told {text!r}, but {self.browser.page.text!r}")

    async def _come(self) -> None:
        """Open the page, and type the code that comes by mail, where no session is open."""
        page = await self.browser.open(self._driver.page(self._language))
        if self.account.id:
            return
        await self.browser.send(page.form(self._said(desk.ASK)), address=self.address)
        await self._driver.settle()
        mail = await self._driver.mailbox.arrived(self.address)
        await self.browser.send(self.browser.page.form(self._said(desk.ENTER)), code=mail.code)
        mailbox = await self._driver.store.read(lambda unit: unit.sessions.at(self.address))
        assert mailbox, self.browser.page.text
        self.account = mailbox.account

    async def _sent(self, button: Text, **values: str) -> Shown:
        return await self._send(self.browser.page.form(self._said(button)), **values)

    async def _send(self, form: Form, *files: Attached, **values: str) -> Shown:
        """Send a form; whoever is told that it is too long goes back to it, and is told by `ValueError`."""
        before, chosen = self.browser.page, [(each.name, MIME, each.content) for each in files]
        sending = (
            self.browser.send_files(form, *chosen, **values) if form.multipart else self.browser.send(form, **values)
        )
        page = await sending
        if page.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            self.browser.page = before
            raise ValueError(page.text)
        await self._driver.settle()
        self._last = _shown(page)
        return self._last

    def _said(self, text: Text) -> str:
        return self._driver.interface.label(text, self._language)


def _shown(page: Looked) -> Shown:
    """What a page shows of the bot's answer."""
    form = next((each for each in page.forms if each.answered and each.names), None)
    fields = {label: form.values[name] for label, name in form.names.items()} if form else {}
    text = re.sub(r"[ \t]*\n\s*", "\n", page.answer).translate(UNSEEN)
    return Shown(text, page.labels(), fields, raw=page.html, there=page)


class WebDriver(ConsoleDriver):
    """The bot on its page."""

    public_url = ""

    def page(self, language: str = "en") -> str:
        """The address of the page."""
        return f"{self.public_url}/{language}/{self.slug}/sign"

    slug = ""

    def somebody(self, name: str, language: str = "en") -> Someone:
        self._people += 1
        person = WebPerson(f"{name}{self._people}", language, self)
        self.closing.push_async_callback(person.browser.close)
        return person

    closing: AsyncExitStack
    _people = 0


@asynccontextmanager
async def on_web(folder: Path, owned: bool = True, mailbox: Mailbox | None = None) -> AsyncIterator[WebDriver]:
    """The bot on its page; with an owner at the console, or with a code that makes one."""
    async with looking(folder) as store, AsyncExitStack() as closing:
        await store.write(lambda unit: starting.publish_new(unit, read_letters("")))
        interface = Interface(COMMANDS, store, load(), {"console": lambda message: None})
        interface.redrawer = HereRedrawer()
        arrives = mailbox or await closing.enter_async_context(Mailbox())
        settings = with_mail(Settings(), arrives)
        async with web_served(settings, store, interface=interface):
            driver = WebDriver(store, interface, folder, arrives, mail_workers(settings, store, interface))
            driver.closing, driver.public_url = closing, settings.public_url
            revision = await store.read(lambda unit: unit.letters.current(LETTER))
            assert revision
            driver.slug = revision.letter.slug
            await driver.begin(owned)
            yield driver
