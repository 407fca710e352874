"""Mail: addresses and codes that nobody reads off the disk, one mailbox in every spelling, and what left counted."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest

from bot.model.codes import read_code
from bot.model.proofs.authority import VALID
from bot.model.proofs.mails import CODE_LENGTH, Mail, MailKind, MailState
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage.conftest import OnDisk, OpenDatabase
from tests.storage.examples import publish

ADA = "ada@bakers.example.org"


def put(unit: Unit, address: str = ADA, kind: MailKind = MailKind.CODE, subject: int = 7, slug: str = "buses") -> Mail:
    return unit.mails.put(kind, publish(unit, slug).letter_id, subject, address, "fr")


def leave(unit: Unit, address: str = ADA, state: MailState = MailState.SENT) -> Mail:
    """Put a mail, and let it leave."""
    mail = put(unit, address)
    assert unit.mails.begin(mail.id)
    unit.mails.end(mail.id, state)
    return mail


async def test_a_mail_is_found_by_its_number_its_token_and_what_it_is_about(
    store: Store, open_database: OpenDatabase, clock: Clock
) -> None:
    mail = await store.write(put)
    clock.forward(seconds=1)
    later = await store.write(put)
    reopened = await open_database()
    assert (mail.address, mail.language, mail.state) == (ADA, "fr", MailState.QUEUED)
    assert await reopened.read(lambda unit: unit.mails.get(mail.id)) == mail
    assert await reopened.read(lambda unit: unit.mails.by_token(mail.token)) == mail
    assert await reopened.read(lambda unit: unit.mails.about(MailKind.CODE, 7)) == [later, mail]
    assert await reopened.read(lambda unit: unit.mails.about(MailKind.DISPUTE, 7)) == []
    assert await reopened.read(lambda unit: unit.mails.by_token("0" * 26)) is None
    assert await reopened.read(lambda unit: unit.mails.get(99)) is None


async def test_every_mail_that_proves_has_a_code_of_its_own_and_a_receipt_has_none(store: Store) -> None:
    first, second = await store.write(put), await store.write(put)
    receipt = await store.write(lambda unit: put(unit, kind=MailKind.RECEIPT))
    assert first.code == read_code(first.code, CODE_LENGTH)
    assert len({first.code, second.code}) == 2
    assert len({first.token, second.token, receipt.token}) == 3
    assert receipt.code == ""


async def test_addresses_codes_and_tokens_can_not_be_read_off_the_disk(store: Store, on_disk: OnDisk) -> None:
    mail = await store.write(put)
    await store.write(lambda unit: unit.mails.stop(ADA))
    files = await on_disk()
    assert MailKind.CODE.encode() in files
    for secret in (ADA, mail.code, mail.token, "bakers.example.org"):
        assert secret.encode() not in files


@pytest.mark.parametrize(
    "spelling", ["ADA@Bakers.Example.ORG", "ada+again@bakers.example.org", " ada@bakers.example.org. "]
)
async def test_one_mailbox_is_known_again_in_every_spelling(store: Store, spelling: str) -> None:
    mail = await store.write(put)
    assert await store.read(lambda unit: unit.mails.reached(MailKind.CODE, mail.letter_id, spelling)) == [mail]
    await store.write(lambda unit: unit.mails.stop(spelling))
    assert await store.read(lambda unit: unit.mails.unwanted(ADA))


async def test_a_domain_in_its_own_letters_is_the_same_as_in_ascii(store: Store) -> None:
    await store.write(lambda unit: unit.mails.stop("ada@bücher.example"))
    assert await store.read(lambda unit: unit.mails.unwanted("ada@xn--bcher-kva.example"))


async def test_an_address_is_reached_for_each_letter_and_purpose(store: Store) -> None:
    mail = await store.write(put)
    other = await store.write(lambda unit: publish(unit, "trams").letter_id)
    assert not await store.read(lambda unit: unit.mails.reached(MailKind.CODE, other, ADA))
    assert not await store.read(lambda unit: unit.mails.reached(MailKind.DISPUTE, mail.letter_id, ADA))
    bob = "bob@bakers.example.org"
    assert not await store.read(lambda unit: unit.mails.reached(MailKind.CODE, mail.letter_id, bob))


@pytest.mark.parametrize(
    ("state", "reached"),
    [
        (MailState.SENT, True),
        (MailState.UNCERTAIN, True),
        (MailState.BOUNCED, True),
        (MailState.FAILED, False),
        (MailState.CANCELLED, False),
    ],
)
async def test_what_never_left_has_reached_nobody_and_is_not_counted(
    store: Store, clock: Clock, state: MailState, reached: bool
) -> None:
    mail = await store.write(lambda unit: leave(unit, state=state))
    went = await store.read(lambda unit: unit.mails.reached(MailKind.CODE, mail.letter_id, ADA))
    assert bool(went) is reached
    assert await store.read(lambda unit: unit.mails.since(clock.now - timedelta(hours=1))) == int(reached)


@pytest.mark.parametrize("state", [MailState.BOUNCED, MailState.FAILED, MailState.SENT])
async def test_who_shares_the_code_of_a_mail_loses_it_with_the_mail(store: Store, state: MailState) -> None:
    mail, other = await store.write(put), await store.write(lambda unit: put(unit, "bob@bakers.example.org"))
    shared = await store.write(lambda unit: unit.mails.share(mail, 8, ADA, "en"))
    apart = await store.write(lambda unit: unit.mails.share(other, 9, "bob@bakers.example.org", "en"))
    assert (shared.code, shared.subject_id, shared.state) == (mail.code, 8, MailState.SHARED)
    assert shared.token != mail.token
    assert await store.read(lambda unit: unit.mails.due(9)) == [mail, other]
    assert await store.read(lambda unit: unit.mails.shared(mail))
    assert not await store.read(lambda unit: unit.mails.shared(shared))
    assert await store.read(lambda unit: unit.mails.reached(MailKind.CODE, mail.letter_id, ADA)) == [mail]
    await store.write(lambda unit: unit.mails.end(mail.id, state))
    kept = await store.read(lambda unit: [unit.mails.get(each.id) for each in (shared, apart)])
    lost = MailState.SHARED if state is MailState.SENT else state
    assert [each.state for each in kept if each] == [lost, MailState.SHARED]


async def test_whoever_wants_no_mail_gets_none_any_more(store: Store) -> None:
    mail, other = await store.write(put), await store.write(lambda unit: put(unit, "bob@bakers.example.org"))
    await store.write(lambda unit: unit.mails.stop(ADA))
    await store.write(lambda unit: unit.mails.stop(ADA))
    assert await store.read(lambda unit: [each.id for each in unit.mails.due(9)]) == [other.id]
    assert not await store.write(lambda unit: unit.mails.begin(mail.id))
    late = await store.write(put)
    assert not await store.write(lambda unit: unit.mails.begin(late.id))
    kept = await store.read(lambda unit: [unit.mails.get(each.id) for each in (mail, late)])
    assert [each.state for each in kept if each] == [MailState.CANCELLED] * 2


async def test_mail_that_has_left_stays_so_when_its_address_wants_no_more(store: Store) -> None:
    mail = await store.write(leave)
    await store.write(lambda unit: unit.mails.stop(ADA))
    kept = await store.read(lambda unit: unit.mails.get(mail.id))
    assert kept
    assert kept.state is MailState.SENT


async def test_mail_is_counted_by_registrable_domain_and_overall(store: Store, clock: Clock) -> None:
    for address in (ADA, "bob@cakes.example.org", "eve@example.net"):
        await store.write(partial(leave, address=address))
    before = clock.now - timedelta(hours=1)
    assert await store.read(lambda unit: unit.mails.since(before)) == 3
    assert await store.read(lambda unit: unit.mails.since(before, "example.org")) == 2
    assert await store.read(lambda unit: unit.mails.since(clock.now, "example.org")) == 0


async def test_mail_leaves_oldest_first_and_waits_where_it_has_to(store: Store, clock: Clock) -> None:
    first, second = await store.write(put), await store.write(put)
    assert await store.read(lambda unit: unit.mails.due(1)) == [first]
    await store.write(lambda unit: unit.mails.postpone(first.id, unit.now + timedelta(hours=1)))
    assert await store.read(lambda unit: unit.mails.due(9)) == [second]
    clock.forward(hours=1)
    assert [each.id for each in await store.read(lambda unit: unit.mails.due(9))] == [second.id, first.id]


async def test_a_mail_that_was_not_taken_waits_and_has_not_left(store: Store, clock: Clock) -> None:
    mail = await store.write(put)
    tried = clock.now
    assert await store.write(lambda unit: unit.mails.begin(mail.id))
    clock.forward(minutes=1)
    await store.write(lambda unit: unit.mails.postpone(mail.id, unit.now))
    kept = await store.read(lambda unit: unit.mails.get(mail.id))
    assert kept
    assert (kept.state, kept.sent_at, kept.tried_at) == (MailState.QUEUED, None, tried)


async def test_a_mail_leaves_once(store: Store) -> None:
    mail = await store.write(put)
    begun = await asyncio.gather(*(store.write(lambda unit: unit.mails.begin(mail.id)) for _ in range(5)))
    assert sorted(begun) == [False] * 4 + [True]
    assert not await store.read(lambda unit: unit.mails.due(9))


async def test_what_was_leaving_at_the_end_of_the_process_is_uncertain(store: Store, clock: Clock) -> None:
    leaving, waiting = await store.write(put), await store.write(put)
    await store.write(lambda unit: unit.mails.begin(leaving.id))
    await store.write(lambda unit: unit.mails.interrupted())
    kept = await store.read(lambda unit: unit.mails.get(leaving.id))
    assert kept
    assert (kept.state, kept.sent_at) == (MailState.UNCERTAIN, clock.now)
    assert await store.read(lambda unit: unit.mails.due(9)) == [waiting]
    await store.write(lambda unit: unit.mails.postpone(leaving.id, unit.now))
    assert await store.read(lambda unit: unit.mails.due(9)) == [waiting]


async def test_a_code_is_used_up_for_all_who_share_it_and_for_nobody_else(store: Store, clock: Clock) -> None:
    first = await store.write(put)
    clock.forward(days=1)
    shared = await store.write(lambda unit: unit.mails.share(first, 8, ADA, "en"))
    other = await store.write(lambda unit: put(unit, "grace@example.net"))
    later = await store.write(lambda unit: put(unit, subject=9))
    assert (shared.coded_at, later.coded_at) == (first.created_at, clock.now)
    await store.write(lambda unit: unit.mails.use(shared))
    numbers = [each.id for each in (first, shared, other, later)]
    found = [await store.read(lambda unit, n=n: unit.mails.get(n)) for n in numbers]  # type: ignore[misc]
    assert [each.good(clock.now) for each in found if each] == [False, False, True, True]
    clock.forward(days=VALID.days)
    assert not any(each.good(clock.now) for each in found if each)
