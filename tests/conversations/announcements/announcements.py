"""What happens in several conversations about announcements."""

import asyncio
from dataclasses import replace

from bot.model.announcements.announcement import Announcement, Stage
from bot.model.chats import ChatKind, Topic
from bot.model.deliveries import Tally
from bot.model.people.person import Role
from bot.ports.store import Unit
from tests.conversations.stories import invite
from tests.drivers import Driver, Place, Shown, Someone
from tests.waiting import PATIENCE

NEWS = "The ministers have answered: https://example.org/answer"
TEXT = "The announcement"


async def followers(bot: Driver, *titles: str, kind: ChatKind = ChatKind.GROUP) -> list[Place]:
    """Places that follow the letter's news."""
    places = [await bot.place(title, bot.owner, kind=kind) for title in titles]
    for place in places:
        await bot.owner.give("follow", where=place)
    return places


async def gathered(bot: Driver, number: int) -> list[Place]:
    """So many places that follow the letter's news, as if that were long ago."""
    places = [await bot.place(f"Town {each}", bot.owner) for each in range(number)]

    def follow(unit: Unit) -> None:
        for place in places:
            chat = unit.chats.ensure(place.address, ChatKind.GROUP, place.address.place)
            unit.chats.speak(chat.id, "en")
            unit.chats.follow(chat.id, 1, Topic.NEWS)

    await bot.store.write(follow)
    return places


async def speaks(bot: Driver, place: Place, language: str) -> None:
    """A place is told in a language from now on."""

    def speak(unit: Unit) -> None:
        chat = unit.chats.find(place.address)
        assert chat
        unit.chats.speak(chat.id, language)

    await bot.store.write(speak)


async def announce(bot: Driver, text: str, by: Someone | None = None) -> Shown:
    """Announce something; what is to be confirmed."""
    author = by or bot.owner
    await author.give("announce")
    return await author.fill({TEXT: text})


async def sent(bot: Driver, text: str, places: int, number: int = 1) -> Shown:
    """Announce something to everybody, and wait until it is everywhere; what its author is told."""
    await announce(bot, text)
    await bot.owner.press("Send it now")
    return await bot.owner.told(f"Announcement {number} is done: {places} of {places} delivered.")


async def editor(bot: Driver, name: str) -> Someone:
    """Somebody who may announce too, and has long been an organizer."""
    person = bot.somebody(name)
    await invite(bot, person, Role.EDITOR)
    await counts(bot, person)
    return person


async def counts(bot: Driver, person: Someone) -> None:
    """Somebody counts as another organizer than the owner."""

    def agree(unit: Unit) -> None:
        organizer = unit.people.find(person.account)
        assert organizer
        unit.people.agree(organizer.id, 1, organizer.id)

    await bot.store.write(agree)


async def found(bot: Driver, number: int = 1) -> Announcement:
    """An announcement on disk."""
    announcement = await bot.store.read(lambda unit: unit.announcements.get(number))
    assert announcement
    return announcement


async def tally(bot: Driver, number: int = 1) -> Tally:
    """How an announcement stands on disk."""
    announcement = await found(bot, number)
    return await bot.store.read(lambda unit: unit.results.tally(announcement))


async def look(bot: Driver, text: str, number: int = 1) -> Shown:
    """Look at how an announcement stands, until it says this."""
    async with asyncio.timeout(PATIENCE):
        while text not in await bot.owner.give("announcements", announcement=number):
            pass
    return bot.owner.last


async def its_moment_comes(bot: Driver, number: int = 1) -> None:
    """Time passes until an announcement may leave."""
    there = await found(bot, number)
    await bot.store.write(
        lambda unit: unit.announcements.save(replace(there, starts=unit.now, at=there.at and unit.now))
    )


async def begins_slowly(bot: Driver, number: int = 1) -> None:
    """An announcement that waits begins to leave, and every chat for it is put off for as long as a story takes."""

    def begin(unit: Unit) -> None:
        there = unit.announcements.get(number)
        assert there
        running = replace(there, stage=Stage.RUNNING, started_at=unit.now, queued_to=0)
        unit.announcements.save(running)
        unit.queue.put_to_audience(running, 100)
        unit.announcements.save(replace(running, queued_to=None))
        unit.announcements.mark_active(number, True)
        for each in unit.chats.followers(1, Topic.NEWS):
            unit.outbox.postpone(each.id, 600)

    await bot.store.write(begin)


def labelled(shown: Shown, part: str) -> str:
    """The label of a button in which something stands."""
    return next(each for each in shown.labels if part.casefold() in each.casefold())
