"""Files on Telegram: each is uploaded once, as a photo or a document, alone or in an album."""

import asyncio

import pytest

from adapters.telegram.sending import media
from bot.ports.messenger import Refused, RetryAfter, Sent
from tests.adapters.telegram.stage import WIDE, Stage, last, says, stage, to
from tests.platforms.telegram import Fault
from tests.waiting import PATIENCE


def names(there: Stage) -> list[str]:
    """What stands in place of the files in the requests, cut short: a reference, or the upload's name."""
    fields = ("photo", "document")
    return [call.params[each] for call in there.server.calls for each in fields if each in call.params]


async def test_a_file_is_uploaded_once_however_many_chats_it_goes_to_at_once(there: Stage) -> None:
    people = [await there.person(str(each)) for each in range(20)]
    release = there.shelf.file("release.pdf")
    ends = await asyncio.gather(*(there.send(each.chat, says("News", release)) for each in people))
    assert all(isinstance(end, Sent) for end in ends)
    assert there.shelf.looked == [release.id]
    assert len([each for each in names(there) if each.startswith("<release.pdf")]) == 1
    uploaded = people[0].messages[0].file
    assert uploaded
    assert there.shelf.references[release.id] == f"document:{uploaded.id}"


async def test_where_an_upload_fails_the_next_who_waits_uploads(there: Stage) -> None:
    people = [await there.person(str(each)) for each in range(3)]
    await people[0].block()
    release = there.shelf.file("release.pdf")
    ends = await asyncio.gather(*(there.send(each.chat, says("News", release)) for each in people))
    assert [isinstance(end, Sent) for end in ends] == [False, True, True]
    assert there.shelf.looked == [release.id] * 2


async def test_a_file_that_telegram_knows_is_not_looked_into(there: Stage) -> None:
    ada, release = await there.person(), there.shelf.file("release.pdf")
    await there.send(ada.chat, says("News", release))
    async with stage() as again:  # a new process, which knows what is on disk
        grace = await again.person("Grace")
        for file in there.server.world.files.values():
            again.server.world.files[file.id] = file
        again.shelf.references.update(there.shelf.references)
        assert isinstance(await again.send(grace.chat, says("News", release)), Sent)
        assert again.shelf.looked == []


async def test_a_reference_that_telegram_refuses_is_forgotten_and_the_content_uploaded(there: Stage) -> None:
    ada, release = await there.person(), there.shelf.file("release.pdf")
    there.shelf.references[release.id] = "document:nobody-knows-it"
    message = says("News", release)
    end = await there.send(ada.chat, message)
    assert isinstance(end, RetryAfter)
    assert (end.seconds, end.everything) == (0.0, False)
    assert isinstance(await there.send(ada.chat, message), Sent)
    uploaded = last(ada.chat).file
    assert uploaded
    assert there.shelf.references[release.id] == f"document:{uploaded.id}"


async def test_a_reference_of_another_kind_is_not_used(there: Stage) -> None:
    ada, picture = await there.person(), there.shelf.picture("poster.png")
    there.shelf.references[picture.id] = "document:of-another-kind"
    assert isinstance(await there.send(ada.chat, says("News", picture)), Sent)
    assert there.shelf.references[picture.id].startswith("photo:")


async def test_a_picture_is_a_photo_and_a_large_or_odd_one_a_document(there: Stage) -> None:
    ada, shelf = await there.person(), there.shelf
    kinds = []
    for picture in (shelf.picture("a.png"), shelf.picture("b.png", size=11 * 2**20), shelf.picture("c.png", WIDE)):
        end = await there.send(ada.chat, says("News", picture))
        if isinstance(end, RetryAfter):
            assert end.seconds == 0.0
            assert isinstance(await there.send(ada.chat, says("News", picture)), Sent)
        message = last(ada.chat)
        kinds.append(message.file.kind if message.file else "")
    assert kinds == ["photo", "document", "document"]


