"""A letter's folder: what is read from it, and every mistake that is named."""

import os
import re
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.folder import LetterMistakes, Mistake, find_letters, limits, read_letter
from bot.model.letter import Demand, Document, Event, Initiator, Letter, canonical_json, letter_from_json

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "bot/letters/stop-genocide-or-resign"
GUIDE = ROOT / "docs/letters.md"

SMALL = """\
slug = "small-letter"
languages = ["en", "fr"]
zone = "America/Toronto"
title = { en = "Title", fr = "Titre" }
summary = { en = "Summary.", fr = "Résumé." }
[initiator]
name = { en = "Example Coalition", fr = "Coalition Exemple" }
[[demands]]
number = 1
title = { en = "Evenings", fr = "Soirs" }
asked = { en = "Open late.", fr = "Ouvrir tard." }
addressee = "Robin Sample"
office = { en = "Mayor", fr = "Maire" }
[[demands]]
number = 2
title = { en = "Wages", fr = "Salaires" }
asked = { en = "Pay for it.", fr = "Payer pour cela." }
addressee = "Sam Specimen"
office = { en = "Treasurer", fr = "Trésorier" }
topics = { en = ["wages"], fr = ["salaires"] }
"""
ZONE = 'zone = "America/Toronto"'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small letter without mistakes."""
    (tmp_path / "letter.toml").write_text(SMALL, "utf-8")
    (tmp_path / "text.en.md").write_text("To the council.\n", "utf-8")
    (tmp_path / "text.fr.md").write_text("Au conseil.\n", "utf-8")
    return tmp_path


def edit(folder: Path, old: str, new: str) -> None:
    """Put something else in the place of what letter.toml holds once."""
    assert SMALL.count(old) == 1
    (folder / "letter.toml").write_text(SMALL.replace(old, new), "utf-8")


def mistakes(folder: Path) -> list[str]:
    """The mistakes of a letter, as they are shown."""
    with pytest.raises(LetterMistakes) as caught:
        read_letter(folder)
    assert str(caught.value) == "\n".join(map(str, caught.value.mistakes))
    return [str(mistake) for mistake in caught.value.mistakes]


# What is read


def test_a_small_letter_is_read_as_it_was_written(folder: Path) -> None:
    letter = read_letter(folder)
    assert letter.slug == "small-letter"
    assert letter.languages == ("en", "fr")
    assert letter.text.texts == {"en": "To the council.", "fr": "Au conseil."}
    assert letter.initiator.name.in_("fr") == "Coalition Exemple"
    assert [demand.number for demand in letter.demands] == [1, 2]
    assert letter.demands[0].addressee.office.in_("fr") == "Maire"
    assert letter.demands[0].topics == {}
    assert letter.demands[1].topics == {"en": ("wages",), "fr": ("salaires",)}
    assert (letter.link, letter.opens, letter.closes, letter.goal) == (None, None, None, None)


def test_the_sample_letter_has_no_mistakes() -> None:
    letter = read_letter(SAMPLE)
    assert letter.initiator.acronym == "CJPME"
    assert [demand.addressee.name for demand in letter.demands] == ["Mélanie Joly", "Ahmed Hussen", "Marc Miller"]
    assert all(len(words) >= 15 for demand in letter.demands for words in demand.topics.values())
    assert (letter.events[0].at.date().isoformat(), letter.events[0].all_day) == ("2024-02-22", True)
    assert (letter.link, letter.closes, letter.goal, letter.documents[0].link) == (None, None, None, "")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The folder that the guide shows."""
    for name, content in re.findall(r"^### `([\w.]+)`\n\n```\w+\n(.*?)^```$", GUIDE.read_text("utf-8"), re.M | re.S):
        (tmp_path / name).write_text(content, "utf-8")
    return tmp_path


def test_the_example_of_the_guide_has_no_mistakes_and_every_field(example: Path) -> None:
    letter = read_letter(example)
    assert letter.initiator.name.in_("en") == "Example Coalition"
    assert letter.opens == datetime(2031, 3, 1, 14, tzinfo=UTC)
    assert letter.events[0].speakers[0].name == "Kim Placeholder"
    parts: list[Letter | Initiator | Demand | Event | Document] = [letter, letter.initiator]
    for part in (*parts, *letter.demands, *letter.events, *letter.documents):
        empty = {field.name for field in fields(part) if getattr(part, field.name) in (None, "", (), {})}
        assert empty == set(), part


