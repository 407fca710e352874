"""What reached somebody while it was written, and nobody when it is released."""

import pytest

from bot.errors import Conflict
from bot.model.announcements.announcement import Stage
from bot.model.chats import Address, Topic
from bot.model.people.person import Account, Person, Role
from bot.ports.store import Store, Unit
from bot.service.announcements import drafts, release
from tests.storage import examples


async def test_it_is_not_released_and_stays_a_draft_until_somebody_follows_again(store: Store) -> None:
    def before(unit: Unit) -> tuple[Person, int, int]:
        letter_id = examples.publish(unit).letter_id
        ada = examples.person(unit)
        unit.people.grant(ada.id, letter_id, Role.OWNER)
        chat = examples.chat(unit, follows=letter_id)
        draft = drafts.draft(
            unit, ada, account=Account("console", "ada"), letter_id=letter_id, texts={"en": "We meet."},
            ordered_in=Address("console", "@ada"),
        )  # fmt: skip
        unit.chats.unfollow(chat.id, letter_id, Topic.NEWS)
        return ada, chat.id, draft.id

    ada, chat, number = await store.write(before)
    with pytest.raises(Conflict):
        await store.write(lambda unit: release.release(unit, ada, 1, number))
    found = await store.read(lambda unit: unit.announcements.get(number))
    assert found
    assert found.stage is Stage.DRAFT
    await store.write(lambda unit: unit.chats.follow(chat, 1, Topic.NEWS))
    assert (await store.write(lambda unit: release.release(unit, ada, 1, number))).stage is Stage.WAITING
