"""The order of the alphabet, in several languages."""

import pytest
from hypothesis import given

from bot.model.collation import sort_key
from tests.unit.strategies import THOROUGH, typed


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", "Åland Example|alpha Example|Beta Example|École Exemple|Zebra Example"),
        ("fr", "cote|coté|côte|côté|éa|eb|Ecole B|École C"),
        ("en", "Local 2|Local 9|Local 10|Local 10-2|Local 10-11|Local 100"),
        ("en", "“Alpha”|Beta|(Delta)|#Epsilon|Gamma"),
        ("en", "Al pha|Alpha|ALPHA B|Alphab"),
        ("sv", "Alfa|Zebra|Åland|Äpple|Östra"),
        ("sv-FI", "Alfa|Zebra|Åland|Äpple|Östra"),
        ("da", "Alfa|Zebra|Æble|Ørsted|Åland"),
        ("nb", "Alfa|Zebra|Ærlig|Øst|Östra|Ås"),
        ("de", "Äpfel|Apfelmus|Ofen|Öl|Zebra"),
        ("es", "Nube|Nuza|Ñandú|Oso"),
        ("et", "saab|šokk|zebra|žanr|tuba|võti|õun|äär|öö|üks"),
        ("tr", "Cem|Çam|Hak|Irmak|İzmir|Oda|Öz|Su|Şen|Uzun|Ülke"),
        ("pl", "Lato|Łódź|Mama|Zebra|Źdźbło|Żaba"),
        ("cs", "Cena|Čas|Hora|Chata|Ivan"),
        ("hr", "Cap|Čas|Ćuk|Dan|Džep|Đak|Lav|Ljub|Mama"),
        ("ru", "Ёлка|Ель|Жук|Йод|Камень"),
        ("ar", "اتحاد|بيت|جمعية|رابطة|نقابة"),
        ("vi", "An|Ăn|Âm|Da|Đa|Ơn|Ưng"),
    ],
)
def test_names_are_in_the_order_of_the_language_s_alphabet(language: str, names: str) -> None:
    keys = [sort_key(name, language) for name in names.split("|")]
    assert keys == sorted(set(keys))


@THOROUGH
@given(typed, typed)
def test_any_two_texts_have_an_order_in_any_language(one: str, other: str) -> None:
    for language in ("", "en", "sv", "xx-YY"):
        assert isinstance(sort_key(one, language), bytes)
        assert sort_key(one.upper(), language) >= b""
        assert (sort_key(one, language) < sort_key(other, language)) + (
            sort_key(other, language) <= sort_key(one, language)
        ) == 1


def test_a_long_text_has_a_key_of_bounded_length() -> None:
    for character in "é1ﷺ漢å":
        assert len(sort_key(character * 10_000, "sv")) <= 1000
