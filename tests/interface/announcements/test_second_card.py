"""What a second organizer is asked to agree to is everything that will arrive, and who asks."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.interface.conversation import Interface
from bot.model.announcements.announcement import Audience, Stage
from bot.model.blocks import Block, Span, Words
from bot.model.chats import Address, ChatKind, Topic
from bot.model.deliveries import Delivery, Subject
from bot.model.letters.letter import fingerprint
from bot.model.letters.localized import Localized
from bot.model.people.person import Account, Person, Role
from bot.notices.composing import composer
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service.announcements import drafts, release, second_organizer
from bot.service.letters import publishing
from bot.text.blocks import plain
from tests.corrections import correct
from tests.interface.someone import Someone, with_role

LETTER = 1
SECRET = "and the grant is at evil.example"


async def organized(interface: Interface, store: Store, chats: int = 12) -> tuple[Person, Someone]:
    """Two editors of a letter that chats follow: the one who asks, and the one who is asked."""
    ada, bea = Someone(interface, "ada"), Someone(interface, "bea")
    for each in (ada, bea):
        await with_role(store, each, Role.EDITOR, LETTER)

    def unit(unit: Unit) -> Person:
        for number in range(chats):
            chat = unit.chats.ensure(Address("test", f"-{number}"), ChatKind.GROUP, f"Town {number}")
            unit.chats.follow(chat.id, LETTER, Topic.NEWS)
        return unit.people.ensure(ada.account)

    return await store.write(unit), bea


async def released(store: Store, ada: Person, change: Callable[[Unit, int], object], **texts: str) -> int:
    """An announcement that waits for another organizer, after what was done to its draft."""

    def unit(unit: Unit) -> int:
        draft = drafts.draft(
            unit,
            ada,
            account=Account("test", "ada"),
            letter_id=LETTER,
            texts=texts,
            ordered_in=Address("test", "@ada"),
        )
        change(unit, draft.id)
        release.release(unit, ada, LETTER, draft.id)
        return draft.id

    return await store.write(unit)


async def card(interface: Interface, store: Store, subject: Subject, number: int = 0) -> tuple[str, list[str]]:
    """The card that the other organizer got: its words, and its buttons."""

    def unit(unit: Unit) -> Message | None:
        of_subject = [each for each in unit.outbox.due("test", 100) if each.subject is subject]
        (delivery,) = [each for each in of_subject if number in (0, each.subject_id)]
        assert isinstance(delivery, Delivery)
        assert delivery.address.place == "@bea"
        return composer(interface)(unit)(delivery)

    message = await store.read(unit)
    assert message
    return plain(message.blocks), [key.label for key in message.keys]


async def test_the_card_shows_everything_that_will_arrive(interface: Interface, store: Store) -> None:
    ada, bea = await organized(interface, store)

    def change(unit: Unit, number: int) -> None:
        file = unit.files.add(LETTER, "map.pdf", "application/pdf", b"x" * 4000)
        drafts.attach(unit, LETTER, number, file.id)
        drafts.switch(unit, LETTER, number, "pinned")
        drafts.switch(unit, LETTER, number, "buttons")

    await released(store, ada, change, en="We meet", fr="On se voit")
    said, labels = await card(interface, store, Subject.RELEASE)
    for each in (
        "to 12 chats", "Asked by Ada, who has sent to 0 chats alone in the last day.", "In English:", "We meet",
        "In French:", "On se voit", "Recipients: every chat that follows", "File: map.pdf (4 kB)", "Pinned: yes",
        "Silent: no", "Buttons: off", "Link previews: off", "Passed on by announcement channels: yes",
    ):  # fmt: skip
        assert each in said
    assert labels == ["Release it", "Show it whole", "Don't"]
    await bea.give("announcements", letter="1", announcement="1")
    assert isinstance(bea.last, Message)
    assert [each.name for each in bea.last.files] == ["map.pdf"]


async def test_what_does_not_fit_is_released_only_where_all_of_it_is_shown(interface: Interface, store: Store) -> None:
    ada, bea = await organized(interface, store)
    await released(
        store, ada, lambda unit, number: None, en=f"{'We meet. ' * 100}{SECRET}", fr=f"{'Oui. ' * 200}{SECRET}"
    )
    said, labels = await card(interface, store, Subject.RELEASE)
    assert SECRET not in said
    assert labels == ["Show it whole", "Don't"]
    shown = await bea.give("announcements", letter="1", announcement="1")
    assert shown.count(SECRET) == 2
    assert "Released. Thank you." in await bea.push("Release it")


async def test_single_chats_are_named_and_what_was_sent_alone_is_told(interface: Interface, store: Store) -> None:
    ada, _ = await organized(interface, store, 9)
    first = await store.read(lambda unit: unit.chats.followers(LETTER, Topic.NEWS)[0])
    some = Audience(chats=(first.id, first.id + 1))
    await released(store, ada, lambda unit, number: drafts.address(unit, LETTER, number, Audience()), en="One")
    await released(store, ada, lambda unit, number: drafts.address(unit, LETTER, number, some), en="Two")
    said, _ = await card(interface, store, Subject.RELEASE)
    assert "who has sent to 9 chats alone in the last day" in said
    assert "Recipients: 2 single chats" in said
    assert "Single chats: Town 0 and Town 1" in said


async def test_a_button_agrees_to_the_recipients_and_the_moment_that_were_shown(
    interface: Interface, store: Store
) -> None:
    ada, bea = await organized(interface, store)
    number = await released(store, ada, lambda unit, number: None, en="One")
    await bea.give("announcements", letter="1", announcement=str(number))
    release_it = bea.action("Release it")

    def other(unit: Unit) -> None:
        there = unit.announcements.get(number)
        assert there
        unit.announcements.save(replace(there, audience=Audience(kinds=("group",))))

    await store.write(other)
    assert "It has changed since you were asked" in await bea.press(release_it)


async def test_nobody_releases_a_draft_that_somebody_has_changed_since_they_looked(
    interface: Interface, store: Store
) -> None:
    ada, bea = await organized(interface, store)
    await bea.give("announce", letter="1", text="We meet")
    send = bea.action("Send it now")
    await store.write(lambda unit: drafts.write(unit, LETTER, 1, "en", SECRET))
    assert SECRET in await bea.press(send)
    found = await store.read(lambda unit: unit.announcements.get(1))
    assert found
    assert found.stage == "draft"
    assert "waits for another organizer" in await bea.push("Send it now")
    assert ada


async def test_a_correction_shows_what_it_says_now_and_what_it_will(interface: Interface, store: Store) -> None:
    ada, bea = await organized(interface, store)
    number = await released(store, ada, lambda unit, number: None, en="At six", fr="À six heures")
    bea_herself = await store.write(lambda unit: unit.people.ensure(bea.account))

    def corrected(unit: Unit) -> None:
        release.agree(unit, bea_herself, LETTER, number)
        there = unit.announcements.get(number)
        assert there
        running = replace(there, stage=Stage.RUNNING, started_at=unit.now, queued_to=0)
        unit.announcements.save(running)
        unit.queue.put_to_audience(running, 100)
        correct(unit, ada, letter_id=LETTER, announcement_id=number, language="en", text="At seven")

    await store.write(corrected)
    said, labels = await card(interface, store, Subject.RELEASE)
    for each in (
        "in 12 chats",
        "Now it says:",
        "At six",
        "It will say:",
        "At seven",
        "It still says:",
        "À six heures",
    ):
        assert each in said
    assert "Release it" in labels


async def test_a_revision_is_published_where_all_that_changes_is_shown(interface: Interface, store: Store) -> None:
    ada, bea = await organized(interface, store)

    def publish(title: str, text: str) -> Callable[[Unit], object]:
        def unit(unit: Unit) -> object:
            revision = unit.letters.current(LETTER)
            assert revision
            changed = replace(
                revision.letter,
                title=Localized(dict.fromkeys(revision.letter.languages, title)),
                text=Localized(dict.fromkeys(revision.letter.languages, text)),
            )
            unit.letters.keep_draft(LETTER, changed, ada.id)
            return publishing.publish(
                unit, ada, revision=revision, previewed=fingerprint(changed), material=False, confirm_by=None
            )

        return unit

    assert await store.write(publish("Another title", f"{'Word. ' * 200}{SECRET}")) is None
    said, labels = await card(interface, store, Subject.REVISION_RELEASE)
    assert SECRET not in said
    assert "Asked by Ada" in said
    assert labels == ["Show it whole", "Don't"]
    await bea.give("agree_revision", letter="1")
    assert "Another title" in bea.text
    assert SECRET in bea.text
    old = bea.action("Publish it")
    assert await store.write(publish("A third title", "Short.")) is None
    assert "edited the letter since you looked" in await bea.press(old)
    await bea.give("agree_revision", letter="1")
    assert "Revision 2 is published." in await bea.push("Publish it")
    found = await store.read(lambda unit: unit.letters.current(LETTER))
    assert found
    assert (found.number, found.person_id) == (2, ada.id)
    assert "No revision waits" in await bea.give("agree_revision", letter="1")


async def test_a_revision_that_is_refused_stays_a_draft(interface: Interface, store: Store) -> None:
    ada, bea = await organized(interface, store)

    def publish(unit: Unit) -> object:
        revision = unit.letters.current(LETTER)
        assert revision
        changed = replace(revision.letter, title=Localized(dict.fromkeys(revision.letter.languages, "Scam")))
        unit.letters.keep_draft(LETTER, changed, ada.id)
        return publishing.publish(
            unit, ada, revision=revision, previewed=fingerprint(changed), material=False, confirm_by=None
        )

    await store.write(publish)
    await bea.give("agree_revision", letter="1")
    assert "It is not published." in await bea.push("Don't")
    draft = await store.read(lambda unit: unit.letters.draft(LETTER))
    assert draft
    assert draft.proposed is None


async def test_where_links_lead_is_shown_whole_or_nothing_is_released_there(interface: Interface, store: Store) -> None:
    ada, bea = await organized(interface, store)
    few = (Block("paragraph", (Span("See the answer", link="https://evil.example/answer", typed=True),)),)
    many = (
        Block(
            "paragraph",
            tuple(Span(f"{each} ", link=f"https://evil.example/{'a' * 180}{each}", typed=True) for each in range(9)),
        ),
    )
    numbers = []
    for words in (few, many):
        numbers.append(await released(store, ada, lambda unit, number: None, en="We meet"))
        await store.write(partial(_says, number=numbers[-1], words=words))
        await store.write(lambda unit: second_organizer.ask_others(unit, drafts.find(unit, LETTER, numbers[-1])))
    said, labels = await card(interface, store, Subject.RELEASE, numbers[0])
    assert "“See the answer” leads to evil.example: https://evil.example/answer" in said
    assert "Release it" in labels
    said, labels = await card(interface, store, Subject.RELEASE, numbers[1])
    assert "evil.example" not in said
    assert labels == ["Show it whole", "Don't"]
    assert (await bea.give("announcements", letter="1", announcement=str(numbers[1]))).count("leads to") == 9


async def test_links_whose_text_says_another_address_are_told_before_all_others(
    interface: Interface, store: Store
) -> None:
    ada, _ = await organized(interface, store)
    harmless = [Span(f"{each} ", link=f"https://example.org/{each}", typed=True) for each in range(12)]
    bad = [
        Span("see https://example.org/answer", link="https://evil.example/", typed=True),
        Span(" or ", typed=True),
        Span("bank.example", link="https://bank.example.evil.example/", typed=True),
        Span(" or ", typed=True),
        Span("the bank", link="https://bänk.example/", typed=True),
    ]
    number = await released(store, ada, lambda unit, number: None, en="We meet")
    words = (Block("paragraph", (*harmless, *bad)),)
    await store.write(partial(_says, number=number, words=words))
    await store.write(lambda unit: second_organizer.ask_others(unit, drafts.find(unit, LETTER, number)))
    said, _ = await card(interface, store, Subject.RELEASE, number)
    for there in ("leads to evil.example", "leads to bank.example.evil.example", "leads to xn--bnk-qla.example"):
        assert there in said
    assert "and 5 more links" in said


def _says(unit: Unit, number: int, words: Words) -> None:
    there = drafts.find(unit, LETTER, number)
    unit.announcements.save(replace(there, content=replace(there.content, texts={"en": words})))
