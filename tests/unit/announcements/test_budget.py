"""What one organizer causes alone in a day reaches fewer chats than the threshold, in whatever way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.errors import Conflict, NotAllowed
from bot.model.announcements.announcement import Audience, Stage
from bot.model.chats import Address, ChatKind, Topic
from bot.model.deliveries import DeliveryState, Subject
from bot.model.endorsements.endorsement import Check, PublicEntry, State
from bot.model.letters.letter import Event, Letter, Revision, fingerprint
from bot.model.letters.localized import Localized
from bot.model.lists.imports import ImportedRow
from bot.model.people.person import Role
from bot.ports.store import Store, Unit
from bot.service.announcements import budget, drafts, news, running
from bot.service.letters import publishing
from bot.service.lists import imports
from bot.service.people import organizers
from bot.service.reviews import decisions
from tests.conftest import Clock
from tests.storage.examples import sign
from tests.unit.announcements.newsroom import Newsroom

IN_A_WHILE = timedelta(hours=3)


@pytest.fixture
def room(store: Store, clock: Clock) -> Newsroom:
    return Newsroom(store, clock)


async def planned(room: Newsroom, at: datetime, by: str = "ada") -> bool:
    """Plan an announcement to everybody: whether it waits for another organizer."""
    draft = await room.draft(by)
    await room.do(lambda unit: drafts.plan(unit, room.letter, draft.id, at))
    return (await room.act("release", draft, by)).second


async def delivered(room: Newsroom, by: str = "ada") -> None:
    """One announcement to everybody, released alone, that has arrived."""
    assert not (await room.released(by)).second
    await room.advance(2)
    await room.arrive()
    await room.advance(2)


async def edited(room: Newsroom, change: Callable[[Letter], Letter], by: str = "ada") -> tuple[Revision, str]:
    """The letter is edited by somebody: the revision before, and what was previewed."""
    person = await room.person(by)

    def unit(unit: Unit) -> tuple[Revision, str]:
        revision = unit.letters.current(room.letter)
        assert revision
        letter = change(revision.letter)
        unit.letters.keep_draft(room.letter, letter, person.id)
        return revision, fingerprint(letter)

    return await room.do(unit)


async def publishes(
    room: Newsroom, change: Callable[[Letter], Letter], material: bool = False, by: str = "ada"
) -> Revision | None:
    """Somebody publishes what they have changed: nothing where it waits for another organizer."""
    revision, previewed = await edited(room, change, by)
    person, by_then = await room.person(by), room.clock.now + timedelta(days=1)
    return await room.do(
        lambda unit: publishing.publish(
            unit, person, revision=revision, previewed=previewed, material=material, confirm_by=by_then
        )
    )


def titled(title: str) -> Callable[[Letter], Letter]:
    return lambda letter: replace(letter, title=Localized(dict.fromkeys(letter.languages, title)))


def with_event(title: str, at: datetime) -> Callable[[Letter], Letter]:
    return lambda letter: replace(letter, events=(Event(Localized(dict.fromkeys(letter.languages, title)), at),))


def summarized(summary: str) -> Callable[[Letter], Letter]:
    return lambda letter: replace(letter, summary=Localized(dict.fromkeys(letter.languages, summary)))


async def signers(room: Newsroom, count: int) -> None:
    def unit(unit: Unit) -> None:
        for each in range(count):
            sign(unit, room.letter, f"Example Union {each}", State.LISTED, f"signer {each}")

    await room.do(unit)


# The ways that the threshold alone did not see.


async def test_of_four_that_are_planned_for_one_moment_the_first_alone_leaves(room: Newsroom) -> None:
    await room.open("ada bea", 9)
    at = room.clock.now + IN_A_WHILE
    assert [await planned(room, at) for _ in range(4)] == [False, True, True, True]
    room.clock.now = at
    await room.advance(6)
    assert await room.arrive() == 9


async def test_planned_ones_for_other_days_count_until_they_have_left(room: Newsroom) -> None:
    await room.open("ada bea", 5)
    assert not await planned(room, room.clock.now + timedelta(days=20))
    assert await planned(room, room.clock.now + timedelta(days=10))


async def test_what_was_planned_counts_as_many_as_it_would_reach_now(room: Newsroom) -> None:
    await room.open("ada bea", 2)
    assert not await planned(room, room.clock.now + IN_A_WHILE)

    def follow(unit: Unit) -> None:
        for number in range(6):
            chat = unit.chats.ensure(Address("test", f"-late-{number}"), ChatKind.GROUP, "")
            unit.chats.follow(chat.id, room.letter, Topic.NEWS)

    await room.do(follow)
    first, *_ = await room.chats()
    two = await room.draft(audience=Audience(chats=(first.id, first.id + 1)))
    assert (await room.act("release", two)).second


async def test_what_is_stopped_before_it_leaves_does_not_count(room: Newsroom) -> None:
    await room.open("ada bea", 9)
    draft, at = await room.draft(), room.clock.now + IN_A_WHILE
    await room.do(lambda unit: drafts.plan(unit, room.letter, draft.id, at))
    await room.act("release", draft)
    await room.act("stop", draft)
    assert not (await room.released()).second


async def test_what_is_paused_counts_for_a_day_after_it_has_left(room: Newsroom) -> None:
    await room.open("ada bea", 5)
    slow = await room.released()
    await room.advance(2)
    await room.act("pause", slow)
    room.clock.forward(days=3)
    assert (await room.released()).second
    await room.act("resume", slow)
    await room.arrive()
    await room.advance(2)
    room.clock.forward(hours=23)
    assert (await room.released()).second
    room.clock.forward(hours=2)
    assert not (await room.released()).second


async def test_corrections_of_what_was_sent_before_add_up(room: Newsroom) -> None:
    await room.open("ada bea", 6)
    sent = []
    for _ in range(2):
        await delivered(room)
        sent.append((await room.do(lambda unit: unit.announcements.recent(room.letter, 1)))[0])
        room.clock.forward(days=2)
    assert (await room.act("correct", sent[0])).proposed is None
    assert (await room.act("correct", sent[1])).proposed is not None


async def test_another_s_announcements_are_corrected_on_one_s_own_account(room: Newsroom) -> None:
    await room.open("ada bea", 6)
    await delivered(room, "bea")
    (theirs,) = await room.do(lambda unit: unit.announcements.recent(room.letter, 1))
    assert (await room.act("correct", theirs, "ada")).proposed is None
    assert (await room.released("ada")).second


async def test_nobody_builds_on_a_correction_that_waits_and_has_it_agreed_to_by_its_author(room: Newsroom) -> None:
    await room.open("ada bea", 12)
    sent = await room.released()
    await room.act("agree", sent, "bea")
    room.clock.forward(minutes=2)
    await room.advance(2)
    await room.arrive()
    assert (await room.act("correct", sent, "ada")).proposed_by == (await room.person("ada")).id
    with pytest.raises(Conflict, match="Another correction waits already"):
        await room.act("correct", sent, "bea")
    with pytest.raises(NotAllowed, match="released it yourself"):
        await room.act("agree", sent, "ada")
    assert (await room.act("agree", sent, "bea")).content.texts == {"en": "Other"}


async def test_a_repeat_counts_for_what_it_reaches_anew(room: Newsroom) -> None:
    await room.open("ada bea", 6)
    failed = await room.released()
    await room.advance(2)
    await room.arrive(DeliveryState.FAILED)
    await room.advance()
    person = await room.person("ada")

    def repeat(state: DeliveryState) -> Callable[[Unit], int]:
        return lambda unit: running.repeat(unit, person, room.letter, failed.id, state)

    await room.do(repeat(DeliveryState.FAILED))
    await room.arrive(DeliveryState.UNCERTAIN)
    await room.advance()
    with pytest.raises(Conflict, match="more chats than one organizer"):
        await room.do(repeat(DeliveryState.UNCERTAIN))
    room.clock.forward(days=2)
    assert await room.do(repeat(DeliveryState.UNCERTAIN)) == 6


async def test_what_two_have_released_is_repeated_by_one(room: Newsroom) -> None:
    await room.open("ada bea", 12)
    failed = await room.released()
    await room.act("agree", failed, "bea")
    room.clock.forward(minutes=2)
    await room.advance(2)
    await room.arrive(DeliveryState.FAILED)
    await room.advance()
    person = await room.person("ada")
    assert await room.do(lambda unit: running.repeat(unit, person, room.letter, failed.id, DeliveryState.FAILED)) == 12


async def test_drafts_push_nothing_out_of_sight(room: Newsroom) -> None:
    await room.open("ada bea", 9)
    await delivered(room)
    for _ in range(60):
        await room.draft()
    assert (await room.released()).second


async def test_it_is_counted_over_all_letters(room: Newsroom) -> None:
    other = await Newsroom(room.store, room.clock).open("ada bea", 6, slug="other")
    await room.open("ada bea", 6)
    assert not (await other.released()).second
    assert (await room.released()).second
    assert not (await room.released("bea")).second


async def test_the_followers_of_every_letter_are_guarded_as_each_letter_is(room: Newsroom) -> None:
    await Newsroom(room.store, room.clock).open("ada bea", 12, slug="other")
    await room.open("ada", 1)
    draft = await room.draft(audience=Audience(reach="all"))
    assert (await room.act("release", draft)).second


# A revision.


async def test_a_material_revision_to_many_who_have_signed_waits_for_another_organizer(room: Newsroom) -> None:
    await room.open("ada bea", 0)
    await signers(room, 10)
    assert await publishes(room, titled("Claim your grant at evil.example"), material=True) is None
    await room.advance(3)
    assert not await told(room, Subject.REVISION)
    assert await told(room, Subject.REVISION_RELEASE) == 1
    revision = await room.do(lambda unit: unit.letters.current(room.letter))
    assert revision
    ada, bea = await room.person("ada"), await room.person("bea")
    with pytest.raises(NotAllowed, match="yourself"):
        await room.do(lambda unit: publishing.agree(unit, ada, revision, ""))
    published = await room.do(lambda unit: publishing.agree(unit, bea, revision, ""))
    assert (published.number, published.person_id, published.second_id) == (2, ada.id, bea.id)
    await room.advance(3)
    assert await told(room, Subject.REVISION) == 10
    assert not (await room.do(lambda unit: budget.caused(unit, ada.id, room.letter)))


async def told(room: Newsroom, subject: Subject) -> int:
    """How many messages of a kind wait to leave."""

    def unit(unit: Unit) -> int:
        due = [each for name in ("test", "console") for each in unit.outbox.due(name, 1000)]
        return sum(each.subject is subject for each in due)

    return await room.store.read(unit)


async def test_what_was_edited_after_it_was_published_by_one_is_not_agreed_to(room: Newsroom) -> None:
    await room.open("ada bea", 10)
    assert await publishes(room, titled("Harmless")) is None
    revision, shown = await edited(room, titled("Harmless"))
    await edited(room, titled("Scam"))
    bea = await room.person("bea")
    with pytest.raises(Conflict, match="No revision waits"):
        await room.do(lambda unit: publishing.agree(unit, bea, revision, shown))
    assert await publishes(room, titled("Another scam")) is None
    with pytest.raises(Conflict, match="edited the letter since you looked"):
        await room.do(lambda unit: publishing.agree(unit, bea, revision, shown))


@pytest.mark.parametrize(("count", "waits"), [(9, False), (10, True)])
async def test_a_material_revision_counts_everybody_whom_it_asks(room: Newsroom, count: int, waits: bool) -> None:
    await room.open("ada bea", 1)
    await signers(room, count)
    assert (await publishes(room, summarized("Other"), material=True) is None) is waits
    assert (await room.released()).second is not waits


async def test_a_title_counts_for_all_who_follow_and_words_that_no_message_shows_for_nobody(room: Newsroom) -> None:
    await room.open("ada bea", 6)
    assert await publishes(room, summarized("Nobody is told of this"))
    assert await publishes(room, titled("A title that stands in every message"))
    assert (await room.released()).second
    assert await publishes(room, titled("Another one")) is None


async def test_two_reminders_on_one_day_do_not_pass_the_threshold_together(room: Newsroom) -> None:
    other = await Newsroom(room.store, room.clock).open("ada bea", 0, slug="other")
    await room.open("ada bea", 0)
    await signers(room, 6)
    await signers(other, 6)
    by_then = room.clock.now + timedelta(days=30)
    assert await asks_to_confirm(room, by_then)
    room.clock.forward(days=5)
    assert await asks_to_confirm(other, by_then) is None
    assert await asks_to_confirm(other, by_then + timedelta(days=3))


async def asks_to_confirm(room: Newsroom, by_then: datetime) -> Revision | None:
    """Ada publishes a material revision that is to be confirmed by then."""
    revision, shown = await edited(room, summarized("Other"))
    ada = await room.person("ada")
    return await room.do(
        lambda unit: publishing.publish(
            unit, ada, revision=revision, previewed=shown, material=True, confirm_by=by_then
        )
    )


# What the letter tells by itself.


async def in_a_day(room: Newsroom) -> datetime:
    """An event of tomorrow evening, of which the letter tells as soon as it is ten in the morning."""
    room.clock.now = datetime.fromisoformat("2026-03-13T13:59:00+00:00")
    return datetime.fromisoformat("2026-03-14T18:30:00-04:00")


async def made(room: Newsroom) -> list[tuple[str, bool]]:
    found = await room.do(lambda unit: unit.announcements.recent(room.letter, 10))
    return [(each.origin.partition(":")[0], each.second) for each in found if each.content.made]


async def test_an_event_that_one_has_written_waits_for_another_organizer(room: Newsroom) -> None:
    await room.open("ada bea", 12)
    at = await in_a_day(room)
    assert await publishes(room, with_event("Claim your grant", at))
    await room.do(lambda unit: news.switch(unit, room.letter, "events", True))
    room.clock.forward(minutes=2)
    await room.do(news.make_news)
    assert await made(room) == [("event", True)]
    await room.advance(3)
    assert await room.arrive() == 0
    (event, *_) = await room.do(lambda unit: unit.announcements.recent(room.letter, 1))
    with pytest.raises(NotAllowed, match="yourself"):
        await room.act("agree", event, "ada")
    await room.act("agree", event, "bea")
    room.clock.forward(minutes=2)
    await room.advance(3)
    assert await room.arrive() == 12
    room.clock.forward(days=1)
    await room.do(news.make_news)
    assert await made(room) == [("event", False), ("event", True)]


async def test_an_event_waits_whatever_another_has_agreed_to_about_one_of_another_day(room: Newsroom) -> None:
    await room.open("ada bea", 12)
    at = await in_a_day(room)

    def with_both(letter: Letter) -> Letter:
        (first,), (second,) = (
            with_event("Vigil", at)(letter).events,
            with_event("Fair", at + timedelta(days=1))(letter).events,
        )
        return replace(letter, events=(first, second))

    assert await publishes(room, with_both)
    await room.do(lambda unit: news.switch(unit, room.letter, "events", True))
    room.clock.forward(minutes=2)
    await room.do(news.make_news)
    (vigil, *_) = await room.do(lambda unit: unit.announcements.recent(room.letter, 1))
    await room.act("agree", vigil, "bea")
    room.clock.forward(days=1)
    await room.do(news.make_news)
    assert (await made(room))[0] == ("event", True)


async def test_an_event_that_is_written_anew_after_another_has_agreed_waits_again(room: Newsroom) -> None:
    await room.open("ada bea", 12)
    at = await in_a_day(room)
    assert await publishes(room, with_event("Vigil", at))
    await room.do(lambda unit: news.switch(unit, room.letter, "events", True))
    room.clock.forward(minutes=2)
    await room.do(news.make_news)
    (event, *_) = await room.do(lambda unit: unit.announcements.recent(room.letter, 1))
    await room.act("agree", event, "bea")
    await room.do(lambda unit: news.switch(unit, room.letter, "events", False))
    room.clock.forward(hours=1)
    assert await publishes(room, with_event("Claim your grant", at))
    await room.do(lambda unit: news.switch(unit, room.letter, "events", True))
    room.clock.forward(hours=23)
    await room.do(news.make_news)
    assert (await made(room))[0] == ("event", True)


async def test_where_events_are_announced_one_is_published_by_two(room: Newsroom) -> None:
    await room.open("ada bea", 12)
    at = await in_a_day(room)
    await room.do(lambda unit: news.switch(unit, room.letter, "events", True))
    assert await publishes(room, with_event("Claim your grant", at)) is None
    revision = await room.do(lambda unit: unit.letters.current(room.letter))
    assert revision
    bea = await room.person("bea")
    await room.do(lambda unit: publishing.agree(unit, bea, revision, ""))
    room.clock.forward(minutes=2)
    await room.do(news.make_news)
    assert await made(room) == [("event", False)]


async def test_an_event_of_the_host_s_or_to_few_is_told_by_itself_and_to_few_counts(room: Newsroom) -> None:
    await room.open("ada bea", 6)
    at = await in_a_day(room)
    await room.do(lambda unit: news.switch(unit, room.letter, "events", True))
    assert await publishes(room, with_event("Vigil", at))
    room.clock.forward(minutes=2)
    await room.do(news.make_news)
    assert await made(room) == [("event", False)]
    assert (await room.released("ada")).second
    assert not (await room.released("bea")).second


async def test_who_invited_an_author_does_not_agree_to_their_words_after_removing_them(room: Newsroom) -> None:
    await room.open("ada bea", 12)
    ada = await room.person("ada")
    new = await room.person("new")
    at = await in_a_day(room)
    await room.do(lambda unit: unit.people.grant(ada.id, room.letter, Role.OWNER))
    await room.do(lambda unit: unit.people.grant(new.id, room.letter, Role.EDITOR, ada.id))
    assert await publishes(room, with_event("Claim your grant", at), by="new")
    await room.do(lambda unit: news.switch(unit, room.letter, "events", True))
    await room.do(lambda unit: organizers.remove(unit, ada, room.letter, new.id))
    room.clock.forward(minutes=2)
    await room.do(news.make_news)
    (event, *_) = await room.do(lambda unit: unit.announcements.recent(room.letter, 1))
    with pytest.raises(NotAllowed, match="yourself"):
        await room.act("agree", event, "ada")
    assert (await room.act("agree", event, "bea")).ready


async def test_what_two_have_agreed_to_is_nobody_s_alone(room: Newsroom) -> None:
    await room.open("ada bea", 9)
    await delivered(room)
    second = await room.released()
    await room.act("agree", second, "bea")
    room.clock.forward(minutes=2)
    await room.advance(2)
    assert await room.arrive() == 9
    assert not (await room.released("bea")).second
    assert await room.stage(second) in (Stage.RUNNING, Stage.DONE)


async def digest(room: Newsroom, imported_by: str, listed_by: str) -> bool:
    """An organization is brought in, and listed, and the day's digest names it: whether that waits for another
    organizer."""
    await room.do(lambda unit: news.switch(unit, room.letter, "digest", True))
    importer, lister = await room.person(imported_by), await room.person(listed_by)

    def unit(unit: Unit) -> None:
        revision = unit.letters.current(room.letter)
        assert revision
        row = ImportedRow(2, PublicEntry("Claim your grant", "https://example.net"))
        imports.bring_in(unit, importer, revision, [row], "" if listed_by else "On paper.")
        if listed_by:
            decisions.decide_to_list(unit, lister, room.letter, 1, Check.PHONE)

    await room.do(unit)
    room.clock.forward(hours=12)
    await room.do(news.make_news)
    ((kind, waits),) = await made(room)
    assert kind == "digest"
    return waits


@pytest.mark.parametrize(("listed_by", "waits"), [("ada", True), ("bea", False), ("", False)])
async def test_a_digest_that_names_what_one_has_brought_in_and_listed_waits_for_another(
    room: Newsroom, listed_by: str, waits: bool
) -> None:
    await room.open("ada bea", 12)
    assert await digest(room, "ada", listed_by) is waits
    if waits:
        (told,) = await room.do(lambda unit: unit.announcements.recent(room.letter, 1))
        with pytest.raises(NotAllowed, match="yourself"):
            await room.act("agree", told, "ada")
        assert (await room.act("agree", told, "bea")).ready


@pytest.mark.parametrize("stays", [True, False])
async def test_who_was_just_invited_and_lists_what_the_inviter_has_brought_in_is_nobody_else(
    room: Newsroom, stays: bool
) -> None:
    await room.open("ada bea", 12)
    ada, new = await room.person("ada"), await room.person("new")
    await room.do(lambda unit: unit.people.grant(ada.id, room.letter, Role.OWNER))
    await room.do(lambda unit: unit.people.grant(new.id, room.letter, Role.REVIEWER, ada.id))
    if not stays:
        await room.do(lambda unit: organizers.remove(unit, ada, room.letter, new.id))
    assert await digest(room, "ada", "new")
