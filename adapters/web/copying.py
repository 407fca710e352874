"""A copy of a letter's pages that needs no server: found by following the links of the pages, and linked within itself.

Nothing in it is loaded from elsewhere, and nothing is in it that not everybody may see. What needs a server, such as a
form, is left out.
"""

import io
import re
import zipfile
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import PurePosixPath
from posixpath import relpath
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from adapters.web.drawing import Drawing
from adapters.web.routes import Found, Routes
from adapters.web.static import CHECKER, ICON, STYLES, checker, content, path
from bot.errors import SetupError
from bot.interface.typesetting import Wanted
from bot.model.letters.letter import Revision
from bot.pages import PAGES
from bot.pages.copied import beginning
from bot.pages.page import Body, PageView, Shown, Typeset, WebPage
from bot.pages.press import OF_ORGANIZATION
from bot.pages.visiting import Host, languages, visit
from bot.pages.widget import HOW
from bot.ports.store import Store, Unit
from bot.service.lists import publication
from bot.text.locales import SOURCE, Speech

MOST_FILES = 20_000
MOST_BYTES = 500 * 1024 * 1024
"""So much a copy holds at the most."""

MOST_TRIES = 3
"""So often at the most a copy is begun anew because the letter has changed meanwhile."""

LEFT_OUT = (HOW, OF_ORGANIZATION)
"""What only makes sense where it is served, or would be drawn for each organization in each language."""

INDEX = "index.html"
_LINK = re.compile(r'(<(?:a|link|img)\b[^>]*?)\s(href|src)="([^"]*)"([^>]*>)', re.S)
_FORM = re.compile(r"<form\b.*?</form>", re.S)
_ITS_OWN = ("letter", "language")


