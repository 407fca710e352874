"""The desk belongs to whoever signed; words are approved as they were read; a code hands over one sign-on, once."""

from dataclasses import replace

import pytest

from bot.errors import SetupError
from bot.interface.conversation import Interface
from bot.model.endorsements.endorsement import Endorsement, State, Words
from bot.model.letters.items import removed
from bot.model.people.person import Role
from bot.ports.messenger import Message
from bot.ports.store import Store
from bot.service import starting
from bot.text.blocks import as_text
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.press.recorder import Recorder, words
from tests.interface.someone import Someone, sign, with_role
from tests.letters import LETTER, OTHER_LETTER

HOSTILE = "**Bold** [us](https://example.org) <b>@everyone</b>"


async def found(store: Store, number: int = 1) -> Endorsement:
    endorsement = await store.read(lambda unit: unit.endorsements.get(number))
    assert endorsement is not None
    return endorsement


async def listed(interface: Interface, store: Store) -> tuple[Someone, Someone]:
    """Ada, whose organization is listed, and the reviewer who listed it."""
    ada, rex = Someone(interface, "ada"), Someone(interface, "rex")
    await with_role(store, rex, Role.REVIEWER, 1)
    await sign(ada, "Example Bakers")
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    return ada, rex


async def test_another_account_does_nothing_at_somebody_s_desk(interface: Interface, store: Store) -> None:
    await listed(interface, store)
    eve = Someone(interface, "eve")
    for action in (
        button("statement", endorsement=1),
        button("give_statement", endorsement=1),
        button("take_down", endorsement=1, about="statement"),
        button("reservation", endorsement=1, demand=2, act="yes"),
        button("give_reservation", endorsement=1),
        button("board", endorsement=1),
        button("board_meets", endorsement=1),
        button("hand_over", endorsement=1, sure="yes"),
        button("judge", endorsement=1, about="statement", act="leave_out"),
        button("words", endorsement=1),
    ):
        await eve.press(action)
        assert "Example Bakers" not in eve.text
        await eve.say("Something of Eve's")
    untouched = await found(store)
    assert (untouched.entry.reserved, untouched.entry.statement, untouched.board) == ((), "", None)


async def test_a_sign_on_of_another_letter_is_not_reached(interface: Interface, store: Store) -> None:
    ada, rex = await listed(interface, store)
    await with_role(store, rex, Role.REVIEWER, 2)
    await ada.press(button("give_statement", endorsement=1))
    await ada.say("We bake.")
    for person, action in (
        (ada, button("statement", letter=OTHER_LETTER, endorsement=1)),
        (ada, button("reservation", letter=OTHER_LETTER, endorsement=1, demand=2, act="yes")),
        (ada, button("hand_over", letter=OTHER_LETTER, endorsement=1, sure="yes")),
        (rex, button("judge", letter=OTHER_LETTER, endorsement=1, about="statement", act="leave_out")),
    ):
        told = "There is no such sign-on." if person is rex else "Only the account that signed can do this."
        assert told in await person.press(action)
    assert (await found(store)).statement is Words.WAITING


async def test_typed_markdown_stays_what_was_typed(interface: Interface, store: Store) -> None:
    ada, rex = await listed(interface, store)
    await ada.press(button("give_statement", endorsement=1))
    await ada.say(HOSTILE)
    await rex.give("words", letter="1")
    await rex.push("Approve the statement")
    reader = Someone(interface, "reader")
    assert HOSTILE in await reader.give("signatories", letter="1")
    assert isinstance(reader.last, Message)
    assert not any(run.link or run.bold for block in reader.last.blocks for run in block.runs if "Bold" in run.text)


async def test_a_statement_that_is_too_long_is_asked_for_again(interface: Interface, store: Store) -> None:
    ada, _ = await listed(interface, store)
    await ada.press(button("give_statement", endorsement=1))
    assert "Too long: 501 characters; the limit is 500." in await ada.say("x" * 501)
    assert "approved it" in await ada.say("x" * 500)


async def test_words_that_were_changed_after_they_were_read_are_not_shown(interface: Interface, store: Store) -> None:
    ada, rex = await listed(interface, store)
    await ada.press(button("give_statement", endorsement=1))
    await ada.say("Bread for all.")
    await rex.give("words", letter="1")
    show = rex.action("Approve the statement")
    await ada.press(button("give_statement", endorsement=1))
    await ada.say("Cake for some.")
    assert "changed after you read them" in await rex.press(show)
    assert (await found(store)).statement is Words.WAITING


