"""A file that somebody sends: it is fetched only where its sender was asked for one, and may do that."""

from dataclasses import dataclass, field, replace
from functools import partial

import pytest

from bot.commands import COMMANDS
from bot.interface.conversation import Interface
from bot.interface.requests import Caller, Invoke, Say, Submit, Upload
from bot.model.announcements.announcement import EVERYBODY, Announcement, Content, Stage
from bot.model.chats import Address, ChatKind, Topic
from bot.model.files import MOST_BYTES, File
from bot.model.forms import FRESH
from bot.model.people.person import Role
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service.people import forgetting
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, with_role
from tests.memory import MemoryStore


@dataclass
class Sent:
    """A file on its platform, which counts how often it is fetched."""

    content: bytes = b"a picture"
    size: int = 9
    broken: bool = False
    fetched: int = 0
    name: str = "a.png"
    seen: list[str] = field(default_factory=list)

    async def fetch(self) -> bytes:
        self.fetched += 1
        if self.broken:
            raise OSError("the platform does not answer")
        return self.content

    @property
    def upload(self) -> Upload:
        return Upload(self.name, "image/png", self.size, self.fetch)


def followed(unit: Unit, letter_id: int) -> None:
    """A group follows a letter."""
    chat = unit.chats.ensure(Address("test", f"-{letter_id}"), ChatKind.GROUP, "")
    unit.chats.follow(chat.id, letter_id, Topic.NEWS)


async def kept(store: Store) -> list[File]:
    return list(await store.read(lambda unit: unit.files.get(range(1, 20))))


async def send(person: Someone, file: Sent, text: str = "") -> str:
    person.last = await person.interface.answer(person.caller, Say(text, file.upload))
    return person.text


@pytest.fixture
async def ed(interface: Interface, store: Store) -> Someone:
    """An editor with a draft, who has pressed the button with which a file is added."""
    ed = Someone(interface, "ed")
    await with_role(store, ed, Role.EDITOR, 1)

    def draft(unit: Unit) -> None:
        followed(unit, 1)
        unit.announcements.add(
            1, Content({"en": "News"}), audience=EVERYBODY, person_id=unit.people.ensure(ed.account).id
        )

    await store.write(draft)
    await ed.press(button("attach", announcement=1))
    assert isinstance(ed.last, Message)
    assert ed.last.expects
    return ed


async def test_what_was_asked_for_is_fetched_once_kept_and_sent_along(ed: Someone, store: Store) -> None:
    file = Sent()
    await send(ed, file)
    assert file.fetched == 1
    (there,) = await kept(store)
    assert (there.name, there.mime, there.size) == ("a.png", "image/png", 9)
    found = await store.read(lambda unit: unit.announcements.get(1))
    assert found
    assert found.content.files == (there.id,)


async def test_a_file_is_what_was_asked_for_whatever_has_come_between(ed: Someone, store: Store, clock: Clock) -> None:
    await ed.give("demands", letter="1")
    assert "Go on: Send a file along" in ed.labels
    await send(ed, Sent())
    assert "It comes along" in ed.text
    await ed.press(button("attach", announcement=1))
    await ed.give("demands", letter="1")
    clock.now += FRESH
    await send(ed, Sent())
    assert "What is to be done with this?" in ed.text


async def test_a_file_that_nobody_asked_for_is_not_fetched_where_nothing_could_be_done_with_it(
    interface: Interface, store: Store
) -> None:
    for name in ("ada", "rex"):
        person, file = Someone(interface, name), Sent()
        if name == "rex":
            await with_role(store, person, Role.REVIEWER, 1)
        await send(person, file, "Look at this")
        await person.interface.answer(person.caller, Invoke("help", {}, file.upload))
        await person.interface.answer(person.caller, Submit("4KTJ8Q2M4KTJ", {}, file.upload))
        assert file.fetched == 0
    assert await kept(store) == []


async def test_who_may_not_add_one_does_not_make_the_bot_fetch(interface: Interface, ed: Someone, store: Store) -> None:
    eve, file = Someone(interface, "eve"), Sent()
    assert isinstance(ed.last, Message)
    form = ed.last.expects
    await interface.answer(eve.caller, Invoke("attach", {"letter": "1", "announcement": "1"}, file.upload))
    await interface.answer(eve.caller, Submit(form, {}, file.upload))
    await send(eve, file)
    assert file.fetched == 0
    assert await kept(store) == []


async def test_who_may_do_so_no_more_does_not_either(ed: Someone, store: Store) -> None:
    number = (await store.write(lambda unit: unit.people.ensure(ed.account))).id
    await store.write(lambda unit: unit.people.revoke(number, 1))
    file = Sent()
    await send(ed, file)
    assert file.fetched == 0


async def test_a_form_of_somebody_else_fetches_nothing(interface: Interface, ed: Someone, store: Store) -> None:
    other, file = Someone(interface, "other"), Sent()
    await with_role(store, other, Role.EDITOR, 1)
    assert isinstance(ed.last, Message)
    await interface.answer(other.caller, Submit(ed.last.expects, {}, file.upload))
    assert file.fetched == 0
    assert await kept(store) == []


