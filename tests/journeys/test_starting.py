"""What the host sees when the bot starts, and when it can't."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tests.checkout import ROOT
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer


async def countersign(folder: Path, *arguments: str, typed: str = "", **settings: str) -> tuple[int, str, str]:
    """Run the command in a folder of its own: its exit status, and what it wrote."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **settings}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "adapters.host", *arguments),
        cwd=folder,
        env=environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    written, complained = await asyncio.wait_for(process.communicate(typed.encode()), 30)
    return process.returncode or 0, written.decode(), complained.decode()


async def test_a_telegram_token_that_is_refused_is_said_in_one_line(tmp_path: Path, telegram: TelegramServer) -> None:
    status, _, said = await countersign(
        tmp_path, "run", TELEGRAM_TOKEN="1234567:" + "x" * 35, TELEGRAM_API_URL=telegram.url
    )
    assert status == 2
    assert said.endswith("\ncountersign: Telegram refuses TELEGRAM_TOKEN. Copy it again from @BotFather.\n")
    assert "telegram refuses the token: copy it again from @BotFather into TELEGRAM_TOKEN" in said
    assert " INFO adapters.host.serving: Countersign starts as process " in said


async def test_a_discord_token_that_is_refused_is_said_in_one_line(tmp_path: Path, discord: DiscordServer) -> None:
    status, _, said = await countersign(
        tmp_path,
        "run",
        DISCORD_TOKEN="no.such.token",
        DISCORD_API_URL=discord.api_url,
        DISCORD_GATEWAY_URL=discord.gateway_url,
    )
    assert status == 2
    assert said.endswith("\ncountersign: Discord refuses DISCORD_TOKEN. Copy it again from the developer portal.\n")
    assert "discord refuses the token: copy it again from the developer portal into DISCORD_TOKEN" in said


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("DATABASE_URL", "mysql://localhost/x", "DATABASE_URL"),
        ("DATABASE_URL", "sqlite:////nowhere/at/all/bot.db", "DATABASE_URL"),
        ("LETTERS", "no-such-folder", "LETTERS"),
        ("OWNERS", "ada", "discord:123,telegram:456"),
        ("SECRET_KEY_FILE", "no-such-file", "SECRET_KEY_FILE"),
    ],
)
async def test_a_setting_that_cannot_be_used_is_said_in_one_line(
    tmp_path: Path, setting: str, value: str, said: str
) -> None:
    if value.startswith("sqlite"):
        (tmp_path / "file").write_text("")
        value = f"sqlite:///{tmp_path}/file/bot.db"
    status, _, complained = await countersign(tmp_path, "run", **{setting: value})
    assert status == 2
    assert said in complained
    assert complained.count("\n") == 1


async def test_the_first_start_with_a_token_offers_to_become_the_owner_even_after_the_console_was_tried(
    tmp_path: Path, telegram: TelegramServer
) -> None:
    status, written, complained = await countersign(tmp_path, "run", typed="demand 2\n")
    assert (status, complained) == (0, "")
    assert "Demand 2" in written
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "adapters.host", "run"),
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "TELEGRAM_TOKEN": telegram.token,
            "TELEGRAM_API_URL": telegram.url,
        },
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    line = (await asyncio.wait_for(process.stdout.readline(), 20)).decode()
    process.terminate()
    await process.communicate()
    assert line.startswith("To become the owner")


async def test_a_letter_with_mistakes_is_not_published_and_each_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "letter"
    folder.mkdir()
    (folder / "letter.toml").write_text('slug = "Not Good"\n')
    status, written, _ = await countersign(tmp_path, "letter", "check", "letter")
    assert status == 1
    assert "letter.toml:1" in written
    status, _, complained = await countersign(tmp_path, "letter", "publish", "letter")
    assert status == 2
    assert "letter.toml:1" in complained


async def test_a_letter_that_says_nothing_new_is_no_new_revision_and_its_journal_verifies(tmp_path: Path) -> None:
    sample = str(ROOT / "bot" / "letters" / "stop-genocide-or-resign")
    assert "revision 1" in (await countersign(tmp_path, "letter", "publish", sample))[1]
    assert "is published already" in (await countersign(tmp_path, "letter", "publish", sample))[1]
    status, written, _ = await countersign(tmp_path, "verify")
    assert status == 0
    assert "1 entries hold" in written


async def test_a_journal_is_verified_against_a_head_that_was_noted_and_without_a_database_as_an_export(
    tmp_path: Path,
) -> None:
    sample = str(ROOT / "bot" / "letters" / "stop-genocide-or-resign")
    await countersign(tmp_path, "letter", "publish", sample)
    status, written, _ = await countersign(tmp_path, "verify")
    assert status == 0
    assert "nothing is claimed about entries that were cut off the end" in written
    head = written.split("head ")[1].split()[0]
    status, written, _ = await countersign(tmp_path, "verify", "--head", head)
    assert status == 0
    assert "they agree with the head given after entry 1" in written
    status, written, _ = await countersign(tmp_path, "verify", "--head", f"1:{'0' * 64}")
    assert status == 1
    assert "NOT AS IT WAS: entry 1 is not the one whose hash was published" in written
    assert (await countersign(tmp_path, "verify", "--head", "1"))[0] == 2
    assert (await countersign(tmp_path, "verify", "--letter", "another"))[0] == 2
    assert (await countersign(tmp_path, "journal", "export", "journal.jsonl"))[0] == 0
    status, written, _ = await countersign(tmp_path, "verify", "--file", "journal.jsonl", "--head", head)
    assert (status, "journal.jsonl: 1 entries hold" in written) == (0, True)
    export = tmp_path / "journal.jsonl"
    export.write_text(export.read_text().replace("letter.published", "letter.polished"))
    assert (await countersign(tmp_path, "verify", "--file", "journal.jsonl"))[0] == 1
    assert (await countersign(tmp_path, "verify", "--file", "letter.toml"))[0] == 2
