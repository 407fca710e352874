"""Messages of the queue and answers, as they arrive on Telegram: texts, captions, topics, and how loud they are."""

from adapters.telegram.drawing.rendering import prepare
from bot.model.chats import Unreachable
from bot.model.deliveries import Lane
from bot.model.files import File
from bot.ports.messenger import Gone, Message, Refused, Sent, Unknown
from bot.text.blocks import Block, Span
from tests.adapters.telegram.stage import Stage, last, says, stage, to
from tests.platforms.telegram import Fault

LONG = "Long. " * 300


async def test_a_message_without_files_is_a_text_with_its_styles_and_buttons(there: Stage) -> None:
    ada = await there.person()
    assert await there.send(ada.chat, says("News")) == Sent(str(last(ada.chat).id))
    message = last(ada.chat)
    assert (message.text, message.labels, message.silent, message.shows_preview) == (
        "News",
        ("The site",),
        False,
        False,
    )
    assert [entity.type for entity in message.entities] == ["bold"]
    assert there.asked == ["sendmessage"]


async def test_one_file_and_a_text_that_fits_under_it_are_one_message(there: Stage) -> None:
    ada = await there.person()
    end = await there.send(ada.chat, says("News", there.shelf.file("release.pdf")))
    message = last(ada.chat)
    assert end == Sent(str(message.id))
    assert message.file
    assert (message.file.name, message.file.kind, message.text) == ("release.pdf", "document", "News")
    assert (message.labels, [entity.type for entity in message.entities]) == (("The site",), ["bold"])
    assert len(ada.messages) == 1


async def test_a_text_that_does_not_fit_under_its_file_comes_first_and_the_file_follows(there: Stage) -> None:
    ada = await there.person()
    message = says(LONG, there.shelf.file("release.pdf"))
    assert await there.send(ada.chat, message) == Sent(str(last(ada.chat).id), rest=True)
    assert last(ada.chat).labels == ("The site",)
    assert await there.messenger.send_files("key", to(ada.chat), message) == Sent(str(last(ada.chat).id))
    assert [(each.file is not None, bool(each.text)) for each in ada.messages] == [(False, True), (True, False)]


async def test_a_text_is_measured_in_utf_16_code_units(there: Stage) -> None:
    ada = await there.person()
    for length, rest in ((512, False), (513, True)):
        end = await there.send(ada.chat, says("🕊" * length, there.shelf.file("release.pdf")))
        assert end == Sent(str(last(ada.chat).id), rest=rest)


async def test_a_topic_gets_its_messages_and_its_files(there: Stage) -> None:
    group = there.server.supergroup("Town", admins=[await there.person()], topics=["News"])
    (topic,) = group.topics.values()
    await group.add_bot(await there.person("Grace"))
    where, message = to(group, thread=topic.id), says(LONG, there.shelf.file("a.pdf"), there.shelf.file("b.pdf"))
    assert isinstance(await there.messenger.send("key", where, message), Sent)
    assert isinstance(await there.messenger.send_files("key", where, message), Sent)
    assert [each.thread_id for each in group.messages] == [topic.id] * 3
    await group.delete_topic(topic)
    assert await there.messenger.send("key", where, message) == Gone(Unreachable.DELETED, "Message thread not found")


async def test_a_silent_message_rings_nowhere_and_one_with_previews_shows_them(there: Stage) -> None:
    ada = await there.person()
    linked = Message((Block("paragraph", (Span("News", link="https://example.org/"),)),), silent=True, previews=True)
    await there.send(ada.chat, linked)
    assert (last(ada.chat).silent, last(ada.chat).shows_preview) == (True, True)
    for _ in range(2):
        await there.send(ada.chat, says("News", there.shelf.file("release.pdf"), silent=True))
    await there.messenger.send_files("key", to(ada.chat), says("", *pair(there), silent=True))
    assert [each.silent for each in ada.messages] == [True] * 5


def pair(there: Stage) -> tuple[File, File]:
    return there.shelf.file("a.pdf"), there.shelf.file("b.pdf")


async def test_only_announcements_are_paid_for_and_only_where_the_host_pays() -> None:
    for paid in (False, True):
        async with stage(paid=paid) as there:
            ada = await there.person()
            message = says("News", there.shelf.file("release.pdf"))
            for lane in Lane:
                await there.send(ada.chat, message, lane)
                await there.send(ada.chat, says("News"), lane)
                await there.messenger.send_files("key", to(ada.chat, lane), says("", *pair(there)))
            bought = [
                call.params.get("allow_paid_broadcast") for call in there.server.calls if "chat_id" in call.params
            ]
            assert bought == [None] * 6 + ["true" if paid else None] * 3


async def test_what_telegram_answers_is_the_end_of_a_message(there: Stage) -> None:
    ada = await there.person()
    await ada.block()
    assert await there.send(ada.chat, says("News")) == Gone(
        Unreachable.BLOCKED, "Forbidden: bot was blocked by the user"
    )
    await ada.unblock()
    there.server.fail_next("sendMessage", Fault.reset_after())
    assert isinstance(await there.send(ada.chat, says("News")), Unknown)
    assert isinstance(await there.send(ada.chat, says("x" * 5000)), Refused)
    assert len(ada.messages) == 1


async def test_what_telegram_would_refuse_is_refused_before_it_leaves(there: Stage) -> None:
    shelf = there.shelf
    assert prepare(says("News", shelf.file("a.pdf"), shelf.picture("b.png", size=11 * 2**20))) is None
    for files in ([shelf.file("large.pdf", size=51 * 2**20)], [shelf.file(f"{each}.pdf") for each in range(11)]):
        assert isinstance(prepare(says("News", *files)), Refused)


async def test_nothing_is_passed_on_and_no_message_is_known_again(there: Stage) -> None:
    ada = await there.person()
    assert not there.messenger.crossposts
    assert not any(there.messenger.memory(kind) for kind in (to(ada.chat).kind,))
    assert await there.messenger.crosspost(to(ada.chat), "7") == Sent("7")
