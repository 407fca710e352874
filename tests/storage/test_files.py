"""Files that are sent along, and what the platforms know them by; and what organizers set."""

from datetime import timedelta
from functools import partial

import pytest

from bot.model.files import MOST_MADE, File
from bot.ports.store import Store, Unit
from bot.service.announcements import report as reporting
from tests.conftest import Clock
from tests.storage.examples import announce, chat, publish

CONTENT = bytes(range(256)) * 1000


def add(
    unit: Unit, content: bytes = CONTENT, name: str = "a.pdf", slug: str = "night-buses", days: float | None = None
) -> File:
    """Keep a file of the letter with this name, for some days if they are given."""
    known = unit.letters.named(slug)
    letter = known.letter_id if known else publish(unit, slug).letter_id
    until = unit.now + timedelta(days=days) if days is not None else None
    return unit.files.add(letter, name, "application/pdf", content, until)


async def test_a_file_comes_back_byte_by_byte(store: Store) -> None:
    file = await store.write(add)
    assert file == File(file.id, "a.pdf", "application/pdf", len(CONTENT))
    assert await store.read(lambda unit: unit.files.get([file.id])) == [file]
    assert await store.read(lambda unit: unit.files.content(file.id)) == CONTENT


async def test_the_same_file_is_kept_once_in_a_letter(store: Store) -> None:
    first = await store.write(add)
    assert await store.write(add) == first
    others = [
        await store.write(partial(add, name="b.pdf")),
        await store.write(partial(add, content=b"other")),
        await store.write(partial(add, slug="clean-river")),
    ]
    assert len({first.id, *(each.id for each in others)}) == 4


async def test_files_come_in_the_order_that_is_wanted_as_far_as_they_are_there(store: Store) -> None:
    ids = [(await store.write(partial(add, content=content))).id for content in (b"1", b"2", b"3")]
    found = await store.read(lambda unit: unit.files.get([ids[2], 999, ids[0]]))
    assert [each.id for each in found] == [ids[2], ids[0]]
    assert await store.read(lambda unit: unit.files.get([])) == []
    assert await store.read(lambda unit: unit.files.content(999)) == b""


async def test_a_file_that_is_kept_for_a_while_is_gone_after_it_with_its_references(store: Store, clock: Clock) -> None:
    brief, kept = await store.write(partial(add, days=1)), await store.write(partial(add, content=b"kept"))
    for file in (brief, kept):
        await store.write(partial(remember, file=file))
    clock.forward(hours=23)
    await store.write(lambda unit: unit.files.retire(10))
    assert await store.read(lambda unit: unit.files.content(brief.id)) == CONTENT
    clock.forward(hours=1)
    await store.write(lambda unit: unit.files.retire(10))
    assert await store.read(lambda unit: unit.files.get([brief.id, kept.id])) == [kept]
    assert await store.read(lambda unit: unit.files.reference(brief.id, "telegram")) == ""
    assert await store.read(lambda unit: unit.files.reference(kept.id, "telegram")) == "ref"


async def test_a_file_that_is_kept_for_good_is_not_the_one_that_is_kept_for_a_while(store: Store) -> None:
    brief, kept = await store.write(partial(add, days=1)), await store.write(add)
    assert brief.id != kept.id
    assert await store.write(partial(add, days=1)) == brief


async def test_no_more_files_than_wanted_are_forgotten_at_a_time(store: Store, clock: Clock) -> None:
    ids = [(await store.write(partial(add, content=bytes(each), days=each))).id for each in (3, 1, 2)]
    clock.forward(days=3)
    await store.write(lambda unit: unit.files.retire(2))
    assert [each.id for each in await store.read(lambda unit: unit.files.get(ids))] == [ids[0]]


async def test_what_somebody_sent_is_kept_once_and_for_good_when_it_is_announced(store: Store, clock: Clock) -> None:
    letter = (await store.write(publish)).letter_id

    def receive(unit: Unit) -> File:
        return unit.files.receive(letter, "a.pdf", "application/pdf", CONTENT)

    file = await store.write(receive)
    clock.forward(days=13)
    assert await store.write(receive) == file
    clock.forward(days=13)
    await store.write(lambda unit: unit.files.retire(10))
    await store.write(lambda unit: unit.files.keep([file.id]))
    clock.forward(days=300)
    await store.write(lambda unit: unit.files.retire(10))
    await store.write(lambda unit: unit.files.forget(file.id))
    assert await store.write(receive) == file
    clock.forward(days=300)
    await store.write(lambda unit: unit.files.retire(10))
    assert await store.read(lambda unit: unit.files.content(file.id)) == CONTENT


