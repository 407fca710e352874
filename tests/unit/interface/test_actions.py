"""A button's action fits every platform, and reading it is the inverse of writing it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import COMMANDS
from bot.interface.actions import Action, filled, fits
from bot.interface.command import Command
from bot.interface.forms.form import FORM, press
from bot.interface.options import Choice, Kind, Option
from bot.model.chats import Address
from bot.model.codes import CODE_LENGTH, RECEIPT_LENGTH
from bot.model.forms import Form
from bot.model.letters.limits import CATEGORY_KEY
from bot.model.people.person import Account
from tests.unit.strategies import THOROUGH

FITTING = re.compile(r"[A-Za-z0-9_-]{1,64}")
LARGEST = "9999999"
"""A plausible number of a letter, a sign-on or an announcement."""

pieces = st.text("abcXYZ019_", max_size=9)


@THOROUGH
@given(st.text("abcXYZ019_", min_size=1, max_size=20), st.lists(pieces, max_size=4))
def test_reading_is_the_inverse_of_writing(command: str, values: list[str]) -> None:
    text = str(Action(command, tuple(values)))
    assert FITTING.fullmatch(text)
    read = Action.read(text)
    assert read
    assert read.command == command
    assert filled(command, "abcd", dict(zip("abcd", read.values, strict=False))) == filled(
        command, "abcd", dict(zip("abcd", values, strict=False))
    )
    assert str(read) == text


@THOROUGH
@given(st.text(max_size=80))
def test_any_text_is_an_action_or_none(text: str) -> None:
    action = Action.read(text)
    assert action is None or Action.read(str(action)) == Action(action.command, _trimmed(action.values))


def _trimmed(values: tuple[str, ...]) -> tuple[str, ...]:
    kept = list(values)
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


@pytest.mark.parametrize(
    "text", ["", "1", "1-", "3-sign-1", "0-sign", "sign", "-sign", "1-sign-é", "1-sign- ", "1-a b", "1--x", "11-sign",
             "1-" + "x" * 63, "١-sign", "1-sign\n"],
)  # fmt: skip
def test_what_is_foreign_or_of_another_version_is_none(text: str) -> None:
    assert Action.read(text) is None


@pytest.mark.parametrize(("command", "values"), [("sign", ("a-b",)), ("sign", ("é",)), ("x" * 63, ()), ("a b", ())])
def test_what_does_not_fit_is_not_written(command: str, values: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        str(Action(command, values))


def largest(option: Option) -> str:
    """The longest that a button plausibly carries for an option: neither what was typed nor what stands beside it."""
    if option.beside:
        return ""
    if option.name == "receipt":
        return "Z" * RECEIPT_LENGTH
    if option.name == "code":
        return "Z" * CODE_LENGTH
    if option.kind is Kind.NUMBER or option.name == "letter":
        return LARGEST
    keys = [choice.key for choice in option.choices] if isinstance(option.choices, tuple) else []
    if option.name == "authority":
        return f"stated_{LARGEST}"
    return max(keys, key=len, default="fr") if option.kind is Kind.CHOICE else ""


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_fits_with_the_largest_values(command: Command) -> None:
    action = str(filled(command.name, command.names, {each.name: largest(each) for each in command.options}))
    assert FITTING.fullmatch(action)
    read = Action.read(action)
    assert read
    assert read.command == command.name


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_button_in_a_form_fits(command: Command) -> None:
    account = Account("telegram", LARGEST)
    form = Form("Z" * RECEIPT_LENGTH, account, Address("telegram", LARGEST), command.name, {})
    for index, option in enumerate(command.options):
        for act, *values in (
            ("ask", index),
            ("set", index, largest(option) or "k" * CATEGORY_KEY),
            ("like", LARGEST),
            ("cancel",),
            ("go",),
        ):
            assert FITTING.fullmatch(press(form, str(act), *values))


def test_no_command_has_the_name_of_a_form_s_actions() -> None:
    assert FORM not in {command.name for command in COMMANDS}


def test_every_key_of_a_choice_fits() -> None:
    keys = [each.key for command in COMMANDS for option in command.options for each in _fixed(option)]
    assert keys
    assert all(fits(key) and key for key in keys)


def _fixed(option: Option) -> tuple[Choice, ...]:
    return option.choices if isinstance(option.choices, tuple) else ()
