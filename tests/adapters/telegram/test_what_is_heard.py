"""What a message is about besides what it says, as Telegram tells of it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from adapters.telegram.addresses import PLATFORM
from adapters.telegram.incoming.polling import KINDS
from adapters.telegram.incoming.reading import Incoming, read_update
from bot.interface.call import Call, Reply
from bot.interface.command import Command
from bot.interface.requests import Invoke, Replied, Say
from bot.model.chats import Address
from bot.ports.messenger import Key
from bot.text.text import t
from tests.adapters.telegram.stage import PICTURE, Stage, says, stage
from tests.platforms.telegram import Group, Person

READ = Key("Read the letter", action="1-letter-1")


def _nothing(call: Call) -> Reply:
    raise AssertionError("nothing is run here")


COMMANDS = {"letter": Command("letter", t("Read the letter"), _nothing, linked=True)}


@dataclass
class Town:
    """A group with the bot in it, and somebody there."""

    there: Stage
    ada: Person
    group: Group

    async def heard(self) -> list[Incoming]:
        """What was asked of the bot since this was called last."""
        updates = await self.there.bot.get_updates(allowed_updates=KINDS)
        if updates:
            await self.there.bot.get_updates(updates[-1].update_id + 1)
        return [one for one in (read_update(each, self.there.bot, COMMANDS.get) for each in updates) if one]


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with stage() as there:
        ada = await there.person()
        group = there.server.supergroup("Town", admins=[ada])
        await group.add_bot(ada)
        town = Town(there, ada, group)
        await town.heard()
        yield town


def lines(heard: list[Incoming]) -> list[Say]:
    return [each.request for each in heard if isinstance(each.request, Say)]


async def test_a_reply_tells_the_message_and_what_its_buttons_do(town: Town) -> None:
    number = await town.there.stands(town.ada.chat, says("Which role?", keys=(READ,)))
    await town.ada.reply(town.ada.chat.history[int(number)], "Chair")
    assert lines(await town.heard()) == [Say("Chair", replied=Replied(number, (("Read the letter", "1-letter-1"),)))]


async def test_a_reply_to_somebody_else_is_about_nothing_of_the_bots(town: Town) -> None:
    mine = await town.ada.write("I wonder about visas.")
    await town.ada.reply(mine, "Really?")
    assert [each.replied for each in lines(await town.heard())] == [None, None]


async def test_in_a_group_only_what_replies_to_the_bot_or_names_it_is_heard(town: Town) -> None:
    await town.group.promote_bot(town.ada)
    await town.heard()
    number = await town.there.stands(town.group, says("News", keys=()))
    other = await town.ada.write("Who knows about visas?", town.group)
    await town.ada.reply(other, "I do.")
    answer = await town.ada.reply(town.group.history[int(number)], "And when?")
    named = await town.ada.write("Hello @countersign_bot when is it?", town.group)
    heard = await town.heard()
    assert lines(heard) == [Say("And when?", replied=Replied(number)), Say("Hello when is it?", mentioned=True)]
    assert [each.reply_to for each in heard] == [str(answer.id), str(named.id)]


async def test_a_button_that_is_a_link_to_the_bot_tells_what_it_performs(town: Town) -> None:
    number = await town.there.stands(
        town.group,
        says("News", keys=(Key("Help", action="1-letter-1"), Key("Site", url="https://example.org/?start=no"))),
    )
    await town.ada.reply(town.group.history[int(number)], "And when?")
    (line,) = lines(await town.heard())
    assert line.replied == Replied(number, (("Help", "1-letter-1"),))


async def test_a_picture_in_a_reply_comes_with_its_caption(town: Town) -> None:
    number = await town.there.stands(town.group, says("News", keys=()))
    await town.ada.reply(town.group.history[int(number)], "Like this?", picture=PICTURE)
    (line,) = lines(await town.heard())
    assert (line.text, line.upload is not None, line.replied) == ("Like this?", True, Replied(number))


async def test_a_changed_line_is_told_as_such_and_a_changed_command_is_not_given_again(town: Town) -> None:
    question = await town.ada.write("Is it about visas?")
    command = await town.ada.write("/letter")
    await town.ada.edit(question, "Is it about rail?")
    await town.ada.edit(command, "/letter 2")
    heard = [each.request for each in await town.heard()]
    assert heard == [
        Say("Is it about visas?"),
        Invoke("letter", {}),
        Say("Is it about rail?", edited=True),
        Say("/letter 2", edited=True),
    ]


async def test_a_comment_under_a_channels_post_is_about_the_post(town: Town) -> None:
    channel = town.there.server.channel("News", admins=[town.ada])
    channel.discuss_in(town.group)
    await channel.add_bot(town.ada)
    await town.group.promote_bot(town.ada)
    number = await town.there.stands(channel, says("The ministers have answered.", keys=(READ,)))
    other = await town.there.stands(channel, says("Something else.", keys=()))
    await town.heard()
    await town.ada.comment(channel.history[int(other)], "Which thing?")
    comment = await town.ada.comment(channel.history[int(number)], "All of them?")
    (heard,) = await town.heard()
    about = Replied(number, (("Read the letter", "1-letter-1"),), Address(PLATFORM, str(channel.id)))
    assert heard.request == Say("All of them?", replied=about)
    assert (heard.caller.address, heard.reply_to) == (Address(PLATFORM, str(town.group.id)), str(comment.id))


async def test_a_line_in_a_topic_is_no_reply_to_what_has_made_the_topic(town: Town) -> None:
    topic = await town.group.topic("Letters")
    await town.heard()
    await town.ada.write("@countersign_bot hello", town.group, topic=topic)
    (heard,) = await town.heard()
    assert heard.request == Say("hello", mentioned=True)
    assert heard.caller.address.thread == str(topic.id)