async def test_a_statement_that_its_organization_took_down_is_not_shown_again(
    interface: Interface, store: Store
) -> None:
    ada, rex = await listed(interface, store)
    await ada.press(button("give_statement", endorsement=1))
    await ada.say("Bread for all.")
    await rex.give("words", letter="1")
    show = rex.action("Approve the statement")
    await ada.press(button("take_down", endorsement=1, about="statement"))
    assert "There is nothing to be shown" in await rex.press(show)
    assert "nothing to be taken down" in await ada.press(button("take_down", endorsement=1, about="statement"))
    assert "No words wait" in await rex.give("words", letter="1")


async def test_a_withdrawn_sign_on_takes_nothing_more(interface: Interface, store: Store) -> None:
    ada, _ = await listed(interface, store)
    await ada.press(button("withdraw", endorsement=1, sure="yes"))
    for action in (button("give_statement", endorsement=1), button("reservation", endorsement=1, demand=2, act="yes")):
        assert "nothing can be added to it any more" in await ada.press(action)
    assert "already withdrawn" in await ada.press(button("hand_over", endorsement=1, sure="yes"))


async def test_words_about_a_reservation_need_one_and_a_demand_has_to_exist(interface: Interface, store: Store) -> None:
    ada, _ = await listed(interface, store)
    await ada.press(button("give_reservation", endorsement=1))
    assert "Choose the demands first." in await ada.say("About it.")
    assert "There is no such demand." in await ada.press(button("reservation", endorsement=1, demand=99, act="yes"))
    await ada.press(button("reservation", endorsement=1, demand=2, act="yes"))
    await ada.press(button("reservation", endorsement=1, demand=2, act="yes"))
    assert (await found(store)).entry.reserved == (2,)


async def test_a_correction_keeps_the_reservation_and_only_a_changed_statement_waits_again(
    interface: Interface, store: Store
) -> None:
    ada, rex = await listed(interface, store)
    await ada.press(button("give_statement", endorsement=1))
    await ada.say("Bread for all.")
    await rex.give("words", letter="1")
    await rex.push("Approve the statement")
    await ada.press(button("reservation", endorsement=1, demand=2, act="yes"))
    await ada.press(button("sign", endorsement=1))
    assert "with a reservation about demand 2" in await ada.push("Back")
    await ada.push("I confirm, and sign on")
    corrected = await found(store)
    assert (corrected.state, corrected.entry.reserved, corrected.statement) == (State.SUBMITTED, (2,), Words.SHOWN)


async def test_a_board_s_day_is_only_a_draft_s(interface: Interface, store: Store) -> None:
    ada, _ = await listed(interface, store)
    await ada.press(button("board_meets", endorsement=1))
    await ada.say("23:59 UTC")
    assert "This is no draft" in await ada.push("Yes")


async def test_where_nothing_is_typeset_the_packet_is_a_text_and_the_same_one_on_the_same_day(
    interface: Interface, store: Store
) -> None:
    readers = [Someone(interface, name) for name in ("one", "two")]
    for each in readers:
        assert "What signing means" in await each.press(button("papers"))
    messages = [each.last for each in readers if isinstance(each.last, Message)]
    assert messages[0].files == messages[1].files
    (file,) = messages[0].files
    content = await store.read(lambda unit: unit.files.content(file.id))
    assert content.decode("utf-8-sig") == as_text(messages[0].blocks)


async def test_the_packet_is_everything_that_a_board_needs_and_says_nothing_of_who_has_signed(
    interface: Interface, store: Store
) -> None:
    recorder = interface.typesetting.typesetter = Recorder()
    await listed(interface, store)
    said = await Someone(interface, "eve").give("packet", letter="1")
    assert "Asked by: Canadians for Justice and Peace in the Middle East" in said
    printed = words(recorder.kit)
    for each in (said, printed):
        assert "What signing means" in each
        assert "erased 30 days after a withdrawal" in each
        assert "Example Bakers" not in each
    for each in ("What it asks, and of whom", "Addressed to", "Fingerprint (SHA-256)"):
        assert each in printed
    assert await store.read(lambda unit: [each.mime for each in unit.files.get([1])]) == ["application/pdf"]


