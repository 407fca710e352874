"""What comes, what was, and what is called off."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.host.letters import read_letters
from bot.model.letters.letter import Event, Speaker
from bot.model.letters.localized import Localized
from bot.service import starting
from tests.drivers import Driver


@pytest.mark.core_rule
async def test_everybody_reads_what_comes_and_who_speaks_in_which_language(bot: Driver) -> None:
    now = await bot.store.read(lambda unit: unit.now)
    vigil = Event(
        Localized({"en": "Vigil", "fr": "Veillée"}),
        now + timedelta(days=3),
        place=Localized({"en": "Example Square", "fr": "Place Exemple"}),
        speakers=(Speaker("Example Library", "Kim Placeholder", ("fr", "ar")),),
    )
    talk = Event(Localized({"en": "Talk", "fr": "Exposé"}), now + timedelta(days=5), called_off=True)
    letter = read_letters("")[0]
    await bot.store.write(
        lambda unit: starting.publish(unit, replace(letter, events=(*letter.events, talk, vigil)), files={})
    )
    nora = bot.somebody("Nora")
    await nora.give("letter")
    answer = await nora.press("The dates")
    assert "Example Square. Speaking: Kim Placeholder (Example Library), in French and Arabic" in answer
    assert "Called off: Talk" in answer
    vigil_at, talk_at, was_at = (answer.text.index(each) for each in ("Vigil", "Talk", "What was"))
    assert vigil_at < talk_at < was_at < answer.text.index("(this is over)")
    sent = await nora.press("As a calendar file")
    (content,) = sent.files.values()
    assert b"STATUS:CANCELLED" in content
