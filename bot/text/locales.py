"""The languages in which the bot speaks: gettext catalogues, read from PO by Babel; the forms of dates and numbers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache, cached_property, lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources
from io import BytesIO
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from bot.model.letters.localized import Localized
from bot.text.text import Text

SOURCE = "en"
"""The language of the templates in the code."""

_decimal = lru_cache(maxsize=1024)(format_decimal)
_THING = "\0"
_WORLD = {"en": "en_001"}
_FIRST = {"fr": "1er"}
"""How the first of a month is written, where it is more than its number; CLDR has no form for it."""


@dataclass(frozen=True)
class Speech:
    """One language of the bot. `reads`: the language in which a letter is read that speaks it, where the bot can't."""

    tag: str
    locale: Locale
    catalogue: NullTranslations = field(default_factory=NullTranslations)
    reads: str = ""

    @cached_property
    def to_the_left(self) -> bool:
        """Whether it is written from right to left."""
        return self.locale.text_direction == "rtl"

    def template(self, text: Text) -> str:
        """The template of a text in this language, of the right plural form."""
        if text.plural:
            return self.catalogue.ngettext(text.template, text.plural, text.count)
        return self.catalogue.gettext(text.template)

    def language_of(self, text: Localized) -> str:
        """The language in which a text of a letter is read."""
        return self.reads if self.reads in text.texts else text.language(self.tag)

    def reading(self, text: Localized) -> str:
        """A text of a letter as it is read."""
        return text.texts[self.language_of(text)]

    def number(self, value: int) -> str:
        """A number with this language's separators."""
        return _decimal(value, locale=self.locale)

    def day(self, value: date) -> str:
        """A day."""
        return self._written(value, "long")

    def time(self, value: datetime) -> str:
        """A moment in the zone that it carries, which is named."""
        return self._at(self.day(value), value)

    def planned(self, value: datetime) -> str:
        """A moment with its day of the week, in the zone that it carries, which is named."""
        return self._at(self._written(value, "full"), value)

    def _written(self, day: date, length: Literal["long", "full"]) -> str:
        written = format_date(day, length, locale=self._dates)
        return re.sub(r"\b1\b", _FIRST.get(self.tag, "1"), written, count=1) if day.day == 1 else written

    @property
    def _dates(self) -> Locale:
        """How days are written: in English not as in the United States, of whose way others think in vain."""
        return Locale.parse(_WORLD.get(self.tag, self.tag))

    def _at(self, day: str, value: datetime) -> str:
        clock = format_datetime(value, f"HH:mm {self._zone(value)}", tzinfo=value.tzinfo, locale=self.locale)
        return str(self.locale.datetime_formats["medium"]).replace("{1}", day).replace("{0}", clock)

    def _zone(self, value: datetime) -> str:
        """How its zone is named: by its short name, which is a bare distance where it has none; from right to left that
        would be turned round, so that it says of what."""
        short = format_datetime(value, "zzz", tzinfo=value.tzinfo, locale=self.locale)
        return "OOOO" if self.to_the_left and short[0] in "+-" else "zzz"

    def language(self, tag: str) -> str:
        """The name of a language."""
        return str(self.locale.languages.get(tag, tag))

    def around(self, items: int) -> Sequence[str]:
        """What stands before, between and after so many things that are listed in a sentence."""
        return format_list([_THING] * items, locale=self.locale).split(_THING)


@cache
def load() -> Mapping[str, Speech]:
    """Every language of the bot by its tag, read from the catalogues that ship with it."""
    speeches = {SOURCE: Speech(SOURCE, Locale.parse(SOURCE))}
    for entry in sorted(resources.files("bot.locales").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".po"):
            tag = entry.name.removesuffix(".po")
            compiled = BytesIO()
            write_mo(compiled, read_po(BytesIO(entry.read_bytes()), locale=tag))
            compiled.seek(0)
            speeches[tag] = Speech(tag, Locale.parse(tag), GNUTranslations(compiled))
    return speeches


def speaking(tag: str) -> Speech:
    """How a letter's language is spoken: by the bot where it can, else in its source around the letter's own words."""
    return load().get(tag) or replace(load()[SOURCE], reads=tag)


def primary(tag: str) -> str:
    """The primary language of a tag as platforms give it: `fr` of `fr-CA`; empty where it is none."""
    try:
        return Locale.parse(tag.replace("-", "_")).language if tag else ""
    except (ValueError, UnknownLocaleError):
        return ""