def test_the_guide_lists_every_limit() -> None:
    table = GUIDE.read_text("utf-8").split("## The limits")[1]
    for name, limit in vars(limits).items():
        if name.isupper():
            assert re.search(rf"\b({limit}|{limit:,})\b", table), name


@pytest.mark.parametrize("path", [SAMPLE, None], ids=["the sample", "the guide's example"])
def test_a_letter_is_the_same_after_a_journey_through_json(path: Path | None, example: Path) -> None:
    letter = read_letter(path or example)
    assert letter_from_json(canonical_json(letter)) == letter


def test_a_letter_in_one_language_can_be_written_with_plain_strings(tmp_path: Path) -> None:
    plain = re.sub(r"\{ en = (.+), fr = .+ \}", r"\1", SMALL).replace('["en", "fr"]', '["en"]')
    (tmp_path / "letter.toml").write_text(plain, "utf-8")
    (tmp_path / "text.en.md").write_text("To the council.", "utf-8")
    letter = read_letter(tmp_path)
    assert letter.title.texts == {"en": "Title"}
    assert letter.demands[1].topics == {"en": ("wages",)}


def test_texts_stand_in_the_order_of_the_languages_of_the_letter(folder: Path) -> None:
    edit(folder, '["en", "fr"]', '["fr", "en"]')
    letter = read_letter(folder)
    assert all(next(iter(text.texts)) == "fr" for text in (letter.title, letter.text, letter.demands[0].asked))


@pytest.mark.parametrize(
    ("link", "texts"),
    [
        ('"https://example.org"', {"en": "https://example.org"}),
        ('{ fr = "https://example.org/fr" }', {"fr": "https://example.org/fr"}),
    ],
    ids=["one for all", "one for some"],
)
def test_a_link_need_not_be_given_for_each_language(folder: Path, link: str, texts: dict[str, str]) -> None:
    edit(folder, ZONE, f"{ZONE}\nlink = {link}")
    letter = read_letter(folder)
    assert letter.link is not None
    assert letter.link.texts == texts


@pytest.mark.parametrize(
    ("zone", "written", "utc", "all_day"),
    [
        ("America/Toronto", "2031-06-02", "2031-06-02T04:00", True),
        ("America/Toronto", "2031-06-02T10:30:00", "2031-06-02T14:30", False),
        ("America/Toronto", "2031-06-02 10:30:00+02:00", "2031-06-02T08:30", False),
        ("America/Toronto", "2024-11-03T01:30:00-05:00", "2024-11-03T06:30", False),
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00", True),
        ("America/Havana", "2024-11-03", "2024-11-03T04:00", True),
    ],
    ids=["a day", "local", "with an offset", "one of two", "a day without midnight", "a day with two midnights"],
)
def test_a_date_is_meant_in_the_zone_of_the_letter(
    folder: Path, zone: str, written: str, utc: str, all_day: bool
) -> None:
    event = f'[[events]]\ntitle = {{ en = "Vigil", fr = "Veillée" }}\nat = {written}\n'
    (folder / "letter.toml").write_text(SMALL.replace("America/Toronto", zone) + event, "utf-8")
    letter = read_letter(folder)
    assert letter.events[0].at.astimezone(UTC) == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert letter.events[0].all_day is all_day
    assert letter_from_json(canonical_json(letter)) == letter


def test_byte_order_marks_and_line_ends_of_other_systems_change_nothing(folder: Path) -> None:
    expected = read_letter(folder)
    for path in folder.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_letter(folder) == expected


# Mistakes in letter.toml: what was there, what stands in its place, what is said of it

