"""An organization that must not be named is checked and counted like any other, and stands nowhere by its name."""

import json
from dataclasses import replace

import pytest

from bot.interface.conversation import Interface
from bot.interface.typesetting import Typesetting
from bot.model.announcements.news import milestone
from bot.model.endorsements.consents import Item
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.outreach import Answer, Prospect
from bot.model.people.person import Role
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service.journal import verification
from bot.service.lists import disclosure, exports, publication, webhooks
from bot.service.people import forgetting
from bot.views.press.pictures import count_picture
from tests.buttons import button
from tests.interface.press.recorder import Recorder, words
from tests.interface.someone import Someone, sign, state, with_role
from tests.letters import LETTER
from tests.storage import examples

BAKERS = "Example Bakers of the Harbour"
WITHHOLD = "I confirm; don't publish the name"


async def signed_withheld(interface: Interface) -> Someone:
    """Ada, who signs for bakers that must not be named."""
    ada = Someone(interface, "ada")
    await ada.press(button("sign", letter=1, capacity="may_sign"))
    await ada.say(BAKERS, "Ada Example", "chair", "ada@example.org")
    await ada.push(WITHHOLD)
    return ada


async def accepted(interface: Interface, store: Store) -> tuple[Someone, Someone]:
    """Ada, whose bakers are counted, and the reviewer who has checked them."""
    ada, rex = await signed_withheld(interface), Someone(interface, "rex")
    await with_role(store, rex, Role.REVIEWER, LETTER)
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    return ada, rex


async def found(store: Store, number: int = 1) -> Endorsement:
    endorsement = await store.read(lambda unit: unit.endorsements.get(number))
    assert endorsement
    return endorsement


async def given(store: Store) -> set[Item]:
    return {each.item for each in await store.read(lambda unit: unit.consents.given(1))}


async def test_it_is_reviewed_like_others_and_counted_apart(interface: Interface, store: Store) -> None:
    ada, rex = await accepted(interface, store)
    assert "accepted and counted" in rex.text
    assert await state(store) is State.WITHHELD
    assert await given(store) >= {Item.WITHHELD, Item.AUTHORITY}
    assert Item.LINE not in await given(store)
    assert "checked and counted; the name is withheld" in await ada.give("endorsement", letter="1")
    await store.write(lambda unit: examples.sign(unit, LETTER, "Example Choir", State.LISTED))
    for command in ("progress", "signatories"):
        said = await Someone(interface, "eve").give(command, letter="1")
        assert "1 organization" in said
        assert "1 more was checked, and its name is withheld." in said


async def test_nobody_who_tries_is_told_the_name(interface: Interface, store: Store) -> None:
    await accepted(interface, store)
    interface.typesetting = Typesetting(store)
    typeset = interface.typesetting.typesetter = Recorder()
    eve = Someone(interface, "eve")
    seen = [
        await eve.give("signatories", letter="1"),
        await eve.give("ask", letter="1", question="Who has signed?"),
        await eve.give("press_kit", letter="1"),
        await eve.give("verify", letter="1", receipt=(await found(store)).receipt),
    ]
    for command, option in (("signatories", "search"), ("sign", "organization"), ("dispute", "organization")):
        seen.extend(each.label for each in await interface.suggest(eve.caller, command, option, BAKERS[:9]))
    await eve.press(button("dispute", letter=1))
    assert "No organization of this name is in the public list." in await eve.say(BAKERS)
    seen.append(eve.text)
    assert not [each for each in (*seen, *map(words, typeset.sheets)) if BAKERS in each]

    def unit(unit: Unit) -> list[object]:
        revision = unit.letters.current(LETTER)
        assert revision
        return [
            disclosure.known(unit, range(1, 9)),
            disclosure.resembling(unit, BAKERS),
            disclosure.published_names(unit, BAKERS, 10),
            disclosure.has_signed(unit, BAKERS),
            list(exports.pages(unit, LETTER, exports.PUBLIC)),
            unit.endorsements.newly_listed(LETTER, 0, 0),
            unit.endorsements.in_list(LETTER, "4JTH8Q27"),
        ]

    assert not any(await store.read(unit))


async def test_a_second_sign_on_for_it_tells_nobody_of_the_first(interface: Interface, store: Store) -> None:
    await accepted(interface, store)
    said = await sign(Someone(interface, "eve"), BAKERS)
    assert "Thank you: your sign-on was received." in said


async def test_goals_milestones_and_pictures_go_by_both(interface: Interface, store: Store) -> None:
    await accepted(interface, store)
    await store.write(lambda unit: examples.sign(unit, LETTER, "Example Choir", State.LISTED))

    def unit(unit: Unit) -> tuple[str, str]:
        revision = unit.letters.current(LETTER)
        assert revision
        picture = count_picture(unit, revision, interface.speeches["en"]).picture
        return picture.number, picture.detail

    number, detail = await store.read(unit)
    assert number == "2"
    assert detail.startswith("The name of 1 of them is withheld.")
    count = await store.read(lambda unit: unit.endorsements.signed(LETTER))
    assert (count.named, count.withheld) == (1, 1)
    assert milestone(count.total, 2) == 2


