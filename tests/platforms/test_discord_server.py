"""The loopback Discord does what Discord does, and refuses what Discord refuses; the real discord.py says so."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from tests.platforms.discord import (
    ClientRefused,
    DiscordServer,
    Guild,
    GuildChannel,
    Interaction,
    NoAnswer,
    Permission,
    Person,
    Rate,
    Rates,
    Terms,
    Upload,
)
from tests.platforms.discord.library import app_commands, discord, pointed_at

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
Json = dict[str, Any]
Answer = tuple[int, Any]


class FormModal(discord.ui.Modal, title="Sign the letter"):
    """One field of each kind that the product might use."""

    organization = discord.ui.TextInput[Any](label="Organization", min_length=2, max_length=20)
    kind = discord.ui.Label[Any](
        text="Kind",
        component=discord.ui.Select[Any](
            custom_id="kind",
            options=[discord.SelectOption(label="Union", value="u"), discord.SelectOption(label="Club")],
        ),
    )
    voice = discord.ui.Label[Any](
        text="Voice",
        component=discord.ui.RadioGroup[Any](
            custom_id="voice",
            required=False,
            options=[discord.RadioGroupOption(label="Board"), discord.RadioGroupOption(label="Staff")],
        ),
    )
    agreed = discord.ui.Label[Any](text="Agreed", component=discord.ui.Checkbox[Any](custom_id="agreed"))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        kind, voice, agreed = (label.component for label in (self.kind, self.voice, self.agreed))
        assert isinstance(kind, discord.ui.Select)
        assert isinstance(voice, discord.ui.RadioGroup)
        assert isinstance(agreed, discord.ui.Checkbox)
        said = f"{self.organization.value} {kind.values} {voice.value} {agreed.value}"
        await interaction.response.send_message(said, ephemeral=True)


class Menu(discord.ui.View):
    """A button that updates its message, one that opens a modal, and a select menu."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="More", custom_id="more")
    async def more(self, interaction: discord.Interaction[Any], _: discord.ui.Button[Menu]) -> None:
        await interaction.response.edit_message(content="more of it")

    @discord.ui.button(label="Sign", custom_id="sign")
    async def sign(self, interaction: discord.Interaction[Any], _: discord.ui.Button[Menu]) -> None:
        await interaction.response.send_modal(FormModal())

    @discord.ui.select(cls=discord.ui.UserSelect[Any], custom_id="who", placeholder="Who?", min_values=1, max_values=2)
    async def who(self, interaction: discord.Interaction[Any], select: discord.ui.UserSelect[Any]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content=", ".join(one.display_name for one in select.values))


class Bot(discord.Client):
    """A small bot with one command for each way to answer."""

    def __init__(self) -> None:
        super().__init__(intents=INTENTS, guild_ready_timeout=0.05, allowed_mentions=discord.AllowedMentions.none())
        self.heard: list[discord.Message] = []
        self.events: list[str] = []
        self.tree = app_commands.CommandTree(self)
        for callback in (hello, slow, silent, menu):
            self.tree.add_command(app_commands.Command(name=callback.__name__, description="-", callback=callback))
        self.tree.add_command(demand)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify again at once; the library would wait five seconds."""

    async def on_message(self, message: discord.Message) -> None:
        if message.author.id != getattr(self.user, "id", 0):
            self.heard.append(message)

    async def on_resumed(self) -> None:
        self.events.append("resumed")

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.events.append(f"join {guild.name}")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self.events.append(f"remove {guild.name}")

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        self.events.append(f"delete {channel.name}")


class Sharded(discord.AutoShardedClient):
    """A client in two parts that identify at once."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify again at once; the library would wait five seconds."""


async def hello(interaction: discord.Interaction[Any], name: str) -> None:
    await interaction.response.send_message(f"{interaction.locale} {name}", ephemeral=True)