VALUES = {
    "an unknown key like a known one": (
        'slug = "small-letter"',
        'slag = "small-letter"',
        "letter.toml:1: slag: is not known here; did you mean slug?",
    ),
    "an unknown key like nothing": (
        'addressee = "Robin Sample"',
        'addressee = "Robin Sample"\nhat = 1',
        "letter.toml:13: demands[1].hat: is not known here; delete it; "
        "what can stand here is number, title, asked, addressee, office, topics",
    ),
    "a key below the wrong heading": (
        "[initiator]",
        "[initiator]\ngoal = 5",
        "letter.toml:7: initiator.goal: is not known here; "
        "move it to the top of the file, above the first [ ]: goal belongs to the letter itself",
    ),
    "a missing key": (
        'addressee = "Sam Specimen"\n',
        "",
        'letter.toml:14: demands[2].addressee: is missing; write addressee = "…" (the person of whom it is asked)',
    ),
    "a missing key at the top": (
        'slug = "small-letter"\n',
        "",
        'letter.toml: slug: is missing; write slug = "…" (the letter\'s short name in links)',
    ),
    "a missing text": (
        'title = { en = "Title", fr = "Titre" }\n',
        "",
        'letter.toml: title: is missing; write title = { en = "…", fr = "…" } (the letter\'s title)',
    ),
    "a missing table": (
        '[initiator]\nname = { en = "Example Coalition", fr = "Coalition Exemple" }\n',
        "",
        "letter.toml: initiator: is missing; "
        "write [initiator] and its keys below it (the organization that wrote the letter)",
    ),
    "no languages": (
        '["en", "fr"]',
        "[]",
        'letter.toml:2: languages: is empty; write languages = ["en"] (the languages of the letter, its own first)',
    ),
    "languages that are no list": (
        '["en", "fr"]',
        '"en"',
        'letter.toml:2: languages: is a text, not a list; write languages = ["en"] '
        "(the languages of the letter, its own first)",
    ),
    "an unknown language": (
        '["en", "fr"]',
        '["en", "fr", "qq"]',
        'letter.toml:2: languages[3]: is not a known language; write its short name, as "en" for English or "fr" for '
        "French",
    ),
    "a language by its name": (
        '["en", "fr"]',
        '["en", "fr", "Arabic"]',
        'letter.toml:2: languages[3]: is not a known language; write "ar"',
    ),
    "a language with its country": (
        '["en", "fr"]',
        '["en", "fr", "pt-BR"]',
        'letter.toml:2: languages[3]: is more than a language\'s short name; write "pt"',
    ),
    "a language that is no text": (
        '["en", "fr"]',
        '["en", "fr", true]',
        'letter.toml:2: languages[3]: is true or false, not a text; write "en"',
    ),
    "a language twice": (
        '["en", "fr"]',
        '["en", "fr", "en"]',
        "letter.toml:2: languages[3]: is there twice; write each language once",
    ),
    "a text missing in a language": (
        '"Evenings", fr = "Soirs"',
        '"Evenings"',
        'letter.toml:10: demands[1].title.fr: is missing; give every language: title = { en = "…", fr = "…" }',
    ),
    "a text in a language too many": (
        '"Title", fr = "Titre"',
        '"Title", fr = "Titre", de = "Titel"',
        'letter.toml:4: title.de: is not one of the letter\'s languages; delete it, or add "de" to the list of '
        "languages",
    ),
    "one text for two languages": (
        '{ en = "Title", fr = "Titre" }',
        '"Title"',
        'letter.toml:4: title: is given once, and the letter has 2 languages; write title = { en = "…", fr = "…" }',
    ),
    "an empty text": ('"Soirs"', '" "', "letter.toml:10: demands[1].title.fr: is empty; write a text"),
    "a text of invisible characters": (
        '"Robin Sample"',
        '"\u200b"',
        "letter.toml:12: demands[1].addressee: is empty; write a text",
    ),
    "a title with a line break": (
        '"Titre"',
        '"Ti\\ntre"',
        "letter.toml:4: title.fr: has a line break; write it on one line",
    ),
    "a control character": (
        '"Titre"',
        '"Ti\\u0000tre"',
        "letter.toml:4: title.fr: holds an unprintable character (U+0000); delete it",
    ),
    "a number for a text": (
        '"Titre"',
        "5",
        'letter.toml:4: title.fr: is a number, not a text; write "…" (the letter\'s title)',
    ),
    "a list for a text": (
        '"Robin Sample"',
        '["Robin"]',
        "letter.toml:12: demands[1].addressee: is a list, not a text; "
        'write addressee = "…" (the person of whom it is asked)',
    ),
    "a text for a number": (
        "number = 1",
        'number = "1"',
        "letter.toml:9: demands[1].number: is a text, not a whole number; "
        "write number = 1 (1 for the first demand, 2 for the next, and so on), without quotation marks",
    ),
    "true for a number": (
        ZONE,
        f"{ZONE}\ngoal = true",
        "letter.toml:4: goal: is true or false, not a whole number; "
        "write goal = 1 (how many organizations you hope for), without quotation marks",
    ),
    "a goal of nothing": (
        ZONE,
        f"{ZONE}\ngoal = 0",
        "letter.toml:4: goal: is less than 1; write goal = 1 (how many organizations you hope for)",
    ),
    "a goal beyond all numbers": (
        ZONE,
        f"{ZONE}\ngoal = 0x{'f' * 9000}",
        "letter.toml:4: goal: is more than 1,000,000; write goal = 1 (how many organizations you hope for)",
    ),
    "a table for a list of tables": (
        ZONE,
        f"{ZONE}\nevents = {{ at = 2031-01-01 }}",
        "letter.toml:4: events: is a table, not a list of tables; "
        "write [[events]] above the keys of each (a press conference, a vigil)",
    ),
    "a text in a list of tables": (
        ZONE,
        f'{ZONE}\nevents = ["vigil"]',
        "letter.toml:4: events[1]: is a text, not a table; "
        "write [[events]] above the keys of each (a press conference, a vigil)",
    ),
    "a text for topics": (
        'fr = ["salaires"]',
        'fr = "salaires"',
        'letter.toml:20: demands[2].topics.fr: is a text, not a list; write ["…", "…"] (the words by which people '
        "also know it)",
    ),
    "topics missing in a language": (
        ', fr = ["salaires"]',
        "",
        'letter.toml:20: demands[2].topics.fr: is missing; give every language: topics = { en = ["…", "…"], '
        'fr = ["…", "…"] }',
    ),
    "an empty topic": (
        'fr = ["salaires"]',
        'fr = ["salaires", ""]',
        "letter.toml:20: demands[2].topics.fr[2]: is empty; write a text",
    ),
    "a slug with capitals and spaces": (
        '"small-letter"',
        '"Une lettre à tous"',
        'letter.toml:1: slug: is not 1 to 40 of the characters a-z, 0-9 and -; write slug = "une-lettre-a-tous"',
    ),
    "a slug that ends a line": (
        '"small-letter"',
        '"small\\n"',
        'letter.toml:1: slug: is not 1 to 40 of the characters a-z, 0-9 and -; write slug = "small"',
    ),
    "a number out of order": (
        "number = 2",
        "number = 3",
        "letter.toml:15: demands[2].number: is 3, and this is demand 2; write number = 2",
    ),
    "a number twice": (
        "number = 2",
        "number = 1",
        "letter.toml:15: demands[2].number: is 1, which another demand has; write number = 2",
    ),
    "a zone that is missing": (
        ZONE + "\n",
        "",
        'letter.toml: zone: is missing; write zone = "…" (the time zone of its dates, as "America/Toronto")',
    ),
    "a zone by its city": (
        "America/Toronto",
        "Toronto",
        'letter.toml:3: zone: is not a known time zone; did you mean zone = "America/Toronto"?',
    ),
    "a zone that leads out of its folder": (
        "America/Toronto",
        "../../etc/passwd",
        'letter.toml:3: zone: is not a known time zone; write a region and a city, as zone = "America/Toronto"',
    ),
    "a time that the clocks leap over": (
        ZONE,
        f"{ZONE}\ncloses = 2024-03-10T02:30:00",
        "letter.toml:4: closes: does not exist in America/Toronto: the clocks go forward over that time; "
        "write another time, as 2024-03-10T03:30:00",
    ),
    "a time that comes twice": (
        ZONE,
        f"{ZONE}\ncloses = 2024-11-03T01:30:00",
        "letter.toml:4: closes: comes twice in America/Toronto: the clocks go back over that time; "
        "write which one you mean: 2024-11-03T01:30:00-04:00 (the first) or 2024-11-03T01:30:00-05:00",
    ),
    "a closing before the opening": (
        ZONE,
        f"{ZONE}\nopens = 2024-03-01T12:00:00\ncloses = 2024-03-01T16:59:59Z",
        "letter.toml:5: closes: is not after opens; write a later time, or delete one of the two",
    ),
    "a day where a time is needed": (
        ZONE,
        f"{ZONE}\ncloses = 2024-03-01",
        "letter.toml:4: closes: is a date, not a date with a time; "
        "write closes = 2031-05-20T18:30:00 (until when organizations can sign)",
    ),
    "a date in quotation marks": (
        ZONE,
        f'{ZONE}\ncloses = "2024-03-01T12:00:00"',
        "letter.toml:4: closes: is a text, not a date with a time; "
        "write closes = 2031-05-20T18:30:00 (until when organizations can sign), without quotation marks",
    ),
    "a year that cannot be meant": (
        ZONE,
        f"{ZONE}\ncloses = 0001-01-01T00:00:00+23:59",
        "letter.toml:4: closes: is in the year 1; write a year between 2000 and 2199",
    ),
    "an event that is no table of its own": (
        "[initiator]",
        '[[events]]\ntitle = { en = "Vigil", fr = "Veillée" }\n[initiator]',
        "letter.toml:6: events[1].at: is missing; write at = 2031-05-20 or 2031-05-20T18:30:00 (when it is)",
    ),
    "a speaker for nobody": (
        "[initiator]",
        '[[events]]\nat = 2031-01-01\ntitle = { en = "Vigil", fr = "Veillée" }\n[[events.speakers]]\nname = "Kim"\n'
        "[initiator]",
        'letter.toml:9: events[1].speakers[1].organization: is missing; write organization = "…" (for whom they speak)',
    ),
    "HTML in a summary": (
        '"Summary."',
        '"Summary<br>."',
        "letter.toml:5: summary.en: holds HTML (<br>), which would be shown as text; write it in Markdown, or delete "
        "it",
    ),
}


