"""What is typed finds names: however accented, in part, and with slips."""

from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.organizations.searching import closest, patterns, pieces, searchable, slips, sought
from tests.unit.strategies import THOROUGH, typed


def exactly(text: str, name: str, acronym: str = "") -> bool:
    return all(word in searchable(name, acronym) for word in sought(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ecole", "École Exemple"),
        ("ÉCOLE EX", "Ecole exemple"),
        ("enap", "École nationale d'administration publique (ÉNAP)"),
        ("Énap", "École nationale administration publique"),
        ("hamilton tenants", "Tenants Union of Hamilton"),
        ("oxfamquebec", "Oxfam-Québec"),
        ("oxfam-quebec", "OxfamQuébec"),
        ("soster", "Søster Eksempel"),
        ("lodz", "Łódź Przykład"),
        ("hoi phu nu", "Hội Phụ Nữ"),
        ("kirmizi", "ÖRNEK KIRMIZI"),
        ("ياري", "انجمن نمونه یاری"),
        ("العداله", "جمعية العدالة"),
        ("αθηνα", "Αθήνα"),
        ("c++", "C++ Users"),
        ("1-405", "Local 1–405"),
        ("パパ", "パパの会"),
    ],
)
def test_a_name_is_found_by_any_part_of_it_however_it_is_accented(text: str, name: str) -> None:
    assert exactly(text, name)


@pytest.mark.parametrize(("text", "name"), [("tenants toronto", "Tenants Union of Hamilton"), ("%", "100% Example")])
def test_a_name_that_has_not_all_of_it_is_not_found(text: str, name: str) -> None:
    assert not exactly(text, name)


def test_the_acronym_of_the_list_is_found() -> None:
    assert exactly("énap", "Public Administration School", "ÉNAP")


@pytest.mark.parametrize("text", ["Quakres", "Quekers", "Qakers", "Quakkers", "qaukers", "Exmaple", "exampel quakers"])
def test_slips_are_forgiven(text: str) -> None:
    assert not exactly(text, "Example Quakers of the Old Town")
    assert closest(sought(text), [searchable("Example Quakers of the Old Town"), searchable("Quilters")]) == [0]


@pytest.mark.parametrize("text", ["Bankers", "qrs", "quilting", "zzzzzzz", "quakers hamilton", "local 1235"])
def test_another_word_is_no_slip(text: str) -> None:
    assert closest(sought(text), [searchable("Example Quakers of the Old Town")]) == []


letters = st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=4, max_size=20)


@THOROUGH
@given(letters, st.data())
def test_a_word_is_as_one_of_its_patterns_whatever_slips(word: str, data: st.DataObject) -> None:
    slipped = word
    for _ in range(slips(word)):
        at = data.draw(st.integers(0, len(slipped) - 2))
        match data.draw(st.sampled_from(["lost", "another", "twice", "swapped"])):
            case "lost":
                slipped = slipped[:at] + slipped[at + 1 :]
            case "another":
                slipped = f"{slipped[:at]}#{slipped[at + 1 :]}"
            case "twice":
                slipped = f"{slipped[:at]}#{slipped[at:]}"
            case _:
                slipped = f"{slipped[:at]}{slipped[at + 1]}{slipped[at]}{slipped[at + 2 :]}"
    assert any(fnmatchcase(slipped, each.replace("%", "*")) for each in patterns(word, slips(word)))


@THOROUGH
@given(typed, typed)
def test_whatever_is_typed_is_looked_for_within_bounds(text: str, name: str) -> None:
    words = sought(text)
    assert all(0 < len(word) <= 60 and all(pieces(word)) for word in words)
    assert len(words) <= 8
    assert closest(words, [searchable(name), searchable(name)]) in ([], [0, 1])
