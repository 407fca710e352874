"""What an organization states about itself when it signs, and who may not sign."""

from dataclasses import replace

import pytest

from bot.errors import Conflict
from bot.interface.conversation import Interface
from bot.interface.requests import Page, Press, Submit
from bot.model.endorsements.endorsement import PublicEntry, Representative
from bot.model.people.person import Role
from bot.ports.store import Store, Unit
from bot.service.endorsements import signing
from tests.buttons import button, with_handles
from tests.categories import tell_apart
from tests.interface.someone import Someone, sign, with_role
from tests.letters import LETTER

BAKERS = "Example Bakers"
CONFIRM = "I confirm, and sign on"


@pytest.fixture
async def ada(interface: Interface, store: Store) -> Someone:
    """Somebody who is about to sign a letter that tells organizations apart."""
    await store.write(tell_apart)
    return Someone(interface, "ada")


async def typed(ada: Someone, name: str = BAKERS) -> str:
    """Begin to sign, up to the first thing that is chosen."""
    await ada.press(button("sign", capacity="may_sign"))
    return await ada.say(name, "Ada Example", "chair", "ada@example.org")


async def entry(store: Store, number: int = 1) -> PublicEntry:
    """How a sign-on would stand in the list."""
    found = await store.read(lambda unit: unit.endorsements.get(number))
    assert found
    return found.entry


async def test_who_may_sign_is_said_before_anything_is_asked(ada: Someone) -> None:
    said = await ada.give("sign", letter="1")
    assert "Associations of this country." in said
    assert "May not sign: Political party" in said
    assert "May not sign: Political party" in await ada.give("letter", letter="1")


async def test_each_trait_that_has_categories_is_asked_and_the_line_shows_what_was_stated(
    ada: Someone, store: Store
) -> None:
    assert "What kind of organization is it?" in await typed(ada)
    assert "I would rather not say" not in ada.labels
    await ada.push("Trade union")
    assert "How far does it reach?" in ada.text
    await ada.push("Local")
    await ada.push("I would rather not say")
    assert f"{BAKERS} · Trade union · Local" in ada.text
    await ada.push(CONFIRM)
    assert (await entry(store)).traits == {"kind": "union", "scope": "local"}
    assert "· Trade union · Local" in await ada.give("endorsement", letter="1")


async def test_what_may_not_sign_is_refused_where_it_is_chosen_in_the_letter_s_words(ada: Someone) -> None:
    assert "May not sign: Political party" in await typed(ada)
    said = await ada.push("Political party (may not sign)")
    assert "This letter is not open to: Political party. Who may sign: Associations of this country." in said
    assert "What kind of organization is it?" in said
    await ada.push("Trade union")
    assert "How far does it reach?" in ada.text


async def test_without_words_of_the_letter_s_the_refusal_names_what_may_sign(ada: Someone, store: Store) -> None:
    await store.write(lambda unit: tell_apart(unit, None))
    await typed(ada)
    assert "It is open to: Trade union" in await ada.push("Political party (may not sign)")


async def test_on_a_page_of_fields_it_is_said_at_the_field(ada: Someone) -> None:
    caller = replace(ada.caller, fields=100, pages=True)
    begun = await with_handles(ada.interface._store, button("sign", capacity="may_sign"))
    page = await ada.interface.answer(caller, Press(begun))
    assert isinstance(page, Page)
    kind = next(each for each in page.fields if each.name == "kind")
    assert [key for key, _ in kind.choices] == ["union", "party"]
    assert "May not sign: Political party" in kind.hint
    values = {"organization": BAKERS, "representative": "Ada Example", "role": "chair", "email": "ada@example.org"}
    chosen = {**values, "kind": "party", "scope": "_", "region": "_"}
    again = await ada.interface.answer(caller, Submit(page.form, chosen))
    assert isinstance(again, Page)
    assert {each.name: each.wrong for each in again.fields if each.wrong}.keys() == {"kind"}
    assert {each.name: each.value for each in again.fields}["organization"] == BAKERS


async def test_a_correction_begins_with_what_was_stated_and_changes_it(ada: Someone, store: Store) -> None:
    await typed(ada)
    for label in ("Trade union", "Local", "The north", CONFIRM):
        await ada.push(label)
    await ada.press(button("sign", endorsement=1))
    await ada.push("Region")
    await ada.push("The south")
    assert f"{BAKERS} · Trade union · Local · The south" in ada.text
    await ada.push(CONFIRM)
    assert (await entry(store)).traits == {"kind": "union", "scope": "local", "region": "south"}


async def test_what_the_letter_tells_apart_no_more_is_kept_and_not_shown(ada: Someone, store: Store) -> None:
    await typed(ada)
    for label in ("Trade union", "Local", "The north", CONFIRM):
        await ada.push(label)

    def without(unit: Unit) -> None:
        current = unit.letters.current(LETTER)
        assert current
        unit.letters.publish(replace(current.letter, categories=()))

    await store.write(without)
    assert "Trade union" not in await ada.give("endorsement", letter="1")
    await ada.press(button("sign", endorsement=1))
    assert "Region" not in ada.labels
    assert (await entry(store)).traits.keys() == {"kind", "scope", "region"}


async def test_the_reviewer_s_card_shows_it(ada: Someone, store: Store) -> None:
    await typed(ada)
    for label in ("Trade union", "Local", "The north", CONFIRM):
        await ada.push(label)
    rex = Someone(ada.interface, "rex")
    await with_role(store, rex, Role.REVIEWER, LETTER)
    assert f"{BAKERS} · Trade union · Local · The north" in await rex.give("review", letter="1")


async def test_where_nothing_is_told_apart_nothing_is_asked(interface: Interface, store: Store) -> None:
    assert "received" in await sign(Someone(interface, "ben"), BAKERS)
    assert (await entry(store)).traits == {}


@pytest.mark.parametrize("traits", [{"kind": "party"}, {"region": "north"}], ids=["barred", "not said"])
async def test_the_service_admits_nobody_whom_the_letter_does_not(
    ada: Someone, store: Store, traits: dict[str, str]
) -> None:
    def attempt(unit: Unit) -> None:
        revision = unit.letters.current(LETTER)
        assert revision
        signing.sign(
            unit,
            unit.people.ensure(ada.account),
            revision=revision,
            entry=PublicEntry(BAKERS).stating(traits),
            representative=Representative("Ada Example", "chair", "ada@example.org"),
            language="en",
            board_decides=False,
        )

    with pytest.raises(Conflict):
        await store.write(attempt)


async def test_whoever_takes_a_sign_on_over_reads_the_line_that_they_agree_to(ada: Someone) -> None:
    await typed(ada)
    for label in ("Trade union", "Local", "The north", CONFIRM):
        await ada.push(label)
    await ada.press(button("hand_over", endorsement=1))
    assert f"{BAKERS} · Trade union · Local · The north" in ada.text
    code = (await ada.push("Make a code")).rpartition("/claim ")[2]
    bea = Someone(ada.interface, "bea")
    assert f"{BAKERS} · Trade union · Local · The north" in await bea.say(code)


async def test_who_asks_who_may_sign_is_told_it_too(ada: Someone, store: Store) -> None:
    said = await ada.give("ask", letter="1", question="Who may sign?")
    assert "Associations of this country." in said
    assert "May not sign: Political party" in said
