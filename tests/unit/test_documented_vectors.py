"""The test vectors of `docs/journal.md`: recomputed with the standard library alone, and by the code."""

import dataclasses
import hashlib
import json
import re
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import pytest

from bot.model.endorsements.endorsement import PublicEntry
from bot.model.journal.acts import Act
from bot.model.journal.entries import GENESIS, Entry, Link, commit, link
from bot.model.letters.letter import Letter, fingerprint, letter_from_json, letter_to_json
from tests.checkout import ROOT

PAGE = (ROOT / "docs/journal.md").read_text(encoding="utf-8")
LINKS = [
    Link(int(number), body, digest)
    for number, body, digest in re.findall(r"^(\d+) (\{.*\})\n  ([0-9a-f]{64})$", PAGE, re.MULTILINE)
]
BESIDE = [
    (int(number), salt, line)
    for number, salt, line in re.findall(r"^(\d+) ([0-9a-f]{32})\n  (\{.*\})$", PAGE, re.MULTILINE)
]
LETTER = re.findall(r"```json\n(\{.*\})\n```", PAGE)[0]
HEAD, FINGERPRINT = re.findall(r"(?:The head is|the fingerprint) `(\w{64})`", PAGE)
Verify = Callable[[Sequence[tuple[int, str, str]], Sequence[tuple[int, str, str]], str], str]


def canonical(value: object) -> str:
    """Canonical JSON as the page describes it."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@pytest.fixture
def verify() -> Verify:
    """The function that the page shows."""
    names: dict[str, Any] = {}
    exec(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[0], names)
    found: Verify = names["verify"]
    return found


def chain() -> list[tuple[int, str, str]]:
    """The page's chain as an outsider has it."""
    return [(each.number, each.body, each.hash) for each in LINKS]


def test_the_page_has_three_entries_two_lines_a_head_and_a_fingerprint() -> None:
    assert [len(LINKS), len(BESIDE), len(HEAD), len(FINGERPRINT)] == [3, 2, 64, 64]


def test_the_function_on_the_page_finds_the_documented_head(verify: Verify) -> None:
    assert verify(chain(), BESIDE, LINKS[1].hash) == HEAD


def test_the_function_on_the_page_finds_a_changed_entry(verify: Verify) -> None:
    number, body, digest = chain()[1]
    with pytest.raises(ValueError, match="entry 2 was changed"):
        verify([chain()[0], (number, body.replace("submitted", "withdrawn"), digest), chain()[2]], BESIDE, "")


def test_the_function_on_the_page_finds_a_missing_entry(verify: Verify) -> None:
    with pytest.raises(ValueError, match="entry 2 is missing"):
        verify([chain()[0], chain()[2]], BESIDE, "")


def test_the_function_on_the_page_finds_a_changed_line(verify: Verify) -> None:
    number, salt, line = BESIDE[0]
    with pytest.raises(ValueError, match="the public line beside entry 2"):
        verify(chain(), [(number, salt, line.replace("Amis", "Ennemis"))], "")


def test_the_function_on_the_page_finds_an_end_that_was_cut_off_by_a_noted_head(verify: Verify) -> None:
    with pytest.raises(ValueError, match="noted"):
        verify(chain()[:2], BESIDE[:1], HEAD)


@pytest.mark.parametrize("text", [*(each.body for each in LINKS), *(line for _, _, line in BESIDE), LETTER])
def test_every_documented_json_is_canonical(text: str) -> None:
    assert canonical(json.loads(text)) == text


def test_the_code_makes_the_documented_entries_and_hashes() -> None:
    previous = GENESIS
    for documented in LINKS:
        made = link(previous, msgspec.json.decode(documented.body, type=Entry))
        assert made == documented
        previous = made.hash
    assert previous == HEAD


def test_the_code_makes_the_documented_commitments() -> None:
    for number, salt, text in BESIDE:
        line = msgspec.json.decode(text, type=PublicEntry)
        assert commit(salt, line.canonical()) == json.loads(LINKS[number - 1].body)["commitment"]


def test_the_documented_fingerprint_is_the_sha_256_of_the_documented_letter() -> None:
    assert hashlib.sha256(LETTER.encode("utf-8")).hexdigest() == FINGERPRINT


def test_the_code_makes_the_documented_fingerprint() -> None:
    letter = letter_from_json(LETTER)
    assert letter_to_json(letter) == LETTER
    assert fingerprint(letter) == FINGERPRINT


def test_the_page_names_every_field_of_an_entry() -> None:
    for field in dataclasses.fields(Entry):
        assert f"| `{field.name}` |" in PAGE


def test_the_page_names_every_part_of_a_letter() -> None:
    for field in dataclasses.fields(Letter):
        assert re.search(rf"^\| (`\w+`, )*`{field.name}`(, `\w+`)* \|", PAGE, re.MULTILINE), field.name


def test_the_page_names_every_act_that_the_code_records() -> None:
    for act in Act:
        assert f"`{act}`" in PAGE or f"`.{act.partition('.')[2]}`" in PAGE, act
