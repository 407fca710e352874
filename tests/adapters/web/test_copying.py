"""A copy of the pages: whole, linked within itself, without anything from elsewhere or that not everybody may see."""

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest

from adapters.web.copying import Copying
from bot.errors import SetupError
from bot.ports.store import Store
from bot.service.lists import publication
from bot.text.locales import load
from tests.adapters.web.public import SLUG, Public
from tests.storage.examples import person

ROOT = "https://letters.example.org/open"
LOADING = re.compile(r'<(?:link|img|script|iframe)\b[^>]*?\s(?:href|src)="([^"]*)"')
LEADING = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')


@pytest.fixture
async def copied(public: Public) -> Mapping[str, bytes]:
    """The files of a copy of a letter that three have signed, one of whom has withdrawn."""
    signed = await public.sign("Example Bakers", "Example Riders", "Example Gone")
    await public.store.write(lambda unit: publication.freeze(unit, person(unit), public.letter_id))
    await public.withdraw(signed[2])
    return await files(public)


async def files(public: Public, root: str = ROOT) -> Mapping[str, bytes]:
    made = await Copying(public.store, load(), root, public.typeset).zipped(SLUG)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pages(copied: Mapping[str, bytes]) -> Mapping[str, str]:
    return {name: content.decode() for name, content in copied.items() if name.endswith(".html")}


def test_it_holds_the_pages_the_data_and_the_proofs_in_each_language(copied: Mapping[str, bytes]) -> None:
    for language in ("en", "fr", "ar"):
        for page in ("", "list/", "revisions/", "revisions/1/", "verify/"):
            assert f"{language}/{SLUG}/{page}index.html" in copied
        for file in ("heads.txt", "press.pdf", "snapshots/1/list.json", "revisions/1/letter.json"):
            assert copied[f"{language}/{SLUG}/{file}"]
    assert [name for name in copied if name.endswith("/verify.py")]
    assert "Example Bakers" in pages(copied)[f"en/{SLUG}/list/index.html"]


def test_it_can_be_unpacked_and_no_page_of_it_is_a_search(copied: Mapping[str, bytes]) -> None:
    folders = {str(each) for name in copied for each in PurePosixPath(name).parents}
    assert folders & set(copied) == set()
    assert [name for name in copied if "with-" in name or "q-" in name] == []
    assert f"api/v1/letters/{SLUG}/index.json" in copied


async def test_a_long_list_is_in_it_page_by_page(public: Public) -> None:
    await public.sign(*(f"Example Society {number:03}" for number in range(201)))
    made = await files(public)
    assert "Example Society 200" in made[f"en/{SLUG}/list/page-2/index.html"].decode()
    assert "page-2/index.html" in made[f"en/{SLUG}/list/index.html"].decode()


def test_every_link_leads_to_a_file_of_it_or_openly_elsewhere(copied: Mapping[str, bytes]) -> None:
    for name, page in pages(copied).items():
        for target in (*LOADING.findall(page), *LEADING.findall(page)):
            there = urlsplit(target)
            if there.scheme or not there.path:
                continue
            assert normpath(join(dirname(name), unquote(there.path))) in copied, (name, target)


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_sent(copied: Mapping[str, bytes]) -> None:
    for name, page in pages(copied).items():
        loaded = [each for each in LOADING.findall(page) if urlsplit(each).scheme]
        assert [each for each in loaded if not each.startswith(ROOT)] == [], name
        assert "<form" not in page
        assert 'href=""' not in page
        assert not re.search(r'<(?:img|script)\b[^>]*src="https?:', page), name


def test_whoever_has_withdrawn_is_nowhere_in_it(copied: Mapping[str, bytes]) -> None:
    assert [name for name, content in copied.items() if b"Example Gone" in content] == []


async def test_under_an_embargo_it_names_nobody(public: Public) -> None:
    until = await public.store.read(lambda unit: unit.now.replace(year=unit.now.year + 1))
    await public.store.write(lambda unit: unit.lists.keep_back(public.letter_id, until, person(unit).id))
    await public.sign("Example Bakers")
    assert [name for name, content in (await files(public)).items() if b"Example Bakers" in content] == []


async def test_the_same_is_made_of_the_same(public: Public) -> None:
    await public.sign("Example Bakers")
    assert await files(public, "") == await files(public, "")


async def test_of_no_letter_nothing_is_made(store: Store, public: Public) -> None:
    with pytest.raises(SetupError, match="no letter other"):
        await Copying(store, load(), ROOT, public.typeset).zipped("other")
