"""Whom to ask: one organizer takes an organization, asks it at most twice, and says what came of it."""

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.errors import Conflict
from bot.interface.conversation import Interface
from bot.model.chats import ChatKind, private_chat
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Check, PublicEntry, Representative, State
from bot.model.endorsements.mailed import ReceivedMail
from bot.model.journal.acts import Act
from bot.model.lists.imports import ImportedRow
from bot.model.outreach import FORGOTTEN_AFTER, NOBODY, Answer, Prospect
from bot.model.people.person import Person, Role
from bot.notices.composing import composer
from bot.ports.store import Store, Unit
from bot.service.endorsements import entering, signing
from bot.service.endorsements.transitions import Change, change
from bot.service.lists import imports
from bot.service.organizations import merges
from bot.service.organizations.merges import Stands
from bot.service.outreach import prospects
from bot.service.people import forgetting
from bot.service.reviews import decisions
from bot.text.blocks import plain
from storage import tables
from storage.unit import ConnectionUnit
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.outreach.examples import CHOIR, added, does, editor, listed, one, stands
from tests.interface.someone import Someone, sign, with_role
from tests.letters import LETTER, OTHER_LETTER


@pytest.fixture
async def olga(interface: Interface, store: Store) -> Someone:
    return await editor(interface, store, "olga")


@pytest.fixture
async def omar(interface: Interface, store: Store) -> Someone:
    return await editor(interface, store, "omar")


async def test_an_editor_types_whom_to_ask_and_sees_it_before_it_is_kept(olga: Someone, store: Store) -> None:
    await olga.give("add_prospect", letter="1")
    asked = await olga.say(CHOIR)
    assert "This is what is kept" in asked
    await olga.push("Add: Website, Contact, Their role, E-mail address, Telephone, Known by, Language, and Note")
    await olga.push("Contact")
    assert "Contact: Jo Example" in await olga.say("Jo Example")
    kept = await olga.push("Keep it")
    assert "It is on the list of whom to ask" in kept
    assert (await one(store)).contact.name == "Jo Example"
    assert "is in the list of whom to ask already" in await _keep(olga, "EXAMPLE harbour choir")
    desk = await olga.give("outreach", letter="1")
    assert "to ask: 1" in desk
    assert CHOIR in desk
    assert "taken by" not in desk


async def _keep(someone: Someone, name: str) -> str:
    await someone.give("add_prospect", letter="1")
    await someone.say(name)
    return await someone.push("Keep it")


async def test_what_is_known_is_corrected_field_by_field(olga: Someone, store: Store) -> None:
    await added(store)
    await olga.press(button("add_prospect", prospect=1))
    await olga.push("Note")
    await olga.say("They **meet** on Tuesdays.")
    assert "Kept." in await olga.push("Keep it")
    changed = await one(store)
    assert changed.note == "They **meet** on Tuesdays."
    assert changed.contact.address == "jo@choir.example"


async def test_two_can_t_take_the_same_one(olga: Someone, omar: Someone, store: Store) -> None:
    await added(store)
    assert "You have taken it" in await does(olga, "take")
    assert "Another organizer has taken this one already" in await does(omar, "take")
    assert "Take it first" in await does(omar, "asked")
    assert "Only who has taken it gives it back" in await does(omar, "release")
    await does(olga, "release")
    assert "You have taken it" in await does(omar, "take")
    assert "Omar asks 1 organization" in await olga.give("outreach", letter="1")


async def test_an_owner_gives_back_what_another_has_taken(
    interface: Interface, olga: Someone, omar: Someone, store: Store
) -> None:
    owner = await editor(interface, store, "otto", Role.OWNER)
    await added(store)
    await does(olga, "take")
    assert "Given back" in await does(owner, "release")
    assert "You have taken it" in await does(omar, "take")


async def test_who_is_no_organizer_any_more_or_was_forgotten_holds_nothing(
    olga: Someone, omar: Someone, store: Store
) -> None:
    await added(store)
    await does(olga, "take")
    await store.write(lambda unit: unit.people.revoke(unit.people.ensure(olga.account).id, LETTER))
    assert "You have taken it" in await does(omar, "take")
    await store.write(lambda unit: forgetting.forget(unit, unit.people.ensure(omar.account), False))
    assert (await one(store)).taken_by is None


async def test_an_organization_is_asked_and_once_again_and_no_more(olga: Someone, store: Store) -> None:
    await added(store)
    await does(olga, "take")
    assert "Asked 1 time" in await does(olga, "asked")
    assert "It was asked already" in await does(olga, "asked")
    await does(olga, "thinking")
    assert "Asked 2 times" in await does(olga, "again")
    assert "not more often" in await does(olga, "again")
    await does(olga, "unasked")
    assert ((await one(store)).asked, await stands(store)) == (1, Answer.ASKED)
    await does(olga, "no")
    assert "does not fit any more" in await does(olga, "again") or (await one(store)).asked == 1
    await does(olga, "thinking")
    assert await stands(store) is Answer.THINKING