@pytest.mark.parametrize(("old", "new", "said"), VALUES.values(), ids=VALUES)
def test_a_mistake_is_named_with_its_line_and_what_to_write(folder: Path, old: str, new: str, said: str) -> None:
    edit(folder, old, new)
    found = mistakes(folder)
    assert any(mistake.startswith(said) for mistake in found), found


LINKS = {
    "javascript:alert(1)": "is not an http:// or https:// link",
    "ftp://example.org": "is not an http:// or https:// link",
    "": "is not an http:// or https:// link",
    "https://": "leads to no website",
    "https://localhost/page": "leads to no website",
    "https://me:secret@example.org": "has a user name or password in it",
    "https://example.org/a page": "has spaces or characters that no link has",
    "https://example.org\\\\@example.net": "has spaces or characters that no link has",
    "https://[1": "is not a link",
    "https://example.org:99999": "is not a link",
    "https://example.org/" + "a" * limits.LINK: "is 520 characters long",
}


@pytest.mark.parametrize(("link", "what"), LINKS.items(), ids=LINKS.values())
def test_a_link_that_would_not_work_is_named(folder: Path, link: str, what: str) -> None:
    edit(folder, "[initiator]", f'[initiator]\nwebsite = "{link}"')
    assert [mistake.split(";")[0] for mistake in mistakes(folder)] == [f"letter.toml:7: initiator.website: {what}"]


