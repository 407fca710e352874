"""A logo is drawn anew, waits for a reviewer, stands beside the name, and is gone at once with a withdrawal."""

import io
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

import pytest
from PIL import Image, PngImagePlugin

from bot.errors import Invalid
from bot.interface.conversation import Interface
from bot.interface.requests import Say, Upload
from bot.model.endorsements.consents import Item
from bot.model.endorsements.endorsement import Words
from bot.model.endorsements.logos import MOST_BYTES, MOST_SIDE, SIDE, Logo
from bot.model.people.person import Role
from bot.ports.messenger import Message
from bot.ports.store import Store
from bot.service.endorsements import redrawing
from bot.service.endorsements.redrawing import redraw
from tests.buttons import button
from tests.interface.someone import Someone, sign, with_role
from tests.letters import LETTER

SECRET = b"taken at home by Ada Example"


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 300), mode: str = "RGB") -> bytes:
    """A picture that says something beside its pixels."""
    written, info, exif = io.BytesIO(), PngImagePlugin.PngInfo(), Image.Exif()
    info.add_text("Comment", SECRET.decode())
    exif[0x010E] = SECRET.decode()
    extra: Mapping[str, object] = {"pnginfo": info} if kind == "PNG" else {"exif": exif}
    Image.new(mode, size, "#336699").save(written, kind, **extra)
    return written.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_it_is_drawn_anew_at_a_bounded_size_and_says_nothing_of_its_file(kind: str) -> None:
    given = picture(kind)
    assert SECRET in given
    logo, png = redraw(given)
    assert SECRET not in png
    with Image.open(io.BytesIO(png)) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (logo.width, logo.height))
        assert not drawn.info
    assert (logo.width, logo.height) == (SIDE, round(SIDE / 3))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", SVG, picture("GIF"), picture("BMP"), picture("TIFF"), picture()[:200], picture("JPEG")[:-400]],
    ids=["nothing", "text", "SVG", "GIF", "BMP", "TIFF", "half a PNG", "half a JPEG"],
)
def test_what_is_no_whole_picture_of_a_format_that_is_taken_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid, match="no picture that can be read"):
        redraw(content)


def test_what_would_fill_the_memory_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Invalid, match="too large"):
        redraw(picture() + b"x" * MOST_BYTES)
    bomb, harmless = picture(size=(20_000, 10_000), mode="1"), picture()
    narrow = [picture(size=size, mode="1") for size in ((1, MOST_SIDE + 1), (MOST_SIDE + 1, 1))]
    assert len(bomb) < 100_000
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("it was decoded"))
    with pytest.raises(Invalid, match=r"pixels|no picture"):
        redraw(bomb)
    for each in narrow:
        with pytest.raises(Invalid, match="pixels"):
            redraw(each)
    monkeypatch.setattr(redrawing, "MOST_PIXELS", 10)
    with pytest.raises(Invalid, match="pixels"):
        redraw(harmless)


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
    sent = picture() if content is None else content

    async def fetch() -> bytes:
        return sent

    await ada.press(button("give_logo", endorsement=1))
    ada.last = await ada.interface.answer(ada.caller, Say("", Upload("logo.png", "image/png", len(sent), fetch)))
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


async def test_what_is_no_picture_is_refused_and_the_form_waits(interface: Interface, store: Store) -> None:
    ada, _ = await signed(interface, store)
    assert "no picture that can be read" in await give(ada, SVG)
    assert await kept(store) is None
