"""Every character of Unicode is printed, by a glyph or by its number, and none fails a document."""

import unicodedata
from collections.abc import Iterator, Mapping

import pytest

from adapters.typst import child
from adapters.typst.content import Node
from adapters.typst.fonts import fonts
from adapters.typst.glyphs import LONGEST_WORD, Glyphs

SHA256 = "9d5a8eafe530b698c6ab205894a5d357ac3fa83936154c3973e8f3ee4b3f2ba5"


def of_each_script() -> Iterator[str]:
    """The first letters of every block of 128 characters, with a mark and a letter of another script beside each."""
    for begin in range(0, 0x20000, 128):
        found = [chr(each) for each in range(begin, begin + 128) if unicodedata.category(chr(each))[0] in "LMNPS"]
        yield from (form for each in found[:2] for form in (each, f"A{each}", f"ع{each}", f"{each}\u0301\u200d{each}"))


def test_no_character_fails_the_accessible_document(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = child._compiled

    def strictly(template: str, content: Node, pictures: Mapping[str, bytes], **options: object) -> bytes:
        assert "pdf_standards" in options, "the document could not be made accessible"
        return compiled(template, content, pictures, **options)

    monkeypatch.setattr(child, "_compiled", strictly)
    assert child.typeset(_kit(list(of_each_script()))).startswith(b"%PDF")


def _kit(entries: list[str]) -> Node:
    empty = {"kind": "", "title": "T", "byline": [], "warning": "", "facts": [], "substituted": "?"}
    section = {"heading": "S", "passages": [], "pictures": [], "entries": entries}
    return {"language": "en", "to_the_left": False, "sections": [section], **empty}


def test_what_a_font_has_stays_as_it_is() -> None:
    glyphs = Glyphs(fonts())
    for text in ("École Ω Ж", "العربية", "עברית", "हिन्दी", "中文 한국어", "ქართული", "🌍", "\u2068x\u2069"):
        assert glyphs.printable(text) == text
    assert not glyphs.substituted


def test_what_none_has_stands_there_by_its_number() -> None:
    glyphs = Glyphs(fonts())
    assert glyphs.printable("a\U00012000b") == "a[U+12000]b"
    assert glyphs.substituted


def test_a_long_word_can_be_broken_and_a_hash_is_copied_whole() -> None:
    glyphs = Glyphs(fonts())
    broken = glyphs.printable("W" * (3 * LONGEST_WORD))
    assert broken.split("\u200b") == ["W" * LONGEST_WORD] * 3
    assert glyphs.printable(SHA256) == SHA256


def test_lines_are_kept_and_controls_are_not() -> None:
    printable = Glyphs(fonts()).printable
    assert printable("a\r\nb\rc\u2028d\x0be") == "a\nb\nc\nd\ne"
    controls = "".join(map(chr, [*range(9), *range(14, 32), *range(127, 133), 0x202E, 0x2066]))
    assert printable(f"a{controls}b\tc") == "ab c"
