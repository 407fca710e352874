"""A letter that chats follow, organizations that come and go, and what the letter announces by itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.model.announcements.announcement import Announcement, Stage
from bot.model.chats import Topic
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.letters.letter import Letter
from bot.ports.store import Store, Unit
from bot.service.announcements import dispatch, news
from bot.text.blocks import plain
from bot.text.compose import compose
from bot.text.locales import load
from bot.views.announcements.news import told
from tests.acts import LEADS_TO
from tests.conftest import Clock
from tests.storage.examples import chat, letter, sign

ENGLISH = load()["en"]
TORONTO = ZoneInfo("America/Toronto")


class Newsroom:
    """One letter, and the clock."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self.letter_id = 0
        self._listed = 0

    async def opens(self, published: Letter | None = None, followed: bool = True) -> "Newsroom":
        """Publish the letter, which a chat follows."""

        def unit(unit: Unit) -> int:
            number = unit.letters.publish(published or letter()).letter_id
            if followed:
                chat(unit, follows=number)
            return number

        self.letter_id = await self.store.write(unit)
        return self

    async def publishes(self, published: Letter) -> None:
        """Publish another revision."""
        await self.store.write(lambda unit: unit.letters.publish(published))

    async def switches(self, name: str, on: bool = True) -> None:
        await self.store.write(lambda unit: news.switch(unit, self.letter_id, name, on))

    async def lists(self, *names: str, count: int = 0) -> Sequence[Endorsement]:
        """Organizations come into the list."""
        self._listed += count
        many = [f"Example Union {self._listed - index}" for index in range(count)]

        def unit(unit: Unit) -> Sequence[Endorsement]:
            return [sign(unit, self.letter_id, name, State.LISTED) for name in (*names, *many)]

        return await self.store.write(unit)

    async def moves(self, endorsement: Endorsement, state: State) -> None:
        """An endorsement leaves the list, or comes back into it."""

        def unit(unit: Unit) -> None:
            moved = replace(endorsement, state=state, changed_at=unit.now)
            unit.endorsements.save(moved, LEADS_TO[state], endorsement.person_id)
            news.list_changed(unit, moved)

        await self.store.write(unit)

    async def at(self, moment: str) -> None:
        """It is this time in Toronto; everything is advanced."""
        self.clock.now = datetime.fromisoformat(moment).replace(tzinfo=TORONTO).astimezone(self.clock.now.tzinfo)
        await self.advances()

    async def later(self, **duration: float) -> None:
        self.clock.forward(**duration)
        await self.advances()

    async def advances(self) -> None:
        await self.store.write(news.make_news)

    async def leave(self) -> None:
        """What may leave leaves, and arrives."""

        def unit(unit: Unit) -> bool:
            more = dispatch.send_next(unit)
            due = unit.outbox.due("telegram", 100)
            if due:
                unit.outbox.begin([each.id for each in due])
                unit.outbox.sent([(each, f"m{each.id}", each.wanted) for each in due])
            return more or bool(due)

        while await self.store.write(unit):
            pass

    async def every(self, letter_id: int | None = None) -> Sequence[Announcement]:
        """What was made, oldest first."""
        wanted = letter_id or self.letter_id
        return (await self.store.read(lambda unit: unit.announcements.recent(wanted, 100)))[::-1]

    async def made(self) -> Sequence[tuple[str, Stage]]:
        """What was made, and where it stands."""
        return [(each.origin, each.stage) for each in await self.every()]

    async def origins(self) -> Sequence[str]:
        return [each.origin for each in await self.every()]

    async def says(self, which: Announcement | None = None) -> str:
        """What the latest says now, or one of them."""
        last = which or (await self.every())[-1]

        def unit(unit: Unit) -> str:
            revision = unit.letters.current(self.letter_id)
            assert revision
            assert last.content.made
            parts = told(unit, revision, last.content.made)
            return plain(compose(parts, ENGLISH)) if parts is not None else ""

        return await self.store.read(unit)

    async def follow(self, topic: Topic = Topic.NEWS, place: str = "-100") -> None:
        def unit(unit: Unit) -> None:
            unit.chats.follow(chat(unit, place).id, self.letter_id, topic)

        await self.store.write(unit)
