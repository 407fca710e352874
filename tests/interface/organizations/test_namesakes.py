"""Organizations of one name: told apart by their places, and nobody learns of a sign-on that waits."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.interface.conversation import Interface
from bot.model.endorsements.endorsement import PublicEntry, State
from bot.model.journal.acts import Act
from bot.model.lists.imports import Choices, ImportedRow
from bot.model.people.person import Role
from bot.model.proofs.authority import Level
from bot.model.reviews import Selection, Which
from bot.model.tables import reading
from bot.ports.store import Store, Unit
from bot.service.lists import column_mapping, imports, rows
from storage import tables
from storage.unit import ConnectionUnit
from tests.buttons import button
from tests.interface.proofs.proofs import give_website, know, level, mailed
from tests.interface.proofs.test_known_domains import bring_in
from tests.interface.someone import Someone, sign, state, with_role
from tests.letters import LETTER
from tests.storage import examples

ASSEMBLY = "Example Citizens' Assembly"
ANOTHER = "We are another organization of that name"
SIGN = "I confirm, and sign on"


async def organizations(store: Store) -> list[tuple[str, str, int]]:
    """Of every sign-on the organization, its place, and the number of its record."""

    def unit(unit: Unit) -> list[tuple[str, str, int]]:
        signed = [unit.endorsements.get(number) for number in range(1, 9)]
        return [(each.entry.organization, each.entry.place, each.organization_id) for each in signed if each]

    return await store.read(unit)


async def listed(store: Store, place: str = "") -> None:
    """One of the name has signed, and everybody can see it."""

    def unit(unit: Unit) -> None:
        unit.organizations.add(ASSEMBLY, "", place)
        examples.sign(unit, LETTER, ASSEMBLY, State.LISTED)

    await store.write(unit)


async def brought_in(store: Store, text: str) -> tuple[int, list[str]]:
    """How many of a table's rows were brought in, and why others were not."""

    def unit(unit: Unit) -> tuple[int, list[str]]:
        revision, table = unit.letters.current(LETTER), reading.read(text.encode(), column_mapping.known, 99)
        assert revision
        read = rows.rows_of(table, Choices(columns=column_mapping.guess(table.header)))
        stands = imports.standing(unit, LETTER, read.rows)
        left = rows.without(read, stands, imports.REFUSED)
        owner = examples.person(unit, "owner")
        return imports.bring_in(unit, owner, revision, left.rows, ""), [str(each.why.template) for each in left.refused]

    return await store.write(unit)


async def test_another_organization_of_a_listed_name_signs_with_its_place(interface: Interface, store: Store) -> None:
    await listed(store, "Norway")
    togo = Someone(interface, "togo")
    assert "has a sign-on already, and an organization signs once. Nothing was recorded." in await sign(togo, ASSEMBLY)
    await togo.push(ANOTHER)
    assert "so that the two are told apart" in togo.text
    assert f"{ASSEMBLY}, Togo" in await togo.say("Togo")
    assert "was received" in await togo.push(SIGN)
    (_, _, first), (name, place, second) = await organizations(store)
    assert (name, place) == (ASSEMBLY, "Togo")
    assert first != second
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.REVIEWER, 1)
    assert f"Perhaps the same as {ASSEMBLY}" in await rex.press(button("review", after=2))


async def test_the_place_has_to_tell_them_apart(interface: Interface, store: Store) -> None:
    await listed(store, "Norway")
    oslo = Someone(interface, "oslo")
    await sign(oslo, ASSEMBLY)
    await oslo.push(ANOTHER)
    await oslo.say("NORWAY")
    assert "has a sign-on already" in await oslo.push(SIGN)
    await oslo.push(ANOTHER)
    await oslo.say("Togo")
    assert "was received" in await oslo.push(SIGN)


@pytest.mark.parametrize("stands", [State.SUBMITTED, State.DISPUTED])
async def test_nobody_learns_of_a_sign_on_that_the_list_does_not_show(
    interface: Interface, store: Store, stands: State
) -> None:
    await store.write(lambda unit: examples.sign(unit, LETTER, ASSEMBLY, stands))
    mal = Someone(interface, "mal")
    answer = await sign(mal, ASSEMBLY.upper())
    free = await sign(Someone(interface, "eve"), "Example Free Name")
    assert "was received" in answer
    assert (
        answer.replace(ASSEMBLY.upper(), "").splitlines()[2:] == free.replace("Example Free Name", "").splitlines()[2:]
    )
    (_, _, first), (_, _, second), _ = await organizations(store)
    assert first != second
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.REVIEWER, 1)
    assert f"Perhaps the same as {ASSEMBLY}" in await rex.press(button("review", after=1))


