"""What the host sees when the bot starts, and when it can't."""

import asyncio
import os
import sys
from pathlib import Path

from tests.checkout import ROOT
from tests.journeys.process import SECRET, BotProcess
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer
from tests.waiting import PATIENCE


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
    written, complained = await asyncio.wait_for(process.communicate(typed.encode()), PATIENCE)
    return process.returncode or 0, written.decode(), complained.decode()


async def test_a_telegram_token_that_is_refused_is_said_in_one_line(tmp_path: Path, telegram: TelegramServer) -> None:
    status, _, said = await countersign(
        tmp_path, "run", TELEGRAM_TOKEN="1234567:" + "x" * 35, TELEGRAM_API_URL=telegram.url
    )
    assert status == 2
    assert said.endswith("\ncountersign: Telegram refuses TELEGRAM_TOKEN. Copy it again from @BotFather.\n")
    assert "telegram refuses the token: copy it again from @BotFather into TELEGRAM_TOKEN" in said
    assert " INFO adapters.host.serving.process: Countersign starts as process " in said


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


async def test_the_console_ends_when_it_is_told_to_while_what_it_reads_goes_on(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "adapters.host", "run"),
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "WEB_ADDRESS": "127.0.0.1:0"},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(b"demand 2\n")
    while b"Demand 2" not in await asyncio.wait_for(process.stdout.readline(), PATIENCE):
        pass
    process.terminate()
    rest = asyncio.gather(process.stdout.read(), process.stderr.read() if process.stderr else asyncio.sleep(0))
    assert await asyncio.wait_for(process.wait(), PATIENCE) == 0
    assert (await rest)[1] == b""


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
    line = (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode()
    process.terminate()
    await process.communicate()
    assert line.startswith("To become the owner")


async def test_a_second_process_on_one_database_and_a_new_key_beside_it_are_refused_and_the_rest_goes_on(
    tmp_path: Path, bot: BotProcess, telegram: TelegramServer
) -> None:
    await bot.start()
    settings = {"DATABASE_URL": bot.database, "SECRET_KEY": f"a newer secret of the tests,{SECRET}"}
    status, _, said = await countersign(tmp_path, "rekey", **settings)
    assert (status, said) == (
        2, "countersign: The bot is running on this database. Stop it, and give this command again.\n"
    )  # fmt: skip
    status, _, said = await countersign(tmp_path, "run", **settings)
    assert status == 2
    assert said.startswith("countersign: Another process serves this database, or changes its key.")
    assert "/claim" in await bot.command("organizer", "invite")
    await bot.kill()
    status, written, said = await countersign(tmp_path, "rekey", **settings)
    assert (status, said) == (0, "")
    assert "sealed under the first secret" in written
