"""Messages of the queue as they reach a channel or a person on Discord, by the messenger alone."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from adapters.discord.sending import channels
from bot.model.chats import ChatKind, Unreachable
from bot.ports.messenger import Gone, Key, Message, Missing, Refused, RetryAfter, Sent, Unknown
from tests.adapters.discord.stage import CONTENTS, PICTURE, PRESS, Stage, going_to, says, staged
from tests.platforms.discord import DiscordServer, GuildChannel, Permission, Person, Rates


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with DiscordServer(rates=Rates().times(1000)) as server:
        server.guild("Town", server.person("Ada")).channel("news")
        async with staged(server) as stage:
            yield stage


@pytest.fixture
def ada(stage: Stage) -> Person:
    return next(iter(stage.server.world.people.values()))


@pytest.fixture
def news(stage: Stage) -> GuildChannel:
    (guild,) = stage.server.world.guilds.values()
    return guild.channels[0]


async def test_text_and_files_leave_in_one_message(stage: Stage, news: GuildChannel) -> None:
    end = await stage.messenger.send("k", going_to(news), says("Dear all", PRESS, PICTURE))
    (message,) = news.messages
    assert end == Sent(str(message.id))
    assert message.text == "Dear all"
    assert [(file.filename, file.data) for file in message.attachments] == [
        ("press.pdf", b"pdf"),
        ("picture.png", b"image"),
    ]
    assert stage.posted() == 1


async def test_files_go_without_a_text_too(stage: Stage, news: GuildChannel) -> None:
    assert isinstance(await stage.messenger.send("k", going_to(news), says("", PRESS)), Sent)
    assert isinstance(await stage.messenger.send_files("f", going_to(news), says("Dear all", PICTURE)), Sent)
    assert [(each.text, len(each.attachments)) for each in news.messages] == [("", 1), ("", 1)]


async def test_a_file_goes_to_many_chats(stage: Stage, news: GuildChannel, ada: Person) -> None:
    for index, place in enumerate((news, ada.dm, news)):
        assert isinstance(await stage.messenger.send(f"k{index}", going_to(place), says("Dear all", PRESS)), Sent)
    assert [each.attachments[0].data for each in (*news.messages, *ada.dms)] == [b"pdf"] * 3


async def test_what_is_sent_twice_under_one_key_is_there_once(stage: Stage, news: GuildChannel, ada: Person) -> None:
    for place in (news, ada.dm):
        first = await stage.messenger.send(f"{place.id}", going_to(place), says("Dear all", PRESS))
        assert await stage.messenger.send(f"{place.id}", going_to(place), says("Dear all", PRESS)) == first
        assert len(place.messages) == 1
    assert stage.messenger.memory(ChatKind.GROUP) == timedelta(minutes=2)


@pytest.mark.parametrize("wanted", [True, False])
async def test_a_message_is_silent_and_shows_previews_where_that_is_wanted(
    stage: Stage, news: GuildChannel, wanted: bool
) -> None:
    await stage.messenger.send("k", going_to(news), says("Dear all", silent=wanted, previews=wanted))
    (message,) = news.messages
    assert (message.silent, message.without_previews) == (wanted, not wanted)
    edited = says("Dear both", previews=not wanted)
    assert await stage.messenger.edit(going_to(news), str(message.id), edited) == Sent(str(message.id))
    assert (message.text, message.silent, message.without_previews) == ("Dear both", wanted, wanted)


async def test_an_edit_leaves_the_files_and_sets_the_keys(stage: Stage, news: GuildChannel) -> None:
    await stage.messenger.send("k", going_to(news), says("Dear all", PRESS))
    (message,) = news.messages
    changed = Message(says("Dear both").blocks, (Key("Sign", "sign"),))
    assert isinstance(await stage.messenger.edit(going_to(news), str(message.id), changed), Sent)
    assert ([each.label for each in message.buttons], len(message.attachments)) == (["Sign"], 1)
    assert isinstance(await stage.messenger.edit(going_to(news), str(message.id), says("Dear all")), Sent)
    assert message.buttons == []


async def test_a_message_is_taken_back_once(stage: Stage, news: GuildChannel, ada: Person) -> None:
    for place in (news, ada.dm):
        sent = await stage.messenger.send(f"{place.id}", going_to(place), says("Dear all"))
        assert isinstance(sent, Sent)
        assert await stage.messenger.delete(going_to(place), sent.message) == sent
        assert place.messages[0].deleted
        assert isinstance(await stage.messenger.delete(going_to(place), sent.message), Missing)
        assert isinstance(await stage.messenger.edit(going_to(place), sent.message, says("x")), Missing)


async def test_a_direct_channel_is_opened_once(stage: Stage, ada: Person) -> None:
    for key in "ab":
        await stage.messenger.send(key, going_to(ada.dm), says(key))
    stage.messenger.use(stage.client)
    await stage.messenger.send("c", going_to(ada.dm), says("c"))
    assert [each.text for each in ada.dms] == ["a", "b", "c"]
    assert len(stage.server.calls("POST", "/users/@me/channels$")) == 1


async def test_those_who_wait_for_a_channel_never_take_all_the_turns(
    stage: Stage, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "OPENING", 0)
    end = await stage.messenger.send("k", going_to(ada.dm), says("Dear all"))
    assert isinstance(end, RetryAfter)
    assert stage.server.calls("POST", "/channels") == []


async def test_who_can_not_be_reached_is_told_apart(stage: Stage, news: GuildChannel, ada: Person) -> None:
    async def end(place: GuildChannel | Person) -> Unreachable | None:
        to = going_to(place.dm if isinstance(place, Person) else place)
        found = await stage.messenger.send("k", to, says("Dear all"))
        return found.cause if isinstance(found, Gone) else None

    ada.block_bot()
    assert await end(ada) is Unreachable.BLOCKED
    assert await end(stage.server.person("Stranger")) is Unreachable.UNREACHABLE
    hidden, mute, gone = (news.guild.channel(name) for name in ("hidden", "mute", "gone"))
    hidden.deny_bot()
    mute.deny_bot(Permission.SEND_MESSAGES)
    gone.delete()
    assert [await end(each) for each in (hidden, mute, gone)] == [
        Unreachable.REMOVED,
        Unreachable.FORBIDDEN,
        Unreachable.DELETED,
    ]


async def test_a_locked_thread_takes_nothing_and_an_archived_one_wakes_up(stage: Stage, news: GuildChannel) -> None:
    locked, asleep = (news.guild.thread(news, name) for name in ("locked", "asleep"))
    sent = await stage.messenger.send("a", going_to(asleep), says("one"))
    assert isinstance(sent, Sent)
    locked.archive(locked=True)
    asleep.archive()
    refused = await stage.messenger.edit(going_to(asleep), sent.message, says("other"))
    assert isinstance(refused, Refused)
    assert "archived" in refused.reason
    end = await stage.messenger.send("b", going_to(locked), says("two"))
    assert isinstance(end, Gone)
    assert end.cause is Unreachable.ARCHIVED
    assert isinstance(await stage.messenger.send("c", going_to(asleep), says("three")), Sent)
    assert not asleep.archived


async def test_what_is_too_large_is_refused(stage: Stage, news: GuildChannel) -> None:
    stage.server.world.attachment_limit = 2
    end = await stage.messenger.send("k", going_to(news), says("Dear all", PRESS))
    assert end == Refused("the files are too large for Discord")


async def test_a_file_that_can_not_be_read_lets_the_message_wait(
    stage: Stage, news: GuildChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(CONTENTS, PRESS)
    end = await stage.messenger.send("k", going_to(news), says("Dear all", PRESS))
    assert isinstance(end, RetryAfter)
    assert stage.posted() == 0


async def test_nothing_is_raised_where_nobody_is_connected(stage: Stage, news: GuildChannel) -> None:
    await stage.client.close()
    to = going_to(news)
    for end in (
        await stage.messenger.send("k", to, says("x")),
        await stage.messenger.edit(to, "1", says("x")),
        await stage.messenger.delete(to, "1"),
        await stage.messenger.pin(to, "1", silent=True),
        await stage.messenger.probe(to, files=False),
    ):
        assert isinstance(end, RetryAfter)


async def test_a_connection_that_breaks_leaves_it_unknown(stage: Stage, news: GuildChannel) -> None:
    stage.server.fail_next("POST", "/messages$", "reset_after")
    assert isinstance(await stage.messenger.send("k", going_to(news), says("Dear all")), Unknown)
    assert isinstance(await stage.messenger.send("k", going_to(news), says("Dear all")), Sent)
    assert len(news.messages) == 1