async def slow(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await interaction.edit_original_response(content="done")
    await interaction.followup.send("and more")


async def silent(interaction: discord.Interaction[Any]) -> None:
    """Answer nothing."""


async def menu(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.send_message("menu", view=Menu())


@app_commands.command(description="A demand")
@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
async def demand(interaction: discord.Interaction[Any], number: app_commands.Range[int, 1, 3]) -> None:
    permissions = (interaction.permissions.manage_guild, interaction.app_permissions.send_messages)
    await interaction.response.send_message(f"demand {number} {permissions}")


@demand.autocomplete("number")
async def numbers(_: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[int]]:
    return [app_commands.Choice(name=f"Demand {one}", value=one) for one in (1, 2, 3) if typed in str(one)]


@asynccontextmanager
async def running(server: DiscordServer, bot: Bot) -> AsyncIterator[Bot]:
    async with bot:
        await bot.login(server.token)
        connection = asyncio.create_task(bot.connect())
        await bot.wait_until_ready()
        yield bot
    await connection


async def eventually(condition: Callable[[], bool]) -> None:
    """Wait until the library has taken in what the gateway told it."""
    for _ in range(200):
        if condition():
            return
        await asyncio.sleep(0.01)
    assert condition()


class Api:
    """Raw requests, as no library would make them."""

    def __init__(self, server: DiscordServer, session: aiohttp.ClientSession) -> None:
        self.server = server
        self.session = session

    async def __call__(self, method: str, path: str, body: object = None, **query: str) -> Answer:
        async with self.session.request(method, self.server.api_url + path, json=body, params=query) as answer:
            return answer.status, None if answer.status == 204 else await answer.json()

    async def send(self, channel: Any, **body: object) -> Answer:
        return await self("POST", f"/channels/{channel.id}/messages", body)

    async def answer(self, interaction: Interaction, kind: int, data: Json | None = None) -> Answer:
        path = f"/interactions/{interaction.id}/{interaction.token}/callback"
        return await self("POST", path, {"type": kind, "data": data})

    async def register(self, *commands: Json) -> Answer:
        return await self("PUT", f"/applications/{self.server.application_id}/commands", list(commands))


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer(rates=Rates().times(20)) as server:
        yield server


@pytest.fixture
async def api(server: DiscordServer) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {server.token}"}) as session:
        yield Api(server, session)


@pytest.fixture
def ada(server: DiscordServer) -> Person:
    return server.person("Ada", locale="fr")


@pytest.fixture
def town(server: DiscordServer, ada: Person) -> Guild:
    return server.guild("Town", ada)


@pytest.fixture
def news(town: Guild) -> GuildChannel:
    return town.channel("news")


@pytest.fixture
def pointed(server: DiscordServer) -> Iterator[None]:
    with pointed_at(server):
        yield


@pytest.fixture
async def bot(server: DiscordServer, news: GuildChannel, pointed: None) -> AsyncIterator[Bot]:
    async with running(server, Bot()) as bot:
        await bot.tree.sync()
        yield bot


def faults(answer: Answer) -> Json:
    """The faults of an invalid form, by path, each as its code."""
    status, body = answer
    assert (status, body["code"], body["message"]) == (400, 50035, "Invalid Form Body"), answer
    return dict(_codes(body["errors"], ()))


def _codes(errors: Json, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for key, value in errors.items():
        if key == "_errors":
            yield ".".join(path), value[0]["code"]
        else:
            yield from _codes(value, (*path, key))


def refusal(answer: Answer) -> tuple[int, int]:
    return answer[0], answer[1]["code"]


def row(*controls: Json) -> Json:
    return {"type": 1, "components": list(controls)}


def button(custom_id: str = "a", **more: object) -> Json:
    return {"type": 2, "style": 1, "label": "A", "custom_id": custom_id, **more}


def text_display(text: str) -> Json:
    return {"type": 10, "content": text}


def command(name: str = "ask", **more: object) -> Json:
    return {"name": name, "description": "-", **more}


# The real library


async def test_a_bot_sees_its_guilds_channels_and_threads(bot: Bot, town: Guild, news: GuildChannel) -> None:
    thread = town.thread(news, "talk")
    forum = town.channel("forum", "forum")
    guild = bot.guilds[0]
    await eventually(lambda: guild.get_channel(forum.id) is not None)
    assert (guild.name, guild.preferred_locale.value) == ("Town", "en-US")
    assert [channel.name for channel in guild.channels] == ["news", "forum"]
    assert isinstance(guild.get_channel(forum.id), discord.ForumChannel)
    assert guild.get_thread(thread.id) is not None
    assert guild.me.guild_permissions.send_messages


async def test_a_command_is_answered_privately_in_the_persons_language(
    bot: Bot, ada: Person, news: GuildChannel
) -> None:
    answer = await (await ada.command(news, "hello", name="you")).message()
    assert (answer.content, answer.ephemeral) == ("fr you", True)
    assert news.messages == []


async def test_a_command_shows_the_permissions_of_both(bot: Bot, ada: Person, news: GuildChannel) -> None:
    news.deny_bot(Permission.SEND_MESSAGES)
    answer = await (await ada.command(news, "demand", number=2)).message()
    assert answer.content == "demand 2 (True, False)"
    assert news.messages == [answer]


async def test_a_deferred_answer_is_filled_and_followed(bot: Bot, ada: Person, news: GuildChannel) -> None:
    interaction = await ada.command(news, "slow")
    answer = await interaction.message()
    assert (answer.content, answer.ephemeral, answer.edits) == ("done", True, 1)
    assert (await interaction.followup()).content == "and more"


async def test_an_option_is_completed_while_it_is_typed(bot: Bot, ada: Person, news: GuildChannel) -> None:
    choices = await ada.complete(news, "demand", option="number", typed="2")
    assert [(choice.name, choice.value) for choice in choices] == [("Demand 2", 2)]


async def test_a_button_updates_its_message(bot: Bot, ada: Person, news: GuildChannel) -> None:
    menu = await (await ada.command(news, "menu")).message()
    assert [one.label for one in menu.buttons] == ["More", "Sign"]
    assert await (await ada.press(menu, "More")).answer() is menu
    assert menu.content == "more of it"


async def test_people_are_chosen_in_a_select_menu(
    bot: Bot, server: DiscordServer, ada: Person, town: Guild, news: GuildChannel
) -> None:
    ben = server.person("Ben")
    town.join(ben)
    menu = await (await ada.command(news, "menu")).message()
    await (await ada.choose(menu, "Who?", [ada, ben])).answer()
    assert menu.content == "Ada, Ben"


async def test_a_modal_is_filled_in_and_submitted(bot: Bot, ada: Person, news: GuildChannel) -> None:
    menu = await (await ada.command(news, "menu")).message()
    form = await (await ada.press(menu, "sign")).form()
    assert (form.title, [one.label for one in form.fields]) == (
        "Sign the letter",
        ["Organization", "Kind", "Voice", "Agreed"],
    )
    submission = await ada.submit(form, {"Organization": "Bakers", "kind": "Union", "Voice": "Staff", "Agreed": True})
    answer = await submission.message()
    assert answer.content == "Bakers ['u'] Staff True"
    assert submission.source is menu


async def test_messages_are_edited_deleted_and_carry_files(bot: Bot, news: GuildChannel) -> None:
    channel = bot.get_partial_messageable(news.id)
    sent = await channel.send("one", file=discord.File(io.BytesIO(b"pdf"), "letter.pdf"))
    message = await news.expect("one")
    assert [(file.filename, file.data) for file in message.attachments] == [("letter.pdf", b"pdf")]
    assert await sent.attachments[0].read() == b"pdf"
    await sent.edit(content="two")
    assert (message.content, message.edits, len(message.attachments)) == ("two", 1, 1)
    await sent.delete()
    assert message.deleted
    with pytest.raises(discord.NotFound, match="10008"):
        await channel.fetch_message(sent.id)


async def test_a_person_and_the_bot_write_to_each_other(bot: Bot, ada: Person) -> None:
    await ada.write_dm("hello bot")
    await bot.wait_for("message", timeout=1)
    assert [message.content for message in bot.heard] == ["hello bot"]
    await (await bot.fetch_user(ada.id)).send("hello Ada")
    assert [message.content for message in ada.dms] == ["hello bot", "hello Ada"]


async def test_a_guild_message_has_no_content_unless_it_mentions_the_bot(
    bot: Bot, server: DiscordServer, ada: Person, news: GuildChannel
) -> None:
    await ada.write(news, "secret")
    await ada.write(news, f"{server.world.bot.mention} hear")
    await bot.wait_for("message", check=lambda message: "hear" in message.content, timeout=1)
    assert [message.content for message in bot.heard] == ["", f"<@{server.application_id}> hear"]


async def test_the_library_keeps_to_the_channel_limit_by_its_headers(
    bot: Bot, server: DiscordServer, news: GuildChannel
) -> None:
    channel = bot.get_partial_messageable(news.id)
    await asyncio.gather(*(channel.send(str(number)) for number in range(12)))
    assert len(news.messages) == 12
    assert server.too_many == 0


async def test_the_library_waits_out_the_global_limit() -> None:
    async with DiscordServer(rates=Rates(overall=Rate(20, 1))) as server:
        town = server.guild("Town", server.person("Ada"))
        with pointed_at(server):
            async with running(server, Bot()) as bot:
                channels = [bot.get_partial_messageable(town.channel(f"c{number}").id) for number in range(30)]
                await asyncio.gather(*(channel.send("news") for channel in channels))
        assert server.too_many > 0
        assert [len(channel.messages) for channel in town.channels] == [1] * 30


async def test_the_library_resumes_its_session_and_hears_what_it_missed(
    bot: Bot, server: DiscordServer, town: Guild, news: GuildChannel
) -> None:
    await server.gateway.drop()
    news.delete()
    await server.connected()
    server.gateway.ask_reconnect()
    await server.world.changes.until(lambda: server.gateway.resumed == 2 or None, 5, lambda: "not resumed twice")
    await eventually(lambda: sorted(bot.events) == ["delete news", "resumed", "resumed"])


async def test_the_library_identifies_anew_when_its_session_is_gone(bot: Bot, server: DiscordServer) -> None:
    server.gateway.invalidate()
    await server.world.changes.until(lambda: server.gateway.identified == 2 or None, 5, lambda: "not identified")
    await bot.wait_until_ready()


async def test_the_library_hears_of_guilds_that_it_joins_and_leaves(
    bot: Bot, server: DiscordServer, ada: Person, town: Guild
) -> None:
    server.guild("Village", ada)
    town.remove_bot()
    await eventually(lambda: bot.events == ["join Village", "remove Town"])


async def test_the_library_can_be_sharded(server: DiscordServer, ada: Person, pointed: None) -> None:
    client = Sharded(intents=INTENTS, shard_count=2, guild_ready_timeout=0.05)
    server.guild("Town", ada)
    async with client:
        await client.login(server.token)
        connection = asyncio.create_task(client.connect())
        await client.wait_until_ready()
        assert (len(client.shards), len(client.guilds)) == (2, 1)
    await connection


async def test_a_wrong_token_is_refused(server: DiscordServer, pointed: None) -> None:
    async with discord.Client(intents=INTENTS) as client:
        with pytest.raises(discord.LoginFailure):
            await client.login("wrong")
    assert server.invalid_requests == 1


async def test_privileged_intents_are_refused(server: DiscordServer, pointed: None) -> None:
    async with discord.Client(intents=discord.Intents.all()) as client:
        await client.login(server.token)
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await client.connect()


async def test_the_gateway_refuses_a_wrong_token(server: DiscordServer) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(server.gateway_url) as socket:
        assert (await socket.receive_json())["op"] == 10
        await socket.send_json({"op": 2, "d": {"token": "wrong", "intents": 0}})
        await socket.receive()
        assert socket.close_code == 4004


# Messages


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"content": "x" * 2001}, {"content": "BASE_TYPE_MAX_LENGTH"}),
        ({"content": "x", "nonce": "n" * 26}, {"nonce": "BASE_TYPE_MAX_LENGTH"}),
        ({"embeds": [{"title": "t"}] * 11}, {"embeds": "BASE_TYPE_MAX_LENGTH"}),
        ({"embeds": [{"description": "x" * 3001}] * 2}, {"embeds": "MAX_EMBED_SIZE_EXCEEDED"}),
        ({"embeds": [{"title": "x" * 257}]}, {"embeds.0.title": "BASE_TYPE_MAX_LENGTH"}),
        ({"embeds": [{"fields": [{"name": "n"}]}]}, {"embeds.0.fields.0.value": "BASE_TYPE_REQUIRED"}),
        ({"embeds": [{"url": "ftp://x.org"}]}, {"embeds.0.url": "URL_TYPE_INVALID_SCHEME"}),
        (
            {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
            {"allowed_mentions": "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"},
        ),
        (
            {"content": "x", "message_reference": {"message_id": "1"}},
            {"message_reference": "MESSAGE_REFERENCE_UNKNOWN_MESSAGE"},
        ),
    ],
)
async def test_a_message_over_its_limits_is_refused(api: Api, news: GuildChannel, body: Json, expected: Json) -> None:
    assert faults(await api.send(news, **body)) == expected
    assert news.messages == []