def test_a_website_without_its_scheme_is_completed(folder: Path) -> None:
    edit(folder, "[initiator]", '[initiator]\nwebsite = "www.example.org"')
    assert mistakes(folder)[0].endswith("; write https://www.example.org")


@pytest.mark.parametrize(
    ("old", "longest"),
    [
        ("Titre", limits.TITLE),
        ("Résumé.", limits.SUMMARY),
        ("Soirs", limits.DEMAND_TITLE),
        ("Ouvrir tard.", limits.DEMAND_ASKED),
        ("Robin Sample", limits.NAME),
        ("Maire", limits.NAME),
        ("salaires", limits.TOPIC),
    ],
    ids=["title", "summary", "demand title", "asked", "addressee", "office", "topic"],
)
def test_a_text_may_be_as_long_as_its_limit_and_no_longer(folder: Path, old: str, longest: int) -> None:
    edit(folder, f'"{old}"', f'"{"é" * longest}"')
    read_letter(folder)
    edit(folder, f'"{old}"', f'"{"é" * (longest + 1)}"')
    (mistake,) = mistakes(folder)
    assert mistake.endswith(f"is {longest + 1:,} characters long; write at most {longest:,}")


@pytest.mark.parametrize("demands", ["", "demands = []"], ids=["none", "an empty list"])
def test_a_letter_without_demands_is_refused(folder: Path, demands: str) -> None:
    (folder / "letter.toml").write_text(demands + "\n" + SMALL.split("[[demands]]")[0], "utf-8")
    (mistake,) = mistakes(folder)
    assert "demands: is missing; write [[demands]] above the keys of each (what is asked, and of whom)" in mistake


