"""In which character encoding a file is: certain where the bytes say so, else a guess that somebody has to confirm."""

import codecs
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import regex

from bot.model.tables.table import Flaw, NoTable


@dataclass(frozen=True, slots=True)
class Encoding:
    """A character encoding: its name in Python, the one that people know, the languages that were written in it, and
    the letters beyond ASCII that these use most."""

    codec: str
    name: str
    languages: tuple[str, ...]
    letters: frozenset[str]


def _family(letters: str, languages: str, **names: str) -> tuple[Encoding, ...]:
    return tuple(
        Encoding(codec, name, tuple(languages.split()), frozenset(letters.lower())) for codec, name in names.items()
    )


_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфё"
_ARABIC = "ايلمنوتربةعدسفهكقأحجشصطخضذثىغئءآظزإؤگچپژیک"
_GREEK = "αοιετνσηρπκμλυςίόήάέγδχθφώύβξζψ"
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשתםןףץך"

ENCODINGS = (
    *_family(
        "éèàçêôâîûùëïœöäüßñáíóúåøæãõìò",
        "af ca da de en es eu fi fr ga gl is it nb nl no pt sv",
        cp1252="Windows-1252",
        iso8859_15="ISO-8859-15",
        mac_roman="Mac Roman",
        cp850="DOS 850",
    ),
    *_family(
        "ąćęłńóśźżáčďéěíňřšťúůýžľôőűüöäđăâîşţ",
        "bs cs hr hu pl ro sk sl sq",
        cp1250="Windows-1250",
        iso8859_2="ISO-8859-2",
        cp852="DOS 852",
    ),
    *_family(
        _CYRILLIC,
        "be bg kk mk ru sr",
        cp1251="Windows-1251",
        koi8_r="KOI8-R",
        iso8859_5="ISO-8859-5",
        mac_cyrillic="Mac Cyrillic",
        cp866="DOS 866",
    ),
    *_family(f"{_CYRILLIC}іїєґ", "uk", koi8_u="KOI8-U"),
    *_family(_ARABIC, "ar fa ur", cp1256="Windows-1256", iso8859_6="ISO-8859-6"),
    *_family(_GREEK, "el", cp1253="Windows-1253", iso8859_7="ISO-8859-7"),
    *_family("ışğüöçâî", "az tr", cp1254="Windows-1254"),
    *_family(_HEBREW, "he yi", cp1255="Windows-1255", iso8859_8="ISO-8859-8"),
    *_family("āčēģīķļņšūžąęėįųõäöü", "et lt lv", cp1257="Windows-1257"),
    *_family("ăâđêôơưáàéèíóúùýìạảấầậệ\u0300\u0301\u0303\u0309\u0323", "vi", cp1258="Windows-1258"),
    *_family("ากนรสมลงวทยตคอดบพปชหจขศผถธภซฟณแเไโใะัิีึืุูู่้็์ำ", "th", cp874="Windows-874"),
    *_family("的一是中国会协人民大学生环保京上海北区市社文化联合组织", "zh", gb18030="GB18030"),
    *_family("的一是中國會協人民大學生環保臺灣北區市社文化聯合組織", "zh", big5="Big5"),
    *_family(
        "のをはがにでとしたるなれいあこすかもんアイウエオカキクケコサシスタチツテトナニノハヒフホマミムメモラリルレロンー会日本人大国社",
        "ja",
        cp932="Shift_JIS",
        euc_jp="EUC-JP",
    ),
    *_family("이다의는가을에고한지기리사회자대인시도어원협합연동단체민서울부산", "ko", cp949="EUC-KR"),
)
"""What a file can be in that is in no Unicode."""

UNICODE = {
    "utf_8": "UTF-8", "utf_16": "UTF-16", "utf_16_le": "UTF-16", "utf_16_be": "UTF-16", "utf_32": "UTF-32",
}  # fmt: skip
"""The encodings that a file shows by itself."""

_NAMES = {**UNICODE, **{each.codec: each.name for each in ENCODINGS}}

