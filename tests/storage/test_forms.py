"""Half-filled forms, which outlive a restart and which nobody reads off the disk."""

from dataclasses import replace

from bot.model.chats import Address
from bot.model.forms import Form
from bot.model.people.person import Account
from bot.ports.store import Store
from tests.conftest import Clock
from tests.storage.conftest import OnDisk, OpenDatabase

ADA = Account("telegram", "77")
PRIVATE = Address("telegram", "@77")
FORM = Form(
    id="f4KTJ8Q2M",
    account=ADA,
    address=PRIVATE,
    command="sign",
    values={"organization": "Bakers of the Old Town", "role": "Chairwoman"},
    asked=("email", "representative"),
    wrong={"email": "ada at bakers"},
)


async def test_a_form_goes_on_after_a_restart(store: Store, open_database: OpenDatabase) -> None:
    await store.write(lambda unit: unit.forms.save(FORM))
    reopened = await open_database()
    assert await reopened.read(lambda unit: unit.forms.get(FORM.id)) == FORM
    assert await reopened.read(lambda unit: unit.forms.open(ADA, PRIVATE)) == FORM


async def test_nobody_else_is_asked_what_a_form_asks(store: Store) -> None:
    await store.write(lambda unit: unit.forms.save(FORM))
    assert await store.read(lambda unit: unit.forms.open(Account("telegram", "78"), PRIVATE)) is None
    assert await store.read(lambda unit: unit.forms.open(Account("discord", "77"), PRIVATE)) is None
    assert await store.read(lambda unit: unit.forms.open(ADA, Address("telegram", "-100"))) is None
    assert await store.read(lambda unit: unit.forms.open(ADA, Address("telegram", "@77", "5"))) is None


async def test_a_form_that_is_saved_again_takes_its_own_place(store: Store) -> None:
    await store.write(lambda unit: unit.forms.save(FORM))
    filled = replace(FORM, values={**FORM.values, "email": "ada@mail.example"}, asked=(), wrong=None)
    await store.write(lambda unit: unit.forms.save(filled))
    assert await store.read(lambda unit: unit.forms.get(FORM.id)) == filled


async def test_an_account_has_one_form_a_command_in_a_chat_and_the_last_one_goes_on(store: Store, clock: Clock) -> None:
    await store.write(lambda unit: unit.forms.save(FORM))
    clock.forward(seconds=1)
    other = replace(FORM, id="another", command="ask")
    await store.write(lambda unit: unit.forms.save(other))
    assert await store.read(lambda unit: unit.forms.open(ADA, PRIVATE)) == other
    await store.write(lambda unit: unit.forms.close(other.id))
    assert await store.read(lambda unit: unit.forms.open(ADA, PRIVATE)) == FORM
    anew = replace(FORM, id="anew")
    await store.write(lambda unit: unit.forms.save(anew))
    assert await store.read(lambda unit: unit.forms.get(FORM.id)) is None


async def test_an_account_can_fill_a_form_in_each_chat(store: Store) -> None:
    group = replace(FORM, id="another", address=Address("telegram", "-100"))
    await store.write(lambda unit: unit.forms.save(FORM))
    await store.write(lambda unit: unit.forms.save(group))
    assert await store.read(lambda unit: unit.forms.open(ADA, PRIVATE)) == FORM
    assert await store.read(lambda unit: unit.forms.open(ADA, group.address)) == group


async def test_a_form_that_was_closed_is_forgotten(store: Store) -> None:
    await store.write(lambda unit: unit.forms.save(FORM))
    await store.write(lambda unit: unit.forms.close(FORM.id))
    assert await store.read(lambda unit: unit.forms.get(FORM.id)) is None
    assert await store.read(lambda unit: unit.forms.open(ADA, PRIVATE)) is None


async def test_a_form_waits_for_fourteen_days(store: Store, clock: Clock) -> None:
    await store.write(lambda unit: unit.forms.save(FORM))
    clock.forward(days=14)
    assert await store.read(lambda unit: unit.forms.get(FORM.id)) == FORM
    clock.forward(microseconds=1)
    assert await store.read(lambda unit: unit.forms.get(FORM.id)) is None
    assert await store.read(lambda unit: unit.forms.open(ADA, PRIVATE)) is None


async def test_a_form_that_waited_too_long_is_taken_off_the_disk(store: Store, clock: Clock) -> None:
    await store.write(lambda unit: unit.forms.save(FORM))
    clock.forward(days=15)
    another = replace(FORM, id="another", account=Account("telegram", "78"))
    await store.write(lambda unit: unit.forms.save(another))
    await store.write(lambda unit: unit.forms.forget())
    clock.forward(days=-15)
    assert await store.read(lambda unit: unit.forms.get(FORM.id)) is None
    assert await store.read(lambda unit: unit.forms.get(another.id)) == another


async def test_what_was_typed_can_not_be_read_off_the_disk(store: Store, on_disk: OnDisk) -> None:
    await store.write(lambda unit: unit.forms.save(FORM))
    files = await on_disk()
    assert FORM.id.encode() in files
    for typed in (*FORM.values.values(), "ada at bakers"):
        assert typed.encode() not in files
