"""A browser without scripts: pages, what stands in them, and their forms."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from aiohttp import ClientResponse, ClientSession, CookieJar, FormData

PAUSE_SECONDS = 0.5

ANSWER = "answer"
"""The class of what the bot has answered."""

_BREAKS = frozenset({"p", "li", "h1", "h2", "h3", "blockquote", "pre", "div", "section", "form", "label", "option"})


@dataclass
class Form:
    """A form of a page: its fields by their names, with what stands in them, their names by their labels, and what
    stands on its button. `multipart`: it can send files, in the fields of `files`."""

    action: str
    answered: bool
    values: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    boxes: dict[str, str] = field(default_factory=dict)
    button: str = ""
    multipart: bool = False
    files: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads a page."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.answer = ""
        self.forms = list[Form]()
        self.links = list[tuple[str, str]]()
        self._open = list[str]()
        self._form: Form | None = None
        self._names = dict[str, str]()
        self._label = self._area = self._link = self._select = ""
        self._button = False

    @property
    def _answered(self) -> bool:
        return ANSWER in self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _BREAKS or tag == "br":
            self._said("\n")
        if tag == "section":
            self._open.append(given.get("class", ""))
        form = self._form
        match tag:
            case "form":
                self._form = Form(given["action"], self._answered)
                self._form.multipart = given.get("enctype") == "multipart/form-data"
                self.forms.append(self._form)
            case "input" if form and given.get("type") == "checkbox":
                form.boxes[given["name"]] = given["value"]
            case "input" if form and given.get("type") == "file":
                form.files.append(given["name"])
                form.values[given["name"]] = ""
                self._names[given["id"]] = given["name"]
            case "input" if form:
                form.values[given["name"]] = given.get("value", "")
                self._names[given.get("id", "")] = given["name"]
            case "textarea" if form:
                self._area = given["name"]
                form.values[self._area] = ""
                self._names[given["id"]] = self._area
            case "select" if form:
                self._select = given["name"]
                self._names[given["id"]] = self._select
                form.values[self._select] = ""
            case "option" if form and "selected" in given:
                form.values[self._select] = given["value"]
            case "label":
                self._label = given.get("for", "")
            case "button":
                self._button = True
            case "a":
                self._link = given.get("href", "")
                self.links.append((self._link, ""))

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "section":
                self._open.pop()
            case "form" if self._form:
                self._form.names = {
                    label: self._names[at] for label, at in self._form.names.items() if at in self._names
                }
                self._form = None
            case "textarea" if self._form:
                name = self._area
                self._form.values[name] = self._form.values[name].removeprefix("\n")
                self._area = ""
            case "label":
                self._label = ""
            case "button":
                self._button = False
            case "a":
                self._link = ""

    def handle_data(self, data: str) -> None:
        if self._area and self._form:
            self._form.values[self._area] += data
            return
        if self._label and self._form:
            self._form.names[data.strip()] = self._label
        if self._button and self._form:
            self._form.button += data.strip()
            return
        if self._link:
            self.links[-1] = (self._link, self.links[-1][1] + data)
        self._said(data)

    def _said(self, data: str) -> None:
        self.text += data
        if self._answered:
            self.answer += data


@dataclass(frozen=True)
class Looked:
    """A page that was looked at."""

    url: str
    status: int
    html: str
    headers: Mapping[str, str]

    @property
    def _read(self) -> _Reader:
        reader = _Reader()
        reader.feed(self.html)
        return reader

    @property
    def text(self) -> str:
        """All that stands on it."""
        return self._read.text

    @property
    def answer(self) -> str:
        """What the bot has answered, as it stands on it."""
        return self._read.answer

    @property
    def forms(self) -> list[Form]:
        """Its forms, in order."""
        return self._read.forms

    @property
    def links(self) -> dict[str, str]:
        """Where its links lead, by what stands on them."""
        return {text.strip(): url for url, text in self._read.links}

    def form(self, button: str) -> Form:
        """The first form with this button."""
        found = [each for each in self.forms if each.button == button]
        assert found, f"there is no button {button!r}, only {[each.button for each in self.forms]}"
        return found[0]

    def labels(self) -> tuple[str, ...]:
        """What stands on the buttons of the answer."""
        return tuple(each.button for each in self.forms if each.answered)


class Browser:
    """Somebody's browser, with its cookies. `fetches`: it says from where a request comes by `Sec-Fetch-Site` too.
    `patient`: who is told that too much comes tries again."""

    def __init__(self, fetches: bool = False, patient: bool = False) -> None:
        self.session = ClientSession(cookie_jar=CookieJar(unsafe=True))
        self._fetches = fetches
        self._patient = patient
        self.page = Looked("", 0, "", {})

    async def close(self) -> None:
        """Close it, and forget its cookies."""
        await self.session.close()

    async def open(self, url: str) -> Looked:
        """Open an address; where too many do, again after a while, if the browser is `patient`."""
        while True:
            async with self.session.get(url) as response:
                page = await self._looked(response)
            if not (self._patient and page.status == HTTPStatus.TOO_MANY_REQUESTS):
                return page
            await asyncio.sleep(PAUSE_SECONDS)

    async def send(self, form: Form, **values: str) -> Looked:
        """Send a form of the page, with these values in the place of those that stand in it."""
        return await self.post(urljoin(self.page.url, form.action), {**form.values, **values})

    async def send_files(self, form: Form, *files: tuple[str, str, bytes], **values: str) -> Looked:
        """Send a form with files, each a name, a media type and a content, in the first of its fields for them."""
        assert form.multipart, "this form sends no files"
        sent = FormData(default_to_multipart=True)
        for name, value in {**form.values, **values}.items():
            if name not in form.files:
                sent.add_field(name, value)
            elif name == form.files[0] and files:
                for called, mime, content in files:
                    sent.add_field(name, content, filename=called, content_type=mime)
            else:
                sent.add_field(name, b"", filename="", content_type="application/octet-stream")
        return await self.post(urljoin(self.page.url, form.action), sent)

    async def press(self, label: str, **values: str) -> Looked:
        """Press a button of the page, whose form holds these values besides."""
        return await self.send(self.page.form(label), **values)

    async def post(
        self, url: str, values: Mapping[str, str] | FormData, headers: Mapping[str, str] | None = None
    ) -> Looked:
        """Send a form as the page that is open does, or with other headers that say from where it comes."""
        parts = urlsplit(url)
        own = {
            "Origin": f"{parts.scheme}://{parts.netloc}",
            **({"Sec-Fetch-Site": "same-origin"} if self._fetches else {}),
        }
        while True:
            sent = self.session.post(
                url, data=values, headers=own if headers is None else headers, allow_redirects=False
            )
            async with sent as response:
                page = await self._looked(response)
            if page.status == HTTPStatus.SEE_OTHER:
                return await self.open(urljoin(url, page.headers["Location"]))
            if not (self._patient and page.status == HTTPStatus.TOO_MANY_REQUESTS):
                return page
            await asyncio.sleep(PAUSE_SECONDS)

    async def _looked(self, response: ClientResponse) -> Looked:
        self.page = Looked(str(response.url), response.status, await response.text(), response.headers)
        return self.page
