"""Messages that stand on Telegram: corrected, taken back, pinned."""

import pytest

from bot.model.chats import Unreachable
from bot.model.deliveries import Lane
from bot.ports.messenger import Gone, Missing, Refused, RetryAfter, Sent
from tests.adapters.telegram.stage import Stage, last, says, to

LONG = "Long. " * 300
TWO_DAYS = 48 * 3600 + 1


@pytest.mark.parametrize("with_file", [False, True])
async def test_a_text_and_a_caption_are_corrected_in_place_and_keep_their_buttons(
    there: Stage, with_file: bool
) -> None:
    ada = await there.person()
    files = [there.shelf.file("release.pdf")] if with_file else []
    number = await there.stands(ada.chat, says("Old", *files))
    assert await there.messenger.edit(to(ada.chat), number, says("New", *files)) == Sent(number)
    message = last(ada.chat)
    assert (message.text, message.labels, message.file is not None) == ("New", ("The site",), with_file)
    assert await there.messenger.edit(to(ada.chat), number, says("New", *files)) == Sent(number)
    assert len(ada.messages) == 1


async def test_a_correction_that_does_not_fit_under_the_file_is_refused_in_clear_words(there: Stage) -> None:
    ada, release = await there.person(), there.shelf.file("release.pdf")
    number = await there.stands(ada.chat, says("Old", release))
    end = await there.messenger.edit(to(ada.chat), number, says(LONG, release))
    assert end == Refused("under a file Telegram takes 1024 characters, and the correction has more")


async def test_a_short_correction_of_a_long_text_finds_the_text_that_stands_before_its_file(there: Stage) -> None:
    ada, release = await there.person(), there.shelf.file("release.pdf")
    number = await there.stands(ada.chat, says(LONG, release))
    end = await there.messenger.edit(to(ada.chat), number, says("Short", release))
    assert isinstance(end, RetryAfter)
    assert end.seconds == 0.0
    assert await there.messenger.edit(to(ada.chat), number, says("Short", release)) == Sent(number)
    assert last(ada.chat).text == "Short"


async def test_an_announcement_is_not_corrected_by_half_and_a_card_is_cut(there: Stage) -> None:
    ada = await there.person()
    number = await there.stands(ada.chat, says("Old"))
    long = says("word " * 1000)
    assert isinstance(await there.messenger.edit(to(ada.chat), number, long), Refused)
    assert await there.messenger.edit(to(ada.chat, Lane.CARD), number, long) == Sent(number)
    assert isinstance(await there.messenger.edit(to(ada.chat), "1,2", says("New")), Refused)


async def test_a_message_that_was_deleted_can_be_neither_corrected_nor_deleted(there: Stage) -> None:
    ada = await there.person()
    number = await there.stands(ada.chat, says("Old"))
    assert await there.messenger.delete(to(ada.chat), number) == Sent(number)
    assert ada.chat.standing == []
    assert isinstance(await there.messenger.delete(to(ada.chat), number), Missing)
    assert isinstance(await there.messenger.edit(to(ada.chat), number, says("New")), Missing)


async def test_an_album_is_deleted_as_a_whole(there: Stage) -> None:
    ada, shelf = await there.person(), there.shelf
    files = says("", shelf.file("a.pdf"), shelf.file("b.pdf"))
    end = await there.messenger.send_files("key", to(ada.chat), files)
    assert isinstance(end, Sent)
    assert isinstance(await there.messenger.delete(to(ada.chat), end.message), Sent)
    assert ada.chat.standing == []


async def test_what_stands_for_two_days_is_too_old_to_be_deleted(there: Stage) -> None:
    ada = await there.person()
    group = there.server.supergroup("Town", admins=[ada])
    await group.add_bot(ada)
    for chat in (ada.chat, group):
        number = await there.stands(chat, says("Old"))
        there.server.clock.advance(TWO_DAYS)
        assert isinstance(await there.messenger.delete(to(chat), number), Refused)


async def test_a_message_is_pinned_where_the_bot_may_and_where_it_may_not_that_is_said(there: Stage) -> None:
    ada = await there.person()
    group = there.server.supergroup("Town", admins=[ada])
    await group.add_bot(ada)
    number = await there.stands(group, says("News"))
    assert await there.messenger.pin(to(group), number, silent=True) == Gone(
        Unreachable.FORBIDDEN, "Not enough rights to manage pinned messages in the chat"
    )
    await group.promote_bot(ada)
    for _ in range(2):
        assert await there.messenger.pin(to(group), number, silent=True) == Sent(number)
    assert [each.id for each in group.pinned] == [int(number)]
    await there.messenger.delete(to(group), number)
    assert isinstance(await there.messenger.pin(to(group), number, silent=True), Missing)