async def test_a_code_hands_over_one_sign_on_once_and_links_no_accounts(interface: Interface, store: Store) -> None:
    ada, _ = await listed(interface, store)
    grace, eve = Someone(interface, "grace"), Someone(interface, "eve")
    code = (await ada.press(button("hand_over", endorsement=1, sure="yes"))).rpartition("/claim ")[2].replace("-", "")
    assert "asked to act" in await ada.give("claim", code=code)
    await ada.push("Take it over")
    await ada.say("Ada Example", "chair", "ada@example.org")
    assert "Your colleague uses it from their own." in await ada.push("I confirm, and take it over")
    for each in (grace, eve):
        await each.press(button("take_over", code=code))
        await each.say(f"{each.name} Example", "chair", f"{each.name}@example.org")
    assert "You act for Example Bakers now." in await grace.push("I confirm, and take it over")
    assert "not valid" in await eve.push("I confirm, and take it over")
    assert "Only the account that signed" in await ada.press(button("statement", endorsement=1))
    persons = await store.read(lambda unit: [unit.people.find(each.account) for each in (ada, grace, eve)])
    assert persons[1] not in (persons[0], persons[2])
    who = await store.read(lambda unit: unit.endorsements.representative(1))
    assert (who.name, (await found(store)).state) == ("grace Example", State.LISTED)


async def test_a_code_is_void_after_seven_days_and_after_another_was_made(
    interface: Interface, store: Store, clock: Clock
) -> None:
    ada, _ = await listed(interface, store)
    eve = Someone(interface, "eve")
    codes = [
        (await ada.press(button("hand_over", endorsement=1, sure="yes"))).rpartition("/claim ")[2] for _ in range(2)
    ]
    assert "not valid" in await eve.give("claim", code=codes[0])
    assert "asked to act" in await eve.give("claim", code=codes[1])
    clock.forward(days=7, seconds=1)
    assert "not valid" in await eve.give("claim", code=codes[1])


async def test_only_editors_set_when_the_printed_list_is_closed(interface: Interface, store: Store) -> None:
    rex, eddie = Someone(interface, "rex"), Someone(interface, "eddie")
    await with_role(store, rex, Role.REVIEWER, 1)
    await with_role(store, eddie, Role.EDITOR, 1)
    assert "for the letter's organizers" in await rex.give("cutoff", letter="1", at="23:59 UTC")
    assert "23:59 UTC?" in await eddie.give("cutoff", letter="1", at="23:59 UTC")
    assert "The printed list holds whoever is listed by" in await eddie.push("Yes")
    assert "printed list" not in await rex.give("letter", letter="2")


async def test_a_demand_about_which_there_are_reservations_keeps_its_number(interface: Interface, store: Store) -> None:
    ada, _ = await listed(interface, store)
    await ada.press(button("reservation", endorsement=1, demand=2, act="yes"))
    ed = Someone(interface, "ed")
    await with_role(store, ed, Role.EDITOR, 1)
    for number, refused in ((1, True), (2, True), (3, False)):
        await ed.press(button("edit"))
        await ed.push("Demands")
        await ed.push(next(label for label in ed.labels if label.startswith(f"{number}.")))
        await ed.push(next(label for label in ed.labels if label.startswith("Take")))
        answer = await ed.push("Yes, take it out")
        assert ("Organizations have reservations" in answer) is refused


@pytest.mark.parametrize("state", [State.SUBMITTED, State.LISTED])
async def test_nor_is_it_taken_out_of_the_folder_or_published_without(
    interface: Interface, store: Store, state: State
) -> None:
    ada, rex = await listed(interface, store)
    await ada.press(button("reservation", endorsement=1, demand=2, act="yes"))
    if state is State.SUBMITTED:
        await rex.press(button("decide", endorsement=1, decision="undo"))
    before = await store.read(lambda unit: unit.letters.current(LETTER))
    assert before
    demands = before.letter.demands
    cut, swapped = removed(before.letter, "demands", 1), (demands[1], demands[0], *demands[2:])
    counted = replace(before.letter, demands=tuple(replace(d, number=n) for n, d in enumerate(swapped, 1)))
    for letter in (cut, removed(before.letter, "demands", 2), counted):
        with pytest.raises(SetupError, match=r"about these demands, .* number: 2. Change their words"):
            await store.write(lambda unit, letter=letter: starting.publish(unit, letter, over_chat=True))  # type: ignore[misc]
    await store.write(lambda unit: unit.letters.keep_draft(1, cut, 1))
    ed = Someone(interface, "ed")
    await with_role(store, ed, Role.EDITOR, 1)
    await ed.press(button("publish"))
    await ed.push("Editorial")
    assert "Organizations have reservations" in await ed.push("Publish it")
    await store.write(lambda unit: starting.publish(unit, removed(before.letter, "demands", 3), over_chat=True))
    assert await store.read(lambda unit: len(unit.letters.current(LETTER).letter.demands)) == len(demands) - 1  # type: ignore[union-attr]