async def test_a_content_of_2000_code_points_is_accepted(api: Api, news: GuildChannel) -> None:
    assert (await api.send(news, content="😀" * 2000))[0] == 200


async def test_an_empty_message_is_refused(api: Api, news: GuildChannel) -> None:
    assert refusal(await api.send(news, content=" \n")) == (400, 50006)
    assert refusal(await api.send(news, components=[row(button())])) == (400, 50006)


LINK = {"type": 2, "style": 5, "label": "L"}
OPTIONS = [{"label": "o", "value": str(number)} for number in range(26)]
SELECT = {"type": 3, "custom_id": "s", "options": OPTIONS[:2]}


@pytest.mark.parametrize(
    ("components", "expected"),
    [
        ([row(button(str(number))) for number in range(6)], {"": "BASE_TYPE_MAX_LENGTH"}),
        ([row(*(button(str(number)) for number in range(6)))], {"0.components": "BASE_TYPE_BAD_LENGTH"}),
        ([row()], {"0.components": "BASE_TYPE_BAD_LENGTH"}),
        ([row(button("a"), button("a"))], {"0.components.1.custom_id": "COMPONENT_CUSTOM_ID_DUPLICATED"}),
        ([row(button("x" * 101))], {"0.components.0.custom_id": "BASE_TYPE_BAD_LENGTH"}),
        ([row(button(label="x" * 81))], {"0.components.0.label": "BASE_TYPE_MAX_LENGTH"}),
        ([row(button(label=None))], {"0.components.0.label": "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED"}),
        ([row(LINK)], {"0.components.0.url": "BASE_TYPE_REQUIRED"}),
        ([row(LINK | {"url": "mailto:a@b.org"})], {"0.components.0.url": "URL_TYPE_INVALID_SCHEME"}),
        ([row(SELECT | {"options": OPTIONS})], {"0.components.0.options": "BASE_TYPE_BAD_LENGTH"}),
        (
            [row(SELECT | {"options": [OPTIONS[0], OPTIONS[0]]})],
            {"0.components.0.options.1.value": "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"},
        ),
        ([row(SELECT | {"max_values": 3})], {"0.components.0.max_values": "SELECT_COMPONENT_MAX_VALUES_TOO_LARGE"}),
        ([row(SELECT, button())], {"0.components.1": "COMPONENT_LAYOUT_WIDTH_EXCEEDED"}),
        ([text_display("x")], {"0": "UNION_TYPE_CHOICES"}),
    ],
)
async def test_components_over_their_limits_are_refused(
    api: Api, news: GuildChannel, components: list[Json], expected: Json
) -> None:
    found = faults(await api.send(news, content="x", components=components))
    assert found == {".".join(("components", path)).rstrip("."): code for path, code in expected.items()}