@dataclass
class Copying:
    """A copy that is made: of a letter, as it is in the store. `root`: the public address of the pages."""

    store: Store
    speeches: Mapping[str, Speech]
    root: str
    typeset: Callable[[Wanted], Awaitable[bytes | None]]
    _routes: Routes = field(default_factory=lambda: Routes(PAGES))
    _drawing: Drawing = field(default_factory=lambda: Drawing(tuple(path(name) for name in STYLES), icon=path(ICON)))

    async def zipped(self, slug: str) -> bytes:
        """The copy of a letter, as a file; raises `SetupError` where there is no such letter, it is too large, or it
        changes again and again meanwhile."""
        for _ in range(MOST_TRIES):
            before = await self.store.read(lambda unit: _state(unit, slug))
            files = await self._files(slug)
            if await self.store.read(lambda unit: _state(unit, slug)) == before:
                return zipped(files)
        raise SetupError("The letter changes all the time. Try again later.")

    async def _files(self, slug: str) -> Mapping[str, bytes]:
        """Every file by its path."""
        revision, waiting = await self.store.read(lambda unit: self._begun(unit, slug))
        pages, files, named = dict[str, str](), dict[str, bytes](), dict[str, str]()
        seen, size = set(waiting), 0
        while waiting:
            address = waiting.pop()
            found = self._copied(address, slug)
            made = await self._made(address, found) if found else None
            if made is None:
                continue
            if isinstance(made, str):
                pages[address] = _FORM.sub("", made)
                linked = {self._below(unescape(link[3])) for link in _LINK.finditer(pages[address])}
                waiting.extend(sorted(linked - seen, reverse=True))
                seen |= linked
            else:
                named[address] = _file(address)
                files[named[address]] = made
            size += len(made)
            if len(pages) + len(files) > MOST_FILES or size > MOST_BYTES:
                raise SetupError("The letter's pages are too many for a copy.")
        files |= {path(name)[1:]: content(name) for name in (*STYLES, ICON, CHECKER)}
        standing = {**{f"/{each}": each for each in files}, **named, **{address: _page(address) for address in pages}}
        files |= {_page(address): self._within(text, _page(address), standing) for address, text in pages.items()}
        files[INDEX] = self._within(await self._first(revision), INDEX, standing)
        return files

    def _begun(self, unit: Unit, slug: str) -> tuple[Revision, list[str]]:
        """The letter, and the addresses that are looked at first: whatever is about the letter as a whole, in each
        language, and its list as it was frozen."""
        revision = unit.letters.named(slug)
        if revision is None:
            raise SetupError(f"There is no letter {slug}.")
        plain = [each.path for each in PAGES if _names(each) <= set(_ITS_OWN) and "letter" in _names(each)]
        frozen = [each.number for each in publication.public_snapshots(unit, revision.letter_id)]
        begun = [
            each.format(language=language, letter=slug)
            for language in languages(revision, tuple(self.speeches))
            for each in (*plain, *(f"/{{language}}/{{letter}}/snapshots/{number}/list.json" for number in frozen))
        ]
        return revision, list(dict.fromkeys(reversed(begun)))

    def _copied(self, address: str, slug: str) -> Found | None:
        """The page at an address, where it is part of a copy."""
        found = self._routes.find(unquote(urlsplit(address).path))
        if found is None or found.act or not found.page.public or found.page.framed or found.page in LEFT_OUT:
            return None
        asked = {name for name, _ in parse_qsl(urlsplit(address).query)}
        return found if found.names.get("letter") == slug and asked <= {found.page.number} else None

    async def _made(self, address: str, found: Found) -> str | bytes | None:
        """A page as HTML, or a file; nothing where it is not there."""
        query = dict(parse_qsl(urlsplit(address).query))
        host = Host(self.speeches, self.root, script=checker(self.root))

        def show(unit: Unit) -> tuple[Shown, Speech]:
            visited = visit(unit, host, found.names, query)
            return (found.page.show(visited), visited.speech) if visited else (None, self.speeches[SOURCE])

        shown, speech = await self.store.read(show)
        match shown:
            case PageView():
                spoken = self.speeches.get(shown.language, speech)
                return self._drawing.drawn(shown, spoken, self.speeches)
            case Body(content):
                return content
            case Typeset(wanted):
                return await self.typeset(wanted)
        return None

    async def _first(self, revision: Revision) -> str:
        """The page with which a copy begins."""
        host = Host(self.speeches, self.root, script=checker(self.root))

        def show(unit: Unit) -> PageView | None:
            visited = visit(unit, host, {"letter": revision.letter.slug, "language": revision.letter.languages[0]}, {})
            return beginning(visited) if visited else None

        view = await self.store.read(show)
        speech = self.speeches.get(revision.letter.languages[0], self.speeches[SOURCE])
        return self._drawing.drawn(view, speech, self.speeches) if view else ""

    def _below(self, address: str) -> str:
        """An address of ours as a path with its query; others as they are."""
        there = urlsplit(address)
        ours = address.startswith(f"{self.root}/") or address == self.root if self.root else address.startswith("/")
        if not ours and not (address.startswith("/") and not address.startswith("//")):
            return address
        below = there.path.removeprefix(urlsplit(self.root).path.rstrip("/")) if self.root else there.path
        return f"{unquote(below)}?{there.query}" if there.query else unquote(below)

    def _within(self, text: str, stands: str, standing: Mapping[str, str]) -> bytes:
        """A page whose links lead to the files of the copy: those to what is not in it are links no more, and pictures
        that are not are left out. Links to other sites stay: nothing is loaded by them."""

        def link(found: re.Match[str]) -> str:
            before, name, address, after = found[1], found[2], unescape(found[3]), found[4]
            target, fragment = self._below(address.partition("#")[0]), urlsplit(address).fragment
            if not address or address.startswith("#"):
                return found[0]
            if target in standing:
                to = quote(relpath(standing[target], str(PurePosixPath(stands).parent)))
                return f'{before} {name}="{escape(to + (f"#{fragment}" if fragment else ""))}"{after}'
            if before.startswith("<a") and target == address:
                return found[0]
            return f"{before}{after}" if before.startswith("<a") else ""

        return _LINK.sub(link, text).encode()


def _state(unit: Unit, slug: str) -> tuple[int, int]:
    """What is different after whatever changes what a copy says."""
    revision = unit.letters.named(slug)
    return (revision.number, unit.journal.last(revision.letter_id).number) if revision else (0, 0)


def _names(page: WebPage) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", page.path))


def _file(address: str) -> str:
    """Where a file stands in a copy: data without a suffix has others below it, and stands in a folder."""
    named = PurePosixPath(urlsplit(address).path[1:])
    return str(named if named.suffix else named / "index.json")


def _page(address: str) -> str:
    """Where a page stands in a copy: each in a folder, so that links work from a disk too."""
    there = urlsplit(address)
    number = f"{there.query.replace('=', '-')}/" if there.query else ""
    return f"{there.path[1:]}/{number}{INDEX}"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as one; the same files make the same bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as into:
        for name in sorted(files):
            into.writestr(zipfile.ZipInfo(name), files[name], zipfile.ZIP_DEFLATED)
    return archive.getvalue()
