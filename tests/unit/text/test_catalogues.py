"""The catalogues: every text of the code in every language, with the same values and the same Markdown."""

import re
from collections import Counter
from functools import cache
from gettext import c2py

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po
from markdown_it import MarkdownIt

from bot.commands import COMMANDS
from bot.text.compose import label
from bot.text.locales import SOURCE, load
from bot.text.text import Text
from tests.checkout import ROOT
from tests.unit.code import written

CATALOGUES = {path.stem: path for path in sorted((ROOT / "bot/locales").glob("*.po"))}
NUMBERS = 1000
"""Plural forms are tried on the numbers below this one."""

VERBS = frozenset(
    "answers asks belongs comes ends endorses erases follows lists decides takes wants has leaves means offers says "
    "shows speaks waits differs does this".split()
)
"""What ends as the name of many things does, and may follow a value."""

DESCRIPTION, FIELD = 100, 45
"""Discord cuts a command's or field's description after 100 characters, a field's label and a form's title after 45."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_CODE = re.compile(r"`[^`]*`")
_COUNTED = re.compile(r"\{(\w+)\}\**(?: different| new)? ([a-z]{3,}s)\b")
_PARSER = MarkdownIt("commonmark", {"html": False})

every_language = pytest.mark.parametrize("language", CATALOGUES)


@cache
def in_code() -> dict[tuple[str | None, ...], str]:
    """The texts of the code as its syntax tree has them, with a place of each."""
    return {each.wording: each.place for each in (*written("bot", "t", "n"), *written("adapters", "t", "n"))}


@cache
def extracted() -> frozenset[tuple[str, ...]]:
    """The texts of the code as `make messages` finds them."""
    keywords = parse_keywords(re.findall(r"-k (\S+)", (ROOT / "Makefile").read_text(encoding="utf-8")))
    folders = [ROOT / each for each in ("bot", "adapters")]
    found = [
        each for path in folders for each in extract_from_dir(path, method_map=[("**.py", "python")], keywords=keywords)
    ]
    return frozenset(words(message) for _, _, message, _, _ in found)


@cache
def catalogue(language: str) -> Catalog:
    """A catalogue as it stands on disk."""
    with CATALOGUES[language].open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def entries(language: str) -> list[Message]:
    """The entries of a catalogue, without its header."""
    return [message for message in catalogue(language) if message.id]


def words(given: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """A message's id, or both of its ids; or a translation in each of its forms."""
    return (given,) if isinstance(given, str) else tuple(given or ())


def forms(message: Message) -> tuple[str, ...]:
    """A message in its language, in each plural form."""
    return words(message.string)


def translated(language: str) -> list[Message]:
    """The entries of a catalogue that are not empty: another test tells of those that are."""
    return [message for message in entries(language) if all(forms(message))]


def placeholders(template: str) -> set[str]:
    """The names of the values that a template wants."""
    return set(_PLACEHOLDER.findall(template))


@cache
def structure(template: str) -> Counter[str]:
    """How many of each mark there are in a template, parsed as the bot parses it: values are no punctuation there."""
    marks = Counter[str]()
    for block in _PARSER.parse(_PLACEHOLDER.sub("\ue000", template)):
        marks.update(
            token.type for token in (block, *(block.children or ())) if token.type not in ("text", "text_special")
        )
    return marks


@cache
def singular(expression: str, form: int) -> bool:
    """Whether a plural form is the one for 1, or for a single other number, such as Arabic's for 2."""
    plural = c2py(expression)
    return plural(1) == form or sum(plural(number) == form for number in range(NUMBERS)) == 1


def test_there_are_catalogues_in_french_and_arabic() -> None:
    assert {"fr", "ar"} <= set(CATALOGUES)


def test_every_text_in_the_code_is_written_out_so_that_it_can_be_extracted() -> None:
    built = [place for wording, place in in_code().items() if None in wording or not all(wording)]
    assert not built, "a text must be one literal, and not be put together"


def test_every_text_in_the_code_is_found_by_make_messages() -> None:
    missed = {place: wording for wording, place in in_code().items() if wording not in extracted()}
    assert not missed, "Babel does not see a text inside a call inside another text: give it a name before"
    assert extracted() <= set(in_code()), "something that is no text is extracted"


def test_no_wording_passes_the_catalogues_by() -> None:
    bare = {
        each.place: each.wording
        for each in written("bot", "Text")
        for template in each.wording
        if template and re.search(r"[^\W\d_]", _PLACEHOLDER.sub("", _CODE.sub("", template)))
    }
    assert not bare, "wording in Text(…) is not translated: write t(…)"


def test_every_placeholder_of_a_text_is_given_a_value() -> None:
    lacking = dict[str, set[str]]()
    for each in written("bot", "t", "n"):
        given = {keyword.arg for keyword in each.call.keywords}
        if None not in given:
            wanted = set[str]().union(*(placeholders(template or "") for template in each.wording))
            different = (wanted - {"count"} if each.name == "n" else wanted) ^ given
            lacking.update({each.place: {str(name) for name in different}} if different else {})
    assert not lacking


