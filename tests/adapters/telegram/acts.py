"""What several tests of the whole bot on Telegram do."""

from tests.drivers.telegram import TelegramDriver, TelegramPerson, greeted
from tests.platforms.telegram import Channel, Message

NEWS = "The ministers have answered."


async def channel_of(bot: TelegramDriver, admin: TelegramPerson) -> Channel:
    """A channel in which the bot is an administrator."""
    channel = bot.server.channel("News", admins=[admin.person])
    await channel.add_bot(admin.person)
    await greeted(admin.person, channel)
    return channel


async def announce(bot: TelegramDriver, text: str) -> None:
    """Announce something."""
    await bot.owner.give("announce")
    await bot.owner.fill({"The announcement": text})
    await bot.owner.press("Send it now")


def address_of(message: Message, label: str) -> str:
    """Where a button of a message leads; empty for one that is pressed."""
    data = next(data for row in message.buttons for text, data in row if text == label)
    return data if "://" in data else ""
