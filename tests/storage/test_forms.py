"""Half-filled forms, which outlive a restart and which nobody reads off the disk."""

from dataclasses import replace

from bot.model.chats import Address
from bot.model.forms import MOST, MOST_IN_CHAT, Form, Waits
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
    step=3,
    waits=Waits.LINE,
)


async def waiting(store: Store, account: Account, address: Address) -> Form | None:
    """The form that waits in a chat, without when it was asked."""
    form = await store.read(lambda unit: unit.forms.waiting(account, address))
    return replace(form, changed_at=None) if form else None


async def kept(store: Store, form_id: str) -> Form | None:
    """The form of an id, without when it was asked."""
    form = await store.read(lambda unit: unit.forms.get(form_id))
    return replace(form, changed_at=None) if form else None


async def test_a_form_goes_on_after_a_restart(store: Store, open_database: OpenDatabase) -> None:
    await store.write(lambda unit: unit.forms.save(FORM))
    reopened = await open_database()
    assert await kept(reopened, FORM.id) == FORM
    assert await waiting(reopened, ADA, PRIVATE) == FORM


async def test_nobody_else_is_asked_what_a_form_asks(store: Store) -> None:
    await store.write(lambda unit: unit.forms.save(FORM))
    assert await waiting(store, Account("telegram", "78"), PRIVATE) is None
    assert await waiting(store, Account("discord", "77"), PRIVATE) is None
    assert await waiting(store, ADA, Address("telegram", "-100")) is None
    assert await waiting(store, ADA, Address("telegram", "@77", "5")) is None


async def test_a_form_that_is_saved_again_takes_its_own_place(store: Store) -> None:
    await store.write(lambda unit: unit.forms.save(FORM))
    filled = replace(FORM, values={**FORM.values, "email": "ada@mail.example"}, asked=(), wrong=None)
    await store.write(lambda unit: unit.forms.save(filled))
    assert await kept(store, FORM.id) == filled


async def test_an_account_is_asked_one_thing_in_a_chat_and_what_was_asked_before_waits(
    store: Store, clock: Clock
) -> None:
    await store.write(lambda unit: unit.forms.save(FORM))
    clock.forward(seconds=1)
    other = replace(FORM, id="another")
    await store.write(lambda unit: unit.forms.save(other))
    assert await waiting(store, ADA, PRIVATE) == other
    await store.write(lambda unit: unit.forms.close(other.id))
    assert await waiting(store, ADA, PRIVATE) == replace(FORM, waits=Waits.PAUSED)


async def test_what_is_put_aside_takes_no_line(store: Store) -> None:
    await store.write(lambda unit: unit.forms.save(FORM))
    await store.write(lambda unit: unit.forms.pause(ADA, PRIVATE))
    assert await waiting(store, ADA, PRIVATE) == replace(FORM, waits=Waits.PAUSED)


async def test_a_form_that_asks_nothing_typed_does_not_wait_for_a_line(store: Store) -> None:
    await store.write(lambda unit: unit.forms.save(replace(FORM, waits=Waits.NOTHING)))
    assert await waiting(store, ADA, PRIVATE) is None


async def test_so_many_forms_of_an_account_wait_in_a_chat_and_the_oldest_gives_way(store: Store, clock: Clock) -> None:
    begun = [replace(FORM, id=f"form{number}") for number in range(MOST_IN_CHAT + 1)]
    assert [await ended_by(store, clock, form) for form in begun] == [[]] * MOST_IN_CHAT + [["form0"]]
    assert await kept(store, "form0") is None
    assert await kept(store, "form1") is not None


async def test_so_many_forms_of_an_account_wait_in_all_chats_and_the_oldest_gives_way(
    store: Store, clock: Clock
) -> None:
    begun = [replace(FORM, id=f"form{each}", address=Address("telegram", f"-{each}")) for each in range(MOST + 1)]
    others = replace(FORM, id="others", account=Account("telegram", "78"))
    await ended_by(store, clock, others)
    assert [await ended_by(store, clock, form) for form in begun] == [[]] * MOST + [["form0"]]
    assert await kept(store, "form0") is None
    assert await kept(store, "form1") is not None
    assert await kept(store, others.id) is not None


async def test_of_forms_that_give_way_those_that_asked_nothing_typed_are_not_told(store: Store, clock: Clock) -> None:
    begun = [replace(FORM, id=f"form{number}", waits=Waits.NOTHING) for number in range(MOST_IN_CHAT + 1)]
    assert [await ended_by(store, clock, form) for form in begun] == [[]] * len(begun)
    assert await kept(store, "form0") is None


async def ended_by(store: Store, clock: Clock, form: Form) -> list[str]:
    """Keep a form, a second after the last; the ids of those that gave way to it and are told."""
    clock.forward(seconds=1)
    return [each.id for each in await store.write(lambda unit: unit.forms.save(form))]


async def test_a_question_that_nobody_answered_is_called_to_mind_once(store: Store, clock: Clock) -> None:
    await store.write(lambda unit: unit.forms.save(FORM))
    clock.forward(hours=3)
    assert await store.write(lambda unit: unit.forms.unanswered(9)) == []
    clock.forward(seconds=1)
    assert [each.id for each in await store.write(lambda unit: unit.forms.unanswered(9))] == [FORM.id]
    assert await store.write(lambda unit: unit.forms.unanswered(9)) == []


async def test_an_account_can_fill_a_form_in_each_chat(store: Store) -> None:
    group = replace(FORM, id="another", address=Address("telegram", "-100"))
    await store.write(lambda unit: unit.forms.save(FORM))
    await store.write(lambda unit: unit.forms.save(group))
    assert await waiting(store, ADA, PRIVATE) == FORM
    assert await waiting(store, ADA, group.address) == group


async def test_a_form_that_was_closed_is_forgotten(store: Store) -> None:
    await store.write(lambda unit: unit.forms.save(FORM))
    await store.write(lambda unit: unit.forms.close(FORM.id))
    assert await kept(store, FORM.id) is None
    assert await waiting(store, ADA, PRIVATE) is None


async def test_a_form_waits_for_fourteen_days(store: Store, clock: Clock) -> None:
    await store.write(lambda unit: unit.forms.save(FORM))
    clock.forward(days=14)
    assert await kept(store, FORM.id) == FORM
    clock.forward(microseconds=1)
    assert await kept(store, FORM.id) is None
    assert await waiting(store, ADA, PRIVATE) is None


async def test_a_form_that_waited_too_long_is_taken_off_the_disk(store: Store, clock: Clock) -> None:
    await store.write(lambda unit: unit.forms.save(FORM))
    clock.forward(days=15)
    another = replace(FORM, id="another", account=Account("telegram", "78"))
    await store.write(lambda unit: unit.forms.save(another))
    await store.write(lambda unit: unit.forms.retire(9))
    clock.forward(days=-15)
    assert await kept(store, FORM.id) is None
    assert await kept(store, another.id) == another


async def test_what_was_typed_can_not_be_read_off_the_disk(store: Store, on_disk: OnDisk) -> None:
    await store.write(lambda unit: unit.forms.save(FORM))
    files = await on_disk()
    assert FORM.id.encode() in files
    for typed in (*FORM.values.values(), "ada at bakers"):
        assert typed.encode() not in files