def test_what_is_counted_has_a_form_for_one() -> None:
    ungrammatical = {
        each.place: template
        for each in written("bot", "t", "n")
        for template in each.wording
        for value, word in _COUNTED.findall(template or "")
        if word not in VERBS and (each.name, value) != ("n", "count")
    }
    assert not ungrammatical, "write n(…) where a number stands before what it counts: 1 demand, 2 demands"


def test_no_two_texts_differ_only_in_white_space() -> None:
    ones = Counter(re.sub(r"\s+", "", wording[0]) for wording in extracted())
    manys = Counter(re.sub(r"\s+", "", wording[1]) for wording in extracted() if len(wording) > 1)
    assert not [text for text, count in (*ones.items(), *manys.items()) if count > 1]


@every_language
def test_a_catalogue_holds_exactly_the_texts_of_the_code(language: str) -> None:
    held = {words(message.id) for message in entries(language)}
    assert extracted() - held == set(), "run `make messages`, then give the new entries words"
    assert held - extracted() == set(), "run `make messages`: these texts are gone"
    assert not catalogue(language).obsolete, "run `make messages`: these texts are gone"


@every_language
def test_a_catalogue_stands_in_order(language: str) -> None:
    held = entries(language)
    assert held == sorted(held), "run `make messages`"


@every_language
def test_no_entry_is_empty_or_fuzzy(language: str) -> None:
    unfinished = [
        message.id for message in entries(language) if message.fuzzy or not all(map(str.strip, forms(message)))
    ]
    assert not unfinished


@every_language
def test_an_entry_has_a_form_for_every_number_exactly_where_its_text_has(language: str) -> None:
    count = catalogue(language).num_plurals
    wrong = [
        message.id for message in entries(language) if len(forms(message)) != (count if message.pluralizable else 1)
    ]
    assert not wrong


@every_language
def test_an_entry_wants_the_values_of_its_text(language: str) -> None:
    plural = catalogue(language).plural_expr
    wrong = list[tuple[str, set[str]]]()
    for message in translated(language):
        wanted = set[str]().union(*map(placeholders, words(message.id)))
        for form, template in enumerate(forms(message)):
            different = placeholders(template) ^ wanted
            if message.pluralizable and singular(plural, form):
                different -= {"count"}
            if different:
                wrong.append((template, different))
    assert not wrong


@every_language
def test_an_entry_has_the_markdown_of_its_text(language: str) -> None:
    wrong = list[tuple[str, str]]()
    for message in translated(language):
        of_one, of_many = words(message.id)[0], words(message.id)[-1]
        for template in forms(message):
            if structure(template) not in (structure(of_one), structure(of_many)):
                wrong.append((of_many, template))
    assert not wrong


@every_language
def test_an_entry_keeps_what_its_text_has_as_code(language: str) -> None:
    wrong = [
        message.id
        for message in translated(language)
        for template in forms(message)
        if Counter(_CODE.findall(template)) != Counter(_CODE.findall(words(message.id)[-1]))
    ]
    assert not wrong, "a command or a form to be followed is the same in every language"


@every_language
def test_the_header_names_the_language_and_its_plural_forms_and_nobody(language: str) -> None:
    header = CATALOGUES[language].read_text(encoding="utf-8").partition("\n\n")[0]
    fields = dict(re.findall(r'^"([\w-]+): (.*)\\n"$', header, re.MULTILINE))
    plural = get_plural(language)
    assert fields == {
        "Language": language,
        "Plural-Forms": f"nplurals={plural.num_plurals}; plural={plural.plural_expr};",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    assert "@" not in header
    assert "fuzzy" not in header


@every_language
def test_no_translation_is_cut_where_a_platform_has_an_end_to_it(language: str) -> None:
    speeches = load()
    short = [
        *((command.help, DESCRIPTION) for command in COMMANDS),
        *((command.title, FIELD) for command in COMMANDS if command.title),
        *((option.label, FIELD) for command in COMMANDS for option in command.options),
        *(
            (option.prompt, DESCRIPTION)
            for command in COMMANDS
            for option in command.options
            if option.typed and isinstance(option.prompt, Text)
        ),
    ]
    cut = {
        label(text, speeches[language]): most
        for text, most in short
        if len(label(text, speeches[language])) > max(most, len(label(text, speeches[SOURCE])))
    }
    assert not cut


def test_french_has_its_own_typography() -> None:
    wrong = list[str]()
    for message in entries("fr"):
        for template in forms(message):
            bare = _CODE.sub("x", template)
            if re.search(r"(?<!\u00a0)[:;!?»]|«(?!\u00a0)|['\"“”\u202f]|  ", bare):
                wrong.append(template)
    assert not wrong, "« », ’, and U+00A0 before : ; ! ? »"


def test_arabic_has_its_own_typography() -> None:
    wrong = list[str]()
    for message in entries("ar"):
        for template in forms(message):
            bare = _CODE.sub("x", template)
            if re.search(r"[,;?'\"“”\u2066-\u2069\u200e\u200f]|\s[،؛؟:!.]|  ", bare):
                wrong.append(template)
    assert not wrong, "« », ، ؛ ؟, and no signs of direction, which are put in where values stand"
