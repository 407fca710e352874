"""A backup is restored: what was on its way is uncertain, and without the log an owner has the last word."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.interface.conversation import Interface
from bot.model.announcements.announcement import EVERYBODY, Announcement, Content, Stage
from bot.model.chats import Address, ChatKind, Topic
from bot.model.deliveries import Subject
from bot.model.journal.acts import Act
from bot.model.journal.entries import Head
from bot.model.people.person import Account, Role
from bot.model.restores import Removal, Removed
from bot.ports.store import Store, Unit
from bot.service import advancing
from bot.service.journal import noted, verification
from bot.service.lists import disclosure
from bot.service.restores import restoring
from storage import tables
from storage.unit import ConnectionUnit
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, sign, with_role
from tests.letters import LETTER

SIGNATORIES, RESTORED = (button(each) for each in ("signatories", "restored"))


def follow(unit: Unit, *places: str) -> None:
    """Chats that follow the letter."""
    for place in places:
        there = unit.chats.ensure(Address("test", place), ChatKind.GROUP, "Town")
        unit.chats.follow(there.id, LETTER, Topic.NEWS)


def announce(unit: Unit, stage: Stage, queued: int, starts: datetime | None = None) -> Announcement:
    """An announcement on its way, queued for so many chats and not for the others."""
    person = unit.people.ensure(Account("test", "owner"))
    draft = unit.announcements.add(LETTER, Content({"en": "We meet."}), audience=EVERYBODY, person_id=person.id)
    released = replace(draft, stage=Stage.WAITING, starts=starts or unit.now)
    unit.announcements.save(released, Act.ANNOUNCEMENT_RELEASED, person.id)
    if stage is Stage.WAITING:
        return released
    running = replace(released, stage=Stage.RUNNING, started_at=unit.now, queued_to=0)
    unit.announcements.save(running)
    unit.announcements.mark_active(running.id, True)
    _, last = unit.queue.put_to_audience(running, queued)
    paused = replace(running, stage=stage, queued_to=last)
    unit.announcements.save(paused)
    return paused


def states(unit: Unit, announcement: Announcement) -> list[str]:
    """Where the messages of an announcement stand."""
    assert isinstance(unit, ConnectionUnit)
    rows = tables.deliveries.c
    mine = rows.subject == Subject.ANNOUNCEMENT.value, rows.subject_id == announcement.id
    return list(unit.connection.execute(select(rows.state).where(*mine).order_by(rows.id)).scalars())


def began(announcement: Announcement, now: datetime) -> Removal:
    """The log tells that an announcement has begun since."""
    return Removal(1, now, Removed.ANNOUNCEMENT_BEGAN, (announcement.id,))


async def test_whoever_an_announcement_may_have_reached_since_the_backup_is_uncertain_and_gets_it_no_second_time(
    interface: Interface, store: Store, clock: Clock
) -> None:
    await store.write(lambda unit: follow(unit, "1", "2", "3", "4"))
    running = await store.write(lambda unit: announce(unit, Stage.RUNNING, 2))
    assert await store.read(lambda unit: states(unit, running)) == ["queued", "queued"]
    await store.write(lambda unit: unit.outbox.begin([1]))
    done = await store.write(lambda unit: restoring.restore(unit, clock(), [], whole=True))
    assert done.uncertain == 4
    assert await store.read(lambda unit: states(unit, running)) == ["uncertain"] * 4
    while await store.write(advancing.advance):
        pass
    ended = await store.read(lambda unit: unit.announcements.get(running.id))
    assert ended
    assert ended.stage is Stage.DONE
    assert await store.read(lambda unit: unit.outbox.due("test", 9)) == []


async def test_what_surely_rested_goes_on_and_what_may_have_begun_is_a_draft_again(
    interface: Interface, store: Store, clock: Clock
) -> None:
    await store.write(lambda unit: follow(unit, "1", "2"))
    paused = await store.write(lambda unit: announce(unit, Stage.PAUSED, 9))
    waiting = await store.write(lambda unit: announce(unit, Stage.WAITING, 0, unit.now + timedelta(hours=1)))
    begun = await store.write(lambda unit: announce(unit, Stage.WAITING, 0, unit.now + timedelta(hours=1)))
    clock.now += timedelta(hours=2)
    log = [began(begun, clock())]
    await store.write(lambda unit: restoring.restore(unit, clock(), log, whole=True))
    assert await store.read(lambda unit: states(unit, paused)) == ["queued", "queued"]
    found = await store.read(lambda unit: [unit.announcements.get(each.id) for each in (waiting, begun)])
    assert [each.stage for each in found if each] == [Stage.WAITING, Stage.DRAFT]


async def test_without_the_log_nothing_is_published_until_an_owner_has_confirmed_it(
    interface: Interface, store: Store, clock: Clock, rex: Someone
) -> None:
    ada, owner, other = Someone(interface, "ada"), Someone(interface, "owner"), Someone(interface, "other")
    await sign(ada, "Example Bakers")
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    await with_role(store, owner, Role.OWNER, LETTER)
    await with_role(store, other, Role.OWNER, LETTER)
    await with_role(store, other, Role.OWNER, 2)
    await owner.give("claim")
    await store.write(lambda unit: follow(unit, "1"))
    waiting = await store.write(lambda unit: announce(unit, Stage.WAITING, 0))
    assert "Example Bakers" in await ada.press(SIGNATORIES)
    assert "No backup was restored." in await owner.press(RESTORED)
    clock.now += timedelta(hours=2)
    done = await store.write(lambda unit: restoring.restore(unit, clock() - timedelta(hours=2), [], whole=False))
    assert not done.whole
    assert "Example Bakers" not in await Someone(interface, "eve").press(SIGNATORIES)
    assert await store.read(lambda unit: disclosure.discloses(unit, LETTER)) is False
    assert await store.write(advancing.advance) is False
    assert await store.read(advancing.waits) is False
    drafted = await store.read(lambda unit: unit.announcements.get(waiting.id))
    assert drafted
    assert drafted.stage is Stage.DRAFT
    assert await store.read(lambda unit: unit.organizers.invitations(LETTER)) == []
    told = await store.read(lambda unit: [each.subject for each in unit.outbox.due("test", 9)])
    assert told.count(Subject.RESTORED) == 2 + 1  # the owners of this letter, and the other one's

    assert "Nothing was done." in await rex.press(RESTORED)
    assert "Publish again what the backup says?" in await owner.press(RESTORED)
    assert "Confirmed" in await owner.push("Yes, I have looked through it")
    assert "Example Bakers" in await Someone(interface, "eve").press(SIGNATORIES)
    assert await store.read(restoring.waits) is True  # the other letter has its own owners
    await other.press(button("restored", letter=2, sure="yes"))
    assert await store.read(restoring.waits) is False
    assert "A backup was restored." in await owner.press(RESTORED)


async def test_an_embargo_that_was_there_before_stays_when_the_restore_is_confirmed(
    interface: Interface, store: Store, clock: Clock
) -> None:
    owner = Someone(interface, "owner")
    await with_role(store, owner, Role.OWNER, LETTER)
    until = clock() + timedelta(days=3)
    await store.write(lambda unit: unit.lists.keep_back(LETTER, until, None))
    await store.write(lambda unit: restoring.restore(unit, clock(), [], whole=False))
    await owner.press(button("restored", letter=LETTER, sure="yes"))
    assert await store.read(lambda unit: unit.lists.embargo(LETTER)) == until


async def test_who_noted_a_head_that_is_lost_is_told_so_and_the_journal_verifies_against_it(
    interface: Interface, store: Store, clock: Clock
) -> None:
    lost = "ab" * 32
    head = Removal(1, clock(), Removed.HEAD, (LETTER, 57, lost))
    done = await store.write(lambda unit: restoring.restore(unit, clock(), [head], whole=True))
    assert [each.lost.number for each in done.restores if each.lost] == [57]
    assert "a backup of" in await Someone(interface, "eve").give("verify", hash=f"57:{lost}", letter=str(LETTER))
    found = await store.read(lambda unit: noted.noted(unit, LETTER, lost))
    assert isinstance(found, noted.NotedLost)
    heads = [Head(57, lost)]
    assert (await store.read(lambda unit: verification.verify(unit, LETTER, heads))).fault == ""
    others = [Head(57, "cd" * 32)]
    assert (await store.read(lambda unit: verification.verify(unit, LETTER, others))).fault


async def test_what_was_decided_since_about_a_listed_sign_on_comes_back_to_the_reviewers(
    interface: Interface, store: Store, clock: Clock, rex: Someone
) -> None:
    await sign(Someone(interface, "ada"), "Example Bakers")
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    log = [
        Removal(1, clock(), Removed.LEFT_LIST, (1, "disputed")),
        Removal(2, clock(), Removed.REPRESENTATIVE, (1,)),
        Removal(3, clock(), Removed.LEFT_LIST, (57, "withdrawn")),  # of what was signed after the backup
    ]
    await store.write(lambda unit: restoring.restore(unit, clock(), log, whole=True))
    assert "Example Bakers" not in await Someone(interface, "eve").press(SIGNATORIES)
    assert "Example Bakers" in await rex.press(button("review", letter=LETTER))
    assert await store.read(lambda unit: unit.endorsements.representative(1).email) == ""


async def test_without_the_log_what_rested_may_have_left_and_what_waits_for_no_moment_still_does(
    interface: Interface, store: Store, clock: Clock
) -> None:
    await store.write(lambda unit: follow(unit, "1", "2"))
    paused = await store.write(lambda unit: announce(unit, Stage.PAUSED, 9))
    waiting = await store.write(lambda unit: announce(unit, Stage.WAITING, 0))
    await store.write(lambda unit: unit.announcements.save(replace(waiting, starts=None)))
    await store.write(lambda unit: restoring.restore(unit, clock(), [], whole=False))
    assert await store.read(lambda unit: states(unit, paused)) == ["uncertain", "uncertain"]
    found = await store.read(lambda unit: unit.announcements.get(waiting.id))
    assert found
    assert found.stage is Stage.WAITING


async def test_what_the_log_told_is_noted_for_the_next_restore(
    interface: Interface, store: Store, clock: Clock
) -> None:
    waiting = await store.write(lambda unit: announce(unit, Stage.WAITING, 0, unit.now + timedelta(hours=1)))
    await store.write(lambda unit: restoring.restore(unit, clock(), [began(waiting, clock())], whole=True))
    assert await store.read(lambda unit: unit.restores.noted()) == [1]
