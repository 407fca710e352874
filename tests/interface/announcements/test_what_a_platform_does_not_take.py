"""What is more than a platform takes is refused in the words of whoever wrote it."""

from collections.abc import Sequence

import pytest

from bot.errors import Conflict
from bot.interface.rendering import Renderer
from bot.ports.messenger import Message, Refused
from bot.text.compose import label
from bot.text.direction import uncontrolled
from bot.text.locales import load
from bot.views.platform_limits import too_heavy, too_large, too_long, too_many_files

REFUSALS: Sequence[tuple[Refused, str, str]] = (
    (too_long("Discord", 2001, 2000), "Discord accepte 2 000 caractères", "تقبل Discord 2,000 حرف"),
    (too_many_files("Discord", 11, 10), "Discord accepte 10 fichiers par message", "تقبل Discord 10 ملفات"),
    (too_large("Telegram", "a.pdf", 50), "Telegram accepte des fichiers jusqu’à 50 Mo", "تقبل Telegram ملفات حتى 50"),
    (too_heavy("Discord", 24), "Discord accepte jusqu’à 24 Mo", "تقبل Discord حتى 24 ميغابايت"),
)


@pytest.mark.parametrize(("refused", "french", "arabic"), REFUSALS)
def test_the_reason_is_in_the_language_of_whoever_is_refused(refused: Refused, french: str, arabic: str) -> None:
    renderer = Renderer(load(), {}, {"paper": lambda message: refused})
    with pytest.raises(Conflict) as raised:
        renderer.prepare(Message(()))
    for language, expected in (("fr", french), ("ar", arabic)):
        said = uncontrolled(label(raised.value.text, load()[language])).replace("\u202f", " ")
        assert expected in said, "without what nobody sees"