V2 = 1 << 15


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            {"content": "x", "components": [text_display("y")]},
            {"content": "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"},
        ),
        ({"components": [text_display("x" * 2001)] * 2}, {"components": "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"}),
        (
            {"components": [{"type": 17, "components": [text_display("x")] * 20}] * 2},
            {"components": "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"},
        ),
        (
            {"components": [{"type": 9, "components": [text_display("x")]}]},
            {"components.0.accessory": "BASE_TYPE_REQUIRED"},
        ),
    ],
)
async def test_components_v2_over_their_limits_are_refused(
    api: Api, news: GuildChannel, body: Json, expected: Json
) -> None:
    assert faults(await api.send(news, flags=V2, **body)) == expected


async def test_a_message_of_components_v2_stays_one(bot: Bot, api: Api, news: GuildChannel) -> None:
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.Container(discord.ui.TextDisplay("The letter"), discord.ui.Separator()))
    sent = await bot.get_partial_messageable(news.id).send(view=view)
    assert (await news.expect("The letter")).text == "The letter"
    edited = await api("PATCH", f"/channels/{news.id}/messages/{sent.id}", {"content": "plain"})
    assert faults(edited) == {"content": "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"}


async def test_unknown_places_and_messages_are_refused(api: Api, ada: Person, news: GuildChannel) -> None:
    written = await ada.write(news, "mine")
    assert refusal(await api("GET", "/channels/1")) == (404, 10003)
    assert refusal(await api("GET", f"/channels/{news.id}/messages/1")) == (404, 10008)
    assert refusal(await api("PATCH", f"/channels/{news.id}/messages/{written.id}", {"content": "x"})) == (403, 50005)
    assert refusal(await api("DELETE", f"/channels/{news.id}/messages/{written.id}")) == (403, 50013)
    assert refusal(await api("GET", "/nowhere")) == (404, 0)
    news.delete()
    assert refusal(await api.send(news, content="x")) == (404, 10003)


async def test_what_the_bot_may_not_do_is_refused(api: Api, town: Guild, news: GuildChannel) -> None:
    news.deny_bot(Permission.EMBED_LINKS)
    assert refusal(await api.send(news, embeds=[{"title": "t"}])) == (403, 50013)
    news.deny_bot(Permission.SEND_MESSAGES)
    assert refusal(await api.send(news, content="x")) == (403, 50013)
    news.deny_bot()
    assert refusal(await api.send(news, content="x")) == (403, 50001)
    news.allow_bot()
    assert (await api.send(news, content="x"))[0] == 200
    assert refusal(await api.send(town.channel("forum", "forum"), content="x")) == (400, 50008)
    town.remove_bot()
    assert refusal(await api.send(news, content="x")) == (403, 50001)
    assert refusal(await api("GET", f"/guilds/{town.id}")) == (404, 10004)


