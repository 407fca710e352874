"""What is wrong with how the bot is set up is found, each with the way to mend it, and nothing is changed by it."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.host.opening import now
from adapters.host.platforms import PLATFORMS
from adapters.host.terminal import doctor, examining
from bot.model.chats import Address, ChatKind, Topic
from bot.model.clock import Clock
from bot.ports.store import Unit
from storage.backups.folder import name
from storage.diagnosis import diagnose
from storage.migrate import heads
from tests import conftest
from tests.drivers.running import database
from tests.memory import SECRET, MemoryStore
from tests.platforms.discord import DiscordServer, Permission
from tests.platforms.discord.library import pointed_at
from tests.platforms.telegram import TelegramServer
from tests.unit.delivery.delivering import SAMPLE


@dataclass
class Patient:
    """A bot that is set up, and what the doctor says of it."""

    values: dict[str, str]
    said: list[str] = field(default_factory=list)

    @property
    def file(self) -> Path:
        """Its database."""
        return Path(self.values["DATABASE_URL"].removeprefix("sqlite:///"))

    async def examined(self, **values: str) -> int:
        """Examine it, perhaps with other settings: the exit status."""
        self.said.clear()
        return await doctor.examine({**self.values, **values}, self.said.append)

    def says(self, mark: str, text: str) -> bool:
        """Whether a line with this mark says something."""
        return any(line.startswith(mark) and text in line for line in self.said)


@pytest.fixture
def patient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Patient:
    """One that is served nowhere, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return Patient({"DATABASE_URL": database(tmp_path), "SECRET_KEY": SECRET})


@pytest.fixture
async def served(patient: Patient) -> AsyncIterator[Patient]:
    """One on both platforms, which may not send in one of the two chats that follow on each."""
    async with TelegramServer() as telegram, DiscordServer() as discord:
        with pointed_at(discord):
            olga = telegram.person("Olga")
            chats = dict[Address, ChatKind]()
            for title in ("Town", "Harbour"):
                group = telegram.supergroup(title, admins=[olga])
                await group.add_bot(olga)
                chats[Address("telegram", str(group.id))] = ChatKind.GROUP
            await group.silence_bot(olga)
            guild = discord.guild("Town", discord.person("Olga"))
            for name in ("news", "quiet"):
                channel = guild.channel(name)
                chats[Address("discord", str(channel.id))] = ChatKind.GROUP
            channel.deny_bot(Permission.SEND_MESSAGES)
            _fill(patient, chats)
            patient.values |= {
                "TELEGRAM_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url, "DISCORD_TOKEN": discord.token,
                "DISCORD_API_URL": discord.api_url, "DISCORD_GATEWAY_URL": discord.gateway_url,
            }  # fmt: skip
            yield patient


def _fill(patient: Patient, chats: Mapping[Address, ChatKind]) -> None:
    def unit(unit: Unit) -> None:
        letter_id = unit.letters.publish(SAMPLE).letter_id
        for address, kind in chats.items():
            unit.chats.follow(unit.chats.ensure(address, kind, "").id, letter_id, Topic.NEWS)

    store = MemoryStore(conftest.Clock())
    store.do(unit)
    _write(patient.file, store.content())
    store.close()


def _write(path: Path, content: bytes, mode: int = 0o600) -> None:
    path.write_bytes(content)
    path.chmod(mode)


def _read(path: Path) -> bytes:
    return path.read_bytes()


async def test_of_each_chat_it_is_said_whether_messages_would_reach_it(served: Patient) -> None:
    assert await served.examined() == 1
    for platform, first, mark in (("discord", 3, "LOOK"), ("telegram", 1, "good")):
        assert served.says("good", f"{platform}: the token is "), served.said
        assert served.says(mark, f"{platform}, chat {first}: messages"), served.said
        assert served.says("MEND", f"{platform}, chat {first + 1}: nothing can be sent there: forbidden"), served.said
    assert served.says("good", "clock: a platform says the same time")
    assert served.said[-1].startswith("\n2 to mend")