_MARKS = (
    (codecs.BOM_UTF8, "utf_8"),
    (codecs.BOM_UTF32_LE, "utf_32"),
    (codecs.BOM_UTF32_BE, "utf_32"),
    (codecs.BOM_UTF16_LE, "utf_16"),
    (codecs.BOM_UTF16_BE, "utf_16"),
)
_SAMPLE = 4 * 1024
_LINES = 200
_AGREEING = 3
_FEW, _LIKELY, _UNLIKELY = 16, 0.8, 0.3
_OTHER_SCRIPTS = ("cp1251", "cp1253", "cp1255", "cp1256", "cp874", "koi8_r")
_UTF_8 = Encoding("utf_8", "UTF-8", (), frozenset())
_DOUBLE = ("gb18030", "big5", "cp932", "euc_jp", "cp949")
_CONTROLS = regex.compile(r"[\x80-\x9F]")
_LONGER = regex.compile(r"[^\x00-\u07FF]")
_FOREIGN = regex.compile(r"[^\x00-\x7F]")
_UNWRITTEN = regex.compile(r"[\p{Cc}\p{Cn}\p{Co}\p{Cs}--[\t\r\n]]", regex.V1)
_TYPOGRAPHIC = frozenset("“”„‘’‚«»‹›–—…·•°№€£©®™ªº¿¡\u00a0\u200c\u200d、。・「」（）：－～")
_SCRIPTS = tuple(
    regex.compile(rf"[{each}]")
    for each in (
        r"\p{Latin}", r"\p{Cyrillic}", r"\p{Greek}", r"\p{Arabic}", r"\p{Hebrew}", r"\p{Thai}",
        r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}ー",
    )
)  # fmt: skip


def name_of(codec: str) -> str:
    """The name by which people know an encoding."""
    return _NAMES.get(codec, codec)


def offered(codec: str) -> bool:
    """Whether this is one of the encodings that can be chosen."""
    return codec in _NAMES


def guessed(codec: str) -> bool:
    """Whether a file can't show by itself that it is in this encoding."""
    return codec not in UNICODE


def decoded(content: bytes, codec: str) -> str:
    """A file's text in a named encoding; raises `NoTable` where there is no such encoding, or the file is not in it."""
    try:
        return content.decode(codec).removeprefix("\ufeff")
    except (UnicodeError, LookupError):
        raise NoTable(Flaw.ENCODING) from None


def certain(content: bytes) -> str | None:
    """The encoding that the bytes themselves show: a mark, UTF-8, UTF-16 without a mark; nothing where they show none.

    Raises `NoTable` where it is no text.
    """
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return codec
    if b"\0" in content:
        return _wide(content)
    try:
        content.decode()
    except UnicodeDecodeError:
        return None
    return None if _by_chance(content) else "utf_8"


def candidates(content: bytes, languages: Sequence[str]) -> Sequence[Encoding]:
    """The encodings in which a file may be that is in no Unicode, the likeliest first; those that read alike are one.
    `languages` are those that are expected in it."""
    found, seen = list[tuple[float, Encoding]](), set[str]()
    for encoding, text in _decodable(content):
        if text not in seen:
            seen.add(text)
            expected = any(each in encoding.languages for each in languages)
            found.append((1 if encoding is _UTF_8 else _likelihood(text, encoding) + 0.2 * expected, encoding))
    return [encoding for _, encoding in sorted(found, key=lambda each: -each[0])]


def agreed(content: bytes) -> str | None:
    """The encoding of a file where it does not matter which one it is: all in which its words are possible read it
    alike, and there are several; else nothing."""
    possible = [each.codec for each, text in _decodable(content) if all(map(_is_possible, *_neighbours(text)))]
    if len(possible) < _AGREEING:
        return None
    first = content.decode(possible[0], "replace")
    return possible[0] if all(content.decode(each, "replace") == first for each in possible[1:]) else None


