"""Sheets are set by the real compiler, in a process of its own, whatever stands in them."""

import asyncio
import io
import struct
from dataclasses import replace
from typing import get_args

import pytest
from pypdf import PdfReader

from adapters import bounded_process
from adapters.typst.typesetter import TypstTypesetter
from bot.errors import NotTypeset
from bot.ports.typesetter import Illustration, PictureKind
from tests.adapters.typst.sheets import kit, picture

KINDS: tuple[PictureKind, ...] = get_args(PictureKind)

HOSTILE = {
    "source": '#panic("x") #eval("1") $x$ \\ // /* @a <b> *b* _i_ `c` #import "@preview/x:1.0.0": *',
    "files": '#read("/etc/passwd") #json("data.json") #sys.inputs',
    "json": '"}],"sections":[] \\u0000 \\" \\',
    "markup": "<script>alert(1)</script> </text> ]] --> &amp;",
    "controls": "a\u202eb\u2066c\u2069d\u200fe\x00f\x07g\x1bh\u2028i\ufff9j\ufeffk\u00adl",
    "nothing": "",
    "blank": " \t\n\r\n\u00a0\u3000\u200b",
    "marks": "e" + "\u0301" * 300,
    "surrogates": "\ud7ff\ue000\U0010ffff\U000e0041\ufffe",
}


def text_of(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def accessible(content: bytes) -> bool:
    return b"pdfuaid:part" in content or "pdfuaid" in str(PdfReader(io.BytesIO(content)).xmp_metadata)


def size(content: bytes) -> tuple[int, int]:
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", content[16:24])
    return width, height


@pytest.mark.parametrize("to_the_left", [False, True])
async def test_a_press_kit_is_a_tagged_document_that_everybody_can_read(to_the_left: bool) -> None:
    content = await TypstTypesetter().typeset(kit("Example 1", to_the_left=to_the_left))
    reader = PdfReader(io.BytesIO(content))
    assert "'/Marked': True" in str(reader.root_object["/MarkInfo"])
    assert str(reader.root_object["/Lang"]) == ("ar" if to_the_left else "en")
    assert reader.metadata is not None
    assert reader.metadata.title == "Example 1"
    assert accessible(content)
    assert "Some have no glyph" not in text_of(content)


@pytest.mark.parametrize("to_the_left", [False, True])
@pytest.mark.parametrize("kind", KINDS)
async def test_a_picture_has_its_size(kind: PictureKind, to_the_left: bool) -> None:
    assert size(await TypstTypesetter().typeset(picture(kind, to_the_left=to_the_left))) == (1200, 630)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_what_was_typed_is_a_text_in_every_place(text: str) -> None:
    set_by = TypstTypesetter()
    printed = await set_by.typeset(kit(text))
    assert accessible(printed)
    assert size(await set_by.typeset(picture("organization", text))) == (1200, 630)


async def test_source_is_printed_as_it_was_typed() -> None:
    printed = text_of(await TypstTypesetter().typeset(kit(HOSTILE["source"])))
    for typed in ('#panic("x")', '#eval("1")', "$x$", "@a", "<b>", "*b*", "_i_", "`c`"):
        assert typed in printed


async def test_what_turns_round_the_text_beside_it_is_taken_out() -> None:
    printed = text_of(await TypstTypesetter().typeset(kit("a\u202eb\u2066c\x00d")))
    assert "abcd" in printed


@pytest.mark.parametrize("text", ["W" * 4000, "word " * 800, "\u0634" * 4000, "\u4e2d" * 4000, "\U00012000" * 400])
async def test_a_text_of_any_length_stays_on_the_page(text: str) -> None:
    content = await TypstTypesetter().typeset(kit(text, entries=1))
    assert accessible(content)
    assert len(PdfReader(io.BytesIO(content)).pages) > 1


async def test_a_long_address_is_copied_out_of_the_document_as_it_was_typed() -> None:
    address = f"https://example.org/{'a' * 40}/{'b' * 40}?c=1"
    content = await TypstTypesetter().typeset(kit(address))
    assert address in text_of(content).replace("\n", "")
    assert "\u200b" not in text_of(content)
    metadata = PdfReader(io.BytesIO(content)).metadata
    assert metadata
    assert metadata.title == address


async def test_a_script_that_no_font_has_is_printed_by_numbers_and_this_is_said() -> None:
    content = await TypstTypesetter().typeset(kit("\u1820 Example"))
    assert accessible(content)
    assert "[U+1820]" in text_of(content)
    assert "Some have no glyph" in text_of(content)


async def test_what_takes_too_long_or_too_much_is_given_up() -> None:
    with pytest.raises(NotTypeset):
        await TypstTypesetter(seconds=0.01).typeset(kit())
    with pytest.raises(NotTypeset):
        await TypstTypesetter(memory=64 * 1024 * 1024).typeset(kit(entries=5000))
    assert accessible(await TypstTypesetter().typeset(kit()))


async def test_logos_stand_there_with_words_for_those_who_can_t_see_them() -> None:
    content = await TypstTypesetter().typeset(kit("Loaf"))
    assert accessible(content)
    assert [image.name for page in PdfReader(io.BytesIO(content)).pages for image in page.images]


async def test_a_broken_picture_is_left_out_and_fails_nothing() -> None:
    sheet = kit()
    (section,) = sheet.sections
    broken = replace(section, pictures=(Illustration(b"\x89PNG broken", "A loaf", "Example"),))
    content = await TypstTypesetter().typeset(replace(sheet, sections=(broken,)))
    assert content.startswith(b"%PDF")
    assert "Example" in text_of(content)


async def test_only_so_many_wait() -> None:
    set_by = TypstTypesetter(most_waiting=2)
    outcomes = await asyncio.gather(*[set_by.typeset(picture("count")) for _ in range(4)], return_exceptions=True)
    assert sorted(type(each).__name__ for each in outcomes) == ["NotTypeset", "NotTypeset", "bytes", "bytes"]


async def test_the_process_is_given_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "secret")
    monkeypatch.setenv("PATH", "/usr/bin")
    assert bounded_process._given()["PATH"] == "/usr/bin"
    assert "secret" not in bounded_process._given().values()


async def test_who_gives_up_leaves_no_process_behind() -> None:
    set_by = TypstTypesetter()
    waiting = asyncio.create_task(set_by.typeset(kit(entries=5000)))
    await asyncio.sleep(0.2)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert size(await set_by.typeset(picture("count"))) == (1200, 630)