# It follows sign-ons.


async def test_it_has_signed_as_soon_as_it_signs_and_nobody_has_to_say_so(
    interface: Interface, olga: Someone, store: Store
) -> None:
    await added(store, CHOIR, "Example Weavers")
    await does(olga, "take")
    await does(olga, "asked")
    await sign(Someone(interface, "ada"), "Example  Harbour-Choir")
    assert (await stands(store), await stands(store, 2)) == (Answer.SIGNED, Answer.TO_ASK)
    assert "There is nothing more to ask here" in await does(olga, "take")
    assert "does not fit any more" in await does(olga, "no")


async def test_what_no_reviewer_has_listed_leaves_no_trace_and_who_leaves_the_list_is_asked_no_more(
    interface: Interface, olga: Someone, store: Store
) -> None:
    rex = Person(await with_role(store, Someone(interface, "rex"), Role.REVIEWER, LETTER))
    ada = Someone(interface, "ada")
    await added(store)
    await does(olga, "take")
    await does(olga, "thinking")
    await sign(ada, CHOIR)
    await store.write(lambda unit: decisions.decline(unit, rex, LETTER, 1, "not theirs"))
    assert await stands(store) is Answer.THINKING
    await sign(ada, CHOIR)
    await store.write(lambda unit: decisions.decide_to_list(unit, rex, LETTER, 2, Check.PHONE))
    assert await stands(store) is Answer.SIGNED

    def leave(unit: Unit) -> None:
        person = unit.people.find(ada.account)
        signing.withdraw(unit, person, LETTER, 2)

    await store.write(leave)
    assert await stands(store) is Answer.NO
    await store.write(lambda unit: forgetting.erase(unit, unit.people.find(ada.account), LETTER, 2))
    assert await store.read(lambda unit: unit.prospects.get(1)) is None


async def test_it_follows_a_correction_of_the_name_and_a_merge(
    interface: Interface, olga: Someone, store: Store
) -> None:
    rex = Person(await with_role(store, Someone(interface, "rex"), Role.REVIEWER, LETTER))
    await added(store, CHOIR, "Example Weavers")
    ada = Someone(interface, "ada")
    await sign(ada, CHOIR)
    await ada.press(button("sign", endorsement=1, capacity="may_sign"))
    await ada.push("Organization")
    await ada.say("Example Weavers")
    await ada.push("I confirm, and sign on")
    assert (await stands(store), await stands(store, 2)) == (Answer.TO_ASK, Answer.SIGNED)
    await sign(Someone(interface, "eve"), CHOIR)
    one_, other = await store.read(
        lambda unit: [each.organization_id for each in map(unit.endorsements.get, (1, 2)) if each]
    )
    await store.write(
        lambda unit: merges.merge(
            unit, rex, letter_id=LETTER, one=one_, other=other, stands=Stands.EARLIER, because=lambda tag: "one"
        )
    )
    assert (await stands(store), await stands(store, 2)) == (Answer.SIGNED, Answer.SIGNED)


async def test_who_has_signed_before_it_is_on_the_list_has_signed_there_too(
    interface: Interface, olga: Someone, store: Store
) -> None:
    await sign(Someone(interface, "ada"), CHOIR)
    await _keep(olga, CHOIR)
    assert await stands(store) is Answer.SIGNED
    other = await store.write(lambda unit: listed(unit, CHOIR, OTHER_LETTER))
    assert other.answer is Answer.TO_ASK


async def test_a_sign_on_that_came_by_mail_or_in_a_table_counts_like_any_other(
    interface: Interface, store: Store
) -> None:
    await added(store, CHOIR, "Example Weavers")

    def unit(unit: Unit) -> None:
        revision, otto = unit.letters.current(LETTER), unit.people.ensure(Someone(interface, "otto").account)
        assert revision
        line, who = PublicEntry(CHOIR, "", "", ""), Representative("Jo Example", "chair", "jo@choir.example")
        mail = ReceivedMail("We sign.")
        entering.enter(unit, otto, revision=revision, entry=line, representative=who, mail=mail)
        row = ImportedRow(1, PublicEntry("Example Weavers", "", "", ""))
        imports.bring_in(unit, otto, revision, [row], "")

    await store.write(unit)
    assert (await stands(store), await stands(store, 2)) == (Answer.SIGNED, Answer.SIGNED)


# Reminders.


