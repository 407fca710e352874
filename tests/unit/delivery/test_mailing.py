"""The worker of mail: each end that sending can have, the ceilings, and what a mail says."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import pytest

from bot.delivery.mailing import GIVE_UP, Ceilings, MailWorker
from bot.errors import CommitUncertain, StorageFault
from bot.model.codes import spell_code
from bot.model.proofs.mails import Mail, MailKind, MailState
from bot.ports.mailer import Bounced, Later, Mailer, Post, Posted, Rejected, Taken, Unsure
from bot.ports.store import Store, Unit
from bot.text.locales import load
from bot.views.proofs.mails import mail_composer
from tests.failing import FailingStore
from tests.storage.examples import letter, sign
from tests.unit.delivery.instant import InstantStore
from tests.unit.delivery.simulated import simulated

Result = TypeVar("Result")

LOOKS = 60
SPEECHES = load()
FEW = Ceilings(domain=3, shared=6, hour=8, day=12)
PAGE = "https://letters.example.org"
ADA = "ada@bakers.example.org"
DOWN = Later("the mail server let nothing in", everything=True)
GREY = Later("451 4.7.1")


class Scripted(Mailer):
    """Answers as it is told to, and remembers what it was given."""

    def __init__(self, *ends: Posted, otherwise: Posted | None = None) -> None:
        self.ends = list(ends)
        self.otherwise = otherwise or Taken()
        self.posts = list[Post]()

    async def send(self, post: Post) -> Posted:
        self.posts.append(post)
        return self.ends.pop(0) if self.ends else self.otherwise


class Office:
    """A worker over a store, in simulated time."""

    def __init__(self, store: Store, mailer: Scripted, public_url: str = PAGE) -> None:
        self.store = store
        self.mailer = mailer
        self.worker = MailWorker(store, mailer, mail_composer(SPEECHES, public_url), ceilings=FEW)

    async def put(self, *addresses: str, kind: MailKind = MailKind.CODE, subject: int = 1) -> list[Mail]:
        def unit(unit: Unit) -> list[Mail]:
            number = unit.letters.publish(letter()).letter_id
            return [unit.mails.put(kind, number, subject, address, "en") for address in addresses]

        return await self.store.write(unit)

    async def work(self, **duration: float) -> None:
        """Let so much time pass, in which the worker looks a hundred times."""
        await self.store.write(lambda unit: unit.mails.interrupted())
        for _ in range(LOOKS):
            while await self.worker.step():
                pass
            await asyncio.sleep(timedelta(**duration).total_seconds() / LOOKS)

    async def state(self, mail: Mail) -> tuple[MailState, str]:
        found = await self.store.read(lambda unit: unit.mails.get(mail.id))
        assert found
        return found.state, found.reason


def in_office(story: Callable[[Office], Awaitable[Result]], *ends: Posted, otherwise: Posted | None = None) -> Result:
    """Tell a story of a worker whose mail meets these ends."""

    async def main() -> Result:
        store = InstantStore(asyncio.get_running_loop().time)
        try:
            return await story(Office(store, Scripted(*ends, otherwise=otherwise)))
        finally:
            store.close()

    return simulated(main())


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Taken(), (MailState.SENT, "")),
        (Bounced("550 5.1.1"), (MailState.BOUNCED, "550 5.1.1")),
        (Rejected("554 5.6.0"), (MailState.FAILED, "554 5.6.0")),
        (Unsure("SMTPServerDisconnected"), (MailState.UNCERTAIN, "SMTPServerDisconnected")),
    ],
)
def test_what_came_of_a_mail_is_recorded_and_it_is_never_sent_again(
    outcome: Posted, state: tuple[MailState, str]
) -> None:
    async def story(office: Office) -> None:
        (mail,) = await office.put(ADA)
        await office.work(days=3)
        assert await office.state(mail) == state
        assert len(office.mailer.posts) == 1

    in_office(story, outcome)


def test_a_mail_that_is_not_taken_now_is_tried_again_ever_later_and_given_up_in_the_end() -> None:
    async def story(office: Office) -> None:
        (mail,) = await office.put(ADA)
        await office.work(minutes=10)
        assert (await office.state(mail))[0] is MailState.QUEUED
        assert 3 <= len(office.mailer.posts) <= 6
        await office.work(hours=GIVE_UP / timedelta(hours=1) + 2)
        assert await office.state(mail) == (MailState.FAILED, "451 4.7.1")
        assert len(office.mailer.posts) < 70

    in_office(story, otherwise=GREY)


def test_one_that_has_to_wait_holds_nobody_up() -> None:
    async def story(office: Office) -> None:
        slow, quick = await office.put(ADA, "bob@example.net")
        await office.work(seconds=2)
        assert (await office.state(slow))[0] is MailState.QUEUED
        assert (await office.state(quick))[0] is MailState.SENT
        await office.work(minutes=2)
        assert (await office.state(slow))[0] is MailState.SENT

    in_office(story, GREY)


def test_an_outage_of_days_costs_no_mail_and_few_tries() -> None:
    async def story(office: Office) -> None:
        mails = await office.put(*(f"{name}@{name}.example" for name in "abcdef"))
        await office.work(days=4)
        assert len(office.mailer.posts) <= LOOKS
        office.mailer.otherwise = Taken()
        await office.work(hours=1)
        assert {await office.state(mail) for mail in mails} == {(MailState.SENT, "")}

    in_office(story, otherwise=DOWN)


def test_what_was_leaving_when_the_process_ended_is_uncertain_and_not_sent_again() -> None:
    async def story(office: Office) -> None:
        (mail,) = await office.put(ADA)
        await office.store.write(lambda unit: unit.mails.begin(mail.id))
        await office.work(days=1)
        assert (await office.state(mail))[0] is MailState.UNCERTAIN
        assert office.mailer.posts == []

    in_office(story)


def test_a_mail_stands_on_disk_as_leaving_before_it_leaves() -> None:
    async def story(office: Office) -> None:
        (mail,) = await office.put(ADA)
        seen = list[tuple[MailState, str]]()

        class Looking(Scripted):
            async def send(self, post: Post) -> Posted:
                seen.append(await office.state(mail))
                return Taken()

        office.worker = MailWorker(office.store, Looking(), mail_composer(SPEECHES, PAGE))
        await office.work(seconds=2)
        assert seen == [(MailState.SENDING, "")]

    in_office(story)


def test_whoever_wants_no_mail_gets_none() -> None:
    async def story(office: Office) -> None:
        waiting, other = await office.put(ADA, "bob@bakers.example.org")
        await office.store.write(lambda unit: unit.mails.stop(ADA))
        (late,) = await office.put("ADA@bakers.example.org")
        await office.work(days=1)
        states = [(await office.state(mail))[0] for mail in (waiting, other, late)]
        assert states == [MailState.CANCELLED, MailState.SENT, MailState.CANCELLED]

    in_office(story)


def test_what_is_over_a_domain_s_ceiling_waits_for_another_day_and_holds_nobody_up() -> None:
    async def story(office: Office) -> None:
        flood = await office.put(*(f"p{number}@s{number}.bakers.co.uk" for number in range(FEW.domain + 4)))
        (other,) = await office.put("bob@example.net")
        await office.work(hours=23)
        states = [(await office.state(mail))[0] for mail in flood]
        assert states.count(MailState.SENT) == FEW.domain
        assert states.count(MailState.QUEUED) == 4
        assert (await office.state(other))[0] is MailState.SENT
        await office.work(days=3)
        assert {await office.state(mail) for mail in flood} == {(MailState.SENT, "")}

    in_office(story)


def test_where_anybody_has_an_address_more_may_have_mail_in_a_day() -> None:
    async def story(office: Office) -> None:
        await office.put(*(f"p{number}@gmail.com" for number in range(FEW.shared + 5)))
        await office.work(hours=23)
        assert len(office.mailer.posts) == FEW.shared

    in_office(story)


def test_in_all_so_much_leaves_in_an_hour_and_in_a_day() -> None:
    async def story(office: Office) -> None:
        await office.put(*(f"ada@d{number}.example" for number in range(FEW.day + 10)))
        await office.work(minutes=50)
        assert len(office.mailer.posts) == FEW.hour
        await office.work(hours=22)
        assert len(office.mailer.posts) == FEW.day
        await office.work(hours=10)
        assert len(office.mailer.posts) == FEW.day + 10

    in_office(story)


@pytest.mark.parametrize("kind", [MailKind.CODE, MailKind.COLLEAGUE, MailKind.DISPUTE])
def test_a_mail_that_proves_holds_a_code_and_nothing_that_anybody_typed(kind: MailKind) -> None:
    async def story(office: Office) -> None:
        endorsement = await office.store.write(lambda unit: sign(unit, unit.letters.publish(letter()).letter_id))
        (mail,) = await office.put(ADA, kind=kind, subject=endorsement.id)
        await office.work(seconds=2)
        (post,) = office.mailer.posts
        for shown in (spell_code(mail.code), "Night buses for all", "Night Riders", f"{PAGE}/m/{mail.token}", "Not me"):
            assert shown in post.text
        for typed in (*endorsement.entry.canonical().split('"'), "Ada Lovelace", "Chairwoman"):
            if len(typed) > 1 and typed not in ("organization", "place", "statement", "website"):
                assert typed not in f"{post.subject}\n{post.text}"
        assert post.never == f"{PAGE}/m/{mail.token}/never"
        assert mail.token not in post.key
        assert mail.code not in post.subject

    in_office(story)


def test_without_a_page_the_code_is_typed_and_there_is_no_link() -> None:
    async def story(office: Office) -> None:
        office.worker = MailWorker(office.store, office.mailer, mail_composer(SPEECHES, ""))
        (mail,) = await office.put(ADA)
        await office.work(seconds=2)
        (post,) = office.mailer.posts
        assert spell_code(mail.code) in post.text
        assert "type the code in your chat with the bot" in post.text
        assert "http" not in post.text
        assert post.never == ""

    in_office(story)


def test_a_receipt_says_what_was_signed_and_how_to_correct_it() -> None:
    async def story(office: Office) -> None:
        endorsement = await office.store.write(lambda unit: sign(unit, unit.letters.publish(letter()).letter_id))
        await office.put(ADA, kind=MailKind.RECEIPT, subject=endorsement.id)
        await office.work(seconds=2)
        (post,) = office.mailer.posts
        for shown in (
            "Bakers of the Old Town (Toronto)",
            f"/endorsement {spell_code(endorsement.receipt)}",
            "Night buses",
        ):
            assert shown in post.text
        assert "Bakers" not in post.subject
        assert "Your code" not in post.text

    in_office(story)


def test_a_mail_about_nothing_is_cancelled() -> None:
    async def story(office: Office) -> None:
        (mail,) = await office.put(ADA, kind=MailKind.RECEIPT, subject=99)
        await office.work(seconds=2)
        assert (await office.state(mail))[0] is MailState.CANCELLED

    in_office(story)


def test_the_worker_sends_what_comes_while_it_runs_and_ends_when_it_is_told_to() -> None:
    async def story(office: Office) -> None:
        ended = asyncio.Event()
        running = asyncio.create_task(office.worker.run(ended))
        (mail,) = await office.put(ADA)
        office.worker.wake()
        await asyncio.sleep(2)
        assert await office.state(mail) == (MailState.SENT, "")
        ended.set()
        office.worker.wake()
        await running

    in_office(story)


async def test_a_mail_that_is_perhaps_marked_as_leaving_leaves_once(store: Store) -> None:
    failing = FailingStore(store)
    office = Office(failing, Scripted())
    (mail,) = await office.put(ADA)
    failing.writing, failing.commits, failing.most = CommitUncertain(StorageFault.BROKEN), True, 1
    with pytest.raises(CommitUncertain):
        await office.worker.step()
    assert office.mailer.posts == []
    while await office.worker.step():
        pass
    assert len(office.mailer.posts) == 1
    assert await office.state(mail) == (MailState.SENT, "")