async def test_who_signed_first_is_told_of_their_own_and_corrects_it(interface: Interface, store: Store) -> None:
    ada = Someone(interface, "ada")
    assert "was received" in await sign(ada, ASSEMBLY)
    assert "has a sign-on already" in await sign(ada, ASSEMBLY)
    assert ANOTHER in ada.labels
    assert len(await organizations(store)) == 1


async def test_one_of_the_name_corrects_its_own_sign_on(interface: Interface, store: Store) -> None:
    await listed(store, "Norway")
    togo = Someone(interface, "togo")
    await sign(togo, ASSEMBLY)
    await togo.push(ANOTHER)
    await togo.say("Togo")
    await togo.push(SIGN)
    before = await organizations(store)
    await togo.press(button("sign", letter=1, endorsement=2))
    await togo.push("Back")
    assert "was received" in await togo.push(SIGN)
    assert await organizations(store) == before
    assert await state(store, 2) is State.SUBMITTED


@pytest.mark.usefixtures("interface")
async def test_a_table_with_a_name_in_several_places_comes_in_and_once(store: Store) -> None:
    table = f"Organization,Place\n{ASSEMBLY},Norway\n{ASSEMBLY},Togo\n{ASSEMBLY.upper()},Japan\n{ASSEMBLY},Togo\n"
    taken, refused = await brought_in(store, table)
    assert (taken, refused) == (3, ["It stands in this file already, on line {line}."])
    assert [place for _, place, _ in await organizations(store)] == ["Norway", "Togo", "Japan"]
    assert len({number for _, _, number in await organizations(store)}) == 3
    taken, refused = await brought_in(store, table)
    assert taken == 0
    assert len(refused) == 4


async def test_rows_that_are_told_apart_by_their_places_are_none_that_is_known_at_another(
    interface: Interface, store: Store
) -> None:
    def unit(unit: Unit) -> None:
        known = unit.organizations.add(ASSEMBLY, "", "Japan")
        revision = unit.letters.current(LETTER)
        assert revision
        rows = [
            ImportedRow(number, PublicEntry(ASSEMBLY, "", place), apart=True)
            for number, place in enumerate(("Norway", "Togo"), 2)
        ]
        imports.bring_in(unit, examples.person(unit, "owner"), revision, rows, "Signed on paper")
        signed = [unit.endorsements.get(number) for number in (1, 2)]
        assert known.id not in {each.organization_id for each in signed if each}

    await store.write(unit)


async def test_a_row_whose_name_has_sign_ons_at_other_places_is_none_that_is_known_at_another(
    interface: Interface, store: Store
) -> None:
    def unit(unit: Unit) -> None:
        revision, owner = unit.letters.current(LETTER), examples.person(unit, "owner")
        assert revision
        for place in ("Norway", "Togo"):
            row = ImportedRow(2, PublicEntry(ASSEMBLY, "", place), apart=True)
            imports.bring_in(unit, owner, revision, [row], "Signed on paper")
        known = unit.organizations.add(ASSEMBLY, "", "Japan", apart=True)
        imports.bring_in(unit, owner, revision, [ImportedRow(2, PublicEntry(ASSEMBLY, "", "Peru"))], "Signed on paper")
        signed = unit.endorsements.get(3)
        assert signed
        assert signed.organization_id != known.id

    await store.write(unit)


async def test_a_dispute_says_which_of_the_name_it_is_about(interface: Interface, store: Store) -> None:
    def unit(unit: Unit) -> None:
        revision = unit.letters.current(LETTER)
        assert revision
        rows = [
            ImportedRow(number, PublicEntry(ASSEMBLY, "", place), apart=True)
            for number, place in enumerate(("Norway", "Togo"), 2)
        ]
        assert imports.bring_in(unit, examples.person(unit, "owner"), revision, rows, "Signed on paper") == 2

    await store.write(unit)
    tom = Someone(interface, "tom")
    await tom.press(button("dispute", letter=1))
    assert "Did you mean one of these?" in await tom.say(ASSEMBLY)
    await tom.push(f"{ASSEMBLY} · Togo")
    await tom.say("Tom Example", "chair", "tom@example.org", "We never signed.")
    assert "The reviewers were told" in await tom.push("Yes, tell the reviewers")
    (dispute,) = await store.read(lambda unit: unit.disputes.about(2))
    assert dispute.endorsement_id == 2


