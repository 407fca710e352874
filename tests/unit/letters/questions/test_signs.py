"""What somebody says with signs alone."""

import pytest

from bot.model.letters.questions import Matter
from bot.model.letters.questions.signs import SIGNS_LIMIT, meant_by_signs


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("👍", Matter.ALL_RIGHT),
        ("👍🏿 👍🏻", Matter.ALL_RIGHT),
        ("✔️", Matter.ALL_RIGHT),
        ("❤️", Matter.THANKS),
        ("🙏👍", Matter.THANKS),
        ("👎", None),
        ("👍🍕", None),
        ("👍 2", None),
        ("👍" * (SIGNS_LIMIT + 1), None),
        ("\ufe0f", None),
        (" ", None),
    ],
)
def test_a_sign_thanks_or_agrees_where_nothing_else_is_said(text: str, matter: Matter | None) -> None:
    assert meant_by_signs(text) is matter
