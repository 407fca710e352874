"""What may be typed into a field: the value in its one spelling, or a word about what is wrong."""

from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Invalid
from bot.text.checks import WEBSITE_LENGTH, email_address, mended, website, written
from bot.text.direction import uncopied
from bot.text.pasted import addresses
from tests.unit.strategies import THOROUGH


def refused(text: str, least: int = 1, most: int = 50, lines: bool = False) -> str:
    with pytest.raises(Invalid) as caught:
        written(text, least, most, lines)
    return caught.value.text.template


@pytest.mark.parametrize("text", ["a", "Ünïon d'été «x» 🇫🇷", "👩‍👩‍👧", "العدالة", "שלום", "x" * 50, "<@1> **b** {x}"])
def test_what_can_be_read_is_taken_exactly(text: str) -> None:
    assert written(f"  {text}\n ", 1, 50, lines=False) == text


@pytest.mark.parametrize(
    "text",
    ["", "   ", "\n\t\n", "\u00a0\u2003", "\u200b\u200d", "\u2800", "\u3164", "\u115f\uffa0", "\ufe0f", "\u0301"],
)
def test_what_is_blank_is_not_taken(text: str) -> None:
    assert refused(text, lines=True) == refused("")


@pytest.mark.parametrize("sign", ["\u202a", "\u202e", "\u2066", "\u2067", "\x00", "\x1b", "\x7f", "\x85", "\ue000",
                                  "\U0010ffff", "\u2028", "\u2029"])  # fmt: skip
def test_what_is_not_seen_and_changes_how_a_text_is_read_is_not_taken(sign: str) -> None:
    assert refused(f"a{sign}b", lines=True) == refused("a\x00b")


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\tb"])
def test_one_line_is_one_line_and_a_paragraph_may_have_many(text: str) -> None:
    assert refused(text) == refused("a\nb")
    assert written(text, 1, 50, lines=True) == text


def test_length_is_counted_without_the_white_space_around() -> None:
    assert written(" ab ", 2, 2, lines=False) == "ab"
    assert "{most}" in refused("abc", 1, 2)
    assert "{most}" in refused("x" * 100_000)
    assert "at least {count}" in refused("a", 2, 9)


@THOROUGH
@given(st.text(max_size=60))
def test_any_text_is_taken_without_its_edges_or_refused(text: str) -> None:
    with suppress(Invalid):
        assert written(text, 1, 50, lines=True) == uncopied(text)


@pytest.mark.parametrize("copied", ["\u2068Bakers\u2069", "\u200f\u2068Bakers\u2069", " \u2068Ba\u2069kers\u200f "])
def test_what_was_copied_from_a_message_comes_without_the_signs_around_it(copied: str) -> None:
    assert written(copied, 1, 50, lines=False) == "Bakers"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("ada@union.example.org", "ada@union.example.org"),
        ("Ada.L+sign@UNION.example.org", "Ada.L+sign@union.example.org"),
        ("ada@bücher.example.org", "ada@bücher.example.org"),
    ],
)
def test_an_address_is_taken_in_its_normal_spelling(typed: str, address: str) -> None:
    assert email_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    ["ada", "ada@", "@union.org", "ada@union", "a b@union.org", "ada@union.org, b@union.org", "", "Ada <>",
     "ada@union.org Ada", "ada@localhost", "ada@[127.0.0.1]", "ada@-union.org", "ada@union..org", "<ada@union>"],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        email_address(typed)


@pytest.mark.parametrize(
    "pasted",
    [
        "sam@example.org.", "sam@example.org,", "Sam Example <sam@example.org>", '"Example, Sam" <sam@example.org>;',
        "mailto:sam@example.org", "<MAILTO:sam@example.org?subject=Hello>", "E-mail: sam@example.org",
        "\u200esam@example.org", "sam@example.org\u200b", "\u202asam@example.org\u202c", "\ufeffsam@example.org",
        "sam\u2060@\u2060example\u00ad.org", "sam@exam\u200dple.org", "sam\uff20example.org",
        "sam\uff20example\uff0eorg",
        "\uff53\uff41\uff4d@example\u3002org", "\uff1csam@example.org\uff1e", "«sam@example.org»", "‹sam@example.org›",
        "„sam@example.org“", "〈sam@example.org〉", "【sam@example.org】", "“sam@example.org”", "'sam@example.org'",
        "(sam@example.org)", "[sam@example.org](mailto:sam@example.org)", "sam@example.org<mailto:sam@example.org>",
        "sam@example.org (Sam Example)", "sam@example.org\n", "\u00a0sam@example.org\u3000",
        "Sam@example.org sam@EXAMPLE.org", "sam@example.org،", "sam@example.org؛", "sam@example.org؟",
        "sam@example.org।", "sam@example.org။", "sam@example.org。", "sam@example.org。」",
    ],
)  # fmt: skip
def test_an_address_is_taken_however_it_was_pasted(pasted: str) -> None:
    assert email_address(pasted).lower() == "sam@example.org"