def garbled(text: str) -> bool:
    """Whether a text was read in the wrong encoding before it was written down: its accented letters are the bytes of
    UTF-8, or of another script's words, one by one, or there are controls that nobody types."""
    if _CONTROLS.search(text):
        return True
    lines = list(islice((line for line in io.StringIO(text) if not line.isascii()), _LINES))
    return any(map(_is_utf_8_in_pieces, lines)) or _is_another_script("".join(lines)[:_SAMPLE])


def _is_utf_8_in_pieces(line: str) -> bool:
    try:
        line.encode("cp1252").decode()
    except UnicodeError:
        return False
    return True


def _is_another_script(text: str) -> bool:
    try:
        raw = text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    likely = {each.codec: _likelihood(line, each) for each, line in _decodable(raw)}
    return likely["cp1252"] < _UNLIKELY and any(likely.get(codec, 0) >= _LIKELY for codec in _OTHER_SCRIPTS)


def _by_chance(content: bytes) -> bool:
    """Whether a file reads as UTF-8 though it may be in an encoding of two bytes a character: its few characters are
    such as hardly any language uses, and possible in the other."""
    readings = dict(_decodable(content))
    text = readings[_UTF_8]
    if len(_FOREIGN.findall(text)) > _FEW or _LONGER.search(text) or content.isascii():
        return False
    usual = max(_likelihood(text, each) for each in ENCODINGS)
    return usual < _LIKELY and any(
        all(map(_is_possible, *_neighbours(other))) for each, other in readings.items() if each.codec in _DOUBLE
    )


def _wide(content: bytes) -> str:
    """Which UTF-16 it is; a text that holds NUL is in nothing else."""
    found = list[str]()
    for codec in ("utf_16_le", "utf_16_be"):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if not _UNWRITTEN.search(text) and ("\n" in text or "\r" in text):
            found.append(codec)
    if len(found) != 1:
        raise NoTable(Flaw.BINARY)
    return found[0]


def _decodable(content: bytes) -> Iterator[tuple[Encoding, str]]:
    """Each encoding in which the whole file can be read, and the first of its lines that are not in ASCII."""
    lines = b"\n".join(islice((line for line in io.BytesIO(content) if not line.isascii()), _LINES))[:_SAMPLE]
    for encoding in (*ENCODINGS, _UTF_8):
        try:
            content.decode(encoding.codec)
        except UnicodeDecodeError:
            continue
        yield encoding, lines.decode(encoding.codec, "ignore")


def _neighbours(text: str) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """Each character that is not in ASCII, with the one before it and the one behind it."""
    at = [match.start() for match in _FOREIGN.finditer(text)]
    padded = f" {text} "
    return [padded[each] for each in at], [text[each] for each in at], [padded[each + 2] for each in at]


def _likelihood(text: str, encoding: Encoding) -> float:
    """How well the words of a text fit an encoding's languages, from -1 to 1."""
    points = [_points(*each, encoding) for each in zip(*_neighbours(text), strict=True)]
    return sum(points) / len(points) if points else 0


def _points(before: str, character: str, behind: str, encoding: Encoding) -> float:
    if not _is_possible(before, character, behind):
        return -1
    if character in _TYPOGRAPHIC:
        return 0.3
    if character.lower() not in encoding.letters:
        return 0.3
    accented_twice = _script(character) == 0 and any(each.isalpha() and not each.isascii() for each in (before, behind))
    return 0 if accented_twice else 1


def _is_possible(before: str, character: str, behind: str) -> bool:
    """Whether a character can stand between these two in a word of any language."""
    script = _script(character)
    if script is None:
        return character in _TYPOGRAPHIC or regex.match(r"\p{M}", character) is not None
    if any(_script(each) not in (None, script) for each in (before, behind)):
        return False
    return not (before.islower() and character.isupper()) and not (character.islower() and behind.isupper())


@lru_cache(maxsize=10_000)
def _script(character: str) -> int | None:
    return next((index for index, script in enumerate(_SCRIPTS) if script.match(character)), None)
