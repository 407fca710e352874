"""A picture that somebody sent is drawn anew in a process of its own, within bounds."""

import asyncio
import io
import os

import pytest
from PIL import Image

from adapters.pillow import child
from adapters.pillow.child import TOO_MANY_PIXELS, UNREADABLE, redraw
from adapters.pillow.redrawer import PillowRedrawer
from bot.errors import NotTypeset
from bot.model.pictures import MOST_SIDE, SIDE, size_of
from bot.ports.redrawer import Unfit
from tests.pictures import SECRET, SVG, picture


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_it_is_drawn_at_a_bounded_size_and_says_nothing_of_its_file(kind: str) -> None:
    given = picture(kind)
    assert SECRET in given
    png = redraw(given)
    assert isinstance(png, bytes)
    assert SECRET not in png
    with Image.open(io.BytesIO(png)) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", size_of(png))
        assert not drawn.info
    assert size_of(png) == (SIDE, round(SIDE / 3))


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", SVG, picture("GIF"), picture("BMP"), picture("TIFF"), picture()[:200], picture("JPEG")[:-400]],
    ids=["nothing", "text", "SVG", "GIF", "BMP", "TIFF", "half a PNG", "half a JPEG"],
)
def test_what_is_no_whole_picture_of_a_format_that_is_taken_is_refused(content: bytes) -> None:
    assert redraw(content) == UNREADABLE


def test_what_would_fill_the_memory_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb, harmless = picture(size=(20_000, 10_000), mode="1"), picture()
    narrow = [picture(size=size, mode="1") for size in ((1, MOST_SIDE + 1), (MOST_SIDE + 1, 1))]
    assert len(bomb) < 100_000
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("it was decoded"))
    assert redraw(bomb) in (UNREADABLE, TOO_MANY_PIXELS)
    assert [redraw(each) for each in narrow] == [TOO_MANY_PIXELS] * 2
    monkeypatch.setattr(child, "MOST_PIXELS", 10)
    assert redraw(harmless) == TOO_MANY_PIXELS


@pytest.mark.parametrize("content", [b"", b"no picture", picture()[:100], picture("JPEG")])
def test_no_other_bytes_are_taken_for_one_that_was_drawn(content: bytes) -> None:
    with pytest.raises(ValueError, match="no picture"):
        size_of(content)


async def test_the_process_answers_as_the_function_does_and_is_gone() -> None:
    redrawer = PillowRedrawer()
    narrow = picture(size=(MOST_SIDE + 1, 1), mode="1")
    came = await asyncio.gather(*map(redrawer.redraw, (picture(), SVG, narrow)))
    assert came == [redraw(picture()), Unfit.UNREADABLE, Unfit.TOO_MANY_PIXELS]


async def test_what_takes_too_much_of_the_machine_is_no_picture_that_can_be_read() -> None:
    assert await PillowRedrawer(memory=8 * 1024 * 1024).redraw(picture()) is Unfit.UNREADABLE
    assert await PillowRedrawer(seconds=0.001).redraw(picture()) is Unfit.UNREADABLE


async def test_where_no_process_can_be_started_it_can_succeed_later(monkeypatch: pytest.MonkeyPatch) -> None:
    async def refused(*_: object, **__: object) -> None:
        raise OSError(os.strerror(11))

    monkeypatch.setattr(asyncio, "create_subprocess_exec", refused)
    with pytest.raises(NotTypeset):
        await PillowRedrawer().redraw(picture())
