"""What the benchmarks fill a database with is as if everybody had signed."""

from benchmarks import filling
from benchmarks.names import names
from bot.model.chats import Topic
from bot.model.endorsements.endorsement import State
from bot.model.organizations.organization import normalize
from bot.model.people.person import Account
from bot.ports.store import Store, Unit
from bot.service.journal.verification import verify
from tests.letters import LETTER
from tests.storage import examples

MANY = 120


async def test_sign_ons_that_are_filled_in_are_counted_found_and_journalled(store: Store) -> None:
    def fill(unit: Unit) -> None:
        examples.publish(unit)
        person = unit.people.ensure(Account("test", "ada"))
        every = list({normalize(name): name for name in names(3 * MANY)}.values())[: 2 * MANY]
        for some in (every[:MANY], every[MANY:]):
            filling.sign(unit, person, filling.record(unit, some, imported=False), "Exampleton")

    await store.write(fill)

    def look(unit: Unit) -> None:
        waiting = unit.endorsements.in_state(LETTER, State.SUBMITTED, 0, 2 * MANY)
        assert len(waiting) == unit.endorsements.count(LETTER, State.SUBMITTED) > 0
        assert len(waiting) + unit.endorsements.count(LETTER, State.LISTED) == 2 * MANY
        assert all(unit.endorsements.by_receipt(each.receipt) == each for each in waiting)
        assert not verify(unit, LETTER).fault

    await store.read(look)


async def test_chats_that_are_filled_in_follow_and_are_counted(store: Store) -> None:
    def fill(unit: Unit) -> None:
        examples.publish(unit)
        filling.follow(unit, MANY)
        filling.follow(unit, MANY, platforms=("telegram",), language=lambda number: "fr")

    await store.write(fill)
    followers = await store.read(lambda unit: unit.chats.followers(LETTER, Topic.NEWS))
    assert len(followers) == 2 * MANY
    assert sum(each.language == "fr" for each in followers) == MANY