def test_twenty_demands_are_enough(folder: Path) -> None:
    head, first, _ = SMALL.split("[[demands]]")
    blocks = [f"[[demands]]{first.replace('number = 1', f'number = {number}')}" for number in range(1, 22)]
    (folder / "letter.toml").write_text(head + "".join(blocks[:20]), "utf-8")
    assert len(read_letter(folder).demands) == limits.DEMANDS
    (folder / "letter.toml").write_text(head + "".join(blocks), "utf-8")
    assert mistakes(folder) == ["letter.toml:8: demands: has 21 entries; write at most 20"]


def test_too_many_topics_are_refused(folder: Path) -> None:
    edit(folder, 'fr = ["salaires"]', 'fr = ["argent"' + ', "argent"' * 100 + "]")
    assert mistakes(folder) == ["letter.toml:20: demands[2].topics.fr: has 101 entries; write at most 100"]


def test_local_times_need_a_zone(folder: Path) -> None:
    edit(folder, ZONE, "closes = 2024-03-01T12:00:00")
    assert any("3: closes: has no time zone; write zone =" in mistake for mistake in mistakes(folder))


def test_an_impossible_zone_is_the_only_mistake_of_the_dates_in_it(folder: Path) -> None:
    edit(folder, ZONE, 'zone = "Mars"\ncloses = 2024-03-01T12:00:00')
    assert len(mistakes(folder)) == 1


def test_every_mistake_is_named_at_once(folder: Path) -> None:
    broken = SMALL.replace("number = 2", "number = 7").replace('"Robin Sample"', '""').replace("zone =", "zones =")
    (folder / "letter.toml").write_text(broken, "utf-8")
    (folder / "text.en.md").write_text("<b>Hello</b>", "utf-8")
    (folder / "text.fr.md").unlink()
    found = mistakes(folder)
    assert [mistake.split(":")[0] for mistake in found] == ["letter.toml"] * 4 + ["text.en.md"] * 2 + ["text.fr.md"]
    assert [re.search(r"(?:zone|addressee|number): is", mistake) is not None for mistake in found[:4]].count(True) == 3


def test_a_mistake_knows_its_parts() -> None:
    assert str(Mistake("text.en.md", None, "", "is missing", "write it")) == "text.en.md: is missing; write it"


# The lines of keys, however they are written


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('office = { en = "Mayor", fr = "Maire" }', '[demands.office]\nen = "Mayor"\nfr = ""', 15),
        ('office = { en = "Mayor", fr = "Maire" }', 'office.en = "Mayor"\noffice . "fr" = \'\'', 14),
        ('"Open late."', '"""\n[x]\n# = "\n\\""""', 14),
        ('addressee = "Robin Sample"', "addressee = '''''' # ' [[", 12),
        (
            "[initiator]",
            'documents = [\n  { title = { en = "D", fr = "D" } }, # ]\n  { title = { en = "D", fr = "" } },\n]\n'
            "[initiator]",
            8,
        ),
    ],
    ids=["sub-table", "dotted keys", "after a long text", "literal text", "inside a list"],
)
def test_the_line_of_a_mistake_is_found(folder: Path, old: str, new: str, line: int) -> None:
    edit(folder, old, new)
    if "Open late" in old:
        path = folder / "letter.toml"
        path.write_text(path.read_text("utf-8").replace('fr = "Ouvrir tard."', 'fr = ""'), "utf-8")
    (mistake,) = mistakes(folder)
    assert mistake.startswith(f"letter.toml:{line}: ")
    assert mistake.endswith("is empty; write a text")


SYNTAX = {
    "a missing quotation mark": ('"small-letter"', '"small-letter', 1, "missing quotation mark"),
    "curly quotation marks": ('"small-letter"', "“small-letter”", 1, 'write straight quotation marks: "…"'),
    "a time without seconds": (ZONE, f"{ZONE}\nopens = 2031-01-01T10:00", 4, "write a time with its seconds"),
    "a key twice": (ZONE, f"{ZONE}\n{ZONE}", 4, "write each key and each [ ] only once"),
    "a long text without an end": ('"Summary."', '"""Summary.', 20, "something is not closed"),
    "a raw control character": ('"small-letter"', '"small\x01letter"', 1, "missing quotation mark"),
}


