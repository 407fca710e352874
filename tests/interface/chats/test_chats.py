"""The chats that follow, as organizers look through them, and as others try to."""

from dataclasses import replace

import pytest

from bot.interface.actions import LENGTH
from bot.interface.conversation import Interface
from bot.model.chats import Address, Chat, ChatKind, Topic, Unreachable, private_chat
from bot.model.people.person import Account, Role
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service.chats import hosting
from tests.buttons import button
from tests.interface.someone import Someone, with_role

BUTTONS, LABEL = 25, 80
"""Discord's limits: buttons of a message, characters of a label."""

NO_CHAT, NOT_FOR_YOU = "No such chat follows this letter", "This is for the letter's organizers"


async def meet(
    store: Store,
    place: str,
    title: str = "",
    letter: int | None = 1,
    kind: ChatKind = ChatKind.GROUP,
    topic: Topic = Topic.NEWS,
    closed: Unreachable | None = None,
) -> Chat:
    """A chat, which may follow a letter and be lost."""

    def unit(unit: Unit) -> Chat:
        there = unit.chats.ensure(Address("test", place), kind, title)
        if letter is not None:
            unit.chats.follow(there.id, letter, topic)
        if closed:
            unit.chats.close(there.id, closed)
        return there

    return await store.write(unit)


@pytest.fixture
async def eda(interface: Interface, store: Store) -> Someone:
    """An editor of the first letter alone."""
    someone = Someone(interface, "eda")
    await with_role(store, someone, Role.EDITOR, 1)
    return someone


def fits(someone: Someone) -> bool:
    """Whether every platform can show the buttons of the last answer."""
    assert isinstance(someone.last, Message)
    keys = someone.last.keys
    return len(keys) <= BUTTONS and all(0 < len(key.label) <= LABEL and len(key.action) <= LENGTH for key in keys)


async def test_an_editor_sees_who_follows_and_who_cannot_be_reached(eda: Someone, store: Store) -> None:
    await meet(store, "-1", "Old Town")
    await meet(store, "-2", "Harbour", kind=ChatKind.CHANNEL, closed=Unreachable.BLOCKED)
    await meet(store, "-3", kind=ChatKind.FORUM)
    await meet(store, "-4", "River", letter=2)
    text = await eda.give("chats", letter="1")
    assert "3 chats follow." in text
    assert "Test: reachable 2, not reachable 1" in text
    assert "Old Town — Test, group, no language chosen" in text
    assert "Harbour — Test, channel, no language chosen: the bot is blocked there" in text
    assert "test:-3 — Test, forum" in text
    assert "River" not in text
    assert eda.labels == ["Old Town", "Harbour", "test:-3", "Groups"]
    assert fits(eda)


async def test_where_nobody_follows_it_says_how_to_begin(eda: Someone) -> None:
    assert "/follow" in await eda.give("chats", letter="1")


async def test_chats_are_looked_through_page_by_page(eda: Someone, store: Store) -> None:
    for number in range(33):
        await meet(store, str(number), f"Chat {number:02}")
    await eda.give("chats", letter="1")
    seen = [eda.labels]
    for _ in range(2):
        text = await eda.push("More")
        assert "33 chats" not in text
        seen.append(eda.labels)
        assert fits(eda)
    assert [label for page in seen for label in page if label.startswith("Chat")] == [f"Chat {n:02}" for n in range(33)]
    assert "More" not in eda.labels
    assert "33 chats" in await eda.push("First page")
    await eda.press(button("chats", after=30))
    await eda.push("Chat 31")
    await eda.push("Back")
    assert eda.labels[:3] == ["Chat 30", "Chat 31", "Chat 32"]


async def test_who_follows_in_between_moves_no_page(eda: Someone, store: Store) -> None:
    for number in range(20):
        await meet(store, str(number), f"Chat {number:02}")
    await eda.give("chats", letter="1")
    more = eda.action("More")
    await store.write(lambda unit: unit.chats.unfollow(1, 1, Topic.NEWS))
    await meet(store, "99", "Chat 99")
    await eda.press(more)
    assert eda.labels[0] == "Chat 15"
    assert "Chat 99" in eda.labels


async def test_a_chat_shows_what_is_known_of_it(eda: Someone, store: Store) -> None:
    await meet(store, "-1", "Old Town")
    await store.write(lambda unit: unit.chats.speak(1, "fr"))
    await eda.give("chats", letter="1")
    text = await eda.push("Old Town")
    for known in ("Old Town", "Test, group, French", "test:-1", "follows since 1 March 2026", "It can be reached"):
        assert known in text
    assert "Announce only here" in eda.labels
    await store.write(lambda unit: unit.chats.close(1, Unreachable.REMOVED))
    assert "It can't be reached: the bot was removed from it" in await eda.press(button("chats", chat=1))
    assert "Announce only here" not in eda.labels