async def test_a_token_that_is_refused_and_a_server_that_is_not_there_are_told_apart(served: Patient) -> None:
    assert await served.examined(TELEGRAM_TOKEN="123:bad", DISCORD_API_URL="http://127.0.0.1:1/api/v10") == 1
    assert served.says("MEND", "telegram: the token is refused")
    assert served.says("MEND", "discord: it can't be reached")
    assert await served.examined(DISCORD_TOKEN="bad", TELEGRAM_API_URL="http://127.0.0.1:1") == 1
    assert served.says("MEND", "discord: it refuses DISCORD_TOKEN")
    assert served.says("MEND", "telegram: it can't be reached")


async def test_where_nothing_has_to_be_mended_the_status_is_0(patient: Patient) -> None:
    assert await patient.examined() == 0
    assert patient.says("LOOK", "no platform has a token")
    assert all(each.token.name in "".join(patient.said) for each in PLATFORMS)
    assert patient.says("good", "it is whole, and of this version")
    assert patient.says("?", "clock: no platform has said what time it is")


async def test_settings_that_can_t_be_used_end_it(patient: Patient) -> None:
    assert await patient.examined(LOG_LEVEL="loud") == 1
    assert patient.said == ["MEND  settings: LOG_LEVEL is none of DEBUG, INFO, WARNING, ERROR."]


async def test_a_name_that_is_no_setting_and_files_that_others_read_are_found(patient: Patient) -> None:
    _write(Path(".env"), b"TELEGRAM_TOKN=1\n", 0o644)
    assert await patient.examined(METRICS_ADDRESS="0.0.0.0:9464", SMTP_URL="") == 1
    assert patient.says("LOOK", "TELEGRAM_TOKN in .env is no setting")
    assert patient.says("MEND", "others on this machine can read .env")
    assert "      → chmod 600 .env" in patient.said
    assert patient.says("LOOK", "METRICS_ADDRESS can be reached by other machines")


async def test_a_key_that_is_gone_is_said_and_none_is_made_in_its_place(patient: Patient) -> None:
    assert await patient.examined(SECRET_KEY="") == 1
    assert patient.says("MEND", "countersign.key is gone")
    assert not patient.file.with_suffix(".key").exists()


async def test_a_database_of_another_version_or_that_is_damaged_is_left_as_it_is(patient: Patient) -> None:
    path = patient.file
    whole = _read(path)
    for version, mark, text in (("9999", "MEND", "a later version"), ("0001", "LOOK", "an earlier version")):
        _write(path, whole.replace(heads()[0].encode(), version.encode()))
        before = _read(path)
        await patient.examined()
        assert patient.says(mark, text), patient.said
        assert _read(path) == before
    _write(path, whole[:4096] + bytes(8192) + whole[12288:])
    assert await patient.examined() == 1
    assert patient.says("MEND", "database: it"), patient.said


async def test_the_newest_backup_is_told_and_one_that_is_late_is_to_be_mended(patient: Patient, tmp_path: Path) -> None:
    assert await patient.examined() == 0
    assert patient.says("LOOK", "backups: none is made by itself")
    assert await patient.examined(BACKUP_FOLDER=str(tmp_path)) == 1
    assert patient.says("MEND", "backups: there is none")
    hours_ago = now() - timedelta(hours=30)
    _write(tmp_path / name(hours_ago, ".db"), b"")
    assert await patient.examined(BACKUP_FOLDER=str(tmp_path)) == 0
    assert patient.says("good", "is 30 hours old")
    assert await patient.examined(BACKUP_FOLDER=str(tmp_path), BACKUP_HOURS="12") == 1


async def test_a_server_that_does_not_answer_is_said_without_its_password() -> None:
    found = await diagnose("postgresql://bot:hunter2@127.0.0.1:1/letters")
    (finding,) = examining.database(found)
    assert "can't be looked at: ConnectionRefusedError" in finding.said
    assert "hunter2" not in finding.said


def test_a_clock_that_a_platform_contradicts_is_to_be_mended() -> None:
    moment = conftest.Clock()
    clock = Clock(moment, lambda: 0.0)
    clock.asked("telegram")("Mon, 02 Mar 2026 12:00:00 GMT")
    (finding,) = examining.clock(clock)
    assert finding.said == "it says 2026-03-01T12:00:00Z, and by telegram it is 2026-03-02T12:00:00Z"
