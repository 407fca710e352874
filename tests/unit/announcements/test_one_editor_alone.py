"""Whatever one editor does alone, over several letters and in whatever order, reaches few chats in any day."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.model.announcements.announcement import EVERYBODY, Audience
from bot.model.announcements.spending import A_DAY
from bot.model.chats import Address, ChatKind, Topic
from bot.model.deliveries import DeliveryState, Subject
from bot.model.endorsements.endorsement import State
from bot.model.letters.letter import Letter, fingerprint
from bot.model.people.person import Account, Person, Role
from bot.model.people.settings import GUARDED_FROM
from bot.ports.store import Unit
from bot.service.announcements import dispatch, drafts, news, release, running
from bot.service.letters import publishing
from tests.conftest import Clock
from tests.corrections import correct
from tests.memory import MemoryStore
from tests.storage.examples import letter, sign
from tests.unit.announcements.test_budget import summarized, titled, with_event

PLACES = st.integers(min_value=0, max_value=1)
NAMES = ("announce", "correct", "repeat", "plan", "title", "material", "event", "switch", "follow", "wait")
ACTS = st.tuples(
    st.one_of(st.sampled_from(NAMES[:3]), st.sampled_from(NAMES), st.sampled_from(["stop", "pause", "resume"])),
    PLACES,
    st.integers(min_value=0, max_value=5),
    st.sampled_from([DeliveryState.SENT, DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNCERTAIN, None]),
)
Done = tuple[str, int, int, DeliveryState | None]
"""What is done, about which letter, a number that it takes, and how what is due then ends, if it leaves."""


class Attack:
    """One editor, alone, of two letters that have another organizer each; and everything that arrives by them."""

    def __init__(self, store: MemoryStore, clock: Clock) -> None:
        self.store, self.clock, self.chats = store, clock, 0
        self.reached: list[datetime] = []
        self.letters: list[int] = []

        def begin(unit: Unit) -> Person:
            ada, bea = (unit.people.ensure(Account("test", name)) for name in ("ada", "bea"))
            for slug in ("night", "day"):
                number = unit.letters.publish(letter(slug)).letter_id
                for each in (ada, bea):
                    unit.people.grant(each.id, number, Role.EDITOR)
                self.letters.append(number)
            return ada

        self.ada = store.do(begin)
        for place in range(2):
            self.follow(place, 4)
            store.do(partial(self._sign, self.letters[place]))

    def _sign(self, letter_id: int, unit: Unit) -> None:
        for each in range(3):
            sign(unit, letter_id, f"Union {letter_id} {each}", State.LISTED, f"signer {letter_id} {each}")

    def act(self, done: Done) -> None:
        """Do what can be done of it, and let everything that is due be advanced, and leave."""
        name, place, number, end = done
        with suppress(Refusal):
            getattr(self, name)(place, number)
        self.store.do(news.make_news)
        for _ in range(3):
            self.store.do(dispatch.send_next)
        if end is not None:
            self.leave(end)

    def follow(self, place: int, number: int) -> None:
        def unit(unit: Unit) -> None:
            for _ in range(number):
                self.chats += 1
                chat = unit.chats.ensure(Address("test", f"-{self.chats}"), ChatKind.GROUP, "")
                unit.chats.follow(chat.id, self.letters[place], Topic.NEWS)

        self.store.do(unit)

    def announce(self, place: int, number: int, at: datetime | None = None) -> None:
        letter_id = self.letters[place]

        def unit(unit: Unit) -> None:
            every = [each.id for each in unit.chats.followers(letter_id, Topic.NEWS)]
            audience = Audience(chats=tuple(every[:number])) if number else EVERYBODY
            draft = drafts.draft(
                unit,
                self.ada,
                account=Account("test", "ada"),
                letter_id=letter_id,
                texts={"en": "Claim your grant"},
                ordered_in=Address("test", "@ada"),
                audience=audience,
                at=at,
            )
            release.release(unit, self.ada, letter_id, draft.id)

        self.store.do(unit)

    def plan(self, place: int, number: int) -> None:
        self.announce(place, number, self.clock.now + timedelta(hours=number))

    def _steer(self, place: int, number: int, do: Callable[[Unit, int, int], object]) -> None:
        letter_id = self.letters[place]

        def unit(unit: Unit) -> None:
            found = unit.announcements.recent(letter_id, 9)
            if found:
                do(unit, letter_id, found[number % len(found)].id)

        self.store.do(unit)

    def correct(self, place: int, number: int) -> None:
        self._steer(
            place,
            number,
            lambda unit, letter, each: correct(
                unit, self.ada, letter_id=letter, announcement_id=each, language="en", text="Other"
            ),
        )

    def repeat(self, place: int, number: int) -> None:
        which = DeliveryState.UNCERTAIN if number % 2 else DeliveryState.FAILED
        self._steer(place, number // 2, lambda unit, letter, each: running.repeat(unit, self.ada, letter, each, which))

    def stop(self, place: int, number: int) -> None:
        self._steer(place, number, lambda unit, letter, each: running.stop(unit, self.ada, letter, each))

    def pause(self, place: int, number: int) -> None:
        self._steer(place, number, lambda unit, letter, each: running.pause(unit, self.ada, letter, each))

    def resume(self, place: int, number: int) -> None:
        self._steer(place, number, lambda unit, letter, each: running.resume(unit, self.ada, letter, each))

    def title(self, place: int, number: int) -> None:
        self._publish(place, titled(f"Scam {number}"), material=False)

    def material(self, place: int, number: int) -> None:
        self._publish(place, summarized(f"Scam {number}"), material=True)

    def event(self, place: int, number: int) -> None:
        self._publish(place, with_event("Scam", self.clock.now + timedelta(days=1, hours=number)), material=False)

    def switch(self, place: int, number: int) -> None:
        letter, on = self.letters[place], number % 3 > 0
        self.store.do(lambda unit: news.switch(unit, letter, "events", on))

    def _publish(self, place: int, change: Callable[[Letter], Letter], material: bool) -> None:
        letter_id = self.letters[place]

        def unit(unit: Unit) -> None:
            revision = unit.letters.current(letter_id)
            assert revision
            letter = change(revision.letter)
            unit.letters.keep_draft(letter_id, letter, self.ada.id)
            publishing.publish(
                unit,
                self.ada,
                revision=revision,
                previewed=fingerprint(letter),
                material=material,
                confirm_by=self.clock.now + timedelta(days=2, hours=3) if material else None,
            )

        self.store.do(unit)

    def wait(self, place: int, number: int) -> None:
        self.clock.forward(hours=5 * number)

    def leave(self, end: DeliveryState) -> None:
        """Everything that is due leaves; what has reached somebody, or perhaps has, is counted."""

        def unit(unit: Unit) -> None:
            due = [each for name in ("test", "console") for each in unit.outbox.due(name, 1000)]
            unit.outbox.begin([each.id for each in due if each.state is DeliveryState.QUEUED])
            for each in due:
                reaches = each.subject in (Subject.ANNOUNCEMENT, Subject.REVISION, Subject.REVISION_REMINDER)
                if each.state is DeliveryState.SENT:
                    unit.outbox.showing(each.id, each.wanted)
                elif reaches and end is not DeliveryState.SENT:
                    unit.outbox.end(each.id, end, "odd")
                else:
                    unit.outbox.sent([(each, f"m{each.id}", each.wanted)])
                if reaches and (each.state is DeliveryState.SENT or end is not DeliveryState.FAILED):
                    self.reached.append(unit.now)

        self.store.do(unit)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ACTS, min_size=1, max_size=24))
def test_whatever_one_does_alone_reaches_fewer_chats_than_the_threshold_in_any_day(acts: list[Done]) -> None:
    clock = Clock()
    store = MemoryStore(clock)
    try:
        attack = Attack(store, clock)
        for each in acts:
            attack.act(each)
        for _ in range(3):
            attack.act(("wait", 0, 0, DeliveryState.SENT))
        for since in attack.reached:
            assert sum(since <= each < since + A_DAY for each in attack.reached) < GUARDED_FROM
    finally:
        store.close()
