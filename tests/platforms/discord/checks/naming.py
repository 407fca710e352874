"""Names, descriptions and their languages (reference: Application Commands, Naming; Reference, Locales)."""

import regex

from tests.platforms.discord.checks.form import Form
from tests.platforms.discord.errors import Json, Path

NAME = regex.compile(r"[-_\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}")
"""Names of slash commands and options; letters that have a lower case must be in it."""

LOCALES = frozenset(
    [
        *("ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi", "hr", "hu"),
        *("id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi"),
        *("zh-CN", "zh-TW"),
    ]
)


def check_named(form: Form, path: Path, named: Json) -> None:
    """Check the name and description of a slash command or option, in every language."""
    check_name(form, (*path, "name"), named.get("name"))
    form.text((*path, "description"), named.get("description"), 1, 100, required=True)
    names = check_localizations(form, (*path, "name_localizations"), named.get("name_localizations"), 32)
    for locale, name in names.items():
        check_name(form, (*path, "name_localizations", locale), name)
    descriptions = named.get("description_localizations")
    check_localizations(form, (*path, "description_localizations"), descriptions, 100)


def check_name(form: Form, path: Path, value: object) -> None:
    """Check one name of a slash command or option."""
    name = form.text(path, value, 1, 32, required=True)
    if name and len(name) <= 32 and (not NAME.fullmatch(name) or name != name.lower()):
        form.fault(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def check_localizations(form: Form, path: Path, value: object, high: int) -> dict[str, str]:
    """Check the languages of a field, and the length of each text."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        form.fault(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return {}
    for locale, text in value.items():
        if locale not in LOCALES:
            message = f"Value must be one of {sorted(LOCALES)}."
            form.fault((*path, locale), "ENUM_TYPE_COERCE", message)
        form.text((*path, locale), text, 1, high, required=True)
    return {locale: text for locale, text in value.items() if isinstance(text, str)}
