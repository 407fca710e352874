"""Cards of sign-ons whose records were made one."""

from bot.model.chats import Topic
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import State
from bot.model.people.person import Role
from bot.ports.store import Store, Unit
from bot.service.organizations import merges
from bot.service.organizations.merges import Stands
from tests.conftest import Clock
from tests.storage import examples


async def test_the_card_of_a_sign_on_that_is_another_record_s_from_now_on_says_so(store: Store, clock: Clock) -> None:
    def before(unit: Unit) -> None:
        letter_id = examples.publish(unit).letter_id
        unit.people.grant(examples.person(unit, "rex").id, letter_id, Role.REVIEWER)
        desk = examples.chat(unit)
        unit.chats.follow(desk.id, letter_id, Topic.REVIEWS)
        for name, state in ((examples.BAKERS, State.WITHDRAWN), ("Old Town Bakers", State.LISTED)):
            unit.queue.put(desk.id, Subject.CARD, examples.sign(unit, letter_id, name, state).id)
        due = unit.outbox.due("telegram", 10)
        unit.outbox.begin([each.id for each in due])
        unit.outbox.sent([(each, str(each.id), each.wanted) for each in due])

    def merge(unit: Unit) -> None:
        first, second = (unit.endorsements.get(number) for number in (1, 2))
        assert first
        assert second
        merges.merge(
            unit, examples.person(unit, "rex"), letter_id=1, one=first.organization_id, other=second.organization_id,
            stands=Stands.EARLIER, because=lambda language: "One is enough.",
        )  # fmt: skip

    def due(unit: Unit) -> list[int]:
        return [each.subject_id for each in unit.outbox.due("telegram", 10) if each.subject is Subject.CARD]

    await store.write(before)
    assert await store.read(due) == []
    await store.write(merge)
    clock.forward(hours=1)
    assert await store.read(due) == [2]
