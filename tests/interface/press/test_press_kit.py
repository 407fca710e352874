"""The press kit says what is public, as it is now, and is typeset once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.interface.conversation import Interface
from bot.interface.requests import Invoke
from bot.model.chats import Address, ChatKind
from bot.model.endorsements.endorsement import PublicEntry, State, Words
from bot.model.endorsements.logos import Logo
from bot.model.files import File
from bot.model.journal.acts import Act
from bot.model.lists.imports import ImportedRow
from bot.model.people.person import Role
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service.endorsements import transitions
from bot.service.endorsements.transitions import Change
from bot.service.lists import imports, publication
from bot.text.locales import load
from bot.views.press.wanted import wanted_kit
from tests.buttons import button
from tests.categories import state as stated
from tests.categories import tell_apart
from tests.conftest import Clock
from tests.interface.press.recorder import Recorder, entries, words
from tests.interface.someone import Someone, with_role
from tests.letters import LETTER
from tests.storage import examples

BEAVERS, HERONS = "Beavers of the Example River", "Example Herons"
STATEMENT = "We stand with every demand of this letter."


@pytest.fixture
def press(interface: Interface) -> Recorder:
    recorder = Recorder()
    interface.typesetting.typesetter = recorder
    return recorder


@pytest.fixture
def ada(interface: Interface) -> Someone:
    return Someone(interface, "ada")


async def listed(store: Store, *names: str) -> None:
    def unit(unit: Unit) -> None:
        revision = unit.letters.current(LETTER)
        assert revision
        rows = [ImportedRow(number, PublicEntry(name, place="Exampletown")) for number, name in enumerate(names)]
        imports.bring_in(unit, examples.person(unit, "owner"), revision, rows, "Signed on paper")

    await store.write(unit)


async def says(store: Store, name: str, statement: str, reserved: tuple[int, ...] = ()) -> None:
    def unit(unit: Unit) -> None:
        (organization,) = unit.organizations.named(name)
        (signed,) = unit.endorsements.of_organizations([organization.id])
        entry = replace(signed.entry, statement=statement, reserved=reserved)
        changed = replace(signed, entry=entry, statement=Words.SHOWN)
        unit.endorsements.save(changed, Act.ENDORSEMENT_CORRECTED, examples.person(unit, "owner").id)

    await store.write(unit)


async def leaves(store: Store, name: str) -> None:
    def unit(unit: Unit) -> None:
        (organization,) = unit.organizations.named(name)
        (signed,) = unit.endorsements.of_organizations([organization.id])
        gone = signed.moved(State.WITHDRAWN, unit.now)
        transitions.change(unit, Change(gone, Act.ENDORSEMENT_WITHDRAWN, signed.person_id))

    await store.write(unit)


async def frozen(store: Store) -> str:
    made = await store.write(lambda unit: publication.freeze(unit, examples.person(unit, "owner"), LETTER))
    return made.sha256


async def kept_back(store: Store, clock: Clock, *names: str) -> None:
    until = clock.now + timedelta(days=3)
    await store.write(lambda unit: publication.keep_back(unit, examples.person(unit, "owner"), LETTER, until))
    await listed(store, *names)


async def content(store: Store, message: object) -> bytes:
    assert isinstance(message, Message)
    (file,) = message.files
    return await store.read(lambda unit: unit.files.content(file.id))


async def given(person: Someone, **values: str) -> Sequence[File]:
    await person.give("press_kit", letter=str(LETTER), **values)
    assert isinstance(person.last, Message)
    return person.last.files


async def test_it_is_a_file_with_the_letter_its_demands_and_the_list_as_of_now(
    store: Store, ada: Someone, press: Recorder
) -> None:
    await listed(store, BEAVERS, HERONS)
    (file,) = await given(ada)
    assert (file.name, file.mime) == ("stop-genocide-or-resign-en.pdf", "application/pdf")
    assert len(await store.read(lambda unit: unit.files.content(file.id))) == file.size
    assert press.kit.title == "Stop Genocide or Resign"
    assert [each.heading for each in press.kit.sections][:2] == ["The letter", "What it asks, and of whom"]
    assert entries(press.kit) == [f"{BEAVERS}, Exampletown", f"{HERONS}, Exampletown"]
    assert "It was not frozen so far" in words(press.kit)


@pytest.mark.usefixtures("interface")
async def test_what_is_printed_from_a_page_says_where_that_page_is(store: Store) -> None:
    page = "https://letters.example.org/en/the-letter"

    def composed(unit: Unit) -> list[str]:
        revision = unit.letters.current(LETTER)
        assert revision
        kits = (wanted_kit(revision, load()["en"], page=each).compose(unit) for each in ("", page))
        return [words(kit) for kit in kits if kit and not isinstance(kit, bytes)]

    without, with_it = await store.read(composed)
    assert "The letter's page" not in without
    assert f"The letter's page\n{page}" in with_it


@pytest.mark.parametrize(("web", "printed"), [("https://letters.example.org", True), ("http://127.0.0.1:8080", False)])
async def test_what_is_made_in_chat_says_so_too_where_others_can_open_it(
    interface: Interface, ada: Someone, press: Recorder, web: str, printed: bool
) -> None:
    interface.web = web
    await given(ada)
    assert (f"The letter's page\n{web}/en/stop-genocide-or-resign" in words(press.kit)) is printed


async def test_it_says_its_day_and_not_the_time_at_which_something_was_done_last(ada: Someone, press: Recorder) -> None:
    await given(ada)
    assert "This document is of\n1 March 2026\n" in words(press.kit)


@pytest.mark.parametrize("language", sorted(load()))
async def test_it_is_in_the_language_of_who_asks(
    store: Store, ada: Someone, press: Recorder, language: str
) -> None:  # fmt: skip
    await listed(store, BEAVERS)
    await ada.give("language", language=language)
    (file,) = await given(ada)
    assert file.name.endswith(f"-{language}.pdf")
    assert press.kit.language == language
    assert press.kit.to_the_left is (language == "ar")


async def test_it_has_the_newest_snapshot_with_number_and_hash_and_who_left_is_not_named(
    store: Store, ada: Someone, press: Recorder
) -> None:
    await listed(store, BEAVERS, HERONS)
    sha256 = await frozen(store)
    await leaves(store, BEAVERS)
    await given(ada)
    assert "This is snapshot 1 of the list" in words(press.kit)
    assert sha256 in words(press.kit)
    assert entries(press.kit) == ["— not in the list any more", f"{HERONS}, Exampletown"]
    assert BEAVERS not in words(press.kit)


async def test_statements_and_reservations_stand_where_the_name_does(
    store: Store, ada: Someone, press: Recorder
) -> None:
    await listed(store, BEAVERS, HERONS)
    await says(store, BEAVERS, STATEMENT, reserved=(2,))
    await given(ada)
    assert entries(press.kit)[0] == f"{BEAVERS}, Exampletown (with a reservation about demand 2)"
    assert STATEMENT in words(press.kit)
    assert "1 of 2 has a reservation about demand 2." in words(press.kit)
    await leaves(store, BEAVERS)
    await given(ada)
    assert STATEMENT not in words(press.kit)


async def test_the_same_is_not_typeset_twice_and_what_has_changed_is(
    store: Store, ada: Someone, press: Recorder
) -> None:
    await listed(store, BEAVERS, HERONS)
    first, second = await given(ada), await given(ada)
    assert first == second
    assert len(press.sheets) == 1
    await leaves(store, HERONS)
    (after,) = await given(ada)
    assert after not in first
    assert len(press.sheets) == 2
    assert HERONS not in words(press.kit)


async def test_a_failure_is_said_in_a_sentence_and_not_repeated_at_each_request(
    store: Store, ada: Someone, press: Recorder
) -> None:
    await listed(store, BEAVERS)
    press.fails = True
    for _ in range(3):
        assert await given(ada) == ()
        assert ada.text == "The press kit could not be made now. Please try again in a minute."
    assert len(press.sheets) == 1


async def test_without_a_typesetter_it_is_said_too(ada: Someone, interface: Interface, store: Store) -> None:
    await listed(store, BEAVERS)
    assert await given(ada) == ()
    assert "could not be made now" in ada.text


async def test_what_changes_while_it_is_typeset_is_never_given(
    store: Store, ada: Someone, interface: Interface
) -> None:
    class Slow(Recorder):
        async def typeset(self, sheet: object) -> bytes:
            made = await super().typeset(sheet)  # type: ignore[arg-type]
            if len(self.sheets) == 1:
                await leaves(store, BEAVERS)
            return made

    await listed(store, BEAVERS, HERONS)
    press = interface.typesetting.typesetter = Slow()
    await given(ada)
    assert len(press.sheets) == 2
    assert await content(store, ada.last) == await Recorder().typeset(press.sheets[1])
    assert BEAVERS not in words(press.sheets[1])


@pytest.mark.parametrize("freezes", [False, True])
async def test_a_list_that_is_kept_back_is_not_in_it(
    store: Store, clock: Clock, ada: Someone, press: Recorder, freezes: bool
) -> None:
    await kept_back(store, clock, BEAVERS)
    if freezes:
        await frozen(store)
    for values in ({}, {"act": "all"}):
        assert len(await given(ada, **values)) == 1
        assert BEAVERS not in words(press.kit)
        assert "1 organization" not in words(press.kit)
        assert "Who has signed is made public on" in words(press.kit)
    assert "Also who has signed" not in ada.labels


async def test_what_is_done_to_a_list_that_is_kept_back_is_not_told_by_the_time_on_it(
    store: Store, clock: Clock, interface: Interface, ada: Someone, press: Recorder
) -> None:
    await kept_back(store, clock, BEAVERS)
    before = await given(ada)
    clock.forward(minutes=5)
    await listed(store, HERONS)
    assert await given(ada) == before
    assert len(press.sheets) == 1
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.EDITOR, LETTER)
    await given(rex, act="all")
    assert len(entries(press.kit)) == 2


async def test_an_organizer_gets_it_marked_and_in_private_alone(
    store: Store, clock: Clock, interface: Interface, press: Recorder
) -> None:
    await kept_back(store, clock, BEAVERS)
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.EDITOR, LETTER)
    await given(rex)
    assert BEAVERS not in words(press.kit)
    assert "Not all of it is public" in await rex.push("Also who has signed")
    assert entries(press.kit) == [f"{BEAVERS}, Exampletown"]
    assert press.kit.warning.startswith("Not public before")
    there = replace(rex.caller, address=Address("test", "-1"), kind=ChatKind.GROUP)
    rex.last = await interface.answer(there, Invoke("press_kit", {"letter": str(LETTER), "act": "all"}))
    assert "Not all of it is public" not in rex.text
    assert await content(store, rex.last) == await Recorder().typeset(press.sheets[0])
    assert BEAVERS not in words(press.sheets[0])


async def test_another_letter_s_organizer_gets_what_everybody_gets(
    store: Store, clock: Clock, interface: Interface, press: Recorder
) -> None:
    await kept_back(store, clock, BEAVERS)
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.OWNER, 2)
    await given(rex, act="all")
    assert BEAVERS not in words(press.kit)


async def test_an_announcement_takes_it_along_without_the_names(
    store: Store, interface: Interface, press: Recorder
) -> None:
    await listed(store, BEAVERS)
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.EDITOR, LETTER)
    await rex.give("announce", letter=str(LETTER), text="The press kit")
    await rex.press(button("options", announcement=1))
    await rex.push("With the press kit")
    assert isinstance(rex.last, Message)
    (file,) = rex.last.files
    assert BEAVERS not in words(press.kit)
    assert "/signatories" in words(press.kit)
    assert file.mime == "application/pdf"


async def test_it_says_what_the_organizations_are_and_shows_their_approved_logos(
    ada: Someone, store: Store, press: Recorder
) -> None:
    def unit(unit: Unit) -> None:
        tell_apart(unit)
        for name, region, state in ((BEAVERS, "north", Words.SHOWN), (HERONS, "south", Words.WAITING)):
            signed = stated(unit, examples.sign(unit, LETTER, name, State.LISTED), kind="union", region=region)
            unit.logos.keep(signed, Logo("0" * 64, 2, 1, f"A {name.split()[-1]}"), b"\x89PNG", signed.person_id)
            if state is Words.SHOWN:
                unit.logos.settle(signed, state, Act.ENDORSEMENT_LOGO_SHOWN, signed.person_id)

    await store.write(unit)
    await ada.give("press_kit", letter=str(LETTER))
    assert "Kind of organization: Trade union (2)" in words(press.kit)
    assert "The north (1)" in words(press.kit)
    pictures = [each for section in press.kit.sections for each in section.pictures]
    assert [(each.caption, each.alternative) for each in pictures] == [(BEAVERS, "A River")]
    assert pictures[0].content == b"\x89PNG"
    await store.write(lambda unit: unit.lists.keep_back(LETTER, unit.now + timedelta(days=9), 1))
    await ada.give("press_kit", letter=str(LETTER))
    assert "What the organizations are" not in words(press.kit)
    assert not any(section.pictures for section in press.kit.sections)
