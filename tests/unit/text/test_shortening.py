"""Texts that are cut stay apart."""

from hypothesis import given
from hypothesis import strategies as st

from bot.text.shortening import cut, told_apart

FEDERATION = (
    "Example Federation of Neighbourhood Associations, Tenants' Committees and Community Kitchens of the Northern "
    "District "
)
EAST, WEST = f"{FEDERATION}East", f"{FEDERATION}West"


def test_names_that_begin_alike_show_how_they_end() -> None:
    east, west = told_apart([EAST, WEST], 100)
    assert len(east) == len(west) == 100
    assert east.startswith("Example Federation of Neighbourhood")
    assert (east[-4:], west[-4:]) == ("East", "West")


def test_names_that_begin_and_end_alike_are_numbered() -> None:
    assert told_apart([f"{'a' * 50}{each}{'z' * 50}" for each in "xy"], 20) == [
        f"{'a' * 9}…{'z' * 10}",
        "aaaaaaaaa…zzzzzzz… 2",
    ]


def test_what_fits_and_what_is_alone_stays_as_it_is() -> None:
    assert told_apart(["Undo", "Undo", EAST], 80) == ["Undo", "Undo", cut(EAST, 80)]


@given(st.lists(st.text("ab", max_size=12), max_size=8), st.integers(6, 10))
def test_what_differs_still_differs(texts: list[str], most: int) -> None:
    short = told_apart(texts, most)
    assert all(len(each) <= most for each in short)
    assert len(set(short)) == len(set(texts))