async def test_its_representative_names_it_and_withholds_the_name_again(interface: Interface, store: Store) -> None:
    ada, rex = await accepted(interface, store)
    await rex.press(button("public_name", endorsement=1, name="published"))
    assert await state(store) is State.WITHHELD, "a reviewer has no say in it"
    await ada.press(button("public_name", endorsement=1, name="published"))
    assert await state(store) is State.LISTED
    assert Item.WITHHELD not in await given(store)
    assert BAKERS in await Someone(interface, "eve").give("signatories", letter="1")
    await ada.press(button("public_name", endorsement=1, name="withheld"))
    assert await state(store) is State.WITHHELD
    assert BAKERS not in await Someone(interface, "eve").give("signatories", letter="1")
    assert (await store.read(lambda unit: verification.verify(unit, LETTER))).fault == ""


async def test_a_correction_leaves_the_name_withheld(interface: Interface, store: Store) -> None:
    ada, rex = await accepted(interface, store)
    await ada.press(button("sign", endorsement=1))
    assert "This stays withheld" in await ada.push("Back") or "This stays withheld" in ada.text
    await ada.push("I confirm; the name stays withheld")
    assert await state(store) is State.SUBMITTED
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    assert await state(store) is State.WITHHELD


async def test_a_snapshot_holds_a_commitment_to_it_and_nothing_else(interface: Interface, store: Store) -> None:
    await accepted(interface, store)
    await store.write(lambda unit: examples.sign(unit, LETTER, "Example Choir", State.LISTED))

    def unit(unit: Unit) -> tuple[str, str]:
        snapshot = publication.freeze(unit, examples.person(unit), LETTER)
        revision = unit.letters.current(LETTER)
        assert revision
        assert (snapshot.size, snapshot.count.named, snapshot.count.withheld) == (2, 1, 1)
        assert unit.lists.count_named(LETTER, snapshot.number) == snapshot.count
        assert publication.holds(unit, snapshot) == (True, 0)
        printed = exports.printed_content(unit, revision, snapshot)
        return printed.decode(), exports.proven_content(unit, revision, snapshot).decode()

    printed, proven = await store.write(unit)
    assert "Organizations: 1, and 1 whose names are withheld." in printed
    assert "2. *name withheld*" in printed
    assert BAKERS not in printed + proven
    assert proven.count("commitment") == 2


async def test_a_server_is_told_that_a_name_was_withheld(interface: Interface, store: Store) -> None:
    before = await store.read(lambda unit: webhooks.fingerprint(unit, LETTER))
    await accepted(interface, store)
    assert await store.read(lambda unit: webhooks.fingerprint(unit, LETTER)) != before


@pytest.mark.parametrize("name", ["published", "withheld"])
async def test_what_stands_no_more_is_neither_named_nor_withheld(interface: Interface, store: Store, name: str) -> None:
    ada, _ = await accepted(interface, store)
    await ada.press(button("withdraw", endorsement=1, sure="yes"))
    await ada.press(button("public_name", endorsement=1, name=name))
    assert await state(store) is State.WITHDRAWN


@pytest.mark.parametrize(("role", "knows"), [(Role.EDITOR, False), (Role.REVIEWER, True)])
async def test_in_a_file_of_everything_only_reviewers_read_it(
    interface: Interface, store: Store, role: Role, knows: bool
) -> None:
    await accepted(interface, store)
    await store.write(lambda unit: examples.sign(unit, LETTER, "Example Choir", State.LISTED))
    someone = Someone(interface, "kim")
    await with_role(store, someone, role, LETTER)
    for form in ("csv", "json", "markdown"):
        await someone.press(button("export", letter=1, format=form, which="all"))
        assert isinstance(someone.last, Message)
        number = someone.last.files[0].id
        content = (await store.read(lambda unit: unit.files.content(number))).decode("utf-8-sig")  # noqa: B023
        assert (BAKERS in content, "Example Choir" in content) == (knows, True)
        assert form != "json" or json.loads(content)


async def test_an_editor_who_enters_it_learns_nothing_and_reviewers_see_both(
    interface: Interface, store: Store
) -> None:
    await accepted(interface, store)
    ed, rex = Someone(interface, "ed"), Someone(interface, "rex")
    await with_role(store, ed, Role.EDITOR, LETTER)
    for someone, said in ((rex, "has a sign-on already"), (ed, "Entered, and not listed.")):
        await someone.give("enter_sign_on", letter="1", organization=BAKERS)
        await someone.say("Ada Example", "chair", "ada@example.org", "We sign.")
        assert said in await someone.push("Enter it")
    entered = await found(store, 2)
    assert entered.organization_id != (await found(store)).organization_id
    assert BAKERS in await rex.give("review", letter="1")
    await rex.press(button("decide", endorsement=2, decision="list", check="phone"))
    assert await state(store, 2) is State.SUBMITTED, "an organization signs once"


async def test_whom_to_ask_stays_as_it_is_when_it_is_erased(interface: Interface, store: Store) -> None:
    ada, _ = await accepted(interface, store)

    def asked(unit: Unit) -> int:
        there = unit.prospects.add(Prospect(0, LETTER, BAKERS))
        return unit.prospects.save(replace(there, said=Answer.NO)).id

    number = await store.write(asked)
    await ada.press(button("withdraw", endorsement=1, sure="yes"))
    await store.write(lambda unit: forgetting.erase(unit, unit.people.find(ada.account), LETTER, 1))
    assert await store.read(lambda unit: unit.prospects.get(number))
