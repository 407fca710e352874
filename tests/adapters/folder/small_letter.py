"""A small letter without mistakes, and ways to put one into it."""

from pathlib import Path

import pytest

from adapters.folder import LetterMistakes, read_letter

SMALL = """\
slug = "small-letter"
languages = ["en", "fr"]
zone = "America/Toronto"
title = { en = "Title", fr = "Titre" }
summary = { en = "Summary.", fr = "Résumé." }
[initiator]
name = { en = "Example Coalition", fr = "Coalition Exemple" }
[[demands]]
number = 1
title = { en = "Evenings", fr = "Soirs" }
asked = { en = "Open late.", fr = "Ouvrir tard." }
addressee = "Robin Sample"
office = { en = "Mayor", fr = "Maire" }
[[demands]]
number = 2
title = { en = "Wages", fr = "Salaires" }
asked = { en = "Pay for it.", fr = "Payer pour cela." }
addressee = "Sam Specimen"
office = { en = "Treasurer", fr = "Trésorier" }
topics = { en = ["wages"], fr = ["salaires"] }
"""
ZONE = 'zone = "America/Toronto"'


def edit(folder: Path, old: str, new: str) -> None:
    """Put something else in the place of what letter.toml holds once."""
    assert SMALL.count(old) == 1
    (folder / "letter.toml").write_text(SMALL.replace(old, new), "utf-8")


def mistakes(folder: Path) -> list[str]:
    """The mistakes of a letter, as they are shown."""
    with pytest.raises(LetterMistakes) as caught:
        read_letter(folder)
    assert str(caught.value) == "\n".join(map(str, caught.value.mistakes))
    return [str(mistake) for mistake in caught.value.mistakes]
