"""Links for the press, as they are kept."""

from dataclasses import replace
from datetime import timedelta

from bot.model.endorsements.endorsement import State
from bot.model.journal.acts import Act
from bot.model.lists.counts import Count
from bot.model.lists.order import Order
from bot.model.lists.press_links import FORGOTTEN_AFTER, PressLink
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage import examples

TOKEN = "0123456789ABCDEFGHJKMNPQRS"


def given(unit: Unit, letter_id: int, token: str = TOKEN) -> PressLink:
    """A link for a day."""
    owner = examples.person(unit, "olga")
    link = PressLink(0, letter_id, "Jo Example", None, unit.now + timedelta(days=1), owner.id, waits=True)
    return unit.press_links.issue(link, token)


async def test_a_link_is_found_by_its_token_and_keeps_what_is_saved(store: Store, clock: Clock) -> None:
    def unit(unit: Unit) -> list[PressLink | None]:
        one = given(unit, examples.publish(unit).letter_id)
        states = [unit.press_links.by_token(TOKEN)]
        unit.press_links.agree(one, one.person_id)
        states.append(unit.press_links.get(one.id))
        unit.press_links.save_use(replace(one, opened_first=unit.now, opened_last=unit.now, told_at=unit.now))
        unit.press_links.revoke(one, one.person_id)
        return [one, *states, unit.press_links.get(one.id), unit.press_links.by_token(TOKEN.lower())]

    one, found, agreed, used, wrong = await store.write(unit)
    assert one
    assert found == one
    assert agreed == replace(one, waits=False)
    assert used == replace(
        one, waits=False, opened_first=clock.now, opened_last=clock.now, told_at=clock.now, revoked_at=clock.now
    )  # fmt: skip
    assert wrong is None


async def test_links_are_a_letter_s_and_the_newest_comes_first(store: Store) -> None:
    def unit(unit: Unit) -> tuple[list[int], list[int]]:
        one, other = (examples.publish(unit, slug).letter_id for slug in ("night-buses", "second"))
        ids = [given(unit, letter, f"T{index}").id for index, letter in enumerate((one, other, one))]
        return ids, [each.id for each in unit.press_links.all(one)]

    (first, _, last), found = await store.write(unit)
    assert found == [last, first]


async def test_a_number_is_never_given_twice(store: Store) -> None:
    """The journal and messages name links by it."""

    def unit(unit: Unit) -> tuple[int, int]:
        letter_id = examples.publish(unit).letter_id
        gone = given(unit, letter_id)
        unit.press_links.remove(gone.id)
        return gone.id, given(unit, letter_id).id

    gone, next_one = await store.write(unit)
    assert next_one > gone


async def test_a_link_is_forgotten_a_while_after_its_end(store: Store, clock: Clock) -> None:
    letter_id = await store.write(lambda unit: examples.publish(unit).letter_id)
    ends = await store.write(lambda unit: given(unit, letter_id).until)

    async def kept() -> int:
        await store.write(lambda unit: unit.press_links.forget())
        return len(await store.read(lambda unit: unit.press_links.all(letter_id)))

    clock.now = ends + FORGOTTEN_AFTER - timedelta(seconds=1)
    assert await kept() == 1
    clock.forward(seconds=1)
    assert await kept() == 0


async def test_a_frozen_list_names_in_its_order_who_is_in_the_list_still(store: Store) -> None:
    names = ["Example Bakers", "Example Choir", "Example Riders", "Example Weavers"]

    def unit(unit: Unit) -> tuple[Count, list[str], list[str]]:
        letter_id = examples.publish(unit).letter_id
        signed = [examples.sign(unit, letter_id, each, State.LISTED) for each in names]
        made = unit.lists.freeze(letter_id, unit.lists.lines(letter_id, Order.ALPHABETICAL), Act.LIST_FROZEN, None)
        examples.sign(unit, letter_id, "Example Archers", State.LISTED)
        left = signed[1].moved(State.WITHDRAWN, unit.now)
        unit.endorsements.save(left, Act.ENDORSEMENT_WITHDRAWN, left.person_id)
        pages = [unit.lists.named(letter_id, made.number, offset, 2) for offset in (0, 2)]
        assert all(line.organization == each.entry.organization for page in pages for line, each in page)
        first, last = ([line.organization for line, _ in page] for page in pages)
        return unit.lists.count_named(letter_id, made.number), first, last

    assert await store.write(unit) == (Count(3), ["Example Bakers", "Example Riders"], ["Example Weavers"])
