"""Balancers ask the pages whether the bot lives and is ready; of what is measured the pages tell nothing."""

import pytest

from adapters.web.throttle import Throttle
from tests.adapters.web.public import Public


async def test_they_say_a_word_and_keep_it_from_everybody_in_between(public: Public) -> None:
    for path, word in (("/healthz", "lives"), ("/readyz", "ready")):
        response = await public.ask(path)
        assert (response.status, await response.text()) == (200, f"{word}\n")
        assert response.headers["Cache-Control"] == "no-store"


async def test_a_bot_that_is_not_ready_lives(public: Public, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never() -> bool:
        return False

    monkeypatch.setattr(public.site, "_ready", never)
    response = await public.ask("/readyz")
    assert (response.status, await response.text()) == (503, "not ready\n")
    assert (await public.ask("/healthz")).status == 200


async def test_a_balancer_is_answered_while_strangers_are_not(public: Public, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public.site, "_throttle", Throttle(lambda: 0.0, of_one=(0.0, 0.0)))
    assert (await public.ask("/en/night-buses")).status == 429
    assert (await public.ask("/readyz")).status == 200


async def test_what_is_measured_is_not_among_the_pages(public: Public) -> None:
    assert (await public.ask("/metrics")).status == 404