async def test_a_role_can_be_granted_what_everyone_is_denied(api: Api, town: Guild, server: DiscordServer) -> None:
    hidden = town.channel("hidden", private=True)
    assert refusal(await api.send(hidden, content="x")) == (403, 50001)
    hidden.overwrite(town.members[server.application_id].roles[0], allow=Permission.VIEW_CHANNEL)
    assert (await api.send(hidden, content="x"))[0] == 200


async def test_an_archived_thread_wakes_unless_it_is_locked(api: Api, town: Guild, news: GuildChannel) -> None:
    thread = town.thread(news, "talk")
    status, sent = await api.send(thread, content="x")
    thread.archive()
    edited = await api("PATCH", f"/channels/{thread.id}/messages/{sent['id']}", {"content": "y"})
    assert (status, refusal(edited)) == (200, (400, 50083))
    assert (await api.send(thread, content="y"))[0] == 200
    assert not thread.archived
    thread.archive(locked=True)
    assert refusal(await api.send(thread, content="z")) == (400, 50083)
    news.deny_bot(Permission.SEND_MESSAGES_IN_THREADS)
    assert refusal(await api.send(thread, content="z")) == (403, 50013)


async def test_a_person_who_blocked_the_bot_cannot_be_written_to(
    api: Api, server: DiscordServer, ada: Person, town: Guild
) -> None:
    ada.block_bot()
    status, channel = await api("POST", "/users/@me/channels", {"recipient_id": str(ada.id)})
    assert (status, channel["id"]) == (200, str(ada.dm.id))
    assert refusal(await api.send(ada.dm, content="x")) == (403, 50007)
    stranger = server.person("Stranger")
    assert refusal(await api.send(stranger.dm, content="x")) == (403, 50278)
    assert refusal(await api("POST", "/users/@me/channels", {"recipient_id": "1"})) == (400, 50033)


async def test_a_message_is_published_once_and_only_in_an_announcement_channel(
    api: Api, town: Guild, news: GuildChannel
) -> None:
    announcements = town.channel("announcements", "announcement")
    for channel, expected in ((news, (400, 50024)), (announcements, None)):
        _, sent = await api.send(channel, content="x")
        answer = await api("POST", f"/channels/{channel.id}/messages/{sent['id']}/crosspost")
        assert answer[0] == 200 if expected is None else refusal(answer) == expected
    assert announcements.messages[0].published
    assert refusal(await api("POST", f"/channels/{announcements.id}/messages/{sent['id']}/crosspost")) == (400, 40033)


async def test_a_nonce_gives_the_earlier_message_back_for_a_few_minutes(
    api: Api, server: DiscordServer, town: Guild, news: GuildChannel
) -> None:
    _, first = await api.send(news, content="x", nonce="n", enforce_nonce=True)
    _, again = await api.send(town.channel("other"), content="y", nonce="n", enforce_nonce=True)
    assert (again["id"], again["content"]) == (first["id"], "x")
    _, unenforced = await api.send(news, content="x", nonce="n")
    server.clock.advance(180)
    _, later = await api.send(news, content="x", nonce="n", enforce_nonce=True)
    assert [str(message.id) for message in news.messages] == [first["id"], unenforced["id"], later["id"]]


async def test_allowed_mentions_decide_who_is_pinged(api: Api, ada: Person, town: Guild, news: GuildChannel) -> None:
    role = town.role("Press", mentionable=True)
    text = f"@everyone {ada.mention} {role.mention} <@1>"
    allowed: list[Json | None] = [None, {"parse": []}, {"users": [str(ada.id)]}, {"parse": ["roles", "everyone"]}]
    for mentions in allowed:
        assert (await api.send(news, content=text, **({"allowed_mentions": mentions} if mentions else {})))[0] == 200
    pings = [message.pings for message in news.messages]
    assert [(ping.users, ping.roles, ping.everyone) for ping in pings] == [
        ((ada.id,), (role.id,), True),
        ((), (), False),
        ((ada.id,), (), False),
        ((), (role.id,), True),
    ]
    assert [ping.nobody for ping in pings] == [False, True, False, False]


# Commands


def option(name: str = "o", **more: object) -> Json:
    return {"type": 3, "name": name, "description": "-", **more}


