"""Whom to ask comes from a table: what would come of it is shown, nobody comes twice, and the list has an end."""

import pytest

from bot.interface.conversation import Interface
from bot.model.outreach import Contact
from bot.ports.store import Store
from bot.service.outreach import prospects
from tests.buttons import button
from tests.interface.outreach.examples import CHOIR, added, editor, one, stands
from tests.interface.someone import Someone, sign
from tests.memory import MemoryStore

TABLE = (
    "Organization,Website,Contact person,E-mail,Telephone,Known by,Langue,Notes\n"
    f"{CHOIR},,,,,,,\n"
    "Example Weavers,https://weavers.example,Jo Example,jo@weavers.example,555 0100,Olga,français,On Mondays\n"
    "Example Millers,,,not an address,,,German,\n"
    "EXAMPLE  weavers,,,,,,,\n"
    ",,,,,,,\n"
)


async def staged(interface: Interface, store: Store, content: str = TABLE) -> Someone:
    """An editor who has sent a table, while an organization is on the list already."""
    olga = await editor(interface, store, "olga")
    await added(store)
    person = await store.read(lambda unit: unit.people.find(olga.account))
    assert person
    await store.write(lambda unit: unit.lists.stage(1, person.id, content.encode()))
    return olga


async def test_rows_are_looked_through_and_put_on_the_list_once(interface: Interface, store: Store) -> None:
    olga = await staged(interface, store)
    shown = await olga.press(button("import_prospects", staged=1))
    assert isinstance(store, MemoryStore)
    assert b"Millers" not in store.content(), "nor in the report of what can't be used"
    for each in ("2 organizations would be asked", "2 rows are refused", "2 cells can't be used", "Known by: Known by"):
        assert each in shown, each
    confirm = olga.action("Put 2 organizations on the list")
    assert "2 organizations are on the list" in await olga.press(confirm)
    weavers = await one(store, 2)
    assert weavers.contact == Contact("Jo Example", "", "jo@weavers.example", "555 0100", "Olga")
    assert (weavers.website, weavers.language, weavers.note) == ("https://weavers.example", "fr", "On Mondays")
    assert (await one(store, 3)).contact.address == ""
    assert "not kept any more" in await olga.press(confirm)
    assert sum((await store.read(lambda unit: unit.prospects.count(1))).values()) == 3


async def test_a_column_is_chosen_and_what_was_shown_before_counts_no_more(interface: Interface, store: Store) -> None:
    olga = await staged(interface, store, "Gruppe,Wer\nExample Weavers,Jo Example\n")
    assert "Which column is this? Organization" in await olga.press(button("import_prospects", staged=1))
    await olga.push("Gruppe")
    before = olga.action("Put 1 organization on the list")
    await olga.push("Contact")
    await olga.push("Wer")
    assert "Something has changed" in await olga.press(before)
    await olga.press(button("import_prospects", staged=1))
    await olga.push("Put 1 organization on the list")
    assert (await one(store, 2)).contact.name == "Jo Example"


async def test_who_has_signed_already_has_signed_on_the_list_too(interface: Interface, store: Store) -> None:
    await sign(Someone(interface, "ada"), "Example Weavers")
    olga = await staged(interface, store)
    await olga.press(button("import_prospects", staged=1))
    await olga.push("Put 2 organizations on the list")
    assert [await stands(store, each) for each in (2, 3)] == ["signed", "to_ask"]


async def test_a_table_is_read_by_whoever_sent_it_alone(interface: Interface, store: Store) -> None:
    await staged(interface, store)
    omar = await editor(interface, store, "omar")
    assert "not kept any more" in await omar.press(button("import_prospects", staged=1))


async def test_a_full_list_refuses_what_is_too_much(
    interface: Interface, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prospects, "MOST_PROSPECTS", 2)
    olga = await staged(interface, store)
    assert "1 organization would be asked" in await olga.press(button("import_prospects", staged=1))


async def test_a_row_may_end_before_the_last_column(interface: Interface, store: Store) -> None:
    olga = await staged(interface, store, "Organization,Contact person\nExample Weavers\n")
    assert "1 organization would be asked" in await olga.press(button("import_prospects", staged=1))
