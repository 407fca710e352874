"""Answers to people on Telegram that come with files, and that take the place of what was shown before."""

import pytest

from bot.model.deliveries import Lane
from bot.ports.messenger import Sent
from tests.adapters.telegram.stage import Stage, last, says, to
from tests.platforms.telegram import Fault, Person

LONG = "Long. " * 300


async def test_an_answer_with_a_report_is_one_message_and_a_long_one_is_followed_by_its_files(there: Stage) -> None:
    ada = await there.person()
    report = there.shelf.file("report.csv", mime="text/csv")
    where = to(ada.chat, Lane.ANSWER)
    await there.messenger.answer(where, says("Here it is.", report))
    assert [(each.text, each.file and each.file.name) for each in ada.messages] == [("Here it is.", "report.csv")]
    end, left = await there.messenger.answer(where, says("Paragraph. " * 500, report))
    assert (end, left) == (Sent(str(last(ada.chat).id)), 3)
    assert [(bool(each.labels), each.file is not None) for each in ada.messages[1:]] == [
        (False, False), (True, False), (False, True)
    ]  # fmt: skip


async def test_an_answer_whose_file_has_to_wait_goes_on_with_the_file(
    there: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without this the library warns whenever it reads a `retry_after`
    ada = await there.person()
    where, message = to(ada.chat, Lane.ANSWER), says(LONG, there.shelf.file("report.csv"))
    there.server.fail_next("sendDocument", Fault.too_many(1))
    _, left = await there.messenger.answer(where, message)
    assert left == 1
    _, left = await there.messenger.answer(where, message, left=left)
    assert left == 2
    assert [each.file is not None for each in ada.messages] == [False, True]


async def replacing(there: Stage, person: Person, text: str, *names: str) -> tuple[str, str, bool]:
    """Answer in place of the last message: what stands then, its file, and whether it is the same message."""
    before = last(person.chat)
    files = [there.shelf.picture(each) if each.endswith("png") else there.shelf.file(each) for each in names]
    end, _ = await there.messenger.answer(to(person.chat, Lane.ANSWER), says(text, *files), message_id=str(before.id))
    assert isinstance(end, Sent), end
    (stands,) = person.chat.standing
    assert stands.labels == ("The site",)
    return stands.text, stands.file.name if stands.file else "", stands.id == before.id


async def test_an_answer_takes_the_place_of_a_text_and_of_a_file_by_whatever_it_is_itself(there: Stage) -> None:
    ada = await there.person()
    await there.messenger.answer(to(ada.chat, Lane.ANSWER), says("First"))
    assert await replacing(there, ada, "Second") == ("Second", "", True)
    assert await replacing(there, ada, "With a file", "release.pdf") == ("With a file", "release.pdf", True)
    assert await replacing(there, ada, "With a picture", "poster.png") == ("With a picture", "poster.png", True)
    assert await replacing(there, ada, "Without") == ("Without", "", False)


async def test_the_same_answer_in_the_same_place_is_there(there: Stage) -> None:
    ada = await there.person()
    message, where = says("Here it is.", there.shelf.file("report.csv")), to(ada.chat, Lane.ANSWER)
    await there.messenger.answer(where, message)
    for _ in range(2):
        assert await there.messenger.answer(where, message, message_id=str(last(ada.chat).id)) == (
            Sent(str(last(ada.chat).id)),
            0,
        )
    assert len(ada.messages) == 1


async def test_where_telegram_does_not_put_a_file_in_a_place_the_answer_comes_by_itself(there: Stage) -> None:
    ada = await there.person()
    written = await ada.write("Hello")  # a message that is not the bot's can't be edited
    message = says("Here it is.", there.shelf.file("report.csv"))
    await there.messenger.answer(to(ada.chat, Lane.ANSWER), message, message_id=str(written.id))
    assert [each.file.name for each in ada.messages if each.file] == ["report.csv"]
