"""When two spellings name the same organization, and when they perhaps do."""

import unicodedata

import pytest
from hypothesis import given

from bot.model.organizations.folding import folded
from bot.model.organizations.likeness import Likeness, alike
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
        ("Tenants Union", "“Tenants” Union™"),
        ("École d'été", "Ecole d’ete"),
        ("École", "E\u0301cole"),
        ("Straße", "STRASSE"),
        ("ﬁne arts", "Fine Arts"),
        ("Example O’Neil", "Example O'Neil"),
        ("Hawaiʻi", "Hawaii"),
        ("Co-op\ufe0f", "Coop"),
        ("soft\u00adware", "software"),
        ("C++ Users", "c++  users"),
        ("Local 1-405", "Local 1–405"),
        ("Local 1-405", "Local 1 − 405"),
        ("Local (1) 405", "Local 1 405"),
        ("Example 2.0", "Example ２．０"),
        ("Example 1½", "Example 1 1/2"),
        ("Local 12", "Local ١٢"),
        ("Local 12", "Local ۱۲"),
        ("Local 12", "Local १२"),
        ("Örnek Kırmızı Fırıncılar Birliği", "ÖRNEK KIRMIZI FIRINCILAR BİRLİĞİ"),
        ("Diyarbakır", "DIYARBAKIR"),
        ("Αθήνα Παράδειγμα", "ΑΘΗΝΑ ΠΑΡΑΔΕΙΓΜΑ"),
        ("Οδός", "ΟΔΟΣ"),
        ("Ёлка", "елка"),
        ("за́мок", "замок"),
        ("جمعية العدالة", "جَمْعِيَّة العدالة"),
        ("جمعية العدالة", "جمعيـــة العدالة"),
        ("أصدقاء", "اصدقاء"),
        ("انجمن نمونه یاری", "انجمن نمونه ياري"),
        ("کانون مثال", "كانون مثال"),
        ("می‌خواهم", "میخواهم"),
        ("שָׁלוֹם", "שלום"),
        ("צה״ל", 'צה"ל'),
        ("ﾊﾟﾊﾟの会", "パパの会"),
        ("ハ゜", "パ"),
        ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
    ],
)
def test_what_tells_no_names_apart_makes_no_difference(one: str, other: str) -> None:
    assert normalize(one) == normalize(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tenants Union", "Tenants Onion"),
        ("Local 12", "Local 21"),
        ("Amnesty International", "Amnesty International Toronto"),
        ("جمعية العدالة", "جمعية العدل"),
        ("!!!", "???"),
    ],
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert normalize(one) != normalize(other)


ALIKE_BUT_APART = [
    ("パパの会", "ババの会"),
    ("か", "が"),
    ("कमल", "कमला"),
    ("क़लम", "कलम"),
    ("ที่", "ที"),
    ("ปา", "ป่า"),
    ("กิน", "กีน"),
    ("ਸ਼ਾਮ", "ਸਾਮ"),
    ("বাড়", "বাড"),
    ("майка", "маика"),
    ("Київ", "Киів"),
    ("ўзор", "узор"),
    ("سؤال", "سوال"),
    ("جمعية", "جمعيه"),
    ("Hội Phụ Nữ", "Hoi Phu Nu"),
    ("Hội Phụ Nữ", "Hội Phú Nữ"),
    ("Ẹgbẹ́ Àpẹẹrẹ", "Egbe Apeere"),
    ("Søster", "Soster"),
    ("C++ Users", "C Users"),
    ("C# Users", "C Users"),
    ("R&D Example", "RD Example"),
    ("Grade A+ Example", "Grade A Example"),
    ("Example 2.0", "Example 20"),
    ("Example 2.0", "Example 2,0"),
    ("Example 1,000", "Example 1000"),
    ("Example 10²", "Example 102"),
    ("Example 24/7", "Example 247"),
    ("Example Workers Local 1-405", "Example Workers Local 14-05"),
    ("Example Workers Local 1-405", "Example Workers Local 1405"),
    ("Example Workers Local 14 05", "Example Workers Local 1405"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE_BUT_APART)
def test_names_that_differ_by_a_mark_or_sign_are_two_and_shown_as_alike(one: str, other: str) -> None:
    assert normalize(one) != normalize(other)
    assert alike(one, other) is Likeness.SPELLING
    assert folded(one) == folded(other)


@THOROUGH
@given(typed)
def test_a_key_is_its_own_key(name: str) -> None:
    assert normalize(normalize(name)) == normalize(name)


@THOROUGH
@given(visible)
def test_spellings_of_one_text_have_one_key(name: str) -> None:
    key = normalize(name)
    forms = [unicodedata.normalize(form, name) for form in ("NFC", "NFD")]
    assert key
    assert {normalize(each) for each in (*forms, f" {name}\u200b ", name.replace(" ", "  "), name.upper())} == {key}


@THOROUGH
@given(typed)
def test_what_has_one_key_is_searched_alike(name: str) -> None:
    assert folded(normalize(name)) == folded(name)
    assert folded(name) or not name


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
