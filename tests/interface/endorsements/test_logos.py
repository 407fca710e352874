"""A logo is drawn anew, waits for a reviewer, stands beside the name, and is gone at once with a withdrawal."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.errors import NotTypeset
from bot.interface.conversation import Interface
from bot.model.endorsements.consents import Item
from bot.model.endorsements.endorsement import Words
from bot.model.endorsements.logos import Logo
from bot.model.people.person import Role
from bot.model.pictures import MOST_BYTES, SIDE
from bot.ports.messenger import Message
from bot.ports.store import Store
from tests.buttons import button
from tests.interface.someone import Someone, sign, with_role
from tests.letters import LETTER
from tests.pictures import SVG, HereRedrawer, picture


@pytest.fixture
def interface(interface: Interface) -> Interface:
    """The core, where pictures are drawn anew."""
    interface.redrawer = HereRedrawer()
    return interface


async def signed(interface: Interface, store: Store, listed: bool = True) -> tuple[Someone, Someone]:
    """Ada, whose organization is listed, and a reviewer."""
    ada, rex = Someone(interface, "ada"), Someone(interface, "rex")
    await with_role(store, rex, Role.REVIEWER, LETTER)
    await sign(ada, "Example Bakers")
    if listed:
        await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    return ada, rex


async def give(ada: Someone, content: bytes | None = None) -> str:
    """Send a logo, and allow it; what was answered."""
    await ada.press(button("give_logo", endorsement=1))
    await ada.send(picture() if content is None else content)
    return await ada.push("Yes, we allow it")


async def kept(store: Store) -> Logo | None:
    return await store.read(lambda unit: unit.logos.of(1))


async def test_it_waits_for_a_reviewer_who_sees_it(interface: Interface, store: Store) -> None:
    ada, rex = await signed(interface, store)
    assert "once a reviewer has approved it" in await give(ada)
    assert isinstance(ada.last, Message)
    assert [each.alt for each in ada.last.files] == ["Logo of Example Bakers"]
    logo = await kept(store)
    assert logo
    assert logo.state is Words.WAITING
    assert Item.LOGO in {each.item for each in await store.read(lambda unit: unit.consents.given(1))}
    assert "A logo to be approved." in await rex.give("words", letter="1")
    await rex.push("Look at the logo")
    assert isinstance(rex.last, Message)
    assert len(rex.last.files) == 1
    await rex.push("Approve the logo")
    assert await store.read(lambda unit: unit.logos.shown([1])) == {1: replace(logo, state=Words.SHOWN)}
    assert await store.read(lambda unit: unit.files.get([1])) == [], "what was sent is not kept"


async def test_another_logo_than_was_seen_is_not_shown(interface: Interface, store: Store) -> None:
    ada, rex = await signed(interface, store)
    await give(ada)
    await rex.press(button("judge_logo", endorsement=1))
    await give(ada, picture(size=(100, 100)))
    assert "changed after you saw it" in await rex.push("Approve the logo")
    logo = await kept(store)
    assert logo
    assert logo.state is Words.WAITING


async def test_nobody_else_gives_takes_down_or_approves_one(interface: Interface, store: Store) -> None:
    ada, _ = await signed(interface, store)
    await give(ada)
    eve = Someone(interface, "eve")
    for action in (
        button("give_logo", endorsement=1),
        button("logo", endorsement=1, act="down"),
        button("judge_logo", endorsement=1, act="show"),
        button("judge_logo", endorsement=1, act="leave_out"),
    ):
        await eve.press(action)
    logo = await kept(store)
    assert logo
    assert logo.state is Words.WAITING


async def withdraw(ada: Someone, rex: Someone) -> None:
    await ada.press(button("withdraw", endorsement=1, sure="yes"))


async def take_down(ada: Someone, rex: Someone) -> None:
    await ada.press(button("logo", endorsement=1, act="down"))


async def leave_out(ada: Someone, rex: Someone) -> None:
    await rex.press(button("judge_logo", endorsement=1, act="leave_out"))


@pytest.mark.parametrize("end", [withdraw, take_down, leave_out])
async def test_nothing_is_kept_of_one_that_is_gone(
    interface: Interface, store: Store, end: Callable[[Someone, Someone], Awaitable[None]]
) -> None:
    ada, rex = await signed(interface, store)
    await give(ada)
    await rex.press(button("judge_logo", endorsement=1))
    await rex.push("Approve the logo")
    await end(ada, rex)
    assert await kept(store) is None
    assert await store.read(lambda unit: unit.logos.content(1)) == b""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (SVG, "no picture that can be read"),
        (picture() + b"x" * MOST_BYTES, "too large: 2 MB"),
        (picture(size=(20_000, 10), mode="1"), "too many pixels"),
    ],
    ids=["no picture", "too large", "too many pixels"],
)
async def test_what_is_not_taken_is_refused_and_the_form_waits(
    interface: Interface, store: Store, content: bytes, said: str
) -> None:
    ada, _ = await signed(interface, store)
    await ada.press(button("give_logo", endorsement=1))
    assert said in await ada.send(content)
    assert await store.read(lambda unit: unit.files.get([1])) == []
    await ada.send(picture())
    await ada.push("Yes, we allow it")
    logo = await kept(store)
    assert logo
    assert (logo.width, logo.height) == (SIDE, round(SIDE / 3))


async def test_nothing_of_a_file_but_its_picture_is_ever_on_disk(interface: Interface, store: Store) -> None:
    ada, _ = await signed(interface, store)
    await ada.press(button("give_logo", endorsement=1))
    await ada.send(picture(size=(3000, 3000)))
    files = await store.read(lambda unit: [(each.name, unit.files.content(each.id)) for each in unit.files.get([1])])
    assert [name for name, _ in files] == ["picture.png"]
    assert Logo.of(files[0][1]).width == SIDE


async def test_where_pictures_can_t_be_drawn_now_it_is_said(interface: Interface, store: Store) -> None:
    class Broken(HereRedrawer):
        async def redraw(self, content: bytes) -> bytes:
            raise NotTypeset("no process")

    ada, _ = await signed(interface, store)
    await ada.press(button("give_logo", endorsement=1))
    for interface.redrawer in (Broken(), None):
        assert "can't be looked at at the moment" in await ada.send(picture())


async def test_one_that_was_approved_already_is_not_approved_once_more(interface: Interface, store: Store) -> None:
    ada, rex = await signed(interface, store)
    await give(ada)
    await rex.press(button("judge_logo", endorsement=1))
    approve = rex.action("Approve the logo")
    await rex.press(approve)
    assert "it was decided, or taken back" in await rex.press(approve)
