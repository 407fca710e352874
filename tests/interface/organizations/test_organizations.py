"""What is refused of those who merge records, tell them apart or call one a chapter; and what an undone merge keeps."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.errors import Conflict, NotAllowed, NotFound
from bot.interface.conversation import Interface
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.journal.acts import Act
from bot.model.people.person import Person, Role
from bot.ports.store import Store, Unit
from bot.service.endorsements import signing
from bot.service.journal import verification
from bot.service.organizations import merges
from bot.service.organizations.merges import Stands
from bot.service.reviews import decisions
from tests.buttons import button
from tests.interface.someone import Someone, with_role
from tests.letters import LETTER
from tests.storage.examples import person, sign

RIDERS, USAGERS = "Example Riders", "Usagers Exemple"


def reviewer(unit: Unit, *letters: int) -> Person:
    """Somebody who reviews these letters."""
    rex = person(unit, "rex")
    for letter in letters:
        unit.people.grant(rex.id, letter, Role.REVIEWER)
    return rex


def two(unit: Unit, letter: int = 1, state: State = State.LISTED) -> tuple[Endorsement, Endorsement]:
    """Two organizations that signed a letter, each by somebody of its own."""
    first = sign(unit, letter, RIDERS, state, "ada", "https://one.example")
    return first, sign(unit, letter, USAGERS, State.SUBMITTED, "grace", "https://two.example")


def merged(unit: Unit, rex: Person, pair: tuple[Endorsement, Endorsement], stands: Stands = Stands.EARLIER) -> int:
    one, other = (each.organization_id for each in pair)
    return merges.merge(
        unit, rex, letter_id=LETTER, one=one, other=other, stands=stands, because=lambda tag: f"merged ({tag})"
    ).id


def now(unit: Unit, *pair: Endorsement) -> Sequence[Endorsement]:
    found = [unit.endorsements.get(each.id) for each in pair]
    return [each for each in found if each]


async def holds(store: Store) -> None:
    """The journal agrees with what is on disk."""
    assert not (await store.read(lambda unit: verification.verify(unit, LETTER))).fault


@pytest.mark.parametrize(
    "action",
    [
        button("compare", one=1, other=2),
        button("relate", one=1, other=2, relation="same", stands="earlier"),
        button("unmerge", merge=1),
    ],
)
async def test_only_reviewers_compare_and_merge(interface: Interface, store: Store, action: str) -> None:
    await store.write(two)
    mal = Someone(interface, "mal")
    answer = await mal.press(action)
    assert "Example" not in answer
    assert "organizers" in answer
    await with_role(store, mal, Role.REVIEWER, 2)
    assert "Example" not in await mal.press(action)
    assert await store.read(lambda unit: unit.merges.away(2)) is None


async def test_who_compares_is_told_that_one_of_them_wants_no_name(interface: Interface, store: Store) -> None:
    rex, asks = Someone(interface, "rex"), "asks that the name is not published"
    await with_role(store, rex, Role.REVIEWER, LETTER)
    pair = await store.write(two)
    numbers = {"one": pair[0].organization_id, "other": pair[1].organization_id}
    assert asks not in await rex.press(button("compare", **numbers))

    def withhold(unit: Unit) -> None:
        quiet = replace(pair[1], entry=replace(pair[1].entry, withheld=True))
        unit.endorsements.save(quiet, Act.ENDORSEMENT_WITHHELD, quiet.person_id)

    await store.write(withhold)
    assert asks in await rex.press(button("compare", **numbers))


async def test_a_letter_s_reviewers_see_only_who_signed_it_or_stands_in_the_list(
    interface: Interface, store: Store
) -> None:
    await store.write(lambda unit: two(unit, 2))
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.REVIEWER, 1)
    assert "There is no such organization" in await rex.press(button("compare", one=1, other=2))
    assert "There is no such organization" in await rex.press(button("organization", one=1))
    assert "There is no such organization" in await rex.press(button("relate", one=1, other=2, relation="apart"))


async def test_who_does_not_review_every_letter_concerned_does_not_merge(interface: Interface, store: Store) -> None:
    def merge(unit: Unit) -> None:
        pair = two(unit)
        sign(unit, 2, USAGERS, State.LISTED)
        with pytest.raises(NotAllowed, match="another letter too"):
            merged(unit, reviewer(unit, LETTER), pair)
        merged(unit, reviewer(unit, LETTER, 2), pair)

    await store.write(merge)
    assert await store.read(lambda unit: verification.verify(unit, 2).fault) == ""


@pytest.mark.parametrize(("stands", "loser"), [(Stands.EARLIER, 1), (Stands.LATER, 0)])
async def test_the_sign_on_that_does_not_stand_is_declined_and_comes_back(
    interface: Interface, store: Store, stands: Stands, loser: int
) -> None:
    def merge(unit: Unit) -> tuple[int, tuple[Endorsement, Endorsement]]:
        pair, rex = two(unit), reviewer(unit, LETTER)
        return merged(unit, rex, pair, stands), pair

    number, pair = await store.write(merge)
    after = await store.read(lambda unit: now(unit, *pair))
    assert after[loser].state is State.DECLINED
    assert after[loser].reason == "merged (fr)"
    assert after[1 - loser].state is pair[1 - loser].state
    assert {each.organization_id for each in after} == {pair[0].organization_id}
    await holds(store)
    await store.write(lambda unit: merges.unmerge(unit, person(unit, "rex"), 1, number))
    assert await store.read(lambda unit: now(unit, *pair)) == list(pair)
    await holds(store)


async def test_a_merge_is_undone_once(interface: Interface, store: Store) -> None:
    def merge(unit: Unit) -> None:
        rex = reviewer(unit, LETTER)
        number = merged(unit, rex, two(unit))
        merges.unmerge(unit, rex, LETTER, number)
        with pytest.raises(NotFound):
            merges.unmerge(unit, rex, LETTER, number)

    await store.write(merge)


async def test_what_was_withdrawn_since_stays_withdrawn(interface: Interface, store: Store) -> None:
    def merge(unit: Unit) -> Sequence[Endorsement]:
        rex, pair = reviewer(unit, LETTER), two(unit)
        number = merged(unit, rex, pair)
        signing.withdraw(unit, person(unit, "grace"), 1, pair[1].id)
        merges.unmerge(unit, rex, LETTER, number)
        return now(unit, *pair)

    first, second = await store.write(merge)
    assert (first.state, second.state) == (State.LISTED, State.WITHDRAWN)
    assert first.organization_id != second.organization_id
    await holds(store)


async def test_what_was_signed_since_under_the_other_name_goes_back_with_it(interface: Interface, store: Store) -> None:
    def merge(unit: Unit) -> tuple[Endorsement, Endorsement]:
        rex, pair = reviewer(unit, LETTER), two(unit, state=State.WITHDRAWN)
        number = merged(unit, rex, pair)
        signing.withdraw(unit, person(unit, "grace"), 1, pair[1].id)
        later = sign(unit, LETTER, USAGERS, State.SUBMITTED, "alan")
        assert later.organization_id == pair[0].organization_id
        merges.unmerge(unit, rex, LETTER, number)
        return pair[1], now(unit, later)[0]

    second, later = await store.write(merge)
    assert later.organization_id == second.organization_id
    await holds(store)


async def test_a_merge_that_would_leave_two_standing_is_not_undone_and_says_why(
    interface: Interface, store: Store
) -> None:
    def merge(unit: Unit) -> None:
        rex, pair = reviewer(unit, LETTER), two(unit)
        number = merged(unit, rex, pair)
        signing.withdraw(unit, person(unit, "ada"), 1, pair[0].id)
        sign(unit, LETTER, USAGERS, State.SUBMITTED, "alan")
        before = now(unit, *pair)
        with pytest.raises(Conflict, match="another sign-on stands"):
            merges.unmerge(unit, rex, LETTER, number)
        assert now(unit, *pair) == before

    await store.write(merge)
    await holds(store)


async def test_an_earlier_merge_is_undone_after_the_later_one(interface: Interface, store: Store) -> None:
    def merge(unit: Unit) -> None:
        rex, pair = reviewer(unit, LETTER), two(unit)
        older = sign(unit, LETTER, "Passengers Example", State.LISTED, "alan")
        first = merged(unit, rex, (pair[1], older))
        second = merged(unit, rex, (pair[0], pair[1]))
        with pytest.raises(Conflict, match="Undo that first"):
            merges.unmerge(unit, rex, LETTER, first)
        merges.unmerge(unit, rex, LETTER, second)
        merges.unmerge(unit, rex, LETTER, first)
        assert now(unit, *pair, older) == [*pair, older]

    await store.write(merge)
    await holds(store)


async def test_a_decision_on_the_one_that_lost_can_not_be_undone_while_the_other_stands(
    interface: Interface, store: Store
) -> None:
    def merge(unit: Unit) -> None:
        rex, pair = reviewer(unit, LETTER), two(unit)
        merged(unit, rex, pair)
        with pytest.raises(Conflict, match="Another sign-on stands"):
            decisions.undo(unit, rex, 1, pair[1].id)

    await store.write(merge)


async def test_nothing_is_a_chapter_of_itself_or_of_its_own_chapter(interface: Interface, store: Store) -> None:
    def relate(unit: Unit) -> None:
        rex, (one, other) = reviewer(unit, LETTER), (each.organization_id for each in two(unit))
        merges.make_chapter(unit, rex, LETTER, one, other)
        for child, parent in ((one, one), (other, one)):
            with pytest.raises(Conflict, match="chapter of itself"):
                merges.make_chapter(unit, rex, LETTER, child, parent)
        with pytest.raises(Conflict, match="chapter of the other"):
            merges.merge(unit, rex, letter_id=LETTER, one=one, other=other, stands=Stands.EARLIER, because=str)
        merges.make_chapter(unit, rex, LETTER, one, None)
        assert unit.organizations.chapters(other) == []

    await store.write(relate)
    acts = await store.read(lambda unit: [link.body for link in unit.journal.links(1)])
    assert sum("organization.parent_set" in body for body in acts) == 2


async def test_an_organization_is_not_merged_with_itself(interface: Interface, store: Store) -> None:
    def relate(unit: Unit) -> None:
        rex, (one, _) = reviewer(unit, LETTER), (each.organization_id for each in two(unit))
        with pytest.raises(Conflict, match="one organization already"):
            merges.merge(unit, rex, letter_id=LETTER, one=one, other=one, stands=Stands.EARLIER, because=str)
        with pytest.raises(Conflict, match="one organization already"):
            merges.distinguish(unit, rex, LETTER, one, one)

    await store.write(relate)
