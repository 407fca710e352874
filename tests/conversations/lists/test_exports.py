"""Organizers take the list out: as a file, and frozen under a number for the press."""

import csv
import io
import json

import pytest

from bot.model.lists.snapshots import fingerprint
from tests.conversations.stories import BAKERS, RIDERS, acts, desk, reviewed, sign
from tests.drivers import Driver


async def test_the_list_is_taken_out_as_a_table_without_personal_data(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    receipt = await reviewed(bot, ada, BAKERS, place)
    await sign(bot.somebody("Grace"), RIDERS)
    await bot.owner.give("export")
    answer = await bot.owner.press("A table (CSV)")
    ((name, content),) = answer.files.items()
    assert name.endswith(".csv")
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert (row["receipt"], row["organization"], row["state"]) == (receipt, BAKERS["Organization"], "listed")
    everything = await bot.owner.press("Also what is not listed")
    assert "what waits, is disputed, was declined" in everything
    ((_, content),) = everything.files.items()
    assert RIDERS["Organization"].encode() in content
    assert b"Ada Example" not in content
    assert b"@" not in content


async def test_a_preview_is_marked_and_a_snapshot_has_a_number_a_date_and_a_hash(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    await reviewed(bot, ada, BAKERS, place)
    offered = await bot.owner.give("snapshot")
    preview = await bot.owner.press("Preview", on=offered)
    ((_, content),) = preview.files.items()
    assert "**Preview, not final.**" in content.decode()
    await bot.owner.give("snapshot")
    made = await bot.owner.press("Freeze it now")
    assert "Snapshot 1," in made
    ((_, content),) = made.files.items()
    printed = content.decode()
    ((_, content),) = (await bot.owner.press("To be proven (JSON)")).files.items()
    proven = json.loads(content)
    assert "**Snapshot 1**" in printed
    assert BAKERS["Organization"] in printed
    assert fingerprint(each["commitment"] for each in proven["lines"]) == proven["sha256"]
    assert proven["sha256"] in printed
    assert (await acts(bot))[-1] == "list.frozen"


@pytest.mark.core_rule
async def test_whoever_withdraws_is_not_named_in_what_was_frozen_before(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    await reviewed(bot, ada, BAKERS, place)
    await reviewed(bot, bot.somebody("Grace"), RIDERS, place)
    await bot.owner.give("snapshot")
    await bot.owner.press("Freeze it now")
    await ada.give("withdraw")
    await ada.press("Yes, withdraw it")
    await bot.owner.give("snapshot")
    again = await bot.owner.press("Snapshot 1")
    ((_, content),) = again.files.items()
    printed = content.decode()
    assert BAKERS["Organization"] not in printed
    assert "withdrawn since" in printed
    assert RIDERS["Organization"] in printed


@pytest.mark.core_rule
async def test_nobody_else_takes_the_list_out(bot: Driver) -> None:
    eve = bot.somebody("Eve")
    for command in ("export", "snapshot"):
        assert "This is for the letter's organizers." in await eve.give(command)