@pytest.mark.parametrize(("old", "new", "line", "instead"), SYNTAX.values(), ids=SYNTAX)
def test_a_mistake_of_syntax_is_named_with_its_line(folder: Path, old: str, new: str, line: int, instead: str) -> None:
    edit(folder, old, new)
    (mistake,) = mistakes(folder)
    assert mistake.startswith(f"letter.toml:{line}: cannot be understood from here on (")
    assert instead in mistake


def test_texts_are_checked_also_where_the_toml_cannot_be_understood(folder: Path) -> None:
    (folder / "letter.toml").write_text("=", "utf-8")
    (folder / "text.fr.md").write_text("", "utf-8")
    assert mistakes(folder)[1:] == ["text.fr.md:1: is empty; write a text"]


@pytest.mark.parametrize("toml", ["a = " + "[" * 5000, f"a = {'9' * 5000}"], ids=["brackets", "digits"])
def test_what_the_parser_gives_up_on_is_a_mistake_too(folder: Path, toml: str) -> None:
    (folder / "letter.toml").write_text(toml, "utf-8")
    assert len(mistakes(folder)) == 1


# Mistakes in the texts and the files

BODIES = {
    "HTML": ("Hello.\n\n<div>x</div>", 3, "holds HTML (<div>x</div>), which would be shown as text"),
    "HTML in a line": ("Hello,\nyou <b>there", 2, "holds HTML (<b>), which would be shown as text"),
    "a terminal's escape code": ("<div \x1b[31m>", 1, "holds HTML (<div �[31m>), which would be shown as text"),
    "a comment": ("<!-- todo -->\nHello.", 1, "holds HTML (<!-- todo -->), which would be shown as text"),
    "an image": (
        "Hello.\n\n- a\n- ![us](https://example.org/us.png)",
        4,
        "holds an image, which would be shown as text",
    ),
    "a link to nowhere": ("[here](page.html)", 1, "holds a link that is not an http:// or https:// link"),
    "a link with a password": ("Hi.\n<https://a:b@example.org>", 2, "holds a link that has a user name or password"),
    "a control character": ("Hello.\nyou\x00 there", 2, "holds an unprintable character (U+0000)"),
    "nothing": (" \n\n", 1, "is empty"),
    "too much": ("a" * 20_001, 1, "is 20,001 characters long"),
}


@pytest.mark.parametrize(("body", "line", "what"), BODIES.values(), ids=BODIES)
def test_a_mistake_in_a_text_is_named_with_its_line(folder: Path, body: str, line: int, what: str) -> None:
    (folder / "text.fr.md").write_text(body, "utf-8")
    assert any(mistake.startswith(f"text.fr.md:{line}: {what}") for mistake in mistakes(folder))


def test_code_and_quotations_that_look_like_html_are_no_mistakes(folder: Path) -> None:
    (folder / "text.fr.md").write_text("> 1 < 2 > 0, `<b>`, \\<b>\n\n[a](https://example.org/?a=1&b=2)", "utf-8")
    assert isinstance(read_letter(folder), Letter)


@pytest.mark.parametrize("name", ["letter.toml", "text.fr.md"])
def test_a_file_in_another_encoding_is_named_with_its_line(folder: Path, name: str) -> None:
    with (folder / name).open("ab") as file:
        file.write(b"\n# \xe9t\xe9")
    line = (folder / name).read_bytes().count(b"\n") + 1
    said = f"{name}:{line}: is not in UTF-8; save the file with the encoding UTF-8 in your editor"
    assert said in mistakes(folder)


@pytest.mark.parametrize("name", ["letter.toml", "text.fr.md"])
def test_a_huge_file_is_refused_unread(folder: Path, name: str) -> None:
    os.truncate(folder / name, limits.FILE_BYTES + 1)
    assert any(m.startswith(f"{name}: is larger than 1,000,000 bytes, so it was not read") for m in mistakes(folder))


