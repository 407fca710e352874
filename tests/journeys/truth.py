"""What an announcement came to: on disk as the bot believes it, and in the chats as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.model.announcements.announcement import Stage
from bot.model.deliveries import DeliveryState, ReportRow, Tally
from bot.ports.store import Unit
from tests.journeys.process import BotProcess, HostProcess
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer

ROWS = 10_000


@dataclass(frozen=True)
class Told:
    """One chat: what is on disk of an announcement, and which texts of it stand there."""

    platform: str
    place: str
    state: DeliveryState
    reason: str
    behind: bool
    standing: Sequence[str]


@dataclass(frozen=True)
class State:
    """An announcement on disk: whether anything of it is still to leave or to be edited, and how it went so far."""

    stage: Stage
    live: bool
    tally: Tally


async def state(bot: HostProcess, number: int) -> State:
    """Where an announcement stands."""

    def unit(unit: Unit) -> State:
        found = unit.announcements.get(number)
        assert found
        live = any(each.id == number for each in unit.announcements.live())
        return State(found.stage, live, unit.results.tally(found))

    return await bot.on_disk(unit)


async def told(
    bot: BotProcess, telegram: TelegramServer, discord: DiscordServer, number: int, mark: str
) -> Sequence[Told]:
    """What came of an announcement in each chat, where its texts, and no others, hold a mark."""
    standing = {"telegram": on_telegram(telegram, mark), "discord": on_discord(discord, mark)}
    return await told_in(bot, standing, number)


async def told_in(bot: HostProcess, standing: Mapping[str, Mapping[str, Sequence[str]]], number: int) -> Sequence[Told]:
    """What came of an announcement in each chat, where these texts of it stand on each platform."""

    def rows(unit: Unit) -> Sequence[ReportRow]:
        return unit.results.rows(number, 0, ROWS)

    found = await bot.on_disk(rows)
    return [
        Told(
            row.chat.address.platform,
            row.chat.address.place,
            row.state,
            row.reason,
            row.behind,
            standing[row.chat.address.platform].get(row.chat.address.place, ()),
        )
        for row in found
    ]


def on_telegram(server: TelegramServer, mark: str) -> Mapping[str, Sequence[str]]:
    """The texts with a mark that stand in each chat where one does."""
    return {
        f"@{chat.id}" if chat.kind == "private" else str(chat.id): texts
        for chat in server.world.chats.values()
        if (texts := [message.text for message in chat.standing if mark in message.text])
    }


def on_discord(server: DiscordServer, mark: str) -> Mapping[str, Sequence[str]]:
    """The texts with a mark that stand in each channel where one does."""
    return {
        str(channel.id): texts
        for channel in server.world.channels.values()
        if (texts := [each.text for each in channel.messages if mark in each.text and not each.deleted])
    }


def untrue(each: Told) -> str:
    """What is not true of a chat's delivery; nothing where all is."""
    count = len(each.standing)
    match each.state:
        case DeliveryState.QUEUED | DeliveryState.SENDING:
            return "not ended"
        case DeliveryState.SENT if count != 1:
            return f"sent, and {count} there"
        case DeliveryState.FAILED | DeliveryState.CANCELLED | DeliveryState.RECALLED if count:
            return f"{each.state.value}, and {count} there"
        case _ if count > 1:
            return f"doubled: {count} there"
    return ""


def lies(all_told: Sequence[Told]) -> Sequence[str]:
    """Everything that is not true of an announcement."""
    return [f"{each.platform} {each.place}: {said}" for each in all_told if (said := untrue(each))]
