"""The desk of whoever manages a chat: what comes there follows what was decided there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.interface.conversation import Interface
from bot.interface.requests import ContinueInPrivate, Invoke, Press, Rights
from bot.model.announcements.announcement import Made, Stage
from bot.model.chats import Address, ChatKind, Topic, private_chat
from bot.model.deliveries import Subject
from bot.model.people.workplaces import Server
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service.announcements import corrections
from bot.service.chats import hosting
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.chats.hosts import CITY, TOWN, Host, Queue, is_refused, managing
from tests.interface.someone import Someone


@pytest.fixture
async def hana(interface: Interface, store: Store) -> Host:
    """Somebody who manages a chat that follows the first letter."""
    hana = managing(interface, "hana", TOWN)
    await hana.desk()
    await hana.do(hana.at(TOWN), Press(hana.action("Follow")))
    return hana


@pytest.fixture
def queue(store: Store, interface: Interface) -> Queue:
    return Queue(store, interface)


# What was decided is respected where announcements leave.


async def test_what_is_announced_comes_at_once_where_nothing_was_decided(hana: Host, queue: Queue) -> None:
    await queue.announce("We meet.")
    (said,) = await queue.leaves()
    assert said.startswith("We meet.")


async def test_each_announcement_waits_for_the_hosts_press_where_they_are_asked(hana: Host, queue: Queue) -> None:
    await hana.desk()
    assert "I show it to you in private" in await hana.push_at(TOWN, "Ask me before each")
    number = await queue.announce("We meet.")
    assert await queue.due() == []
    assert await queue.stage(number) is Stage.DONE, "it holds up nobody"
    assert "1 held back by whoever manages the chat" in await queue.report(number)
    said, keys = await queue.card("@hana")
    assert "An announcement waits for Town." in said
    assert "We meet." in said
    assert "leaves" in await hana.press(keys["Post it"].action)
    (said,) = await queue.leaves()
    assert said.startswith("We meet.")
    assert "done: 1 of 1 delivered" in await queue.report(number)
    assert "It stands there" in (await queue.card("@hana"))[0]
    assert "waits no more" in await hana.press(keys["Don't post it"].action)


async def test_what_the_host_does_not_want_is_said_so_in_the_report(hana: Host, queue: Queue) -> None:
    await hana.desk()
    await hana.push_at(TOWN, "Ask me before each")
    number = await queue.announce()
    _, keys = await queue.card("@hana")
    assert "not let through" in await hana.press(keys["Don't post it"].action)
    assert await queue.due() == []
    assert "0 of 1 delivered" in await queue.report(number)
    rows = await queue.store.read(lambda unit: unit.results.rows(number, 0, 9))
    assert [(each.state.value, each.reason) for each in rows] == [("cancelled", "unwanted")]


async def test_what_nobody_says_a_word_about_is_dropped_after_a_week(hana: Host, queue: Queue, clock: Clock) -> None:
    await hana.desk()
    await hana.push_at(TOWN, "Ask me before each")
    number = await queue.announce()
    _, keys = await queue.card("@hana")
    clock.now += timedelta(days=6, hours=23)
    await queue.store.write(hosting.advance)
    assert "1 held back" in await queue.report(number)
    clock.now += timedelta(hours=2)
    await queue.store.write(hosting.advance)
    assert "1 stopped before it left" in await queue.report(number)
    assert "It was dropped" in (await queue.card("@hana"))[0]
    assert "waits no more" in await hana.press(keys["Post it"].action)
    assert await queue.due() == []


async def test_a_pause_holds_back_what_has_not_left_and_offers_it_afterwards(hana: Host, queue: Queue) -> None:
    first = await queue.announce("The first.")
    await hana.desk()
    await hana.push_at(TOWN, "Pause")
    assert "Paused until you say so" in await hana.push_at(TOWN, "Until I say so")
    await queue.announce("The second.")
    assert await queue.due() == []
    assert await queue.due("@hana") == [], "a pause disturbs nobody"
    assert "1 held back" in await queue.report(first)
    assert "2 announcements wait for you" in await hana.push_at(TOWN, "Go on")
    await queue.announce("The third.")
    assert [each.partition("\n")[0] for each in await queue.leaves()] == ["The third."]
    await hana.desk()
    await hana.push_at(TOWN, "What waits")
    assert "The first." in await hana.push_at(TOWN, "Announcement 1")
    await hana.push_at(TOWN, "Post it")
    assert [each.partition("\n")[0] for each in await queue.leaves()] == ["The first."]


async def test_a_pause_that_ends_by_itself_tells_the_host_what_waits(hana: Host, queue: Queue, clock: Clock) -> None:
    await hana.desk()
    await hana.push_at(TOWN, "Pause")
    assert "Paused until" in await hana.push_at(TOWN, "For a day")
    await queue.announce("Meanwhile.")
    clock.now += timedelta(days=1, minutes=1)
    await queue.store.write(hosting.advance)
    assert "Meanwhile." in (await queue.card("@hana"))[0]
    await queue.announce("Afterwards.")
    assert [each.partition("\n")[0] for each in await queue.leaves()] == ["Afterwards."]


async def test_no_more_comes_than_the_host_wants_and_the_rest_is_offered(
    hana: Host, queue: Queue, clock: Clock
) -> None:
    await hana.desk()
    await hana.push_at(TOWN, "How often")
    assert "At the most one a day" in await hana.push_at(TOWN, "At the most one a day")
    await queue.announce("The first.")
    assert len(await queue.leaves()) == 1
    await queue.announce("The second.")
    assert await queue.due() == []
    said, keys = await queue.card("@hana")
    assert "more than you want" in said
    await hana.press(keys["Post it"].action)
    assert len(await queue.leaves()) == 1, "the host's word counts"
    clock.now += timedelta(days=1, minutes=1)
    await queue.announce("The third.")
    assert len(await queue.leaves()) == 1


async def test_what_a_letter_tells_by_itself_stays_away_where_only_what_is_written_is_wanted(
    hana: Host, queue: Queue
) -> None:
    await hana.desk()
    assert "Only what organizers write." in await hana.push_at(TOWN, "Only what organizers write")
    number = await queue.announce(made=Made("milestone", 10))
    assert await queue.due() == []
    assert (await queue.store.read(lambda unit: unit.results.rows(number, 0, 9))) == []
    await queue.announce("Written.")
    assert len(await queue.leaves()) == 1


async def test_a_correction_of_what_stands_there_is_never_held_back_nor_a_recall(hana: Host, queue: Queue) -> None:
    number = await queue.announce("We meet.")
    await queue.leaves()
    await hana.desk()
    await hana.push_at(TOWN, "Pause")
    await hana.push_at(TOWN, "Until I say so")
    await hana.desk()
    await hana.push_at(TOWN, "Ask me before each")

    def correct(unit: Unit) -> None:
        person = unit.people.ensure(Someone(queue.interface, "editor").account)
        corrections.write_correction(unit, letter_id=1, announcement_id=number, language="en", text="We meet at six.")
        corrections.correct(unit, person, letter_id=1, announcement_id=number)

    await queue.store.write(correct)
    await queue.advance()
    (edit,) = await queue.due()
    assert (edit.state.value, edit.wanted, edit.shown) == ("sent", 2, 1)

    def recall(unit: Unit) -> None:
        corrections.recall(unit, unit.people.ensure(Someone(queue.interface, "editor").account), 1, number)

    await queue.store.write(recall)
    await queue.advance()
    (edit,) = await queue.due()
    assert edit.wanted == 3


async def test_what_was_corrected_since_it_was_shown_is_shown_again_before_it_leaves(hana: Host, queue: Queue) -> None:
    await hana.desk()
    await hana.push_at(TOWN, "Ask me before each")
    number = await queue.announce("We meet.")
    _, keys = await queue.card("@hana")

    def correct(unit: Unit) -> None:
        person = unit.people.ensure(Someone(queue.interface, "editor").account)
        corrections.write_correction(unit, letter_id=1, announcement_id=number, language="en", text="We meet at six.")
        corrections.correct(unit, person, letter_id=1, announcement_id=number)

    await queue.store.write(correct)
    await queue.advance()
    shown = await hana.press(keys["Post it"].action)
    assert "It was corrected since you saw it." in shown
    assert "We meet at six." in shown
    assert await queue.due() == []
    await hana.push("Post it")
    assert [each.partition("\n")[0] for each in await queue.leaves()] == ["We meet at six."]


async def test_a_recall_takes_back_what_waits(hana: Host, queue: Queue) -> None:
    await hana.desk()
    await hana.push_at(TOWN, "Ask me before each")
    number = await queue.announce("We meet.")
    _, keys = await queue.card("@hana")

    def recall(unit: Unit) -> None:
        corrections.recall(unit, unit.people.ensure(Someone(queue.interface, "editor").account), 1, number)

    await queue.store.write(recall)
    assert "waits no more" in await hana.press(keys["Post it"].action)
    assert "does not come any more" in (await queue.card("@hana"))[0]


async def test_whoever_follows_no_more_gets_nothing_of_what_waits(hana: Host, queue: Queue) -> None:
    await hana.desk()
    await hana.push_at(TOWN, "Ask me before each")
    await queue.announce("We meet.")
    await hana.desk()
    assert "come here no more" in await hana.push_at(TOWN, "Stop it")
    chat = await queue.chat()
    assert await queue.store.read(lambda unit: unit.held.of_chat(chat.id, 9)) == []


# Who may open a desk.


async def test_a_desk_opens_in_private_only_where_the_platform_says_at_that_moment_that_they_manage(
    hana: Host, queue: Queue
) -> None:
    assert "Which chat?" in await hana.give("host")
    hana.asked.clear()
    assert "What I do in Town" in await hana.push("Town (Test)")
    assert hana.asked == [TOWN]
    await hana.push("Ask me before each")
    await hana.give("host")
    hana.rights.clear()
    await hana.push("Town (Test)")
    assert is_refused(hana.last)


async def test_nobody_opens_the_desk_of_a_chat_that_they_do_not_manage(
    interface: Interface, hana: Host, queue: Queue
) -> None:
    eve, chat = Host(interface, "eve"), await queue.chat()
    for act in ("unfollow", "pause", "leave", "approve"):
        await eve.press(button("host", chat=chat.id, act=act, value=1, sure="yes"))
        assert is_refused(eve.last)
        await eve.do(eve.at(TOWN), Press(button("host", chat=chat.id, act=act, value=1, sure="yes")))
        assert is_refused(eve.last)
    assert await queue.store.read(lambda unit: unit.chats.followed(chat.id)) == [(1, Topic.NEWS)]


async def test_another_persons_private_chat_is_nobodys_to_manage(
    interface: Interface, store: Store, hana: Host
) -> None:
    def unit(unit: Unit) -> int:
        there = unit.chats.ensure(private_chat(Someone(interface, "ada").account), ChatKind.PRIVATE, "")
        unit.chats.follow(there.id, 1, Topic.NEWS)
        return there.id

    number = await store.write(unit)
    assert "no such chat" in await hana.press(button("host", chat=number, act="unfollow", value=1))
    assert await store.read(lambda unit: unit.chats.followed(number)) == [(1, Topic.NEWS)]


async def test_what_is_private_goes_on_in_private_about_the_same_chat(hana: Host) -> None:
    gone = await hana.interface.answer(hana.at(TOWN, confidential=False), Invoke("host", {}))
    assert isinstance(gone, ContinueInPrivate)
    assert "What I do in Town" in await hana.open(gone.action)
    eve = Host(hana.interface, "eve")
    assert "What I do in Town" not in await eve.open(gone.action)
    gone = await hana.interface.answer(hana.at(TOWN, confidential=False), Invoke("host", {}))
    assert isinstance(gone, ContinueInPrivate)
    hana.rights.clear()
    await hana.open(gone.action)
    assert is_refused(hana.last)


async def test_a_number_of_one_chat_is_not_taken_for_another(hana: Host, queue: Queue) -> None:
    other = managing(hana.interface, "omar", CITY)
    await other.desk(CITY)
    chat = await queue.chat()
    await other.do(other.at(CITY), Press(button("host", chat=chat.id, act="unfollow", value=1)))
    assert is_refused(other.last)


# The rest of the desk.


async def test_what_was_posted_is_shown_with_where_it_stands(hana: Host, queue: Queue) -> None:
    await queue.announce("We meet.")
    await queue.leaves()
    hana.interface.reachability.posted_at = (  # type: ignore[method-assign]
        lambda chat, message: f"https://platform.example/{chat.place}/{message}"
    )
    await hana.desk()
    assert "We meet." in await hana.push_at(TOWN, "What was posted here")
    assert isinstance(hana.last, Message)
    (address,) = [key.url for key in hana.last.keys if key.url]
    assert address.startswith("https://platform.example/-1/m")


async def test_the_bot_leaves_after_asking(hana: Host, queue: Queue) -> None:
    await hana.desk()
    assert "Am I to leave?" in await hana.push_at(TOWN, "Leave")
    assert await queue.due() == []
    await hana.push_at(TOWN, "Yes, leave")
    assert [each.subject for each in await queue.due()] == [Subject.DEPARTURE]
    chat = await queue.chat()
    assert await queue.store.read(lambda unit: unit.chats.followed(chat.id)) == []


async def test_only_who_manages_the_whole_server_lets_the_bot_leave_it(hana: Host, queue: Queue) -> None:
    hana.rights[TOWN] = Rights(chat=True, whole=False)
    chat = await queue.chat()
    assert "the whole server" in await hana.press(button("host", chat=chat.id, act="leave", sure="yes"))
    assert await queue.due() == []


async def test_what_comes_to_one_topic_is_brought_into_another(hana: Host, queue: Queue) -> None:
    topic = Address("test", "-1", "7")
    hana.rights[topic] = Rights(chat=True, whole=True)
    await hana.desk()
    await hana.push_at(TOWN, "Ask me before each")
    await hana.desk(topic)
    assert "comes here from now on" in await hana.push_at(topic, "Bring here what comes to Town")
    await queue.announce("We meet.")
    here = await queue.chat(topic)
    held = await queue.store.read(lambda unit: unit.held.of_chat(here.id, 9))
    assert len(held) == 1, "what was decided came along"
    assert await queue.store.read(lambda unit: unit.chats.followed(here.id)) == [(1, Topic.NEWS)]


async def test_nothing_is_brought_from_the_place_in_which_somebody_only_presses(hana: Host, queue: Queue) -> None:
    mal = managing(hana.interface, "mal", CITY)
    await mal.desk(CITY)
    there, here = await queue.chat(TOWN), await queue.chat(CITY)
    among_others = replace(mal.at(Address("test", "-9")), beside=(TOWN.place,))
    await mal.do(among_others, Press(button("host", chat=here.id, act="bring", value=there.id)))
    assert "no such chat" in mal.text
    assert await queue.store.read(lambda unit: unit.chats.followed(there.id)) == [(1, Topic.NEWS)]


async def test_only_who_manages_the_whole_server_chooses_a_role_to_be_called(hana: Host, queue: Queue) -> None:
    there = replace(hana.at(TOWN), server=Server("test", "1", "Town", everybody="1"))
    said = await hana.do(replace(there, whole=False), Invoke("call", {"role": "7 Moderators"}))
    assert "the whole server" in said
    assert (await queue.chat()).calls == ""
    await hana.do(there, Invoke("call", {"role": "7 Moderators"}))
    assert (await queue.chat()).calls == "7"
    await hana.do(replace(there, whole=False), Invoke("call", {"act": "nobody"}))
    assert (await queue.chat()).calls == ""


async def test_only_who_manages_the_whole_server_lets_dates_stand_among_its_events(hana: Host, queue: Queue) -> None:
    server = Server("test", "1", "Town", everybody="1")
    there = replace(hana.at(TOWN), server=server)
    begin, end = (Press(button("calendar", act=act)) for act in ("begin", "end"))
    assert "the whole server" in await hana.do(replace(there, whole=False), begin)
    assert not await queue.store.read(lambda unit: unit.calendars.has(1, server))
    await hana.do(there, begin)
    assert "the whole server" in await hana.do(replace(there, whole=False), end)
    assert await queue.store.read(lambda unit: unit.calendars.has(1, server))


async def test_a_private_chat_has_a_desk_of_its_own(interface: Interface, queue: Queue) -> None:
    ada = Host(interface, "ada")
    await ada.give("follow", letter="1")
    await ada.give("host")
    assert "What I do in this private chat" in await ada.push("This private chat")
    assert "Leave" not in ada.labels
    await ada.push("Pause")
    await ada.push("For a week")
    await queue.announce("We meet.")
    assert await queue.due("@ada") == []


async def test_an_anonymous_admin_is_not_remembered_as_a_person(interface: Interface, store: Store) -> None:
    admin = managing(interface, "-1", TOWN)
    assert "What I do in Town" in await admin.do(replace(admin.at(TOWN), account=admin.account), Invoke("host", {}))
    assert await store.read(lambda unit: unit.people.find(admin.account)) is None