@pytest.mark.parametrize("name", ["letter.toml", "text.fr.md"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert any(mistake.startswith(f"{name}: is missing; put ") for mistake in mistakes(folder))


@pytest.mark.parametrize(
    ("name", "called"),
    [("letter.toml", "Letter.toml.txt"), ("text.fr.md", "text.fr.md.txt"), ("text.fr.md", "text.fr.MD")],
)
def test_a_file_under_nearly_the_right_name_is_recognized(folder: Path, name: str, called: str) -> None:
    (folder / name).rename(folder / called)
    assert f"{name}: is missing; did you mean {called}? Rename it to {name}" in mistakes(folder)


def test_a_text_in_a_language_that_the_letter_lacks_is_named(folder: Path) -> None:
    (folder / "text.de.md").write_text("An den Rat.", "utf-8")
    (folder / "text.fr-CA.md").write_text("Au conseil.", "utf-8")
    assert mistakes(folder) == [
        "text.de.md: is not in one of the letter's languages; "
        'delete the file, or add "de" to the languages in letter.toml',
        "text.fr-CA.md: is not in one of the letter's languages; "
        "name the file by a language's short name, as text.en.md",
    ]


def test_a_folder_in_the_place_of_a_file_is_named(folder: Path) -> None:
    (folder / "text.fr.md").unlink()
    (folder / "text.fr.md").mkdir()
    assert mistakes(folder)[0].startswith("text.fr.md: is not a file; put the letter's text")


@pytest.mark.parametrize("name", ["nowhere", "letter.toml", "a\x00b", "a" * 300], ids=["none", "file", "NUL", "long"])
def test_what_is_no_folder_is_a_letter_with_mistakes(folder: Path, name: str) -> None:
    assert mistakes(folder / name)[0].startswith("letter.toml: ")
    assert find_letters(folder / name) == ()


# Finding letters


def test_letters_are_found_in_a_folder_and_in_its_subfolders(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / ("letter.toml" if name != "c" else "notes.txt")).touch()
    assert find_letters(tmp_path) == (tmp_path / "a", tmp_path / "b")
    assert find_letters(tmp_path / "a") == (tmp_path / "a",)
    assert find_letters(tmp_path / "c") == ()


# Whatever is written


def read_or_refuse(folder: Path) -> None:
    """A letter, or mistakes that say something."""
    found: tuple[Mistake, ...] | None = None
    try:
        read_letter(folder)
    except LetterMistakes as error:
        found = error.mistakes
    assert found is None or found
    assert all(mistake.what and mistake.instead for mistake in found or ())


@given(toml=st.one_of(st.text(), st.text(alphabet="ab=.[]{},\"'\\#\n 1-:T")))
def test_no_text_as_letter_toml_raises_anything_but_mistakes(
    tmp_path_factory: pytest.TempPathFactory, toml: str
) -> None:
    folder = tmp_path_factory.mktemp("letter")
    (folder / "letter.toml").write_bytes(toml.encode("utf-8", "surrogatepass"))
    read_or_refuse(folder)


TOML_VALUES = st.sampled_from(
    """
    1 | -1 | 1.5 | nan | true | "x" | "\\u0000" | [] | {} | [[]] | [{}] | { en = 1 } | { en = "x" } | { en = ["x", 1] }
    | 2031-01-01 | 2031-01-01T00:00:00 | 9999-12-31T23:59:59-23:59 | 00:00:00 | ["en", "en"] | ["en"] | "Europe/Paris"
    """.strip().split("|")
)


@given(values=st.lists(TOML_VALUES, min_size=25, max_size=25), body=st.text())
def test_no_value_of_any_key_raises_anything_but_mistakes(
    tmp_path_factory: pytest.TempPathFactory, values: list[str], body: str
) -> None:
    folder = tmp_path_factory.mktemp("letter")
    top = ["slug", "languages", "zone", "title", "summary", "link", "opens", "closes", "goal", "documents", "initiator"]
    demand = ["number", "title", "asked", "addressee", "office", "topics"]
    event = ["title", "at", "place", "link", "speakers"]
    drawn = iter(values)
    blocks = [("", top), ("[[demands]]", demand), ("[[events]]", event)]
    lines = [line for head, keys in blocks for line in (head, *(f"{key} = {next(drawn)}" for key in keys))]
    (folder / "letter.toml").write_text("\n".join(lines), "utf-8")
    (folder / "text.en.md").write_bytes(body.encode("utf-8", "surrogatepass"))
    read_or_refuse(folder)