@pytest.mark.parametrize(
    ("commands", "expected"),
    [
        ([command("Ask")], {"0.name": "APPLICATION_COMMAND_INVALID_NAME"}),
        ([command("a b")], {"0.name": "APPLICATION_COMMAND_INVALID_NAME"}),
        ([command("a" * 33)], {"0.name": "BASE_TYPE_BAD_LENGTH"}),
        ([command(description="x" * 101)], {"0.description": "BASE_TYPE_BAD_LENGTH"}),
        ([{"name": "ask"}], {"0.description": "BASE_TYPE_REQUIRED"}),
        ([command(), command()], {"1": "APPLICATION_COMMANDS_DUPLICATE_NAME"}),
        ([command(options=[option(f"o{n}") for n in range(26)])], {"0.options": "BASE_TYPE_MAX_LENGTH"}),
        (
            [command(options=[option("a"), option("b", required=True)])],
            {"0.options.1": "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"},
        ),
        (
            [command(options=[option(choices=[{"name": f"n{n}", "value": "v"} for n in range(26)])])],
            {"0.options.0.choices": "BASE_TYPE_MAX_LENGTH"},
        ),
        (
            [command(options=[option(choices=[{"name": "x" * 101, "value": "v"}])])],
            {"0.options.0.choices.0.name": "BASE_TYPE_BAD_LENGTH"},
        ),
        ([command(name_localizations={"eo": "x"})], {"0.name_localizations.eo": "ENUM_TYPE_COERCE"}),
        ([command(name_localizations={"fr": "Été"})], {"0.name_localizations.fr": "APPLICATION_COMMAND_INVALID_NAME"}),
        (
            [
                command(
                    options=[
                        option(f"o{n}", choices=[{"name": f"{m}" * 90, "value": str(m)} for m in range(9)])
                        for n in range(12)
                    ]
                )
            ],
            {"0": "APPLICATION_COMMAND_TOO_LARGE"},
        ),
        ([command(contexts=[7])], {"0.contexts.0": "BASE_TYPE_CHOICES"}),
    ],
)
async def test_commands_over_their_limits_are_refused(api: Api, commands: list[Json], expected: Json) -> None:
    assert faults(await api.register(*commands)) == expected


async def test_commands_have_names_in_many_scripts(api: Api, server: DiscordServer) -> None:
    names = ["demande-é", "हिन्दी", "ความช่วยเหลือ", "مساعدة", "ask_2"]
    assert (await api.register(*(command(name) for name in names)))[0] == 200
    assert server.world.commands.names(None) == names


async def test_no_more_than_100_commands_are_registered(api: Api) -> None:
    assert refusal(await api.register(*(command(f"c{number}") for number in range(101)))) == (400, 30032)


async def test_the_client_app_offers_only_what_a_person_may_use(
    bot: Bot, server: DiscordServer, ada: Person, town: Guild, news: GuildChannel
) -> None:
    ben = server.person("Ben")
    town.join(ben)
    assert "demand" in ada.commands(news)
    assert "demand" not in ben.commands(news)
    for attempt in (
        ben.command(news, "demand", number=1),
        ada.command(ada.dm, "demand", number=1),
        ada.command(news, "demand"),
        ada.command(news, "demand", number=4),
        ada.command(news, "demand", number="1"),
        ada.command(news, "hello", name="a\nb"),
        ada.command(news, "unknown"),
    ):
        with pytest.raises(ClientRefused):
            await attempt


async def test_the_client_app_refuses_what_a_modal_does_not_take(bot: Bot, ada: Person, news: GuildChannel) -> None:
    menu = await (await ada.command(news, "menu")).message()
    form = await (await ada.press(menu, "sign")).form()
    complete = {"Organization": "Bakers", "Kind": "Union"}
    for wrong in ({"Kind": "u"}, complete | {"Organization": "x" * 21}, complete | {"Kind": "Party"}, {"Age": 3}):
        with pytest.raises(ClientRefused):
            await ada.submit(form, wrong)
    await (await ada.submit(form, complete)).message()
    with pytest.raises(ClientRefused, match="closed"):
        await ada.submit(form, complete)


# Interactions


@pytest.fixture
async def asked(api: Api, ada: Person, news: GuildChannel) -> Interaction:
    await api.register(command(options=[option("text", autocomplete=True)]))
    return await ada.command(news, "ask")


async def test_an_interaction_is_answered_once(api: Api, asked: Interaction) -> None:
    assert (await api.answer(asked, 4, {"content": "x"}))[0] == 204
    assert refusal(await api.answer(asked, 4, {"content": "y"})) == (400, 40060)


async def test_an_answer_after_three_seconds_is_too_late(api: Api, server: DiscordServer, asked: Interaction) -> None:
    server.clock.advance(3)
    assert refusal(await api.answer(asked, 4, {"content": "x"})) == (404, 10062)
    assert asked.failed
    with pytest.raises(NoAnswer, match="did not respond to /ask by Ada"):
        await asked.answer()


async def test_a_silent_bot_fails_the_person_by_itself(pointed: None) -> None:
    async with DiscordServer(terms=Terms(first_answer=0.1)) as server:
        ada = server.person("Ada")
        news = server.guild("Town", ada).channel("news")
        with pointed_at(server):
            async with running(server, Bot()) as bot:
                await bot.tree.sync()
                with pytest.raises(NoAnswer):
                    await (await ada.command(news, "silent")).answer()


async def test_a_token_lives_15_minutes(api: Api, server: DiscordServer, asked: Interaction) -> None:
    path = f"/webhooks/{server.application_id}/{asked.token}"
    assert refusal(await api("POST", path, {"content": "too early"})) == (404, 10015)
    await api.answer(asked, 5)
    server.clock.advance(899)
    assert (await api("PATCH", f"{path}/messages/@original", {"content": "x"}))[0] == 200
    server.clock.advance(1)
    assert refusal(await api("POST", path, {"content": "y"})) == (401, 50027)


async def test_privacy_is_fixed_at_the_deferral(api: Api, server: DiscordServer, asked: Interaction) -> None:
    await api.answer(asked, 5, {"flags": 64})
    path = f"/webhooks/{server.application_id}/{asked.token}"
    _, filled = await api("POST", path, {"content": "x", "flags": 0})
    assert asked.original is not None
    assert (filled["id"], asked.original.ephemeral, asked.original.loading) == (str(asked.original.id), True, False)