async def test_a_person_is_shown_and_found_without_a_name(eda: Someone, store: Store) -> None:
    await meet(store, private_chat(Account("test", "4711123456")).place, "Ada Example", kind=ChatKind.PRIVATE)
    for text in (
        await eda.give("chats", letter="1"),
        await eda.press(button("chats", chat=1)),
        await eda.press(button("drop_chat", chat=1)),
    ):
        assert "a person on Test (…3456)" in text
        assert "Ada" not in text
        assert "4711" not in text
        assert not any("Ada" in label or "4711" in label for label in eda.labels)
    text = await eda.give("chats", letter="1", find="Ada")
    assert "a person" not in text
    assert eda.labels == ["All chats"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("TOWN", ["Old Town", "100% town_hall"]),
        ("%", ["100% town_hall"]),
        ("_", ["100% town_hall"]),
        ("o%n", []),
        ("' OR ''='", []),
        ("{chat}", []),
        ("**", []),
        ("harbour", []),
    ],
)
async def test_a_part_of_a_title_is_what_it_says(eda: Someone, store: Store, typed: str, found: list[str]) -> None:
    await meet(store, "-1", "Old Town")
    await meet(store, "-2", "100% town_hall")
    await meet(store, "-3", "Harbour town", letter=2)
    text = await eda.give("chats", letter="1", find=typed)
    assert typed in text
    assert eda.labels == [*found, "All chats"]


async def test_a_search_shows_so_many_and_says_so(eda: Someone, store: Store) -> None:
    for number in range(40):
        await meet(store, str(number), f"Town {number:02}")
    assert "There may be more" in await eda.give("chats", letter="1", find="town")
    assert len(eda.labels) == 16
    assert fits(eda)
    assert "There may be more" not in await eda.give("chats", letter="1", find="town 3")
    assert "the limit is 80" in await eda.give("chats", letter="1", find="x" * 81)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("**[Click](https://evil.example)**", "**[Click](https://evil.example)**"),
        ("Old\n**Announcement 1 is done**\r\n\tTown", "Old **Announcement 1 is done** Town"),
        ("\u202etxt.exe\u2066 @everyone", "txt.exe @everyone"),
        ("{chat} {reason} {0}", "{chat} {reason} {0}"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("\u200b\u2800 \u3164", "test:-1"),
        ("x" * 500, "x" * 39 + "…"),
        ("a" + "\u0301" * 300, "a" + "\u0301" * 38 + "…"),
        ("\ue000 private", "\ue000 private"),
    ],
)
async def test_a_title_is_a_title_and_nothing_else(eda: Someone, store: Store, title: str, shown: str) -> None:
    await meet(store, "-1", title)
    assert f"{shown} — Test, group" in await eda.give("chats", letter="1")
    assert eda.labels == [shown, "Groups"]
    await eda.push(shown)
    assert shown in eda.text
    assert fits(eda)


async def test_a_thread_is_told_from_its_chat(eda: Someone, store: Store) -> None:
    def unit(unit: Unit) -> None:
        for thread in ("", "7"):
            there = unit.chats.ensure(Address("test", "-1", thread), ChatKind.GROUP, "Old Town")
            unit.chats.follow(there.id, 1, Topic.NEWS)

    await store.write(unit)
    await eda.give("chats", letter="1")
    assert eda.labels == ["Old Town", "Old Town #7", "Groups"]


EVERY = (
    button("chats"),
    button("chats", chat=1),
    button("regroup", chat=1, put=1),
    button("regroup", chat=1, take=1),
    button("drop_chat", chat=1),
    button("drop_chat", chat=1, sure="yes"),
    button("groups"),
    button("groups", group=1),
    button("new_group"),
    button("disband", group=1),
    button("disband", group=1, sure="yes"),
)


@pytest.mark.parametrize("role", [None, Role.REVIEWER, Role.OWNER, Role.EDITOR])
async def test_only_editors_and_owners_of_this_letter_see_or_change_anything(
    interface: Interface, store: Store, role: Role | None
) -> None:
    await meet(store, "-1", "Old Town")
    await store.write(lambda unit: unit.groups.put(unit.groups.ensure(1, "Boards").id, 1, True))
    mal = Someone(interface, "mal")
    if role:
        await with_role(store, mal, role, 1 if role is Role.REVIEWER else 2)
    for action in EVERY:
        assert NOT_FOR_YOU in await mal.press(action)
        assert "can't be opened by a link" in await mal.open(action)
    for command in ("chats", "groups"):
        assert NOT_FOR_YOU in await mal.give(command, letter="1")
    assert NOT_FOR_YOU in await mal.give("groups", letter="1", name="Mine")
    assert await store.read(lambda unit: unit.chats.since(1, 1))
    assert [(each.name, each.size) for each in await store.read(lambda unit: unit.groups.of_letter(1))] == [
        ("Boards", 1)
    ]


