"""The languages in which the bot speaks: gettext catalogues, read from PO by Babel, and the forms of dates and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from io import BytesIO

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from bot.text.text import Text

SOURCE = "en"
"""The language of the templates in the code."""


@dataclass(frozen=True)
class Speech:
    """One language of the bot."""

    tag: str
    locale: Locale
    catalogue: Catalog | None = None

    def template(self, text: Text) -> str:
        """The template of a text in this language, of the right plural form."""
        if self.catalogue is None:
            return text.template if not text.plural or text.count == 1 else text.plural
        message = self.catalogue.get((text.template, text.plural) if text.plural else text.template)
        if message is None or not message.string:
            return text.template if not text.plural or text.count == 1 else text.plural
        if isinstance(message.string, str):
            return message.string
        return message.string[self.catalogue.plural_func(text.count)]

    def number(self, value: int) -> str:
        """A number with this language's separators."""
        return format_decimal(value, locale=self.locale)

    def time(self, value: datetime) -> str:
        """A moment in the zone that it carries, which is named."""
        return format_datetime(value, "d MMMM y, HH:mm zzz", tzinfo=value.tzinfo, locale=self.locale)

    def day(self, value: date) -> str:
        """A day."""
        return format_date(value, "long", locale=self.locale)

    def language(self, tag: str) -> str:
        """The name of a language."""
        return self.locale.languages.get(tag, tag)


def load() -> Mapping[str, Speech]:
    """Every language of the bot by its tag, read from the catalogues that ship with it."""
    speeches = {SOURCE: Speech(SOURCE, Locale.parse(SOURCE))}
    for entry in sorted(resources.files("bot.locales").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".po"):
            tag = entry.name.removesuffix(".po")
            speeches[tag] = Speech(tag, Locale.parse(tag), read_po(BytesIO(entry.read_bytes()), locale=tag))
    return speeches


def primary(tag: str) -> str:
    """The primary language of a tag as platforms give it: `fr` of `fr-CA`; empty where it is none."""
    try:
        return Locale.parse(tag.replace("-", "_")).language if tag else ""
    except (ValueError, UnknownLocaleError):
        return ""
