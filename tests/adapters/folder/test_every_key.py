"""A mistake in a key of letter.toml is named with its line and what to write."""

from pathlib import Path

import pytest

from tests.adapters.folder.small_letter import ZONE, edit, mistakes

# What was there, what stands in its place, what is said of it

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
    **{
        f"a zone that is no place: {name}": (
            "America/Toronto",
            name,
            'letter.toml:3: zone: is not a known time zone; write a region and a city, as zone = "America/Toronto"',
        )
        for name in ("Factory", "EST", "CET", "Etc/GMT+5")
    },
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
    "a switch that is a text": (
        "[initiator]",
        '[[events]]\nat = 2031-01-01\ntitle = { en = "Vigil", fr = "Veillée" }\ncalled_off = "yes"\n[initiator]',
        "letter.toml:9: events[1].called_off: is a text, not true or false; "
        "write called_off = true (it does not take place), or delete it",
    ),
    "a language of a speaker that there is not": (
        "[initiator]",
        '[[events]]\nat = 2031-01-01\ntitle = { en = "Vigil", fr = "Veillée" }\n'
        '[[events.speakers]]\norganization = "Example Library"\nlanguages = ["fr", "xx"]\n[initiator]',
        "letter.toml:11: events[1].speakers[1].languages[2]: is not a known language; write its short name, "
        'as "en" for English or "fr" for French',
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
