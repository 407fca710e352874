"""The public list: in its order, searched, and turned page by page."""

import json
from io import StringIO

import pytest

from adapters.host.terminal.lists import export
from bot.interface.conversation import Interface
from bot.model.endorsements.endorsement import PublicEntry, State
from bot.model.lists.imports import ImportedRow
from bot.model.people.person import Role
from bot.ports.store import Store, Unit
from bot.service.lists import exports, imports, publication
from bot.service.lists.exports import FileFormat
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, with_role
from tests.letters import LETTER
from tests.storage import examples

ARRIVED = ("Zebra Example", "École Exemple", "alpha Example", "Åland Example", "Beta Example")
ALPHABETICAL = ("Åland Example", "alpha Example", "Beta Example", "École Exemple", "Zebra Example")


async def listed(store: Store, *names: str) -> None:
    def unit(unit: Unit) -> None:
        revision = unit.letters.current(LETTER)
        assert revision
        rows = [ImportedRow(number, PublicEntry(name)) for number, name in enumerate(names)]
        imports.bring_in(unit, examples.person(unit, "owner"), revision, rows, "Signed on paper")

    await store.write(unit)


def in_order(text: str, names: tuple[str, ...]) -> bool:
    places = [text.index(name) for name in names]
    return places == sorted(places)


async def exported(store: Store, form: FileFormat) -> str:
    file = StringIO()
    await export(store, "stop-genocide-or-resign", form, everything=False, to=file)
    return file.getvalue()


@pytest.mark.parametrize("order", ["alphabetical", "arrival"])
async def test_list_files_and_snapshots_are_in_the_order_that_owners_chose(
    interface: Interface, store: Store, order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "PIECE", 2)
    await listed(store, *ARRIVED)
    olga = Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, 1)
    await olga.press(button("settings", setting="order", value="arrival"))
    if order == "alphabetical":
        assert "in the order of the alphabet" in await olga.press(button("settings", setting="order", value=order))
    names = ALPHABETICAL if order == "alphabetical" else ARRIVED
    assert in_order(await Someone(interface, "ada").press(button("signatories")), names)
    for form in FileFormat:
        assert in_order(await exported(store, form), names)
    read = json.loads(await exported(store, FileFormat.JSON))
    assert len(read["endorsements"]) == len(names)

    def frozen(unit: Unit) -> list[str]:
        made = publication.freeze(unit, examples.person(unit, "owner"), 1)
        return [each.line.organization for each in publication.shown(unit, made) if each.line]

    assert await store.write(frozen) == list(names)


async def test_a_name_is_found_however_it_is_accented_and_with_a_slip(interface: Interface, store: Store) -> None:
    await listed(store, *ARRIVED)
    ada = Someone(interface, "ada")
    for typed in ("ECOLE", "école", "exemple ecole"):
        answer = await ada.give("signatories", letter="1", search=typed)
        assert "1 organization is found by" in answer
        assert "École Exemple" in answer
        assert "Zebra" not in answer
    near = await ada.give("signatories", letter="1", search="zebar")
    assert "No organization in the list has this name: zebar. Do you mean one of these?" in near
    assert "Zebra Example" in near
    assert "École" not in near
    none = await ada.give("signatories", letter="1", search="quilters")
    assert "No organization in the list has this name: quilters." in none
    assert "Do you mean" not in none


async def test_what_was_found_is_turned_page_by_page_until_it_is_forgotten(
    interface: Interface, store: Store, clock: Clock
) -> None:
    await listed(store, "Other Example", *(f"Union Local {number}" for number in range(1, 24)))
    ada, eve = Someone(interface, "ada"), Someone(interface, "eve")
    first = await ada.give("signatories", letter="1", search="unión")
    assert "23 organizations are found by “unión”" in first
    assert in_order(first, ("Union Local 1", "Union Local 2", "Union Local 10"))
    assert "Page 1 of 3" in first
    more = ada.action("More")
    assert "union" not in more.lower()
    second = await eve.press(more)
    assert in_order(second, ("Union Local 11", "Union Local 20", "Page 2 of 3"))
    last = await eve.push("More")
    assert in_order(last, ("Union Local 21", "Union Local 23", "Page 3 of 3"))
    assert "Other Example" not in first + second + last
    assert "Page 2 of 3" in await eve.push("Back")
    clock.forward(days=2)
    await ada.give("signatories", letter="1", search="local")
    assert "This search is over" in await eve.press(more)


async def test_what_is_kept_back_is_not_found(interface: Interface, store: Store, clock: Clock) -> None:
    await store.write(lambda unit: unit.lists.keep_back(1, clock().replace(year=clock().year + 1), 1))
    await listed(store, *ARRIVED)
    ada = Someone(interface, "ada")
    assert "École" not in await ada.give("signatories", letter="1", search="ecole")
    assert await interface.suggest(ada.caller, "signatories", "search", "ecole") == []
    assert await interface.suggest(ada.caller, "sign", "organization", "ecole") == []


@pytest.mark.parametrize("command", ["sign", "dispute"])
async def test_a_listed_name_is_completed_whatever_its_accents_and_slips(
    interface: Interface, store: Store, command: str
) -> None:
    await listed(store, *ARRIVED)
    caller = Someone(interface, "ada").caller
    for typed in ("ecol", "ÉCOLE", "eocle"):
        found = await interface.suggest(caller, command, "organization", typed)
        assert [each.value for each in found] == ["École Exemple"]


async def test_one_that_waits_is_not_completed(interface: Interface, store: Store) -> None:
    await store.write(lambda unit: examples.sign(unit, LETTER, "Example Waiters", State.SUBMITTED))
    assert await interface.suggest(Someone(interface, "ada").caller, "sign", "organization", "waiters") == []
