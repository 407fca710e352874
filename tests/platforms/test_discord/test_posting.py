"""Where the bot may post, to whom, and whom it pings."""

from tests.platforms.discord import DiscordServer, Guild, GuildChannel, Permission, Person
from tests.platforms.test_discord.api import Api, Json, refusal


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
