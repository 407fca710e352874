"""The days that people are shown are those of the letter's zone, wherever the bot runs."""

from datetime import UTC, datetime

from bot.interface.conversation import Interface
from bot.model.chats import Address, ChatKind, Topic
from bot.model.endorsements.endorsement import State
from bot.model.people.person import Role
from bot.ports.store import Store, Unit
from bot.service.organizations import merges
from bot.service.organizations.merges import Stands
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, with_role
from tests.interface.someone import sign as signs
from tests.letters import LETTER
from tests.storage.examples import person, sign

EVENING = datetime(2026, 3, 2, 2, 30, tzinfo=UTC)
"""Half past nine in the evening of the first of March, in the sample letter's zone."""


async def test_the_desk_says_on_which_day_of_the_letter_somebody_signed(interface: Interface, clock: Clock) -> None:
    clock.now = EVENING
    ada = Someone(interface, "ada")
    await signs(ada, "Example Bakers")
    assert "Signed on 1 March 2026" in await ada.give("endorsement", letter="1")


async def test_organizers_are_shown_days_of_the_letter(interface: Interface, store: Store, clock: Clock) -> None:
    clock.now = EVENING
    olga = Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, None)

    def happened(unit: Unit) -> None:
        chat = unit.chats.ensure(Address("test", "-1"), ChatKind.GROUP, "Old Town")
        unit.chats.follow(chat.id, 1, Topic.NEWS)
        ids = [sign(unit, LETTER, name, State.LISTED, name).organization_id for name in ("Riders", "Usagers")]
        merges.merge(
            unit,
            person(unit, "rex"),
            letter_id=LETTER,
            one=ids[0],
            other=ids[1],
            stands=Stands.EARLIER,
            because=lambda language: "Twice.",
        )

    def reviews(unit: Unit) -> None:
        unit.people.grant(person(unit, "rex").id, None, Role.REVIEWER)

    await store.write(reviews)
    await store.write(happened)
    assert "It follows since 1 March 2026" in await olga.press(button("chats", chat=1))
    said = await olga.press(button("organization", one=1))
    assert "Listed since 1 March 2026" in said
    assert "merged into it on 1 March 2026" in said