async def test_a_file_that_came_before_the_letter_was_known_is_had_with_any(store: Store) -> None:
    file = await store.write(add)
    night, river = [
        (await store.write(partial(publish, slug=slug))).letter_id for slug in ("night-buses", "clean-river")
    ]
    assert await store.write(lambda unit: unit.files.of_letter(night, file.id, given_out=True)) == file
    other = await store.write(lambda unit: unit.files.of_letter(river, file.id, given_out=True))
    assert other
    assert other.id != file.id
    assert await store.read(lambda unit: unit.files.content(other.id)) == CONTENT
    assert await store.write(lambda unit: unit.files.of_letter(river, 999, given_out=True)) is None


def remember(unit: Unit, file: File, platform: str = "telegram", reference: str = "ref") -> None:
    unit.files.remember(file.id, platform, reference)


async def test_what_a_platform_knows_a_file_by_is_kept_for_each(store: Store) -> None:
    file = await store.write(add)
    assert await store.read(lambda unit: unit.files.reference(file.id, "telegram")) == ""
    for platform, reference in (("telegram", "old"), ("discord", "d"), ("telegram", "new")):
        await store.write(partial(remember, file=file, platform=platform, reference=reference))
    references = await store.read(
        lambda unit: [unit.files.reference(file.id, each) for each in ("telegram", "discord", "console")]
    )
    assert references == ["new", "d", ""]


async def test_a_report_as_a_table_can_be_made_as_often_as_one_likes(store: Store) -> None:
    def report(unit: Unit) -> list[File]:
        night = publish(unit).letter_id
        chat(unit, "-1", follows=night)
        announcement = announce(unit, night)
        unit.queue.put_to_audience(announcement, 10)
        return [reporting.file(unit, announcement, reporting.table(unit, announcement)) for _ in range(2)]

    first, second = await store.write(report)
    assert first == second
    content = await store.read(lambda unit: unit.files.content(first.id))
    assert content.decode("utf-8-sig").splitlines()[1].split(",")[:2] == ["telegram", "-1"]


def choose(unit: Unit, letter_id: int, name: str, value: str) -> None:
    unit.settings.set(letter_id, name, value)


@pytest.mark.parametrize("letters", [1, 2])
async def test_a_setting_is_a_letter_s_own_until_it_is_set_back(store: Store, letters: int) -> None:
    ids = [
        (await store.write(partial(publish, slug=slug))).letter_id for slug in ("night-buses", "clean-river")[:letters]
    ]
    for name, value in (("second", "on"), ("second", "off"), ("undo", "30"), ("undo", "")):
        await store.write(partial(choose, letter_id=ids[0], name=name, value=value))
    assert await store.read(lambda unit: unit.settings.all(ids[0])) == {"second": "off"}
    assert await store.read(lambda unit: unit.settings.all(ids[-1])) == ({"second": "off"} if letters == 1 else {})


async def test_of_what_is_made_for_answers_the_last_is_kept_for_a_while(store: Store, clock: Clock) -> None:
    def made(unit: Unit, content: bytes, name: str = "kit.pdf") -> File:
        known = unit.letters.named("night-buses") or publish(unit)
        return unit.files.made(known.letter_id, name, "application/pdf", content, alt="A kit")

    first = await store.write(partial(made, content=b"first"))
    assert first.alt == "A kit"
    assert await store.read(lambda unit: unit.files.get([first.id])) == [first]
    assert await store.write(partial(made, content=b"first")) == first
    other = await store.write(partial(made, content=b"other", name="other.pdf"))
    kept = await store.write(partial(made, content=b"kept"))
    await store.write(lambda unit: unit.files.keep([kept.id]))
    later = [await store.write(partial(made, content=bytes([number]))) for number in range(MOST_MADE)]
    numbers = [first.id, other.id, kept.id, *(each.id for each in later)]
    assert await store.read(lambda unit: unit.files.get(numbers)) == [other, kept, *later]
    clock.forward(hours=2)
    await store.write(lambda unit: unit.files.retire(100))
    assert await store.read(lambda unit: unit.files.get(numbers)) == [kept]


async def test_what_came_unasked_is_kept_encrypted_until_others_are_to_get_it(store: Store, clock: Clock) -> None:
    letter = (await store.write(publish)).letter_id
    sealed = await store.write(lambda unit: unit.files.receive_sealed(letter, "a.pdf", "application/pdf", CONTENT))
    same = await store.write(lambda unit: unit.files.of_letter(letter, sealed.id, given_out=False))
    assert same == sealed
    opened = await store.write(lambda unit: unit.files.of_letter(letter, sealed.id, given_out=True))
    assert opened
    assert opened.id != sealed.id
    assert (opened.name, opened.mime, opened.size) == (sealed.name, sealed.mime, sealed.size)
    assert await store.read(lambda unit: [unit.files.content(each.id) for each in (sealed, opened)]) == [CONTENT] * 2
