"""A letter is read as it was written."""

import re
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.folder import read_letter
from bot.model.letters import limits
from bot.model.letters.difference import difference
from bot.model.letters.letter import letter_from_json, letter_to_json
from tests.adapters.folder.small_letter import SMALL, ZONE, edit
from tests.checkout import ROOT

SAMPLE = ROOT / "bot/letters/stop-genocide-or-resign"
GUIDE = ROOT / "docs/letters.md"


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
    parts: list[Any] = [letter, letter.initiator]
    assert letter.escalation
    assert letter.press
    optional = (letter.escalation, letter.press)
    for part in (*parts, *letter.demands, *letter.events, *letter.documents, *optional):
        empty = {field.name for field in fields(part) if getattr(part, field.name) in (None, "", (), {})}
        assert empty == set(), part


def without_one(value: Any) -> Iterator[Any]:
    """A value, each time without another of the things that can be left out of it and of what is in it."""
    for each in fields(value):
        held = getattr(value, each.name)
        inside = held if isinstance(held, tuple) else (held,)
        if each.default not in (MISSING, held):
            yield replace(value, **{each.name: each.default})
        for index, part in enumerate(inside):
            for less in without_one(part) if is_dataclass(part) else ():
                changed = (*inside[:index], less, *inside[index + 1 :]) if isinstance(held, tuple) else less
                yield replace(value, **{each.name: changed})


def test_whatever_is_left_out_makes_a_difference(example: Path) -> None:
    letter = read_letter(example)
    others = list(without_one(letter))
    assert len(others) > 10
    for other in others:
        assert difference(letter, other), f"bot/model/letters/difference.py misses what differs in {other}"


def test_the_guide_lists_every_limit() -> None:
    table = GUIDE.read_text("utf-8").split("## The limits")[1]
    for name, limit in vars(limits).items():
        if name.isupper():
            assert re.search(rf"\b({limit}|{limit:,})\b", table), name


@pytest.mark.parametrize("path", [SAMPLE, None], ids=["the sample", "the guide's example"])
def test_a_letter_is_the_same_after_a_journey_through_json(path: Path | None, example: Path) -> None:
    letter = read_letter(path or example)
    assert letter_from_json(letter_to_json(letter)) == letter


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
    assert letter_from_json(letter_to_json(letter)) == letter


def test_byte_order_marks_and_line_ends_of_other_systems_change_nothing(folder: Path) -> None:
    expected = read_letter(folder)
    for path in folder.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_letter(folder) == expected