async def test_a_file_that_is_too_large_is_refused_without_being_fetched(ed: Someone, store: Store) -> None:
    file = Sent(size=MOST_BYTES + 1)
    assert "too large" in await send(ed, file)
    assert (file.fetched, await kept(store)) == (0, [])
    assert "too large" not in await send(ed, Sent(size=MOST_BYTES))


async def test_a_file_that_is_larger_than_was_said_is_refused(ed: Someone, store: Store) -> None:
    assert "too large" in await send(ed, Sent(content=bytes(MOST_BYTES + 1), size=0))
    assert await kept(store) == []


@pytest.mark.defective
async def test_a_file_that_can_t_be_fetched_is_asked_for_again(
    ed: Someone, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    assert "could not be fetched" in await send(ed, Sent(broken=True))
    assert "could not be fetched" in caplog.text
    assert await kept(store) == []
    await send(ed, Sent())
    assert len(await kept(store)) == 1


async def test_a_line_where_a_file_was_asked_for_is_no_file(ed: Someone, store: Store) -> None:
    for line in ("1", "999", "a.png", "²"):
        assert "send a file" in await ed.say(line)
    found = await store.read(lambda unit: unit.announcements.get(1))
    assert found
    assert found.content.files == ()


async def test_a_name_that_can_t_be_stored_is_mended(ed: Someone, store: Store) -> None:
    await send(ed, Sent(name=f"{'x' * 500}\ud83d\0.png"))
    (there,) = await kept(store)
    assert len(there.name) <= 200
    assert there.name.endswith(".png")
    assert "\0" not in there.name


async def test_in_a_group_a_file_for_somebody_else_is_not_fetched(ed: Someone, store: Store) -> None:
    file = Sent()
    group = Caller(ed.account, Address("test", "-1"), ChatKind.GROUP, confidential=False)
    await ed.interface.answer(group, Say("", file.upload))
    assert file.fetched == 0


async def announced(store: Store, number: int) -> Announcement:
    found = await store.read(lambda unit: unit.announcements.get(number))
    assert found
    return found


async def test_a_number_is_no_file_whoever_gives_it_and_however(ed: Someone, store: Store) -> None:
    await send(ed, Sent())
    (mine,) = await kept(store)
    await store.write(
        lambda unit: unit.announcements.add(1, Content({"en": "More"}), audience=EVERYBODY, person_id=None)
    )
    assert "send a file" in await ed.press(button("attach", announcement=2, file=mine.id))
    assert "send a file" in await ed.give("attach", letter="1", announcement="2", file=str(mine.id))
    assert (await announced(store, 2)).content.files == ()


@pytest.mark.parametrize("letter", [1, 2])
async def test_a_file_that_came_before_it_was_known_which_letter_is_meant_is_sent_along(
    interface: Interface, store: Store, letter: int
) -> None:
    eva, file = Someone(interface, "eva"), Sent()
    await with_role(store, eva, Role.EDITOR, None)
    for number in (1, 2):
        await store.write(partial(followed, letter_id=number))
    values = {"text": "News", "at": "23:59"}
    eva.last = await interface.answer(eva.caller, Invoke("announce", values, file.upload))
    assert "Which letter?" in eva.text
    assert isinstance(eva.last, Message)
    assert "This will be sent to 1 chat" in await eva.press(eva.last.keys[letter - 1].action)
    draft = await announced(store, 1)
    (sent,) = await store.read(lambda unit: unit.files.get(draft.content.files))
    assert (draft.letter_id, sent.name, file.fetched) == (letter, "a.png", 1)


async def test_who_may_announce_for_no_letter_makes_the_bot_fetch_nothing(interface: Interface, store: Store) -> None:
    eve, file = Someone(interface, "eve"), Sent()
    await with_role(store, eve, Role.REVIEWER, None)
    await interface.answer(eve.caller, Invoke("announce", {"text": "News"}, file.upload))
    assert (file.fetched, await kept(store)) == (0, [])


async def gone(store: Store, clock: Clock, days: int = 2) -> bool:
    """Whether no file is left some days later."""
    clock.forward(days=days)
    await store.write(forgetting.retire)
    return await kept(store) == []


@pytest.mark.parametrize("act", ["discard", "stop"])
async def test_the_file_of_a_draft_that_is_not_sent_goes_after_a_day(
    ed: Someone, store: Store, clock: Clock, act: str
) -> None:
    await send(ed, Sent())
    assert not await gone(store, clock, days=60)
    await ed.press(button("steer", announcement=1, act=act, sure="yes"))
    assert not await gone(store, clock, days=0)
    assert await gone(store, clock)


async def test_a_file_that_is_taken_out_of_a_draft_goes_after_a_day(ed: Someone, store: Store, clock: Clock) -> None:
    await send(ed, Sent())
    await ed.press(button("options", announcement=1, detach=(await kept(store))[0].id))
    assert await gone(store, clock)


async def test_a_file_that_another_announcement_has_too_stays(ed: Someone, store: Store, clock: Clock) -> None:
    await send(ed, Sent())
    (file,) = await kept(store)
    await store.write(
        lambda unit: unit.announcements.add(
            1, Content({"en": '"files":[]'}, (file.id,)), audience=EVERYBODY, person_id=None
        )
    )
    await ed.press(button("steer", announcement=1, act="discard", sure="yes"))
    assert not await gone(store, clock)
    await ed.press(button("steer", announcement=2, act="discard", sure="yes"))
    assert await gone(store, clock)


async def test_a_file_of_a_form_that_nobody_went_on_with_goes_with_it(
    interface: Interface, store: Store, clock: Clock
) -> None:
    eva = Someone(interface, "eva")
    await with_role(store, eva, Role.EDITOR, 1)
    await interface.answer(eva.caller, Invoke("announce", {"letter": "1"}, Sent().upload))
    assert not await gone(store, clock, days=13)
    assert await gone(store, clock)


async def test_what_is_said_to_be_on_a_picture_of_one_announcement_is_said_on_no_other(
    interface: Interface, ed: Someone, store: Store
) -> None:
    await send(ed, Sent())
    released = await store.read(lambda unit: unit.announcements.get(1))
    assert released
    await store.write(lambda unit: unit.announcements.save(replace(released, stage=Stage.WAITING)))
    values = {"letter": "1", "text": "More", "alt": "Send money to Eve"}
    await interface.answer(ed.caller, Invoke("announce", values, Sent().upload))
    second = await store.read(lambda unit: unit.announcements.get(2))
    assert second
    assert [each.alt for each in await kept(store) if each.id in second.content.files] == ["Send money to Eve"]
    assert [each.alt for each in await kept(store) if each.id in released.content.files] == [""]
    (mine,) = second.content.files
    await ed.press(button("describe", announcement=2, picture=mine))
    await ed.say("A dove")
    assert [each.alt for each in await kept(store)] == ["", "A dove"]


@pytest.mark.parametrize("label", ["That's all", "Don't describe it", "Who gets it", "Send it now"])
async def test_what_is_asked_by_the_way_ends_where_something_else_comes_of_the_answer_above_it(
    ed: Someone, label: str
) -> None:
    await send(ed, Sent())
    if label != "That's all":
        assert "What is to be seen" in await ed.push("That's all")
    await ed.push(label)
    assert not [each for each in ed.labels if each.startswith("Go on")]
    await ed.give("demands", letter="1")
    assert not [each for each in ed.labels if each.startswith("Go on")]


async def test_what_was_typed_to_a_question_by_the_way_is_not_lost(ed: Someone) -> None:
    await send(ed, Sent())
    await ed.push("That's all")
    await ed.say("who reads this?")
    await ed.give("demands", letter="1")
    assert "Go on: Say what is on a picture" in ed.labels


TABLES = ("import", "import_prospects")


@pytest.mark.parametrize("command", TABLES)
async def test_a_table_is_on_disk_for_nobody_to_read_while_it_is_asked_for_which_letter_it_is(
    interface: Interface, store: Store, command: str
) -> None:
    olga, secret = Someone(interface, "olga"), b"organization\nZxmark Choir\n"
    await with_role(store, olga, Role.OWNER, None)
    file = Sent(secret, len(secret), name="table.csv")
    olga.last = await interface.answer(olga.caller, Invoke(command, {}, file.upload))
    assert file.fetched
    assert isinstance(store, MemoryStore)
    assert b"Zxmark" not in store.content()
    (waits,) = await kept(store)
    assert await store.read(lambda unit: unit.files.content(waits.id)) == secret


async def test_what_came_unasked_is_on_disk_for_nobody_to_read_until_somebody_says_what_it_is_for(
    ed: Someone, store: Store
) -> None:
    await with_role(store, ed, Role.EDITOR, 2)
    await ed.give("cancel")
    file = Sent(b"Zxmark's photo", 14)
    assert "What is to be done with this?" in await send(ed, file, "More news.")
    assert isinstance(store, MemoryStore)
    assert b"Zxmark" not in store.content()
    (waits,) = await kept(store)
    await ed.push("Announce this")
    assert b"Zxmark" not in store.content(), "it is not known yet to which letter it belongs"
    assert isinstance(ed.last, Message)
    await ed.press(ed.last.keys[0].action)
    assert b"Zxmark" in store.content()
    found = await store.read(lambda unit: unit.announcements.get(2))
    assert found
    (attached,) = found.content.files
    assert attached != waits.id
    assert await store.read(lambda unit: unit.files.content(attached)) == file.content


def test_only_what_others_get_is_kept_as_it_is() -> None:
    plain = {each.name for each in COMMANDS for option in each.options if option.given_out}
    assert plain == {"announce", "attach", "change", "add_document"}
    assert {each.name for each in COMMANDS if each.file} - plain >= {*TABLES, "enter_sign_on", "give_logo"}