async def test_a_reviewer_chooses_among_several_of_a_name(interface: Interface, store: Store) -> None:
    await listed(store, "Norway")
    togo = Someone(interface, "togo")
    await sign(togo, ASSEMBLY)
    await togo.push(ANOTHER)
    await togo.say("Togo")
    await togo.push(SIGN)
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.REVIEWER, 1)
    assert "Several organizations have this name" in await rex.give("organization", letter="1", name=ASSEMBLY)
    assert rex.labels == [f"{ASSEMBLY} · Norway", f"{ASSEMBLY} · Togo"]
    assert "Place: Togo" in await rex.push(f"{ASSEMBLY} · Togo")


async def test_what_is_erased_is_not_searched_any_more(interface: Interface, store: Store) -> None:
    def row(unit: Unit) -> tuple[str, bytes]:
        assert isinstance(unit, ConnectionUnit)
        kept = tables.endorsements.c
        found = unit.connection.execute(select(kept.search, kept.sort_key).where(kept.id == 1)).one()
        return found.search, bytes(found.sort_key)

    await listed(store, "Norway")
    assert await store.read(row) != ("", b"")
    await store.write(lambda unit: unit.privacy.erase(1, None))
    assert await store.read(row) == ("", b"")
    assert await store.read(lambda unit: unit.organizations.named(ASSEMBLY)) == []


AWAY = {State.SUBMITTED: Act.ENDORSEMENT_DECISION_UNDONE, State.WITHDRAWN: Act.ENDORSEMENT_WITHDRAWN}
"""How a sign-on that was listed comes to be none that the list shows."""


async def proven_in_togo(served: Interface, store: Store, stands: State) -> Someone:
    """Whoever signed for another organization of a name than the one in Norway, and has proven that one's address."""
    await listed(store, "Norway")
    togo = Someone(served, "togo")
    await sign(togo, ASSEMBLY)
    await togo.push(ANOTHER)
    await togo.say("Togo")
    await give_website(togo, "https://example.org")
    await togo.push(SIGN)
    await know(store, 2, "example.org")
    await togo.press(button("confirm", endorsement=2))
    await togo.say((await mailed(store, number=2)).code)
    assert await level(store, 2) is Level.PROVEN

    def unit(unit: Unit) -> None:
        first = unit.endorsements.get(1)
        assert first
        unit.endorsements.save(replace(first, state=stands), AWAY[stands], first.person_id)

    if stands in AWAY:
        await store.write(unit)
    return togo


async def moves(person: Someone, place: str) -> str:
    """Correct the place of a sign-on; what was answered."""
    await person.give("endorsement", letter="1")
    await person.push("Correct")
    await person.push("Place")
    await person.say(place)
    return await person.push(SIGN)


@pytest.mark.parametrize("place", ["Norway", "Oslo, Norway", "Benin"])
@pytest.mark.parametrize("stands", [State.LISTED, State.SUBMITTED, State.WITHDRAWN])
async def test_what_was_proven_at_one_place_is_not_so_at_another_s(
    served: Interface, store: Store, place: str, stands: State
) -> None:
    togo = await proven_in_togo(served, store, stands)
    said = await moves(togo, place)
    refused = stands is State.LISTED
    assert ("has a sign-on already" in said) is refused
    (_, _, first), (_, stood, second) = await organizations(store)
    assert stood == ("Togo" if refused else place)
    assert (first == second) is (stands is State.WITHDRAWN)
    assert (await level(store, 2) is Level.PROVEN) is refused
    meant = await store.read(lambda unit: unit.reviews.selected(1, Selection(Which.PROVEN), 9))
    assert [each.id for each in meant] == ([2] if refused else [])


async def test_a_place_that_is_spelled_otherwise_is_still_the_same(served: Interface, store: Store) -> None:
    togo = await proven_in_togo(served, store, State.LISTED)
    assert "was received" in await moves(togo, "Lomé, TOGO")
    assert await level(store, 2) is Level.PROVEN
    (_, _, first), (_, _, second) = await organizations(store)
    assert first != second


async def test_an_organization_does_not_get_the_website_of_another_of_its_name(served: Interface, store: Store) -> None:
    await bring_in(store, ASSEMBLY, "https://example.org")
    await store.write(lambda unit: examples.sign(unit, 1, ASSEMBLY, State.LISTED))
    togo = Someone(served, "togo")
    await togo.press(button("sign", capacity="may_sign"))
    await togo.say(ASSEMBLY, "Ada Example", "chair", "ada@example.net")
    await togo.push(SIGN)
    await togo.push(ANOTHER)
    seen = await togo.say("Togo")
    assert "example.org" not in seen
    assert "One mail with a code goes to ada@example.net" in seen
    assert "A code was mailed to ada@example.net" in await togo.push(SIGN)