async def test_whoever_has_taken_it_is_reminded_once_on_the_morning_of_the_day_by_words_that_name_nobody(
    interface: Interface, olga: Someone, store: Store, clock: Clock
) -> None:
    await added(store)
    await store.write(lambda unit: unit.chats.ensure(private_chat(olga.account), ChatKind.PRIVATE, ""))
    await does(olga, "take")
    await olga.press(button("remind_prospect", prospect=1))
    await olga.say("tomorrow")
    assert "You are reminded in private" in await olga.push("Yes")

    def told(unit: Unit) -> list[tuple[Subject, int]]:
        prospects.remind(unit)
        chat = unit.chats.find(private_chat(olga.account))
        assert chat
        return [each for each in unit.queue.waiting(chat.id) if each[0] is Subject.PROSPECT]

    assert await store.write(told) == []
    clock.forward(days=2)
    assert await store.write(told) == [(Subject.PROSPECT, 1)]
    clock.forward(days=9)
    assert await store.write(told) == [(Subject.PROSPECT, 1)]
    said = await store.write(lambda unit: [composer(interface)(unit)(each) for each in unit.outbox.due("test", 9)])
    (message,) = [each for each in said if each]
    assert "You wanted to be reminded today" in plain(message.blocks)
    assert CHOIR not in plain(message.blocks)


# What is forgotten.


async def test_a_contact_is_forgotten_by_two_presses_and_an_organization_too(olga: Someone, store: Store) -> None:
    await added(store)
    assert "can't be undone" in await does(olga, "contact")
    assert (await one(store)).contact != NOBODY
    await olga.push("Yes, forget it")
    assert ((await one(store)).contact, (await one(store)).note) == (NOBODY, "")
    await does(olga, "forget")
    assert "Nothing is kept" in await olga.push("Yes, forget it")
    assert "not in the list of whom to ask any more" in await does(olga, "take")


async def test_the_campaign_s_end_forgets_all_of_a_letter_and_a_year_what_nobody_touched(
    interface: Interface, store: Store, clock: Clock
) -> None:
    await added(store, CHOIR, "Example Weavers")
    other = await store.write(lambda unit: listed(unit, CHOIR, OTHER_LETTER))
    await store.write(lambda unit: prospects.forget_all(unit, LETTER))
    assert await store.read(lambda unit: unit.prospects.count(LETTER)) == {}
    assert await store.read(lambda unit: unit.prospects.get(other.id)) == other
    clock.forward(days=FORGOTTEN_AFTER / timedelta(days=1) + 1)
    await store.write(forgetting.retire)
    assert await store.read(lambda unit: unit.prospects.get(other.id)) is None


async def test_a_full_list_takes_no_more(interface: Interface, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prospects, "MOST_PROSPECTS", 2)
    await added(store, CHOIR, "Example Weavers")
    with pytest.raises(Conflict):
        await store.write(lambda unit: prospects.add(unit, Prospect(0, LETTER, "Example Millers")))


async def test_nothing_of_it_stands_in_the_journal_and_nothing_leaves_for_anybody(
    interface: Interface, olga: Someone, store: Store
) -> None:
    interface.web, interface.mails = "https://letters.example.org", True

    def rows(unit: Unit) -> list[int]:
        assert isinstance(unit, ConnectionUnit)
        watched = (tables.journal, tables.mails, tables.deliveries, tables.organizations)
        return [len(unit.connection.execute(select(each)).all()) for each in watched]

    before = await store.read(rows)
    await added(store)
    for act in ("take", "asked", "link", "again", "thinking", "no", "release"):
        await does(olga, act)
    assert await store.read(rows) == before


async def test_of_an_organization_whose_name_is_withheld_those_who_ask_learn_nothing(
    interface: Interface, olga: Someone, store: Store
) -> None:
    rex = Person(await with_role(store, Someone(interface, "rex"), Role.REVIEWER, LETTER))
    await added(store)
    ada = Someone(interface, "ada")
    await sign(ada, CHOIR)
    await store.write(lambda unit: decisions.decide_to_list(unit, rex, LETTER, 1, Check.PHONE))
    assert await stands(store) is Answer.SIGNED

    def withheld(unit: Unit) -> None:
        signed = unit.endorsements.get(1)
        assert signed
        entry = dataclasses.replace(signed.entry, withheld=True)
        hidden = dataclasses.replace(signed, entry=entry).moved(State.WITHHELD, unit.now)
        change(unit, Change(hidden, Act.ENDORSEMENT_WITHHELD, signed.person_id))

    await store.write(withheld)
    assert await stands(store) is Answer.TO_ASK


@pytest.mark.parametrize("days", [0, -1, 367])
async def test_nobody_is_reminded_of_it_on_a_day_that_is_over_or_far(olga: Someone, store: Store, days: int) -> None:
    await added(store)
    await does(olga, "take")

    def unit(unit: Unit) -> None:
        person = unit.people.ensure(olga.account)
        prospects.remind_on(unit, person, LETTER, 1, unit.now + timedelta(days=days))

    with pytest.raises(Conflict, match="within a year"):
        await store.write(unit)
