"""Typing errors in well-known domains are likely ones alone."""

import pytest

from bot.text.misspelt import likely_meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("hotmial.com", "hotmail.com"),
        ("yaho.com", "yahoo.com"),
        ("outlok.com", "outlook.com"),
        ("Iclud.com", "icloud.com"),
        ("orang.fr", "orange.fr"),
        ("sympatico.cq", "sympatico.ca"),
    ],
)
def test_one_character_or_two_that_changed_places_are_a_likely_error(typed: str, meant: str) -> None:
    assert likely_meant(f"sam+x@{typed}") == f"sam+x@{meant}"


@pytest.mark.parametrize(
    "right",
    [
        "gmail.com",
        "mail.com",
        "ymail.com",
        "email.com",
        "hotmail.fr",
        "gmx.at",
        "example.org",
        "me.com",
        "hey.org",
        "gmailcom.org",
    ],
)
def test_what_is_right_is_not_doubted(right: str) -> None:
    assert likely_meant(f"sam@{right}") == ""
