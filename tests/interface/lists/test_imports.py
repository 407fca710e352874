"""Owners bring sign-ons in: what they chose of their file is kept, and a button confirms what it was shown for."""

import pytest

from bot.interface.conversation import Interface
from bot.model.lists.imports import Step
from bot.model.people.person import Role
from bot.ports.store import Store
from bot.service.lists.consents import MOST_VALUES
from tests.buttons import button
from tests.interface.someone import Someone, with_role


async def owner(interface: Interface, store: Store, content: bytes) -> Someone:
    """An owner who has sent a file."""
    ada = Someone(interface, "ada")
    number = await with_role(store, ada, Role.OWNER, 1)
    await store.write(lambda unit: unit.lists.stage(1, number, content))
    return ada


async def step(store: Store) -> Step | None:
    staged = await store.read(lambda unit: unit.lists.staged(1, 1))
    return staged.step if staged else None


@pytest.mark.parametrize(
    "change",
    [
        {"field": 2, "column": 2},
        {"encoding": "cp1252"},
        {"delimiter": "semicolon"},
    ],
)
async def test_a_button_brings_nothing_in_once_the_file_is_read_otherwise(
    interface: Interface, store: Store, change: dict[str, object]
) -> None:
    ada = await owner(interface, store, "Organization,District\nExample Rivers,Café\n".encode())
    assert "1 organization would wait for review" in await ada.press(button("import", staged=1))
    confirm = ada.action("Bring in 1 organization")
    await ada.press(button("import", staged=1, **change))
    assert "Something has changed since you were asked." in await ada.press(confirm)
    assert await step(store) is Step.STAGED


async def test_what_was_chosen_is_kept_from_one_button_to_the_next(interface: Interface, store: Store) -> None:
    content = "Gruppe;Wer;Ja?\nСоюз;Ada;да\nЛига;Bea;нет\n".encode("koi8-r")
    ada = await owner(interface, store, content)
    assert "In which of these are the names right?" in await ada.press(button("import", staged=1))
    asked = await ada.press(button("import", staged=1, encoding="koi8_r"))
    assert "Its columns are: Gruppe, Wer, and Ja?" in asked
    await ada.push("Gruppe")
    await ada.push("Name of the representative")
    await ada.push("Wer")
    await ada.push("The representative consents")
    assert "Does this mean that they consent? да" in await ada.push("Ja?")
    await ada.push("It means yes")
    shown = await ada.push("It does not")
    assert "2 organizations would wait for review" in shown
    assert "without what stands under “Name of the representative”: line 3" in shown
    await ada.push("Bring in 2 organizations")
    assert await step(store) is Step.BEGUN


async def test_a_column_with_many_different_values_is_not_asked_about_value_by_value(
    interface: Interface, store: Store
) -> None:
    rows = "".join(f"Example {number},Ada,remark {number}\n" for number in range(MOST_VALUES + 1))
    ada = await owner(interface, store, f"Organization,Your name,Consent\n{rows}".encode())
    asked = await ada.press(button("import", staged=1))
    assert f"There are {MOST_VALUES + 1} different values" in asked
    assert "It means yes" not in ada.labels
    assert f"{MOST_VALUES + 1} organizations would wait" in await ada.push("None of what is open means yes")


async def test_of_columns_that_can_be_separated_in_two_ways_or_are_called_alike_one_is_chosen(
    interface: Interface, store: Store
) -> None:
    ada = await owner(interface, store, b"alpha, beta;alpha, beta\nRivers, north;Lakes, south\n")
    asked = await ada.press(button("import", staged=1))
    assert "In which of these are the columns right?" in asked
    assert "Its columns are: alpha, beta and alpha, beta" in await ada.push("semicolons: alpha, beta")
    assert "The first of them: Lakes, south" in await ada.push("alpha, beta (column 2)")


async def test_a_file_that_is_no_table_is_refused_with_what_to_do(interface: Interface, store: Store) -> None:
    ada = await owner(interface, store, b"PK\x03\x04xl/workbook.xml")
    assert "This is a workbook, and not a table as text" in await ada.press(button("import", staged=1))
