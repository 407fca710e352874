"""The menus on Telegram: of each kind of chat, of each organizer; and what the bot is, before anybody has written."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.telegram.profile import menus
from bot.model.people.person import Role
from bot.ports.store import Unit
from tests.drivers.running import looking, running
from tests.drivers.telegram import TelegramDriver, TelegramPerson, on_telegram, settings
from tests.platforms.telegram import Rates, TelegramServer
from tests.waiting import until


@pytest.fixture
async def bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TelegramDriver]:
    monkeypatch.setattr(menus, "LOOK_SECONDS", 0.05)
    async with on_telegram(tmp_path) as driver:
        yield driver
        assert driver.refusals() == []


def names(bot: TelegramDriver, scope: str, language: str = "") -> list[str]:
    """The commands in a menu."""
    return [each["command"] for each in bot.server.world.commands.get((scope, language), [])]


async def granted(bot: TelegramDriver, person: TelegramPerson, *roles: Role) -> None:
    """Give somebody these roles and no others."""

    def unit(unit: Unit) -> None:
        found = unit.people.ensure(person.account)
        unit.people.revoke(found.id, 1)
        for role in roles:
            unit.people.grant(found.id, 1, role)

    await bot.store.write(unit)


async def test_a_group_s_members_are_offered_a_few_and_its_admins_what_manages_it_too(bot: TelegramDriver) -> None:
    members, admins = names(bot, "all_group_chats"), names(bot, "all_chat_administrators")
    assert members == ["letter", "demands", "demand", "ask", "signatories", "progress", "sign"]
    assert set(members) | {"follow", "unfollow", "language"} <= set(admins)
    assert "announce" not in admins
    french = bot.server.world.commands["all_chat_administrators", "fr"]
    kept = {each["command"]: each.get("is_ephemeral", False) for each in french}
    assert (kept["demands"], kept["follow"], kept["language"]) == (True, False, False)
    assert all("is_ephemeral" not in each for each in bot.server.world.commands["all_private_chats", ""])


async def test_who_gets_a_role_is_offered_its_commands_and_no_more_when_it_is_taken(bot: TelegramDriver) -> None:
    ada = bot.somebody("Ada")
    scope = f"chat {ada.person.id}"
    await ada.give("help")
    await granted(bot, ada, Role.REVIEWER)
    await until(lambda: "review" in names(bot, scope, "fr"))
    assert {"review", "letter"} <= set(names(bot, scope))
    assert "announce" not in names(bot, scope)
    await granted(bot, ada, Role.EDITOR)
    await until(lambda: "announce" in names(bot, scope))
    await granted(bot, ada)
    await until(lambda: not any(scope == each for each, _ in bot.server.world.commands))


@pytest.mark.parametrize("role", [None, Role.REVIEWER])
async def test_a_role_that_changed_while_the_bot_was_stopped_changes_the_menu_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: Role | None
) -> None:
    monkeypatch.setattr(menus, "LOOK_SECONDS", 0.05)
    async with TelegramServer(rates=Rates.off()) as server, looking(tmp_path) as store:
        ada = TelegramPerson(server.person("Ada"))
        bot = TelegramDriver(server, store, ada, "", None)
        scope = f"chat {ada.person.id}"
        async with running(settings(server, tmp_path)):
            await ada.give("help")
            await granted(bot, ada, Role.EDITOR)
            await until(lambda: "announce" in names(bot, scope, "fr"))
        await granted(bot, ada, *([role] if role else []))
        async with running(settings(server, tmp_path)):
            await until(lambda: all("announce" not in names(bot, scope, each) for each in ("", "fr")))
            assert ("review" in names(bot, scope)) is (role is not None)
            there = [ada.account.id] if role else []
            await until(lambda: store.read(lambda unit: unit.menus.of("telegram") == there))
        assert server.refusals == []


async def test_the_bot_says_what_it_is_in_each_language_and_only_when_that_has_changed(bot: TelegramDriver) -> None:
    await until(lambda: "short_description fr" in bot.server.world.profile)
    profile = bot.server.world.profile
    assert "Stop Genocide or Resign" in profile["description"]
    assert profile["description fr"] != profile["description"]
    assert profile["name"] == "Countersign"

    def told() -> int:
        return sum(call.method.lower().startswith("setmyd") for call in bot.server.calls)

    before = told()
    for _ in range(3):
        await bot.owner.give("help")
    assert told() == before
