"""Persons and their accounts, the roles that they have, and the one-time codes that give them."""

from datetime import timedelta
from functools import partial

from bot.model.people.person import Account, Person, Role
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage.conftest import OnDisk, OpenDatabase
from tests.storage.examples import person, publish

CODE = "4KTJ8Q2M4KTJ8Q2M"


async def test_nothing_is_remembered_of_somebody_who_only_looked(store: Store) -> None:
    assert await store.read(lambda unit: unit.people.find(Account("console", "ada"))) is None


async def test_an_account_belongs_to_the_same_person_every_time(store: Store) -> None:
    ada = await store.write(person)
    assert await store.write(person) == ada
    assert await store.read(lambda unit: unit.people.find(Account("console", "ada"))) == ada
    assert await store.write(lambda unit: person(unit, "grace")) != ada


async def test_the_same_number_on_two_platforms_is_two_persons(store: Store) -> None:
    on_discord = await store.write(lambda unit: unit.people.ensure(Account("discord", "77")))
    assert await store.write(lambda unit: unit.people.ensure(Account("telegram", "77"))) != on_discord


async def test_an_account_is_stored_without_its_name(store: Store, on_disk: OnDisk) -> None:
    ada = await store.write(lambda unit: unit.people.ensure(Account("discord", "number-77", "Ada of Old Town")))
    assert await store.read(lambda unit: unit.people.accounts(ada.id)) == [Account("discord", "number-77")]
    files = await on_disk()
    assert b"number-77" in files
    assert b"Ada of Old Town" not in files


async def test_a_person_has_the_language_that_they_chose(store: Store) -> None:
    ada = await store.write(person)
    await store.write(lambda unit: unit.people.speak(ada.id, "fr"))
    assert await store.read(lambda unit: unit.people.find(Account("console", "ada"))) == Person(ada.id, "fr")


async def test_one_person_can_have_several_accounts(store: Store) -> None:
    ada = await store.write(person)
    await store.write(lambda unit: unit.people.attach(Account("telegram", "77"), ada.id))
    assert await store.read(lambda unit: unit.people.find(Account("telegram", "77"))) == ada
    accounts = await store.read(lambda unit: unit.people.accounts(ada.id))
    assert accounts == [Account("console", "ada"), Account("telegram", "77")]


async def test_an_account_can_come_over_from_another_person(store: Store) -> None:
    ada = await store.write(person)
    await store.write(lambda unit: person(unit, "grace"))
    await store.write(lambda unit: unit.people.attach(Account("console", "grace"), ada.id))
    assert await store.read(lambda unit: unit.people.find(Account("console", "grace"))) == ada


async def test_a_role_holds_in_its_letter_only(store: Store) -> None:
    def give(unit: Unit) -> tuple[int, int, int]:
        night, river = publish(unit), publish(unit, "clean-river")
        unit.people.grant(person(unit).id, night.letter_id, Role.REVIEWER)
        return person(unit).id, night.letter_id, river.letter_id

    ada, night, river = await store.write(give)
    assert await store.read(lambda unit: unit.people.roles(ada, night)) == {Role.REVIEWER}
    assert await store.read(lambda unit: unit.people.roles(ada, river)) == frozenset()


async def test_a_role_in_every_letter_holds_in_those_to_come(store: Store) -> None:
    ada = await store.write(person)
    assert not await store.read(lambda unit: unit.people.owned(["console"]))
    await store.write(lambda unit: unit.people.grant(ada.id, None, Role.OWNER))
    later = await store.write(publish)
    assert await store.read(lambda unit: unit.people.roles(ada.id, later.letter_id)) == {Role.OWNER}
    assert await store.read(lambda unit: unit.people.owned(["console"]))


async def test_a_role_that_is_given_twice_is_had_once_and_taken_at_once(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    ada = (await store.write(person)).id
    for _ in range(2):
        await store.write(lambda unit: unit.people.grant(ada, night, Role.EDITOR))
    await store.write(lambda unit: unit.people.grant(ada, None, Role.REVIEWER))
    both = frozenset({Role.EDITOR, Role.REVIEWER})
    assert await store.read(lambda unit: unit.people.organizers(night)) == [(ada, both)]
    await store.write(lambda unit: unit.people.revoke(ada, night))
    assert await store.read(lambda unit: unit.people.organizers(night)) == [(ada, frozenset({Role.REVIEWER}))]
    await store.write(lambda unit: unit.people.revoke(ada, None))
    assert await store.read(lambda unit: unit.people.organizers(night)) == []


async def test_a_one_time_code_is_good_once(store: Store, clock: Clock) -> None:
    night = (await store.write(publish)).letter_id
    ada = (await store.write(person)).id
    until = clock.now + timedelta(days=7)
    await store.write(lambda unit: unit.people.offer(CODE, until, ada, night, Role.REVIEWER))
    assert await store.write(lambda unit: unit.people.redeem(CODE)) == (ada, night, Role.REVIEWER)
    assert await store.write(lambda unit: unit.people.redeem(CODE)) is None


async def test_a_code_can_be_for_nobody_and_no_letter(store: Store, clock: Clock) -> None:
    await store.write(lambda unit: unit.people.offer(CODE, clock.now, None, None, Role.OWNER))
    assert await store.write(lambda unit: unit.people.redeem(CODE)) == (None, None, Role.OWNER)


async def test_a_code_that_nobody_offered_is_no_good(store: Store) -> None:
    assert await store.write(lambda unit: unit.people.redeem(CODE)) is None


async def test_a_code_is_good_until_its_time_and_forgotten_after(store: Store, clock: Clock) -> None:
    until = clock.now + timedelta(hours=1)
    await store.write(lambda unit: unit.people.offer(CODE, until, None, None, None))
    clock.forward(hours=1, microseconds=1)
    assert await store.write(lambda unit: unit.people.redeem(CODE)) is None
    await store.write(lambda unit: unit.people.offer("another", until + timedelta(days=1), None, None, None))
    clock.forward(hours=-1)
    assert await store.write(lambda unit: unit.people.redeem(CODE)) is None


async def test_a_code_is_found_again_and_yet_not_on_disk(
    store: Store, clock: Clock, on_disk: OnDisk, open_database: OpenDatabase
) -> None:
    await store.write(lambda unit: unit.people.offer(CODE, clock.now + timedelta(days=7), None, None, Role.OWNER))
    files = await on_disk()
    assert CODE.encode() not in files
    assert Role.OWNER.value.encode() in files
    reopened = await open_database()
    assert await reopened.write(lambda unit: unit.people.redeem(CODE)) is not None


async def test_whose_private_chat_has_a_menu_is_kept_once_until_it_is_taken(store: Store) -> None:
    ada, grace = Account("telegram", "77"), Account("telegram", "78")
    for each in (grace, ada, ada, Account("discord", "77")):
        await store.write(partial(_given, each))
    assert await store.read(lambda unit: unit.menus.of("telegram")) == ["77", "78"]
    await store.write(lambda unit: unit.menus.take(ada))
    assert await store.read(lambda unit: unit.menus.of("telegram")) == ["78"]
    await store.write(lambda unit: unit.privacy.forget_account(grace))
    assert await store.read(lambda unit: unit.menus.of("telegram")) == []


def _given(account: Account, unit: Unit) -> None:
    unit.menus.give(account)