async def test_owners_may_look_too(interface: Interface, store: Store) -> None:
    await meet(store, "-1", "Old Town")
    for name, letter in (("one", 1), ("all", None)):
        someone = Someone(interface, name)
        await with_role(store, someone, Role.OWNER, letter)
        assert "Old Town" in await someone.give("chats", letter="1")


async def test_a_chat_that_does_not_follow_is_as_if_it_were_not_there(eda: Someone, store: Store) -> None:
    await meet(store, "-1", "Secret River", letter=2)
    await meet(store, "-2", "Secret Desk", topic=Topic.REVIEWS)
    await meet(store, "-3", "Secret Stranger", letter=None)
    await meet(store, "-4", "Old Town")
    await store.write(lambda unit: unit.groups.ensure(1, "Boards"))
    for number in ("1", "2", "3", "999", "0", "999999999"):
        for action in (
            button("chats", chat=number),
            button("regroup", chat=number, put=1),
            button("regroup", chat=number, take=1),
            button("drop_chat", chat=number),
            button("drop_chat", chat=number, sure="yes"),
        ):
            assert NO_CHAT in await eda.press(action)
            assert "Secret" not in (eda.text, *eda.labels)
    for made_up in ("x", "1_000", "9" * 12):
        assert "Secret" not in await eda.press(button("chats", chat=made_up))
    assert "Secret" not in await eda.press(button("chats", find=4))
    assert await store.read(lambda unit: unit.chats.followed(1)) == [(2, Topic.NEWS)]
    assert await store.read(lambda unit: unit.chats.followed(2)) == [(1, Topic.REVIEWS)]
    assert await store.read(lambda unit: unit.groups.of_letter(1))
    assert (
        await store.read(lambda unit: unit.groups.of_chat(1) | unit.groups.of_chat(2) | unit.groups.of_chat(3)) == set()
    )


async def test_a_chat_is_let_go_for_this_letter_alone_and_only_when_sure(eda: Someone, store: Store) -> None:
    await meet(store, "-1", "Old Town")
    await meet(store, "-1", letter=2)
    await meet(store, "-1", topic=Topic.REVIEWS)
    await eda.press(button("chats", chat=1))
    assert "Let Old Town follow no more?" in await eda.push("Follow no more")
    sure = eda.action("Yes, let it follow no more")
    await eda.push("No, keep it")
    assert await store.read(lambda unit: unit.chats.since(1, 1))
    assert "follows this letter no more" in await eda.press(sure)
    assert await store.read(lambda unit: unit.chats.followed(1)) == [(1, Topic.REVIEWS), (2, Topic.NEWS)]
    assert NO_CHAT in await eda.press(sure)


async def test_only_yes_is_sure(eda: Someone, store: Store) -> None:
    await meet(store, "-1", "Old Town")
    await store.write(lambda unit: unit.groups.ensure(1, "Boards"))
    for word in ("no", "sure", "1", "YES"):
        await eda.press(button("drop_chat", chat=1, sure=word))
        await eda.press(button("disband", group=1, sure=word))
    assert await store.read(lambda unit: unit.chats.since(1, 1))
    assert await store.read(lambda unit: unit.groups.of_letter(1))


async def test_announcing_only_here_asks_for_the_text_and_goes_to_this_chat(eda: Someone, store: Store) -> None:
    await meet(store, "-1", "Old Town")
    await meet(store, "-2", "Harbour")
    await eda.press(button("chats", chat=2))
    assert "What do you want to announce?" in await eda.push("Announce only here")
    assert "sent to 1 chat" in await eda.say("Only you.")
    (draft,) = await store.read(lambda unit: unit.announcements.recent(1, 5))
    assert (draft.audience.chats, draft.audience.groups) == ((2,), ())


async def test_an_announcement_goes_to_no_chat_that_does_not_follow(eda: Someone, store: Store) -> None:
    await meet(store, "-1", "Old Town")
    await meet(store, "-2", "Secret River", letter=2)
    for number in ("2", "999", "x", "9" * 15):
        await eda.give("announce", letter="1", text="Hello.", audience=f"c_{number}")
        assert await store.read(lambda unit: unit.announcements.recent(1, 5)) == []


async def test_a_chat_that_has_a_language_keeps_it_when_it_begins_to_follow(interface: Interface, store: Store) -> None:
    def spoken(unit: Unit, place: str, before: str) -> str:
        chat = unit.chats.ensure(Address("test", place), ChatKind.GROUP, "Town")
        unit.chats.speak(chat.id, before)
        hosting.follow(unit, replace(chat, language=before), 1, wanted=True, language="fr")
        found = unit.chats.get(chat.id)
        assert found
        return found.language

    assert await store.write(lambda unit: [spoken(unit, "-1", "ar"), spoken(unit, "-2", "")]) == ["ar", "fr"]
