"""Arabic on each platform: the signs around a value cost no entity its place, are in no code, and begin no markup."""

from adapters.discord.drawing.rendering import contents
from adapters.telegram.drawing.rendering import pieces
from bot.text.compose import compose
from bot.text.direction import END, ISOLATE, TO_THE_LEFT
from bot.text.locales import load
from bot.text.text import Bullets, Code, Link, t

ARABIC = load()["ar"]
BLOCKS = compose(
    (
        t("**{title}**", title="🌹 # Night buses"),
        t("**Receipt {receipt}** — {state}.", receipt=Code("4JTH-8Q27"), state=t("Withdraw")),
        t("{command} — read the letter", command=Code("/letter")),
        Bullets((t("{name} ({acronym})", name=Link("https://example.org", "Bakers"), acronym="B"),), (1,)),
    ),
    ARABIC,
)


def test_on_telegram_every_entity_is_about_what_it_was() -> None:
    (piece,) = pieces(BLOCKS)
    units = piece.text.encode("utf-16-le")
    found = [
        (each.type, units[2 * each.offset : 2 * (each.offset + each.length)].decode("utf-16-le"))
        for each in piece.entities
    ]
    assert ("bold", f"{ISOLATE}🌹 # Night buses{END}") in found
    assert ("code", "4JTH-8Q27") in found
    assert ("text_link", f"{ISOLATE}Bakers{END}") in found
    assert f"{ISOLATE}/letter{END} — " in piece.text, "a command is no code there: a touch sends it"


def test_on_discord_the_signs_stand_around_code_and_before_the_marks_of_lines() -> None:
    (content,) = contents(BLOCKS)
    title, receipt, command, item = content.split("\n\n")
    assert title == f"{TO_THE_LEFT}**{ISOLATE}🌹 # Night buses{END}**"
    assert f"{ISOLATE}`4JTH-8Q27`{END}" in receipt.replace("*", "")
    assert f"{ISOLATE}`/letter`{END}" in command
    assert item.startswith(f"1. {TO_THE_LEFT}")
