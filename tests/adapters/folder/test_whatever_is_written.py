"""Whatever is written in a letter's folder, it is read or its mistakes are named."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.folder import LetterMistakes, Mistake, read_letter


def read_or_refuse(folder: Path) -> None:
    """A letter, or mistakes that say something."""
    found: tuple[Mistake, ...] | None = None
    try:
        read_letter(folder)
    except LetterMistakes as error:
        found = error.mistakes
    assert found is None or found
    assert all(mistake.what and mistake.instead for mistake in found or ())


@given(toml=st.one_of(st.text(), st.text(alphabet="ab=.[]{},\"'\\#\n 1-:T")))
def test_no_text_as_letter_toml_raises_anything_but_mistakes(
    tmp_path_factory: pytest.TempPathFactory, toml: str
) -> None:
    folder = tmp_path_factory.mktemp("letter")
    (folder / "letter.toml").write_bytes(toml.encode("utf-8", "surrogatepass"))
    read_or_refuse(folder)


TOML_VALUES = st.sampled_from(
    """
    1 | -1 | 1.5 | nan | true | "x" | "\\u0000" | [] | {} | [[]] | [{}] | { en = 1 } | { en = "x" } | { en = ["x", 1] }
    | 2031-01-01 | 2031-01-01T00:00:00 | 9999-12-31T23:59:59-23:59 | 00:00:00 | ["en", "en"] | ["en"] | "Europe/Paris"
    """.strip().split("|")
)


@given(values=st.lists(TOML_VALUES, min_size=34, max_size=34), body=st.text())
def test_no_value_of_any_key_raises_anything_but_mistakes(
    tmp_path_factory: pytest.TempPathFactory, values: list[str], body: str
) -> None:
    folder = tmp_path_factory.mktemp("letter")
    top = ["slug", "languages", "zone", "title", "summary", "link", "opens", "closes", "goal", "documents", "initiator"]
    demand = ["number", "title", "asked", "addressee", "office", "topics"]
    top += ["who_may_sign"]
    event = ["title", "at", "place", "link", "speakers", "called_off"]
    escalation, press = ["text", "by"], ["email", "phone"]
    drawn = iter(values)
    blocks = [
        ("", top),
        ("[[demands]]", demand),
        ("[[events]]", event),
        ("[escalation]", escalation),
        ("[press]", press),
        ("[[categories]]", ["trait", "key", "label", "barred"]),
    ]
    lines = [line for head, keys in blocks for line in (head, *(f"{key} = {next(drawn)}" for key in keys))]
    (folder / "letter.toml").write_text("\n".join(lines), "utf-8")
    (folder / "text.en.md").write_bytes(body.encode("utf-8", "surrogatepass"))
    read_or_refuse(folder)