AROUND = st.lists(
    st.sampled_from(
        [
            *"<> «» “” () \u202a\u202c \ufeff\u2060 ＜＞ 「」 '' \u200b\u200e".split(),
            "\xa0\n",
            " .",
            " ;",
            " ,",
            "\u2066\u2069",
        ]
    ),
    max_size=4,
)
"""What can stand before and after an address."""


@THOROUGH
@given(AROUND)
def test_whatever_is_around_it_an_address_and_a_website_come_out(around: list[str]) -> None:
    address, page = "o.brien+x@example.org", "https://example.org/a_(b)?c=d"
    for before, after in map(tuple, around):
        address, page = f"{before}{address}{after}", f"{before}{page}{after}"
    assert email_address(address) == "o.brien+x@example.org"
    assert website(page) == "https://example.org/a_(b)?c=d"


@pytest.mark.parametrize("pasted", ["sam@example.org; kim@example.org", "Sam <sam@example.org>, Kim <kim@example.org>"])
def test_of_several_addresses_none_is_chosen(pasted: str) -> None:
    with pytest.raises(Invalid) as caught:
        email_address(pasted)
    assert "several" in caught.value.text.template


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("sam@beispiel-straße.de", "sam@beispiel-straße.de"),
        ("sam@نامه\u200cای.com", "sam@نامه\u200cای.com"),
        ("o'brien@example.org", "o'brien@example.org"),
    ],
)
def test_what_belongs_to_an_address_stays(typed: str, address: str) -> None:
    assert email_address(typed) == address
    assert addresses(f"<{typed}>") == (typed,)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("union.org", "https://union.org"),
        ("http://union.org", "http://union.org"),
        ("https://www.union.org:8443/a_(b)?c=d#e", "https://www.union.org:8443/a_(b)?c=d#e"),
        ("https://bücher.example/é", "https://bücher.example/é"),
        ("https://例え.テスト", "https://例え.テスト"),
        ("xn--bcher-kva.example", "https://xn--bcher-kva.example"),
        ("facebook.com/@union", "https://facebook.com/@union"),
        ("<https://union.org/a>", "https://union.org/a"),
        ("“https://union.org”,", "https://union.org"),
        ("(https://union.org/a_(b))", "https://union.org/a_(b)"),
        ("https://union.org/?a=b.", "https://union.org/?a=b"),
        ("https：／／ｕｎｉｏｎ．ｏｒｇ/x", "https://union.org/x"),
        ("union。org", "https://union.org"),
        ("\u202ahttps://union.org/\u202c", "https://union.org/"),
        ("exam\u200dple.org", "https://example.org"),
        ("https://نامه\u200cای.com/", "https://نامه\u200cای.com/"),
        ("https://beispiel-straße.de", "https://beispiel-straße.de"),
        ("[Union](https://union.org)", "https://union.org"),
        ("https://l·l.cat", "https://l·l.cat"),
    ],
)
def test_a_website_is_taken_with_its_scheme(typed: str, address: str) -> None:
    assert website(typed) == address


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "javascript://union.org/%0aalert(1)", "data:text/html,x", "ftp://union.org", "file:///etc",
     "mailto:ada@union.org", "https://ada:secret@union.org", "https://ada@union.org", "ada@union.org", "https://",
     "union", "localhost", "http://localhost:8080", "127.0.0.1", "http://192.168.0.1/", "http://[::1]/", "http://2130706433/",
     "https://un ion.org", "https://union.org/a b", "https://union.org/<x>", 'https://union.org/"x', "https://union.org/`x",
     "https://union.org\\@evil.org", "https://-union.org", "https://union-.org", "https://union..org", "https://.org",
     "https://union.org:port", "https://union.org:99999", "https://union.org https://example.org", "see union.org",
     "https://union.o", "https://union.org/" + "a" * WEBSITE_LENGTH],
)  # fmt: skip
def test_what_is_no_public_website_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        website(typed)


@THOROUGH
@given(st.text(max_size=30).map("union.org/".__add__) | st.text(max_size=30))
def test_whatever_is_taken_for_a_website_is_safe_in_a_link(typed: str) -> None:
    try:
        address = website(typed)
    except Invalid:
        return
    assert address.startswith(("http://", "https://", "HTTP", "Http"))
    assert not set(address) & set(" <>\"'`\\\n")
    assert "@" not in urlsplit(address).netloc


@pytest.mark.parametrize(
    ("broken", "mend"),
    [
        ("a\ud83d", "a\ufffd"),
        ("\udc69b", "\ufffdb"),
        ("\ud83d\udc69", "👩"),
        ("👩", "👩"),
        ("\ud83d\ud83d", "\ufffd\ufffd"),
    ],
)
def test_half_a_surrogate_pair_is_replaced_and_two_halves_are_joined(broken: str, mend: str) -> None:
    assert mended(broken) == mend


@THOROUGH
@given(st.text(alphabet=st.characters() | st.characters(categories=["Cs"])))
def test_what_was_mended_can_be_sent_and_is_whole(text: str) -> None:
    mend = mended(text)
    assert mend.encode().decode() == mend
    assert mended(mend) == mend
