"""Pauses after failures, which grow up to the longest."""

from bot.delivery.backoff import Backoff


def test_each_pause_is_twice_the_one_before_up_to_the_longest() -> None:
    assert [Backoff(3.0, 60.0).seconds(failures) for failures in range(1, 8)] == [
        3.0,
        6.0,
        12.0,
        24.0,
        48.0,
        60.0,
        60.0,
    ]


def test_however_often_it_failed_it_is_tried_again() -> None:
    assert {Backoff(0.5, 300.0).seconds(failures) for failures in (20, 2_000, 2_000_000)} == {300.0}
