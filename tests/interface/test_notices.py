"""Every message that the queue can hold is composed, whatever has become of what it is about."""

import pytest

from bot.interface.conversation import Interface
from bot.model.announcements.announcement import EVERYBODY, Content
from bot.model.chats import Address, Chat, ChatKind, Topic
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.model.disputes import Claim
from bot.model.endorsements.endorsement import State
from bot.model.journal.acts import Act
from bot.notices.composing import composer
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.text.blocks import plain
from tests.acts import LEADS_TO
from tests.interface.someone import Someone, sign

COMPOSED = [each for each in Subject if not each.wordless]
"""Every message but what is done about one that stands there already."""

GONE = 99
ALWAYS = (
    Subject.ANNOUNCEMENT, Subject.PROGRESS, Subject.RELEASE, Subject.CARD, Subject.OUTCOME, Subject.QUESTION,
    Subject.BURST, Subject.QUEUE, Subject.DISPUTE, Subject.DISPUTED, Subject.SETTLED, Subject.HANDED_OVER,
)  # fmt: skip
"""What has something to say of every sign-on, dispute and announcement."""


@pytest.fixture
async def chat(store: Store, interface: Interface) -> Chat:
    """A chat in which a letter is reviewed."""

    def unit(unit: Unit) -> Chat:
        there = unit.chats.ensure(Address("test", "-1"), ChatKind.GROUP, "Desk")
        unit.chats.follow(there.id, 1, Topic.REVIEWS)
        return there

    return await store.write(unit)


async def composed(
    store: Store,
    interface: Interface,
    chat: Chat,
    subject: Subject,
    subject_id: int = 1,
    state: DeliveryState = DeliveryState.SENDING,
) -> Message | None:
    """What a message about a record of its kind says, the first if nothing else is said."""
    delivery = Delivery(1, chat, subject, subject_id, state, "key")
    return await store.read(lambda unit: composer(interface)(unit)(delivery))


async def test_a_message_about_what_is_gone_says_nothing(interface: Interface, store: Store, chat: Chat) -> None:
    for subject in COMPOSED:
        assert await composed(store, interface, chat, subject, GONE) is None, subject


async def test_one_that_stands_there_about_what_is_gone_does_not_go_on_saying_it(
    interface: Interface, store: Store, chat: Chat
) -> None:
    for subject in set(COMPOSED) - {Subject.ANNOUNCEMENT, Subject.FILES}:
        message = await composed(store, interface, chat, subject, GONE, DeliveryState.SENT)
        assert message, subject
        assert plain(message.blocks) == "What stood here does not hold any more.", subject


@pytest.mark.parametrize("state", State)
async def test_every_message_is_composed_about_a_sign_on_in_any_state(
    state: State, interface: Interface, store: Store, chat: Chat
) -> None:
    await sign(Someone(interface, "ada"), "Example Bakers")

    def happened(unit: Unit) -> None:
        signed, author = unit.endorsements.get(1), unit.people.ensure(Someone(interface, "eda").account)
        assert signed
        unit.endorsements.ask(signed, "Who are you?", author.id)
        unit.endorsements.save(
            signed.moved(state, unit.now),
            LEADS_TO[state] if state is not State.DRAFT else Act.ENDORSEMENT_CORRECTED,
            author.id,
        )
        unit.disputes.add(1, 1, author.id, "en", Claim("Eve Example", "Chair", "eve@example.org", "No."))
        unit.announcements.add(1, Content({"en": "We meet."}), audience=EVERYBODY, person_id=author.id)

    await store.write(happened)
    for subject in COMPOSED:
        message = await composed(store, interface, chat, subject)
        assert subject not in ALWAYS or (message and message.blocks), subject
    for subject in set(Subject) - set(COMPOSED):
        assert await composed(store, interface, chat, subject) is None
