"""When two spellings name the same organization, and when they perhaps do."""

import unicodedata

import pytest
from hypothesis import given

from bot.model.organizations.likeness import alike
from bot.model.organizations.naming import readings
from bot.model.organizations.organization import normalize
from tests.unit.strategies import THOROUGH, typed, visible

CJPME = "Canadians for Justice and Peace in the Middle East"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tenants Union", "tenants  union"),
        ("Tenants Union", "TENANTS-UNION!"),
        ("Tenants Union", "Tenants\u00a0Union\u200b"),
        ("Tenants Union", "Ｔｅｎａｎｔｓ Union"),
        ("École d'été", "Ecole d’ete"),
        ("École", "E\u0301cole"),
        ("Straße", "STRASSE"),
        ("ﬁne arts", "Fine Arts"),
        ("جمعية العدالة", "جَمْعِيَّة العدالة"),
        ("جمعية العدالة", "جمعيـــة العدالة"),
        ("أصدقاء", "اصدقاء"),
        ("Co-op\ufe0f", "Coop"),
        ("soft\u00adware", "software"),
    ],
)
def test_case_marks_spaces_punctuation_and_invisible_signs_make_no_difference(one: str, other: str) -> None:
    assert normalize(one) == normalize(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tenants Union", "Tenants Onion"),
        ("Local 12", "Local 21"),
        ("Amnesty International", "Amnesty International Toronto"),
        ("कमल", "कमला"),
        ("ที่", "ทำ"),
        ("جمعية العدالة", "جمعية العدل"),
        ("!!!", "???"),
    ],
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert normalize(one) != normalize(other)


@THOROUGH
@given(typed)
def test_a_key_is_its_own_key(name: str) -> None:
    assert normalize(normalize(name)) == normalize(name)


@THOROUGH
@given(visible)
def test_spellings_of_one_text_have_one_key(name: str) -> None:
    composed = unicodedata.normalize("NFC", name)
    assert normalize(composed) == normalize(unicodedata.normalize("NFD", name)) == normalize(f" {name}\u200b ")


def test_a_name_of_symbols_is_its_own_key() -> None:
    assert normalize(" ☮\u200b ") == "☮"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        (CJPME, {"cjpme", "cfjapitme"}),
        ("Example Transit Riders", {"etr"}),
        ("Riders of Example (RX)", {"roe", "rx"}),
        ("Oxfam", set[str]()),
        ("UN", set[str]()),
    ],
)
def test_an_acronym_has_the_initials_of_words_or_stands_in_brackets(name: str, letters: set[str]) -> None:
    assert readings(name)[0].initials == letters


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CJPME", CJPME),
        (CJPME, "c.j.p.m.e."),
        ("CJPME", f"{CJPME} (CJPME)"),
        ("Amnesty International", "Amnesty International Toronto"),
        ("Oxfam", "Oxfam-Québec"),
        ("Canadian Muslim Public Affairs Council", "Canadian Muslim Public Affairs Council (CMPAC)"),
        ("Tenants Union of Hamilton", "Hamilton Tenants Union"),
        ("Tenants Union", "Tenant's Union"),
        ("Syndicat des locataires", "Syndicat des locataires de Montréal"),
        ("Fédération des femmes", "Federation des femme"),
        ("جمعية العدالة", "جمعية العداله"),
        ("جمعية العدالة", "جمعية العدالة فرع تورنتو"),
        ("ÉNAP", "École Nationale Administration Publique"),
    ],
)
def test_likenesses_are_seen_either_way(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)
    assert normalize(one) != normalize(other) or one == "Tenants Union"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tenants Union", "Teachers Federation"),
        ("Amnesty International", "Greenpeace International"),
        ("UN", "UN Women's Committee"),
        ("Union des consommateurs", "Union des artistes"),
        ("جمعية العدالة", "رابطة الأطباء"),
        ("ABC", CJPME),
        ("???", CJPME),
    ],
)
def test_other_names_are_not_alike(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)


@THOROUGH
@given(typed, typed)
def test_any_two_names_are_compared_either_way_alike(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert alike(one, one)