async def test_an_ephemeral_message_is_seen_by_one_person_and_known_to_no_channel(
    api: Api, server: DiscordServer, town: Guild, asked: Interaction
) -> None:
    await api.answer(asked, 4, {"content": "x", "flags": 64, "components": [row(button())]})
    message = await asked.message()
    path = f"/channels/{asked.channel.id}/messages/{message.id}"
    assert refusal(await api("GET", path)) == (404, 10008)
    assert refusal(await api("PATCH", path, {"content": "y"})) == (404, 10008)
    assert asked.channel.messages == []
    ben = server.person("Ben")
    town.join(ben)
    with pytest.raises(ClientRefused, match="does not see"):
        await ben.press(message, "A")


async def test_callbacks_that_do_not_fit_are_refused(api: Api, ada: Person, asked: Interaction) -> None:
    assert faults(await api.answer(asked, 7, {"content": "x"})) == {"type": "INTERACTION_CALLBACK_TYPE_INVALID"}
    assert faults(await api.answer(asked, 3)) == {"type": "BASE_TYPE_CHOICES"}
    assert faults(await api.answer(asked, 4, {"content": "x" * 2001})) == {"data.content": "BASE_TYPE_MAX_LENGTH"}
    assert refusal(await api.answer(asked, 4)) == (400, 50006)
    await api.answer(asked, 9, MODAL)
    submission = await ada.submit(await asked.form(), {"f": "x"})
    assert faults(await api.answer(submission, 9, MODAL)) == {"type": "INTERACTION_CALLBACK_TYPE_INVALID"}
    assert faults(await api.answer(submission, 7, {})) == {"type": "INTERACTION_CALLBACK_TYPE_INVALID"}


FIELD = {"type": 4, "custom_id": "f", "style": 1}
MODAL = {"title": "T", "custom_id": "m", "components": [{"type": 18, "label": "F", "component": FIELD}]}


def label(component: Json, **more: object) -> list[Json]:
    return [{"type": 18, "label": "F", "component": component, **more}]


@pytest.mark.parametrize(
    ("modal", "expected"),
    [
        ({"title": "x" * 46}, {"title": "BASE_TYPE_BAD_LENGTH"}),
        ({"custom_id": ""}, {"custom_id": "BASE_TYPE_BAD_LENGTH"}),
        ({"components": []}, {"components": "BASE_TYPE_BAD_LENGTH"}),
        ({"components": [text_display("x")] * 6}, {"components": "BASE_TYPE_BAD_LENGTH"}),
        ({"components": [row(FIELD)]}, {"components.0.components.0.label": "BASE_TYPE_REQUIRED"}),
        ({"components": label(FIELD, label="x" * 46)}, {"components.0.label": "BASE_TYPE_BAD_LENGTH"}),
        ({"components": label(FIELD, description="x" * 101)}, {"components.0.description": "BASE_TYPE_BAD_LENGTH"}),
        (
            {"components": label(FIELD | {"max_length": 3, "value": "1234"})},
            {"components.0.component.value": "BASE_TYPE_MAX_LENGTH"},
        ),
        (
            {"components": label(FIELD | {"placeholder": "x" * 101})},
            {"components.0.component.placeholder": "BASE_TYPE_MAX_LENGTH"},
        ),
        ({"components": label(FIELD | {"max_length": 4001})}, {"components.0.component.max_length": "NUMBER_TYPE_MAX"}),
        ({"components": label(button())}, {"components.0.component": "UNION_TYPE_CHOICES"}),
        (
            {"components": label({"type": 21, "custom_id": "r", "options": OPTIONS[:1]})},
            {"components.0.component.options": "BASE_TYPE_BAD_LENGTH"},
        ),
        ({"components": label(FIELD) * 2}, {"components.1.component.custom_id": "COMPONENT_CUSTOM_ID_DUPLICATED"}),
    ],
)
async def test_modals_over_their_limits_are_refused(api: Api, asked: Interaction, modal: Json, expected: Json) -> None:
    found = faults(await api.answer(asked, 9, MODAL | modal))
    assert found == {f"data.{path}": code for path, code in expected.items()}


async def test_a_modal_takes_files_groups_and_rows(api: Api, ada: Person, asked: Interaction) -> None:
    fields: list[Json] = [
        row(FIELD | {"label": "Text", "value": "there"}),
        *label({"type": 19, "custom_id": "file", "required": False}),
        *label({"type": 22, "custom_id": "many", "options": OPTIONS[:3]}),
    ]
    await api.answer(asked, 9, MODAL | {"components": fields})
    submission = await ada.submit(await asked.form(), {"file": Upload("a.txt", b"a"), "many": ["0", "2"]})
    text, file, many = submission.data["components"]
    assert text["components"][0]["value"] == "there"
    assert submission.data["resolved"]["attachments"][file["component"]["values"][0]]["filename"] == "a.txt"
    assert many["component"]["values"] == ["0", "2"]


async def test_suggestions_are_at_most_25_and_have_names(api: Api, ada: Person, asked: Interaction) -> None:
    typing = asyncio.create_task(ada.complete(asked.channel, "ask", option="text", typed="f"))
    await asyncio.sleep(0)
    interaction = list(asked.channel.world.interactions.values())[-1]
    many = [{"name": str(number), "value": "v"} for number in range(26)]
    assert faults(await api.answer(interaction, 8, {"choices": many})) == {"data.choices": "BASE_TYPE_MAX_LENGTH"}
    nameless = {"choices": [{"name": "", "value": "v"}]}
    assert faults(await api.answer(interaction, 8, nameless)) == {"data.choices.0.name": "BASE_TYPE_BAD_LENGTH"}
    assert faults(await api.answer(interaction, 4, {"content": "x"})) == {"type": "INTERACTION_CALLBACK_TYPE_INVALID"}
    await api.answer(interaction, 8, {"choices": many[:1]})
    assert [choice.name for choice in await typing] == ["0"]


