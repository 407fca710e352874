"""Pictures say what is public, with what is to be seen on them in words."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import pytest

from bot.interface.conversation import Interface
from bot.interface.requests import Invoke
from bot.model.endorsements.endorsement import Check, Endorsement, PublicEntry
from bot.model.files import LONGEST_ALT, File
from bot.model.journal.acts import Act
from bot.model.people.person import Person, Role
from bot.pages.page import Shown, Typeset
from bot.pages.press import OF_ORGANIZATION, PICTURE
from bot.pages.visiting import Host, visit
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.ports.typesetter import Printable
from bot.service.reviews import decisions
from bot.text.compose import label
from bot.text.locales import load
from bot.views.press.pictures import organization_picture, public_picture
from bot.views.press.wanted import wanted_kit
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.press.recorder import Recorder, words
from tests.interface.press.test_press_kit import BEAVERS, HERONS, kept_back, leaves, listed
from tests.interface.someone import Someone, sign, with_role
from tests.letters import LETTER
from tests.storage import examples


@pytest.fixture
def press(interface: Interface) -> Recorder:
    recorder = Recorder()
    interface.typesetting.typesetter = recorder
    return recorder


@pytest.fixture
def ada(interface: Interface) -> Someone:
    return Someone(interface, "ada")


async def shown(person: Someone, command: str, **values: str) -> Sequence[File]:
    await person.give(command, letter=str(LETTER), **values)
    assert isinstance(person.last, Message)
    return person.last.files


async def test_progress_is_answered_with_the_picture_of_the_count(store: Store, ada: Someone, press: Recorder) -> None:
    await listed(store, BEAVERS, HERONS)
    (file,) = await shown(ada, "progress")
    assert file.picture
    assert file.alt == "2 organizations have signed the open letter “Stop Genocide or Resign”. As of 1 March 2026."
    assert press.picture.number == "2"
    await leaves(store, HERONS)
    (file,) = await shown(ada, "progress")
    assert file.alt.startswith("1 organization has signed")


@pytest.mark.parametrize("which", ["count", "line"])
async def test_a_picture_says_what_is_so_once_it_is_drawn_also_where_that_has_changed_meanwhile(
    store: Store, interface: Interface, press: Recorder, which: str
) -> None:
    await listed(store, BEAVERS, HERONS)
    beavers = await line(store, BEAVERS)
    page, names = (OF_ORGANIZATION, {"handle": beavers.handle}) if which == "line" else (PICTURE, {"name": "count"})
    host = Host(load())

    def visited(unit: Unit) -> Shown:
        revision = unit.letters.current(LETTER)
        assert revision
        found = visit(unit, host, {"letter": revision.letter.slug, "language": "en", **names}, {})
        assert found
        return page.show(found)

    before = await store.read(visited)
    assert isinstance(before, Typeset)
    await leaves(store, HERONS)
    renamed = replace(beavers, entry=replace(beavers.entry, organization="Beavers Anew"))
    await store.write(lambda unit: unit.endorsements.save(renamed, Act.ENDORSEMENT_CORRECTED, renamed.person_id))
    await interface.typesetting.content(before.wanted)
    assert (press.picture.number == "1") if which == "count" else ("Beavers Anew" in words(press.picture))
    await leaves(store, BEAVERS)
    drawn = len(press.sheets)
    assert await interface.typesetting.content(before.wanted) is None
    assert len(press.sheets) == drawn


async def test_while_others_sign_on_what_was_just_made_is_given_and_never_once_somebody_has_left(
    store: Store, interface: Interface, press: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    await listed(store, BEAVERS, HERONS)
    revision = await store.read(lambda unit: unit.letters.current(LETTER))
    assert revision
    wanted, typeset = wanted_kit(revision, load()["en"]), press.typeset

    def meanwhile(done: Callable[[Store], Awaitable[object]]) -> None:
        async def slowly(sheet: Printable) -> bytes:
            made = await typeset(sheet)
            await done(store)
            return made

        monkeypatch.setattr(press, "typeset", slowly)

    meanwhile(lambda store: listed(store, "Example Otters"))
    assert await interface.typesetting.content(wanted), "it leaves the otters out"
    meanwhile(lambda store: leaves(store, HERONS))
    assert await interface.typesetting.content(wanted) is None


async def line(store: Store, name: str) -> Endorsement:
    """The sign-on of an organization."""

    def unit(unit: Unit) -> Endorsement:
        (organization,) = unit.organizations.named(name)
        (signed,) = unit.endorsements.of_organizations([organization.id])
        return signed

    return await store.read(unit)


async def test_where_no_picture_is_seen_there_is_none(
    interface: Interface, store: Store, ada: Someone, press: Recorder
) -> None:
    await listed(store, BEAVERS)
    answer = await interface.answer(replace(ada.caller, pictures=False), Invoke("progress", {"letter": str(LETTER)}))
    assert isinstance(answer, Message)
    assert answer.files == ()
    assert press.sheets == []


async def test_a_picture_that_fails_is_said_and_the_answer_comes_without_it(
    store: Store, ada: Someone, press: Recorder
) -> None:
    await listed(store, BEAVERS)
    press.fails = True
    assert await shown(ada, "progress") == ()
    assert "1 organization has signed on." in ada.text
    assert "The picture of it could not be drawn now." in ada.text


async def test_nothing_is_drawn_of_a_list_that_is_kept_back_or_empty(
    store: Store, clock: Clock, ada: Someone, press: Recorder
) -> None:
    assert await shown(ada, "progress") == ()
    await kept_back(store, clock, BEAVERS)
    for command, values in (("progress", {}), ("picture", {"which": "count"}), ("picture", {"which": "growth"})):
        assert await shown(ada, command, **values) == ()
        assert "is made public on" in ada.text
    assert press.sheets == []


async def test_growth_is_of_those_who_stand_now_and_shows_nobody_who_left(
    store: Store, clock: Clock, ada: Someone, press: Recorder
) -> None:
    await listed(store, BEAVERS)
    clock.forward(days=2)
    await listed(store, HERONS, "Example Otters", "Example Pikes")
    clock.forward(days=2)
    await leaves(store, HERONS)
    (file,) = await shown(ada, "picture", which="growth")
    assert press.picture.number == "3"
    assert press.picture.growth == ((0.0, 1 / 3), (0.5, 2 / 3), (0.5, 1.0), (1.0, 1.0))
    heights = [height for _, height in press.picture.growth]
    assert heights == sorted(heights)
    assert file.alt.startswith("A line that rises from 1 March 2026 to 5 March 2026: 3 organizations have signed")


async def test_a_demand_is_drawn_with_whom_it_addresses(ada: Someone, press: Recorder) -> None:
    assert await shown(ada, "picture", which="demand") == ()
    await ada.push("Demand 2")
    assert isinstance(ada.last, Message)
    assert ada.last.files[0].alt.startswith("Demand 2 of the open letter “Stop Genocide or Resign”:")
    assert press.picture.number == "2"
    assert "Addressed to" in press.picture.detail
    assert await shown(ada, "picture", which="demand", demand="9") == ()


async def test_an_organization_has_a_picture_for_who_signed_and_for_nobody_else(
    interface: Interface, store: Store, press: Recorder
) -> None:
    grace, eve, rex = (Someone(interface, name) for name in ("grace", "eve", "rex"))
    reviewer = Person(await with_role(store, rex, Role.REVIEWER, LETTER))
    await sign(grace, BEAVERS)
    listed = await store.write(lambda unit: decisions.decide_to_list(unit, reviewer, LETTER, 1, Check.PHONE))
    await grace.give("endorsement", letter=str(LETTER), receipt=listed.receipt)
    await grace.push("Tell others, and the press")
    await grace.push("A picture to share")
    assert isinstance(grace.last, Message)
    assert grace.last.files[0].alt == f"{BEAVERS} has signed the open letter “Stop Genocide or Resign”."
    assert (press.picture.number, press.picture.headline) == ("We have signed", BEAVERS)
    drawn = len(press.sheets)
    assert BEAVERS not in await eve.press(button("signed_picture", endorsement=1))
    assert "Only the account that signed" in eve.text
    await leaves(store, BEAVERS)
    assert "is not in the list" in await grace.press(button("signed_picture", endorsement=1))
    assert len(press.sheets) == drawn


@pytest.mark.parametrize("language", sorted(load()))
async def test_a_name_of_any_length_and_its_reservation_are_in_words_too(store: Store, language: str) -> None:
    revision = await store.write(examples.publish)
    entry = PublicEntry("W" * 4000, reserved=(1, 3))
    drawn = organization_picture(revision, load()[language], entry)
    alt = label(drawn.alt, load()[language])
    assert "W" * 4000 in alt
    assert len(words(drawn.picture)) < LONGEST_ALT
    assert "3" in drawn.picture.detail


async def test_whoever_asks_by_name_gets_what_everybody_may_see(
    interface: Interface, store: Store, clock: Clock
) -> None:
    async def drawn(*names: str) -> list[bool]:
        def unit(unit: Unit) -> list[bool]:
            revision = unit.letters.current(LETTER)
            assert revision
            return [public_picture(unit, revision, load()["en"], name) is not None for name in names]

        return await store.read(unit)

    wrong = ("demand-9", "demand-", "demand-" + "9" * 100, "demand-²", "other", "")
    assert await drawn("count", "growth", "demand-1", *wrong) == [False, False, True, *[False] * len(wrong)]
    await listed(store, BEAVERS)
    assert await drawn("count", "growth", *wrong) == [True, True, *[False] * len(wrong)]
    await leaves(store, BEAVERS)
    await kept_back(store, clock, HERONS)
    assert await drawn("count", "growth", "demand-1") == [False, False, True]
