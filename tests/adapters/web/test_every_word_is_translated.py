"""Whatever stands on a page in the bot's own words is in its catalogues."""

import copy
import re
from dataclasses import replace
from gettext import NullTranslations

import pytest
from aiohttp import ClientSession

from bot.pages import PAGES
from bot.text.locales import load
from tests.browser.campaign import campaign

VALUE = re.compile(r"\{\w+\}")


class Untranslated(NullTranslations):
    """What is asked for where a catalogue has nothing: it keeps all that has words of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = set[str]()

    def gettext(self, message: str) -> str:
        if any(map(str.isalpha, VALUE.sub("", message))):
            self.asked.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.gettext(msgid1)
        return super().ngettext(msgid1, msgid2, n)


@pytest.mark.parametrize("language", ["fr", "ar"])
async def test_no_page_falls_back_on_english(language: str) -> None:
    speeches, untranslated = dict(load()), Untranslated()
    catalogue = copy.copy(speeches[language].catalogue)
    catalogue.add_fallback(untranslated)
    speeches[language] = replace(speeches[language], catalogue=catalogue)
    async with campaign(speeches) as site, ClientSession() as session:
        for page in PAGES:
            async with session.get(site.root + site.path(page.path, language=language)) as response:
                assert response.status == 200, page.path
    assert untranslated.asked == set()