# Rates and faults


@asynccontextmanager
async def opened(rates: Rates) -> AsyncIterator[tuple[DiscordServer, Api, Person, GuildChannel]]:
    async with DiscordServer(rates=rates) as server:
        person = server.person("Ada")
        channel = server.guild("Town", person).channel("news")
        async with aiohttp.ClientSession(headers={"Authorization": f"Bot {server.token}"}) as session:
            yield server, Api(server, session), person, channel


async def test_six_messages_at_once_in_one_channel_are_one_too_many() -> None:
    async with opened(Rates()) as (server, api, _, news):
        answers = [await api.send(news, content=str(number)) for number in range(6)]
        assert [status for status, _ in answers] == [200] * 5 + [429]
        assert answers[-1][1]["global"] is False
        assert 0 < answers[-1][1]["retry_after"] <= 5
        assert (server.too_many, server.invalid_requests) == (1, 1)
        server.clock.advance(5)
        assert (await api.send(news, content="x"))[0] == 200


async def test_the_limit_of_a_channel_stands_in_the_headers(
    api: Api, server: DiscordServer, news: GuildChannel
) -> None:
    url = f"{server.api_url}/channels/{news.id}/messages"
    async with api.session.post(url, json={"content": "x"}) as answer:
        assert (answer.headers["X-RateLimit-Limit"], answer.headers["X-RateLimit-Remaining"]) == ("5", "4")
        assert float(answer.headers["X-RateLimit-Reset-After"]) == 0.25
        assert (answer.headers["Via"], answer.headers["Content-Type"]) == ("1.1 google", "application/json")


async def test_the_overall_rate_binds_all_but_answers_to_interactions() -> None:
    async with opened(Rates(overall=Rate(2, 60))) as (server, api, person, news):
        await api.register(command())
        asked = await person.command(news, "ask")
        await api("GET", "/users/@me")
        async with api.session.get(f"{server.api_url}/users/@me") as answer:
            assert (answer.status, answer.headers["X-RateLimit-Scope"]) == (429, "global")
            assert (await answer.json())["global"] is True
        assert (await api.answer(asked, 4, {"content": "x"}))[0] == 204


async def test_an_eleventh_publication_in_an_hour_is_refused_with_a_wrong_header(
    api: Api, server: DiscordServer, town: Guild
) -> None:
    channel = town.channel("announcements", "announcement")
    for _ in range(11):
        server.clock.advance(1)
        _, sent = await api.send(channel, content="x")
        url = f"{server.api_url}/channels/{channel.id}/messages/{sent['id']}/crosspost"
        async with api.session.post(url) as answer:
            status, headers, body = answer.status, answer.headers, await answer.json()
    assert status == 429
    assert body["retry_after"] > 100 > float(headers["X-RateLimit-Reset-After"])


async def test_too_many_invalid_requests_shut_the_address_out() -> None:
    async with DiscordServer(rates=Rates(invalid=Rate(3, 600))) as server, aiohttp.ClientSession() as session:
        statuses = []
        for _ in range(4):
            async with session.get(f"{server.api_url}/users/@me") as answer:
                statuses.append(answer.status)
        assert statuses == [401, 401, 401, 403]
        assert "Via" not in answer.headers


async def test_faults_come_on_demand(api: Api, server: DiscordServer, news: GuildChannel) -> None:
    server.fail_next("POST", "/messages$", "500")
    server.fail_next("POST", "/messages$", "429", seconds=7)
    assert (await api.send(news, content="a"))[0] == 500
    assert (await api.send(news, content="b"))[1]["retry_after"] == 7
    server.fail_next("POST", "/messages$", "reset_before")
    with pytest.raises(aiohttp.ClientOSError):
        await api.send(news, content="c")
    server.fail_next("POST", "/messages$", "reset_after")
    with pytest.raises(aiohttp.ClientOSError):
        await api.send(news, content="d")
    server.fail_next("POST", "/messages$", "delay", seconds=0.01)
    assert (await api.send(news, content="e"))[0] == 200
    assert [message.content for message in news.messages] == ["d", "e"]
    log = server.calls("POST", "/messages$")
    assert [(call.body["content"], call.status) for call in log] == [
        ("a", 500),
        ("b", 429),
        ("c", 499),
        ("d", 499),
        ("e", 200),
    ]


async def test_a_file_that_is_too_large_is_refused(api: Api, server: DiscordServer, news: GuildChannel) -> None:
    form = aiohttp.FormData()
    form.add_field("payload_json", "{}")
    form.add_field("files[0]", io.BytesIO(b"x" * (10 * 1024 * 1024 + 1)), filename="letter.pdf")
    async with api.session.post(f"{server.api_url}/channels/{news.id}/messages", data=form) as answer:
        assert (answer.status, (await answer.json())["code"]) == (413, 40005)


async def test_a_button_in_a_guild_that_the_bot_left_fails(
    bot: Bot, server: DiscordServer, ada: Person, town: Guild, news: GuildChannel
) -> None:
    menu = await (await ada.command(news, "menu")).message()
    town.remove_bot()
    pressed = await ada.press(menu, "More")
    server.clock.advance(3)
    with pytest.raises(NoAnswer):
        await pressed.answer()


async def test_what_does_not_come_fails_with_what_is_there(api: Api, news: GuildChannel) -> None:
    await api.send(news, content="something else")
    with pytest.raises(AssertionError, match=r"no message holding 'news' in #news; there are .*something else"):
        await news.expect("news", within=0.01)
