"""Files, channels and dates that people give to commands and forms, and files that they get."""

from collections.abc import AsyncIterator

import pytest

from bot.interface.call import Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Need, Option
from bot.interface.requests import Answer, Field, Invoke, Named, Page, Press, Request, Say, Submit, Upload
from bot.model.chats import Address, ChatKind
from bot.ports.messenger import Key, Message
from bot.text.text import t
from tests.adapters.discord.stage import PICTURE, PRESS, Scripted, says, serving
from tests.platforms.discord import ClientRefused, DiscordServer, Guild, Permission, Person, Rates
from tests.platforms.discord import Upload as Attached
from tests.waiting import PATIENCE


def option(name: str, kind: Kind) -> Option:
    return Option(name, kind, t("Label"), t("Prompt"), Need.OFFERED)


def nothing(_: Call) -> Reply:
    raise AssertionError("the core is scripted")


GIVE = Command(
    "give",
    t("Help"),
    nothing,
    (option("file", Kind.FILE), option("chat", Kind.CHAT), option("when", Kind.DATE), option("text", Kind.TEXT)),
)


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer(rates=Rates().times(1000)) as server:
        yield server


@pytest.fixture
def ada(server: DiscordServer) -> Person:
    return server.person("Ada")


@pytest.fixture
def town(server: DiscordServer, ada: Person) -> Guild:
    guild = server.guild("Town", server.person("Founder"))
    guild.join(ada)
    guild.channel("talk")
    return guild


@pytest.fixture
async def core(server: DiscordServer, town: Guild) -> AsyncIterator[Scripted]:
    core = Scripted([GIVE], says("Thank you."))
    async with serving(server, core):
        await server.registered("give")
        yield core


def asked(core: Scripted) -> Request:
    return core.asked[-1][1]


def invoked(core: Scripted) -> Invoke:
    request = asked(core)
    assert isinstance(request, Invoke)
    return request


# What commands are given.


async def test_a_file_comes_along_with_a_command(core: Scripted, ada: Person, town: Guild) -> None:
    given = await ada.command(town.channels[0], "give", file=("press.pdf", b"pdf"), text="x")
    await given.message()
    request = invoked(core)
    assert (request.command, request.values, request.chat) == ("give", {"text": "x"}, None)
    upload = request.upload
    assert upload is not None
    assert (upload.name, upload.mime, upload.size) == ("press.pdf", "application/pdf", 3)
    assert await upload.fetch() == b"pdf"


async def test_a_date_is_typed(core: Scripted, ada: Person) -> None:
    await (await ada.command(ada.dm, "give", when="tomorrow at 9")).message()
    assert asked(core) == Invoke("give", {"when": "tomorrow at 9"})


@pytest.mark.parametrize(("kind", "known"), [("text", "group"), ("announcement", "channel"), ("forum", "forum")])
@pytest.mark.parametrize("manages", [True, False])
async def test_another_channel_is_named_with_who_may_manage_it(
    core: Scripted, ada: Person, town: Guild, kind: str, known: str, manages: bool
) -> None:
    other = town.channel("other", kind)
    if manages:
        other.overwrite(ada, allow=Permission.MANAGE_CHANNELS)
    await (await ada.command(town.channels[0], "give", chat=other)).message()
    chat = Named(
        Address("discord", str(other.id)),
        ChatKind(known),
        "#other (Town)",
        manages,
        lacks=("Pin Messages",),
        public=True,
        whole=False,
    )
    assert asked(core) == Invoke("give", {}, None, chat)


async def test_a_thread_is_named_and_a_voice_channel_is_not_offered(core: Scripted, ada: Person, town: Guild) -> None:
    thread = town.thread(town.channels[0], "more")
    await (await ada.command(town.channels[0], "give", chat=thread)).message()
    chat = invoked(core).chat
    assert chat is not None
    assert (chat.address.place, chat.kind, chat.title) == (str(thread.id), ChatKind.GROUP, "#more (Town)")
    with pytest.raises(ClientRefused):
        await ada.command(town.channels[0], "give", chat=town.channel("voice", "voice"))


@pytest.mark.parametrize(("kind", "known"), [("text", "group"), ("announcement", "channel")])
async def test_the_callers_channel_has_its_kind(
    core: Scripted, ada: Person, town: Guild, kind: str, known: str
) -> None:
    await (await ada.command(town.channel("here", kind), "give", text="x")).message()
    caller = core.asked[-1][0]
    assert (caller.kind, caller.title) == (ChatKind(known), "#here (Town)")


# What forms and lines hold.


def page(*, required: bool) -> Page:
    name = Field("name", "Name", "", "", required=True, paragraph=False, least=1, most=50)
    file = Field("file", "File", "A picture", "", required=required, paragraph=False, least=0, most=1, file=True)
    return Page("f1", "Letter", (name, file), Message(()))


@pytest.mark.parametrize("required", [True, False])
async def test_a_form_takes_a_file(core: Scripted, ada: Person, required: bool) -> None:
    core.says = page(required=required)
    form = await (await ada.command(ada.dm, "give")).form()
    assert [each.required for each in form.fields] == [True, required]
    core.says = says("Thank you.")
    await (await ada.submit(form, {"Name": "Ada", "File": ("picture.png", b"image")})).message()
    request = asked(core)
    assert isinstance(request, Submit)
    assert (request.form, request.values) == ("f1", {"name": "Ada"})
    upload = request.upload
    assert isinstance(upload, Upload)
    assert (upload.name, upload.mime, upload.size) == ("picture.png", "image/png", 5)
    assert await upload.fetch() == b"image"


