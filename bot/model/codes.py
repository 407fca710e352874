"""Short numbers that people read out, write down and type: receipts and one-time codes."""

from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""

RECEIPT_LENGTH = 8
CODE_LENGTH = 16
"""Characters of a one-time code, which authorizes: 75 random bits and a check."""

TOKEN_LENGTH = 26
"""Characters of a token, by which a link leads to what was given to one: 130 random bits."""

_FIELD = 0b100101
"""The polynomial x^5 + x^2 + 1, whose root's first 31 powers all differ."""

_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", **dict.fromkeys("- \u2010\u2011\u2012\u2013\u2014", "")})


def _check(body: str) -> str:
    """The check character of a body: any one wrong character changes it, and any two that changed places.

    It is the sum, in the field of 32 elements, of the characters each weighted by another power of x.
    """
    value = 0
    for character in body:
        value = (value ^ ALPHABET.index(character)) << 1
        value ^= _FIELD if value > 31 else 0
    return ALPHABET[value]


def make_code(length: int, below: Callable[[int], int]) -> str:
    """A random number of `length` characters, the last a check; `below(n)` gives a random number under n."""
    body = _random(length - 1, below)
    return body + _check(body)


def make_name(below: Callable[[int], int], taken: Callable[[str], object]) -> str:
    """A random number as long as a receipt by which something is named; another one where something is `taken` to have
    it already."""
    while taken(name := make_code(RECEIPT_LENGTH, below)):
        pass
    return name


def make_token(below: Callable[[int], int]) -> str:
    """A random token; `below(n)` gives a random number under n."""
    return _random(TOKEN_LENGTH, below)


def _random(length: int, below: Callable[[int], int]) -> str:
    """So many random characters, by one draw, as each asks the system."""
    drawn = below(len(ALPHABET) ** length)
    return "".join(ALPHABET[drawn >> 5 * place & 31] for place in range(length))


def read_code(typed: str, length: int) -> str | None:
    """What a person typed as a number of `length` characters, in its one spelling; nothing where it is none."""
    text = _seen(typed).translate(_MISREAD)
    if len(text) != length or any(c not in ALPHABET for c in text) or _check(text[:-1]) != text[-1]:
        return None
    return text


def _seen(typed: str) -> str:
    """What was typed, without the invisible marks that are pasted along."""
    return "".join(filter(str.isprintable, typed)).strip().upper()


def is_code(typed: str) -> bool:
    """Whether somebody typed a receipt or a code just as it is shown, and nothing else."""
    numbers = (read_code(typed, length) for length in (RECEIPT_LENGTH, CODE_LENGTH))
    return any(number and spell_code(number) == _seen(typed) for number in numbers)


def spell_code(number: str) -> str:
    """The number in groups of four, as it is shown: `4JTH-8Q27`."""
    return "-".join(number[i : i + 4] for i in range(0, len(number), 4))
