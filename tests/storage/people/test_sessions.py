"""Proven addresses with an account of their own, the sessions at them, and when they are forgotten."""

from datetime import timedelta

from bot.model.people.person import Role
from bot.model.people.sessions import Mailbox
from bot.model.proofs.mails import MailKind
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage.conftest import OnDisk
from tests.storage.examples import person, publish, sign

ADA = "ada@bakers.example.org"


def came(unit: Unit, address: str = ADA) -> tuple[Mailbox, str]:
    """Somebody has come by an address: their account, and the secret of their session."""
    mailbox = unit.sessions.ensure(address, "en")
    return mailbox, unit.sessions.open(mailbox.id)


async def test_an_address_has_one_account_in_every_spelling_that_is_surely_its_own(store: Store) -> None:
    first, _ = await store.write(came)
    again, _ = await store.write(lambda unit: came(unit, " ADA@Bakers.EXAMPLE.org "))
    tagged, _ = await store.write(lambda unit: came(unit, "ada+list@bakers.example.org"))
    assert (again.id, again.account, again.address) == (first.id, first.account, ADA)
    assert tagged.account != first.account
    assert await store.read(lambda unit: unit.sessions.at("Ada@bakers.example.org")) == first
    assert await store.read(lambda unit: unit.sessions.of_account(first.account)) == first


async def test_a_session_is_found_by_its_secret_alone_until_it_is_closed(store: Store) -> None:
    mailbox, secret = await store.write(came)
    found = await store.read(lambda unit: unit.sessions.find(secret))
    assert found
    assert (found.mailbox, found.kept) == (mailbox, "")
    assert await store.read(lambda unit: unit.sessions.find(secret[:-1])) is None
    await store.write(lambda unit: unit.sessions.keep(secret, "the last answer"))
    found = await store.read(lambda unit: unit.sessions.find(secret))
    assert found
    assert found.kept == "the last answer"
    await store.write(lambda unit: unit.sessions.close(secret))
    assert await store.read(lambda unit: unit.sessions.find(secret)) is None


async def test_neither_address_nor_secret_nor_answer_can_be_read_on_disk(store: Store, on_disk: OnDisk) -> None:
    _, secret = await store.write(came)
    await store.write(lambda unit: unit.sessions.keep(secret, "the last answer"))
    files = await on_disk()
    for each in (ADA.encode(), secret.encode(), b"the last answer"):
        assert each not in files


async def test_what_is_over_is_forgotten_and_what_something_hangs_on_stays(store: Store, clock: Clock) -> None:
    await store.write(publish)
    idle, secret = await store.write(came)
    signer, _ = await store.write(lambda unit: came(unit, "signer@bakers.example.org"))
    owner, _ = await store.write(lambda unit: came(unit, "owner@bakers.example.org"))

    def unit(unit: Unit) -> None:
        unit.people.ensure(idle.account)
        sign(unit, 1, signer="ada")
        unit.people.attach(signer.account, person(unit, "ada").id)
        unit.people.grant(unit.people.ensure(owner.account).id, 1, Role.OWNER)
        for kind in (MailKind.SESSION, MailKind.NEWS):
            unit.mails.put(kind, 1, 0, ADA, "en")

    await store.write(unit)
    clock.forward(days=29)
    await store.write(lambda unit: unit.sessions.retire(10))
    assert await store.read(lambda unit: unit.sessions.find(secret)) is None
    assert await store.read(lambda unit: unit.sessions.at(ADA)) == idle
    clock.now += timedelta(days=2)
    await store.write(lambda unit: unit.sessions.retire(10))
    left = await store.read(
        lambda unit: [unit.sessions.of_account(each.account) is not None for each in (idle, signer, owner)]
    )
    assert left == [False, True, True]
    assert await store.read(lambda unit: unit.people.find(idle.account)) is None
    assert await store.read(lambda unit: [*unit.mails.reached(MailKind.SESSION, 1, ADA)]) == []
    assert await store.read(lambda unit: [*unit.mails.reached(MailKind.NEWS, 1, ADA)]) == []
