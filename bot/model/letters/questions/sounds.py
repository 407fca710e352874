"""How a name sounds: one spelling for all those that are read alike."""

import regex

_SOUNDS = (  # in this order: how names are written, and one spelling for those that sound the same
    ("ie|ee|ea", "i"),
    ("ai|ei|ay|ey", "e"),
    ("y", "i"),
    ("ou|oo", "u"),
    ("ph", "f"),
    (r"(.)\1", r"\1"),
    ("e$", ""),
)


def sound(word: str) -> str:
    """A name as it is heard."""
    for written, heard in _SOUNDS:
        word = regex.sub(written, heard, word)
    return word