@pytest.mark.parametrize("pictures", [True, False])
async def test_several_files_are_an_album_of_photos_or_else_of_documents(there: Stage, pictures: bool) -> None:
    ada, grace, shelf = await there.person(), await there.person("Grace"), there.shelf
    second = shelf.picture("b.png") if pictures else shelf.file("b.pdf")
    message = says("News", shelf.picture("a.png"), second)
    assert await there.send(ada.chat, message) == Sent(str(last(ada.chat).id), rest=True)
    for person in (ada, grace):
        end = await there.messenger.send_files("key", to(person.chat), message)
        album = person.messages[-2:]
        assert end == Sent(",".join(str(each.id) for each in album))
        assert [each.file.name for each in album if each.file] == ["a.png", second.name]
        assert {each.file.kind for each in album if each.file} == {"photo" if pictures else "document"}
        assert len({each.album for each in album}) == 1
    assert sorted(shelf.looked) == [1, 2]


async def test_albums_that_share_files_in_another_order_do_not_wait_for_each_other_for_ever(there: Stage) -> None:
    ada, shelf = await there.person(), there.shelf
    files = [shelf.file(f"{each}.pdf") for each in range(3)]
    there.server.latency = 0.02
    async with asyncio.timeout(PATIENCE):
        ends = await asyncio.gather(
            *(there.messenger.send_files("key", to(ada.chat), says("", *order)) for order in (files, files[::-1]))
        )
    assert all(isinstance(end, Sent) for end in ends)
    assert sorted(shelf.looked) == [1, 2, 3]


async def test_a_file_that_is_too_large_or_empty_is_refused(there: Stage) -> None:
    ada = await there.person()
    assert isinstance(await there.send(ada.chat, says("News", there.shelf.file("empty.pdf", b""))), Refused)
    async with stage(upload_limit=5000) as narrow:
        grace = await narrow.person("Grace")
        end = await narrow.send(grace.chat, says("News", narrow.shelf.file("large.pdf", b"x" * 9000)))
    assert isinstance(end, Refused)


async def test_a_store_that_fails_keeps_a_file_waiting(there: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    ada, release = await there.person(), there.shelf.file("release.pdf")

    async def away(*_: object) -> bytes:
        raise ConnectionError("the database is away")

    with monkeypatch.context() as broken:
        broken.setattr(there.shelf, "content", away)
        assert isinstance(await there.send(ada.chat, says("News", release)), RetryAfter)
        broken.undo()
    monkeypatch.setattr(there.shelf, "remember", away)
    assert isinstance(await there.send(ada.chat, says("News", release)), Sent)
    assert len(ada.messages) == 1


async def test_whoever_has_waited_long_for_an_upload_makes_room(there: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "WAIT_SECONDS", 0.1)
    ada, grace, release = await there.person(), await there.person("Grace"), there.shelf.file("release.pdf")
    there.server.fail_next("sendDocument", Fault.delay(0.5))
    slow = asyncio.create_task(there.send(ada.chat, says("News", release)))
    await asyncio.sleep(0.05)
    end = await there.send(grace.chat, says("News", release))
    assert isinstance(end, RetryAfter)
    assert not end.everything
    assert isinstance(await slow, Sent)
    assert isinstance(await there.send(grace.chat, says("News", release)), Sent)
    assert there.shelf.looked == [release.id]


async def test_what_waits_for_an_upload_does_not_hold_up_other_files(there: Stage) -> None:
    ada, grace, shelf = await there.person(), await there.person("Grace"), there.shelf
    there.server.fail_next("sendDocument", Fault.delay(0.5))
    slow = asyncio.create_task(there.send(ada.chat, says("News", shelf.file("slow.pdf"))))
    await asyncio.sleep(0.1)
    assert isinstance(await there.send(grace.chat, says("News", shelf.file("quick.pdf"))), Sent)
    assert not slow.done()
    assert isinstance(await slow, Sent)