async def test_a_file_may_be_left_out_of_a_form(core: Scripted, ada: Person) -> None:
    core.says = page(required=False)
    form = await (await ada.command(ada.dm, "give")).form()
    core.says = says("Thank you.")
    await (await ada.submit(form, {"Name": "Ada"})).message()
    assert asked(core) == Submit("f1", {"name": "Ada"})
    core.says = page(required=True)
    needed = await (await ada.command(ada.dm, "give")).form()
    with pytest.raises(ClientRefused):
        await ada.submit(needed, {"Name": "Ada"})


async def test_a_file_is_sent_in_a_direct_message(core: Scripted, ada: Person) -> None:
    await ada.write_dm("", Attached("press.pdf", b"pdf"))
    await ada.dm.expect("Thank you.")
    request = asked(core)
    assert isinstance(request, Say)
    assert request.text == ""
    assert request.upload is not None
    assert await request.upload.fetch() == b"pdf"


async def test_a_command_that_arrives_as_text_in_a_direct_message_is_a_command(core: Scripted, ada: Person) -> None:
    await ada.write_dm("/give tomorrow at 9", Attached("press.pdf", b"pdf"))
    await ada.dm.expect("Thank you.")
    request = invoked(core)
    assert (request.command, request.values) == ("give", {"when": "tomorrow at 9"})
    assert request.upload is not None


async def test_a_direct_message_is_in_the_language_in_which_its_writer_uses_discord(
    core: Scripted, server: DiscordServer, town: Guild
) -> None:
    zoe = server.person("Zoé", locale="fr")
    town.join(zoe)
    await (await zoe.command(town.channels[0], "give")).message()
    await zoe.write_dm("Bonjour")
    await zoe.dm.expect("Thank you.")
    assert [caller.language for caller, _ in core.asked] == ["fr", "fr"]


async def test_the_core_is_told_where_the_bot_may_not_write(core: Scripted, ada: Person, town: Guild) -> None:
    here, other = town.channels[0], town.channel("other", "announcement")
    await (await ada.command(here, "give", chat=other)).message()
    chat = invoked(core).chat
    assert chat is not None
    assert (core.asked[-1][0].writable, chat.writable) == (True, True)
    here.deny_bot(Permission.SEND_MESSAGES)
    other.deny_bot(Permission.SEND_MESSAGES)
    await (await ada.command(here, "give", chat=other)).message()
    chat = invoked(core).chat
    assert chat is not None
    assert (core.asked[-1][0].writable, chat.writable) == (False, False)


async def test_the_core_is_told_where_everybody_of_a_server_reads(core: Scripted, ada: Person, town: Guild) -> None:
    here, hidden = town.channels[0], town.channel("desk", private=True)
    for user in (ada, here.world.bot):
        hidden.overwrite(user, allow=Permission.VIEW_CHANNEL)
    await (await ada.command(here, "give", chat=hidden)).message()
    chat = invoked(core).chat
    assert chat is not None
    assert (core.asked[-1][0].public, chat.public) == (True, False)
    for channel, public in ((town.thread(here, "talk"), True), (town.thread(hidden, "quiet"), False), (hidden, False)):
        await (await ada.command(channel, "give")).message()
        assert core.asked[-1][0].public is public, channel
    hidden.deny_bot()
    await (await ada.command(here, "give", chat=hidden)).message()
    chat = invoked(core).chat
    assert chat is not None
    assert not chat.public, "what the bot does not see it knows by the server's rules all the same"


async def test_commands_for_everybody_are_offered_wherever_the_bot_or_its_person_is(
    core: Scripted, server: DiscordServer
) -> None:
    (registered,) = server.calls("PUT", "/commands$")[-1].body
    assert registered["contexts"] == [0, 1, 2]
    assert registered["integration_types"] == [0, 1]


# What is answered.


def report(text: str, private: bool) -> Answer:
    return Message(says(text).blocks, (Key("More", "more"),), private=private, files=(PRESS, PICTURE))


@pytest.mark.parametrize("private", [True, False])
async def test_files_come_with_an_answer(core: Scripted, ada: Person, town: Guild, private: bool) -> None:
    core.says = report("The report", private)
    answer = await (await ada.command(town.channels[0], "give")).message()
    assert answer.ephemeral is private
    assert [(each.filename, each.data) for each in answer.attachments] == [
        ("press.pdf", b"pdf"),
        ("picture.png", b"image"),
    ]
    core.says = says("Nothing more.")
    await (await ada.press(answer, "More")).message()
    assert asked(core) == Press("more")


async def test_files_come_with_the_last_message_of_a_long_answer(core: Scripted, ada: Person, town: Guild) -> None:
    core.says = report("line\n" * 700, private=True)
    interaction = await ada.command(town.channels[0], "give")
    first = await interaction.message()
    await town.world.changes.until(
        lambda: interaction.followups[-1].attachments if interaction.followups else None, PATIENCE, lambda: "no files"
    )
    assert first.attachments == []
    assert all(each.ephemeral for each in interaction.followups)


async def test_files_come_with_an_answer_that_was_deferred(
    core: Scripted, ada: Person, town: Guild, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.answering.PATIENCE", 0.05)
    core.takes = 0.2
    core.says = report("The report", private=True)
    answer = await (await ada.command(town.channels[0], "give")).message()
    await answer.expect(lambda message: len(message.attachments) == 2)
    assert (answer.ephemeral, answer.text) == (True, "The report")


async def test_an_answer_with_files_that_breaks_off_is_given_once_more(
    core: Scripted, server: DiscordServer, ada: Person, town: Guild
) -> None:
    core.says = report("The report", private=True)
    server.fail_next("POST", "/callback$", "reset_before")
    answer = await (await ada.command(town.channels[0], "give")).message()
    assert [each.data for each in answer.attachments] == [b"pdf", b"image"]
