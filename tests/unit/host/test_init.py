"""The settings are asked for, tried, and written for their owner alone; what is there stays."""

import stat
from collections.abc import Iterable
from pathlib import Path

import pytest
from dotenv import dotenv_values

from adapters.host.settings import read_settings
from adapters.host.terminal.init import init, write
from bot.errors import SetupError
from tests.drivers.mailbox import Mailbox
from tests.platforms.telegram import TelegramServer


class Terminal:
    """Somebody who types these lines, and what they were asked and told."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)
        self.asked: list[tuple[str, bool]] = []
        self.said: list[str] = []

    def ask(self, prompt: str, secret: bool) -> str:
        self.asked.append((prompt, secret))
        if not self.lines:
            raise EOFError
        return self.lines.pop(0)

    async def sets_up(self, **environment: str) -> dict[str, str | None]:
        await init(self.ask, self.said.append, environment)
        return dotenv_values(".env")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def test_a_token_is_tried_and_asked_for_again_where_it_is_refused(folder: Path) -> None:
    async with TelegramServer() as server:
        terminal = Terminal("", "12:bad", "", server.token, "", "", "", "https://l.example", "127.0.0.1", "", "")
        written = await terminal.sets_up(TELEGRAM_API_URL=server.url)
    assert written == {
        "TELEGRAM_TOKEN": server.token, "PUBLIC_URL": "https://l.example", "TRUSTED_PROXIES": "127.0.0.1",
        "TELEGRAM_API_URL": server.url,
    }  # fmt: skip
    assert any("the token is refused" in line for line in terminal.said)
    assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600
    assert all(secret for prompt, secret in terminal.asked if "token" in prompt.lower() and "again" not in prompt)
    assert not any(server.token in line for line in terminal.said)


async def test_what_can_t_be_used_is_said_and_asked_for_again() -> None:
    async with Mailbox() as mailbox:
        terminal = Terminal(
            "", "", "", "no-such-folder", "", "mysql://x", "", "", "", "ada", "ada@example.org", mailbox.url, "yes"
        )
        written = await terminal.sets_up()
    assert written == {"MAIL_FROM": "ada@example.org", "SMTP_URL": mailbox.url}
    assert any("no database that is served" in line for line in terminal.said)
    assert any("MAIL_FROM is not written as" in line for line in terminal.said)


async def test_beside_a_server_s_database_a_key_is_made() -> None:
    terminal = Terminal("", "", "", "", "postgresql://bot@127.0.0.1:1/letters", "yes", "", "", "")
    written = await terminal.sets_up()
    assert read_settings({name: value or "" for name, value in written.items()}).secret_key


@pytest.mark.parametrize("kind", ["file", "link"])
async def test_what_is_there_stays_and_nothing_is_asked(folder: Path, kind: str) -> None:
    if kind == "file":
        (folder / ".env").write_text("DISCORD_TOKEN=mine\n")
    else:
        (folder / ".env").symlink_to(folder / "elsewhere")
    terminal = Terminal("", "")
    with pytest.raises(SetupError, match="is there already"):
        await terminal.sets_up()
    assert terminal.asked == []
    with pytest.raises(SetupError, match="is there already"):
        write({"DISCORD_TOKEN": "another"})
    assert not (folder / "elsewhere").exists()


async def test_answers_that_end_leave_nothing_behind(folder: Path) -> None:
    with pytest.raises(SetupError, match="nothing was written"):
        await Terminal("", "").sets_up()
    assert not (folder / ".env").exists()


def _hostile() -> Iterable[str]:
    return ("it's", 'a "b"', "a # b", "back\\slash", "$HOME ${HOME}", "\\'", "trailing\\", "ü ﷽", " = ")


def test_whatever_is_answered_is_read_back_as_it_was() -> None:
    answers = {f"NAME_{number}": value for number, value in enumerate(_hostile())}
    write(answers)
    assert dict(dotenv_values(".env", interpolate=False)) == answers
