"""Lines: edited ones, replies, and those that name the bot where others read it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.interface.requests import ContinueInPrivate, Replied, Say
from bot.model.chats import ChatKind
from bot.ports.messenger import Key, Message
from bot.text.blocks import Block, Span
from tests.adapters.discord.stage import Scripted, serving
from tests.platforms.discord import DiscordServer, GuildChannel, Person
from tests.platforms.discord.message_payloads import gateway_message
from tests.waiting import PATIENCE


def says(text: str, *keys: Key, private: bool = False, expects: str = "", closes: str = "") -> Message:
    blocks = (Block("paragraph", (Span(text),)),)
    return Message(blocks, keys, private=private, expects=expects, closes=closes)


class Hall:
    """A server's channel, somebody in it, and a core that answers as it is told."""

    def __init__(self, server: DiscordServer, core: Scripted, channel: GuildChannel, ada: Person) -> None:
        self.server = server
        self.core = core
        self.channel = channel
        self.ada = ada
        self.name = f"<@{server.world.bot.id}>"


@asynccontextmanager
async def standing(server: DiscordServer) -> AsyncIterator[Hall]:
    core, ada = Scripted((), says("Here")), server.person("Ada")
    channel = server.guild("Town", ada).channel("hall")
    async with serving(server, core):
        await server.connected()
        yield Hall(server, core, channel, ada)


async def until_asked(hall: Hall, times: int) -> None:
    await hall.server.world.changes.until(
        lambda: True if len(hall.core.asked) >= times else None, PATIENCE, lambda: f"asked: {hall.core.asked}"
    )


async def test_who_names_the_bot_in_a_server_is_answered_there_by_a_reply_that_pings_nobody() -> None:
    async with DiscordServer() as server, standing(server) as hall:
        said = await hall.ada.write(hall.channel, f"{hall.name} what is this about?")
        answer = await hall.channel.expect("Here")
        assert answer.reference is said
        assert answer.pings.nobody
        ((caller, request),) = hall.core.asked
        assert request == Say("what is this about?", mentioned=True)
        assert (caller.confidential, caller.kind, caller.address.place) == (False, ChatKind.GROUP, str(hall.channel.id))


async def test_what_names_the_bot_not_is_not_heard() -> None:
    async with DiscordServer() as server, standing(server) as hall:
        await hall.ada.write(hall.channel, "What is this about?")
        await hall.ada.write(hall.channel, f"{hall.name} hello")
        await hall.channel.expect("Here")
        assert len(hall.core.asked) == 1


async def test_a_reply_to_the_bots_message_carries_its_buttons_and_options() -> None:
    async with DiscordServer() as server, standing(server) as hall:
        hall.core.says = says("Which?", Key("Sign", "1-sign"), *(Key(f"C{n}", f"c-{n}", choice=True) for n in range(6)))
        await hall.ada.write(hall.channel, f"{hall.name} hello")
        asked = await hall.channel.expect("Which?")
        await hall.ada.write(hall.channel, "Because.", reply=asked)
        await until_asked(hall, 2)
        _, request = hall.core.asked[1]
        assert isinstance(request, Say)
        options = [(f"C{n}", f"c-{n}") for n in range(6)]
        assert request.replied == Replied(str(asked.id), (*options, ("Sign", "1-sign")))
        await hall.ada.write_dm("And here?")
        here = await hall.ada.dm.expect("Which?")
        await hall.ada.write_dm("sign", reply=here)
        await until_asked(hall, 4)
        _, request = hall.core.asked[3]
        assert isinstance(request, Say)
        assert request.replied == Replied(str(here.id), (*options, ("Sign", "1-sign")))


async def test_what_is_for_one_person_goes_to_them_and_what_goes_on_in_private_is_a_button() -> None:
    async with DiscordServer() as server, standing(server) as hall:
        hall.core.says = says("For you", private=True)
        await hall.ada.write(hall.channel, f"{hall.name} and me?")
        await hall.ada.dm.expect("For you")
        hall.core.says = ContinueInPrivate("1-form-x-go", "This goes on in private.", "Go on in private")
        await hall.ada.write(hall.channel, f"{hall.name} sign")
        answer = await hall.channel.expect("This goes on in private.")
        assert [each.label for each in answer.buttons] == ["Go on in private"]
        assert [each.text for each in hall.channel.messages if each.author.bot] == ["This goes on in private."]


async def test_an_edited_line_is_told_once_as_such() -> None:
    async with DiscordServer() as server, standing(server) as hall:
        line = await hall.ada.write_dm("wat is this?")
        await until_asked(hall, 1)
        await hall.ada.rewrite(line, "What is this?")
        await until_asked(hall, 2)
        server.gateway.emit("MESSAGE_UPDATE", gateway_message(line), 1 << 12, None)
        await hall.ada.write_dm("Thanks")
        await until_asked(hall, 3)
        assert [request for _, request in hall.core.asked] == [
            Say("wat is this?"),
            Say("What is this?", edited=True),
            Say("Thanks"),
        ]


async def test_a_question_that_was_answered_loses_its_buttons() -> None:
    async with DiscordServer() as server, standing(server) as hall:
        hall.core.says = says("Your role?", Key("Cancel", "1-form-f1-cancel"), expects="f1")
        await hall.ada.write_dm("sign")
        question = await hall.ada.dm.expect("Your role?")
        hall.core.says = says("Thank you", closes="f1")
        await hall.ada.write_dm("Chair")
        await question.expect(lambda each: not each.buttons)
        assert question.text == "Your role?"


async def test_the_bot_hears_nothing_of_bots() -> None:
    async with DiscordServer() as server, standing(server) as hall:
        hall.ada.bot = True
        await hall.ada.write(hall.channel, f"{hall.name} hello")
        await hall.ada.write_dm("hello")
        hall.ada.bot = False
        await hall.ada.write_dm("Me")
        await until_asked(hall, 1)
        assert [request for _, request in hall.core.asked] == [Say("Me")]
