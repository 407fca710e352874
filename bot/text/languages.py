"""Languages as people name them."""

import re
from collections.abc import Sequence

from babel import Locale, localedata

from bot.errors import Invalid
from bot.model.letters import limits
from bot.model.letters.editing import words
from bot.text.locales import load, primary
from bot.text.text import t

_BETWEEN = re.compile(r"\s*[/&+]\s*|\s+(?:and|et)\s+|\s+و\s*", re.IGNORECASE)
"""What stands between two languages beside a comma, in the bot's languages."""


def own_name(tag: str) -> str:
    """The name of a language in itself, by which those find it who read no other."""
    name = str(Locale.parse(tag).get_language_name() or tag) if localedata.exists(tag) else tag
    return name[:1].upper() + name[1:]


def find_language(typed: str) -> str:
    """The tag of a language that is named by it, or by its name in one of the bot's languages. Raises `Invalid` where
    it is none that is known."""
    name = typed.strip().casefold()
    tag = primary(name)
    if len(tag) in (2, 3) and tag.isascii() and tag.isalpha() and localedata.exists(tag):
        return tag
    for each in load().values():
        found = _named(each.locale, name)
        if found:
            return found
    raise Invalid(
        t("This language is not known: {typed}. Write its name, or its short name, such as `fr`.", typed=typed)
    )


def each_language(typed: str) -> Sequence[str]:
    """The tags of the languages that are named, each once, with commas between them, and perhaps an "and" or a stroke.
    Raises `Invalid` where one is not known."""
    return tuple(dict.fromkeys(find_language(each) for each in words(_BETWEEN.sub(", ", typed))))


def find_languages(typed: str) -> str:
    """The tags of the languages that are named, each once, as they can be typed again. Raises `Invalid` where one is
    not known, or there are too many."""
    tags = each_language(typed)
    if len(tags) > limits.SPOKEN:
        raise Invalid(t("These are too many languages. The limit is {most}.", most=limits.SPOKEN))
    return ", ".join(tags)


def _named(locale: Locale, name: str) -> str:
    """The primary tag of the language that has a name in a locale; empty where none has."""
    tags = (tag for tag, known in locale.languages.items() if str(known).casefold() == name)
    return next((tag for tag in tags if "_" not in tag and localedata.exists(tag)), "")
