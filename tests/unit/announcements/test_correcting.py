"""Corrections that another organizer has to agree to, and what drafts can be changed into."""

from functools import partial

import pytest

from bot.errors import Conflict, NotAllowed
from bot.model.announcements.announcement import Announcement, Audience, Stage
from bot.model.files import MOST_FILES
from bot.model.people.settings import GUARDED_FROM
from bot.ports.store import Store, Unit
from bot.service.announcements import drafts
from tests import corrections
from tests.conftest import Clock
from tests.unit.announcements.newsroom import Newsroom


@pytest.fixture
async def room(store: Store, clock: Clock) -> Newsroom:
    return await Newsroom(store, clock).open("ada bea", GUARDED_FROM)


async def running(room: Newsroom) -> Announcement:
    """A guarded announcement that is on its way."""
    news = await room.released()
    await room.act("agree", news, "bea")
    room.clock.forward(seconds=61)
    await room.advance(2)
    return await room.now(news)


async def correct(room: Newsroom, news: Announcement, by: str, language: str, text: str) -> Announcement:
    person = await room.person(by)
    return await room.do(
        lambda unit: corrections.correct(
            unit, person, letter_id=room.letter, announcement_id=news.id, language=language, text=text
        )
    )


async def test_a_correction_waits_for_another_organizer_and_changes_nothing_before(room: Newsroom) -> None:
    news = await running(room)
    proposed = await correct(room, news, "ada", "en", "Other")
    assert (proposed.content, proposed.version) == (news.content, 1)
    with pytest.raises(NotAllowed):
        await room.act("agree", news, "ada")
    agreed = await room.act("agree", news, "bea")
    assert (agreed.content.texts["en"], agreed.version, agreed.proposed) == ("Other", 2, None)


async def test_whoever_did_not_release_it_may_propose_and_the_other_agree(room: Newsroom) -> None:
    news = await running(room)
    await correct(room, news, "bea", "en", "Other")
    with pytest.raises(NotAllowed):
        await room.act("agree", news, "bea")
    assert (await room.act("agree", news, "ada")).content.texts == {"en": "Other"}


async def test_a_correction_that_was_refused_is_dropped_and_the_announcement_goes_on(room: Newsroom) -> None:
    news = await running(room)
    await correct(room, news, "ada", "en", "Other")
    refused = await room.act("refuse", news, "bea")
    assert (refused.stage, refused.content, refused.proposed) == (Stage.RUNNING, news.content, None)
    with pytest.raises(Conflict):
        await room.act("agree", news, "bea")


async def test_a_second_language_is_corrected_together_with_what_was_proposed_before(room: Newsroom) -> None:
    news = await running(room)
    await correct(room, news, "ada", "en", "Other")
    proposed = await correct(room, news, "ada", "fr", "Autres nouvelles")
    assert proposed.proposed
    assert proposed.proposed.texts == {"en": "Other", "fr": "Autres nouvelles"}


async def test_what_was_recalled_drops_what_was_proposed(room: Newsroom) -> None:
    news = await running(room)
    await correct(room, news, "ada", "en", "Other")
    assert (await room.act("recall", news)).proposed is None
    with pytest.raises(Conflict):
        await room.act("agree", news, "bea")


async def test_few_chats_are_corrected_at_once(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).open("ada bea", 2, slug="small")
    news = await room.released()
    await room.advance(2)
    assert (await correct(room, news, "ada", "en", "Other")).version == 2


async def test_every_step_of_an_announcement_is_in_the_journal_with_who_did_it(room: Newsroom) -> None:
    news = await running(room)
    for act, by in (("pause", "ada"), ("resume", "bea"), ("correct", "ada"), ("agree", "bea"), ("recall", "ada")):
        await room.act(act, news, by)
    bodies = [link.body for link in await room.do(lambda unit: unit.journal.links(room.letter))]
    acts = ["released", "agreed", "paused", "resumed", "correction_proposed", "corrected", "recalled"]
    for body, act in zip(bodies[1:], acts, strict=True):
        assert f'"act":"announcement.{act}"' in body
        assert '"actor":""' not in body


async def test_a_draft_is_written_addressed_and_switched_as_often_as_one_likes(room: Newsroom) -> None:
    draft = await room.draft()

    def change(unit: Unit) -> Announcement:
        drafts.write(unit, room.letter, draft.id, "fr", "Nouvelles")
        drafts.write(unit, room.letter, draft.id, "en", "Other")
        for name in ("pinned", "buttons", "buttons"):
            drafts.switch(unit, room.letter, draft.id, name)
        return drafts.address(unit, room.letter, draft.id, Audience(kinds=("group",)))

    changed = await room.do(change)
    assert changed.content.texts == {"en": "Other", "fr": "Nouvelles"}
    assert (changed.content.pinned, changed.content.buttons) == (True, True)
    assert changed.audience == Audience(kinds=("group",))
    assert await room.now(draft) == changed


async def test_a_draft_takes_so_many_files_each_once(room: Newsroom) -> None:
    draft = await room.draft()

    def attach(unit: Unit, number: int) -> Announcement:
        return drafts.attach(unit, room.letter, draft.id, number)

    for number in (*range(MOST_FILES), 0):
        changed = await room.do(partial(attach, number=number))
    assert changed.content.files == tuple(range(MOST_FILES))
    with pytest.raises(Conflict):
        await room.do(partial(attach, number=MOST_FILES))
    await room.do(lambda unit: drafts.detach(unit, room.letter, draft.id, 3))
    assert 3 not in (await room.do(partial(attach, number=MOST_FILES))).content.files


async def test_a_draft_that_was_discarded_never_leaves(room: Newsroom) -> None:
    draft = await room.draft()
    await room.do(lambda unit: drafts.discard(unit, room.letter, draft.id))
    with pytest.raises(Conflict):
        await room.act("release", draft)
    room.clock.forward(days=1)
    await room.advance(2)
    assert await room.stage(draft) is Stage.CANCELLED
