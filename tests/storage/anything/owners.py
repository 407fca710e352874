"""What an owner does about the list and the letter, and what time does."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from bot.model.chats import Address
from bot.model.letters.localized import Localized
from bot.model.people.person import Account
from bot.ports.store import Unit
from bot.service import starting
from bot.service.announcements import dispatch, drafts, news, release
from bot.service.lists import publication
from tests.storage.anything.doing import LETTER, MOMENTS, Doing


class Owners(Doing):
    """Olga, who owns the letter."""

    @rule(days=st.integers(0, 3), at=MOMENTS)
    def keep_back(self, days: int, at: int | None) -> None:
        """The owner keeps the list back for so many days."""
        until = self.clock.now + timedelta(days=days)
        self.do(lambda unit: publication.keep_back(unit, self.person(unit, "olga"), LETTER, until), at)

    @rule(at=MOMENTS)
    def publish_list(self, at: int | None) -> None:
        """The owner publishes a list that was kept back."""
        self.do(lambda unit: publication.publish(unit, LETTER, self.person(unit, "olga")), at)

    @rule(at=MOMENTS)
    def freeze(self, at: int | None) -> None:
        """The owner freezes the list."""
        self.do(lambda unit: publication.freeze(unit, self.person(unit, "olga"), LETTER), at)

    @rule(material=st.booleans(), at=MOMENTS)
    def revise(self, material: bool, at: int | None) -> None:
        """The letter is published anew."""

        def act(unit: Unit) -> int:
            current = self.current(unit)
            title = Localized({"fr": "Des bus", "en": f"Night buses for all, {current.number}"})
            return starting.publish(unit, replace(current.letter, title=title), material)[1].number

        self.do(act, at)

    @rule(at=MOMENTS)
    def announce(self, at: int | None) -> None:
        """The owner announces something to everybody who follows."""

        def act(unit: Unit) -> int:
            olga = self.person(unit, "olga")
            account = Account("console", "olga")
            draft = drafts.draft(
                unit, olga, account=account, letter_id=LETTER, texts={"en": "We meet on Monday."},
                ordered_in=Address("console", "@olga"),
            )  # fmt: skip
            return release.release(unit, olga, LETTER, draft.id).id

        self.do(act, at)

    @rule(hours=st.sampled_from((0, 1, 30, 80)), at=MOMENTS)
    def wait(self, hours: int, at: int | None) -> None:
        """Time passes, and what is due is done: lists are published, news is made, announcements leave."""
        self.clock.forward(hours=hours)
        self.do(publication.publish_due, at)
        self.do(news.make_news, at)
        self.do(dispatch.send_next, at)
