"""While a list is kept back, nothing that an outsider tries tells who has signed, or how many."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.commands import COMMANDS
from bot.interface.command import Command
from bot.interface.conversation import Interface
from bot.interface.options import Kind
from bot.interface.requests import Invoke
from bot.interface.typesetting import Typesetting
from bot.model.announcements.announcement import Made
from bot.model.chats import Address, ChatKind, Topic, private_chat
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.model.endorsements.endorsement import Check, State
from bot.model.journal.acts import Act
from bot.model.letters.letter import Letter
from bot.model.letters.localized import Localized
from bot.model.people import limits
from bot.model.people.person import Person, Role
from bot.notices.composing import composer
from bot.pages.page import Shown
from bot.pages.press_links import PRESS_PAGE
from bot.pages.visit import Visit
from bot.pages.visiting import Host, visit
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service.announcements import news
from bot.service.lists import disclosure, press_links, publication
from bot.service.organizations import merges
from bot.service.organizations.merges import Stands
from bot.service.reviews import decisions
from bot.text.blocks import plain
from bot.views.announcements.news import told
from tests.buttons import button
from tests.categories import CATEGORIES
from tests.conftest import Clock
from tests.interface.press.recorder import Recorder, words
from tests.interface.someone import Someone, sign, with_role
from tests.letters import LETTER
from tests.storage import examples

ZEBRAS = "Example Zebra Quartet"
OUTSIDERS = tuple(command for command in COMMANDS if not command.roles)


async def kept_back(store: Store, clock: Clock, names: Sequence[str], letter: int = 1) -> None:
    """A letter's list is kept back, with these in it, and with one of them waiting and another declined beside it."""

    def unit(unit: Unit) -> None:
        publication.keep_back(unit, examples.person(unit, "owner"), letter, clock.now + timedelta(days=2))
        examples.present(unit, letter)
        for name in names:
            examples.sign(unit, letter, name, State.LISTED)
            examples.sign(unit, letter, f"{name} of the Harbour", State.SUBMITTED)
            examples.sign(unit, letter, f"{name} of the Hills", State.DECLINED)

    await store.write(unit)


async def everything(interface: Interface, person: Someone, command: Command) -> list[object]:
    """What somebody is answered, and offered while they type, whatever of a command they try."""
    seen = list[object]()
    for values in tries(command):
        answer = await interface.answer(person.caller, Invoke(command.name, {"letter": "1", **values}))
        seen.append(shown(answer))
    for option in command.options:
        for typed in ("", "Example", ZEBRAS, "eZq"):
            seen.append(
                [each.label for each in await interface.suggest(person.caller, command.name, option.name, typed)]
            )
    return seen


def renamed(unit: Unit) -> Letter:
    """The letter with another title, so that it has a second revision, which tells organizations apart."""
    current = unit.letters.current(LETTER)
    assert current
    return replace(current.letter, title=Localized({"en": "Night buses for all, again"}), categories=CATEGORIES)


def tries(command: Command) -> Sequence[dict[str, str]]:
    """What is typed: nothing, and for each option what could find something."""
    found: list[dict[str, str]] = [{}]
    for option in command.options:
        if option.kind is Kind.NUMBER:
            found.extend({option.name: number} for number in ("1", "2", "3"))
        elif option.kind in (Kind.TEXT, Kind.PARAGRAPH, Kind.ORGANIZATION) and option.name != "code":
            found.append({option.name: ZEBRAS})
        elif isinstance(option.choices, tuple):
            found.extend({option.name: choice.key} for choice in option.choices)
    numbers = {option.name: "1" for option in command.options if option.kind is Kind.NUMBER}
    found.extend({**numbers, **each} for each in list(found))
    return found


def shown(answer: object) -> object:
    if isinstance(answer, Message):
        return (
            spoken(plain(answer.blocks)),
            [key.label for key in answer.keys],
            [(file.name, file.alt) for file in answer.files],
        )
    return type(answer).__name__


def spoken(text: str) -> str:
    """A text without the one-time codes in it, which are never the same."""
    return re.sub(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", "CODE", text)


@pytest.mark.parametrize("command", OUTSIDERS, ids=lambda command: command.name)
async def test_an_outsider_learns_nothing_from_any_command(
    interface: Interface, store: Store, clock: Clock, command: Command
) -> None:
    typeset = interface.typesetting.typesetter = Recorder()
    await kept_back(store, clock, [])
    await store.write(lambda unit: unit.letters.publish(renamed(unit)))
    before = await everything(interface, Someone(interface, "eve"), command)
    printed = [words(each) for each in typeset.sheets]
    typeset.sheets.clear()

    def fill(unit: Unit) -> None:
        parent = examples.sign(unit, LETTER, f"{ZEBRAS} National", State.LISTED)
        chapter = examples.sign(unit, LETTER, f"{ZEBRAS} Local 2", State.LISTED)
        unit.organizations.set_parent(chapter.organization_id, parent.organization_id, None, [1])
        unit.desks.reword(
            replace(parent, entry=replace(parent.entry, reserved=(1, 2), kind="union", region="north")),
            Act.ENDORSEMENT_RESERVATION_MADE,
            parent.person_id,
        )
        unit.endorsements.save(replace(chapter, revision=2), Act.ENDORSEMENT_RECONFIRMED, chapter.person_id)
        for state in (State.LISTED, State.SUBMITTED, State.WITHDRAWN):
            examples.sign(unit, LETTER, f"{ZEBRAS} {state.value}" if state is not State.LISTED else ZEBRAS, state)

    await store.write(fill)
    interface.typesetting = Typesetting(store)  # which has made nothing yet, so that all is made anew
    interface.typesetting.typesetter = typeset
    after = await everything(interface, Someone(interface, "mal"), command)
    assert after == before
    assert [words(each) for each in typeset.sheets] in ([], printed)
    assert bool(printed) is (command.name in ("packet", "papers", "press_kit", "picture"))


async def test_nothing_that_anybody_can_share_tells_it_whoever_shares_it(
    interface: Interface, store: Store, clock: Clock
) -> None:
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.OWNER, LETTER)
    assert (await interface.share(rex.caller, "")).seconds > 0
    await kept_back(store, clock, [])

    async def shared(typed: str) -> list[object]:
        found = await interface.share(rex.caller, typed)
        assert found.seconds == 0
        return [(each.key, each.name, each.about, shown(each.message)) for each in found.results]

    before = [await shared(typed) for typed in ("", "signed", ZEBRAS)]
    assert before[0]
    for number in range(3):
        await store.write(lambda unit, n=number: examples.sign(unit, LETTER, f"{ZEBRAS} {n}", State.LISTED))  # type: ignore[misc]
    assert [await shared(typed) for typed in ("", "signed", ZEBRAS)] == before


async def signs(interface: Interface, name: str, organization: str) -> tuple[list[str], Sequence[str]]:
    """What somebody reads while they sign on, without the receipt."""
    person, seen = Someone(interface, name), list[str]()
    await person.press(button("sign", capacity="may_sign"))
    seen.append(await person.say(organization, f"{name} Example", "chair", f"{name}@example.org"))
    answer = await person.push("I confirm, and sign on")
    seen.append(answer)
    seen.append(await person.give("endorsement", letter="1"))
    number = await receipt(interface, person)
    return [each.replace(number, "RECEIPT").replace(name, "NAME") for each in seen], person.labels


async def receipt(interface: Interface, person: Someone) -> str:
    text = await person.give("endorsement", letter="1")
    return text.partition("Receipt ")[2][:9]


async def test_a_second_sign_on_looks_exactly_like_the_first(interface: Interface, store: Store, clock: Clock) -> None:
    await kept_back(store, clock, [])
    first = await signs(interface, "ada", ZEBRAS)
    second = await signs(interface, "zoe-1", ZEBRAS)
    assert second == first
    assert "was received" in first[0][1]


async def test_reviewers_list_one_of_two_and_not_both(interface: Interface, store: Store, clock: Clock) -> None:
    await kept_back(store, clock, [])
    rex = Someone(interface, "rex")
    reviewer = Person(await with_role(store, rex, Role.REVIEWER, 1))
    await sign(Someone(interface, "ada"), ZEBRAS)
    await sign(Someone(interface, "eve"), ZEBRAS)
    assert f"Perhaps the same as {ZEBRAS}" in await rex.press(button("review", after=2))
    assert "Decline one of the two" in await rex.press(button("decide", endorsement=2, decision="list", check="phone"))
    await store.write(lambda unit: decisions.decline(unit, reviewer, 1, 1, "not theirs"))
    assert "is listed" in await rex.press(button("decide", endorsement=2, decision="list", check="phone"))
    found = await store.read(lambda unit: (unit.endorsements.get(1), unit.endorsements.get(2)))
    assert found[0]
    assert found[1]
    assert found[0].organization_id == found[1].organization_id
    assert (found[1].state, found[1].check) == (State.LISTED, Check.PHONE)


async def test_reviewers_make_one_of_two_and_can_take_that_back(
    interface: Interface, store: Store, clock: Clock
) -> None:
    await kept_back(store, clock, [])
    reviewer = Person(await with_role(store, Someone(interface, "rex"), Role.REVIEWER, 1))
    await sign(Someone(interface, "ada"), ZEBRAS)
    await sign(Someone(interface, "eve"), ZEBRAS)

    def states(unit: Unit) -> list[tuple[State, int]]:
        return [(each.state, each.organization_id) for each in map(unit.endorsements.get, (1, 2)) if each]

    before = await store.read(states)
    one, other = (number for _, number in before)
    assert one != other
    merge = await store.write(
        lambda unit: merges.merge(
            unit,
            reviewer,
            letter_id=LETTER,
            one=one,
            other=other,
            stands=Stands.LATER,
            because=lambda language: "one is enough",
        )
    )
    assert await store.read(states) == [(State.DECLINED, one), (State.SUBMITTED, one)]
    await store.write(lambda unit: merges.unmerge(unit, reviewer, LETTER, merge.id))
    assert await store.read(states) == before


async def test_two_of_one_name_that_are_not_the_same_are_both_listed(
    interface: Interface, store: Store, clock: Clock
) -> None:
    await kept_back(store, clock, [])
    reviewer = Person(await with_role(store, Someone(interface, "rex"), Role.REVIEWER, 1))
    await sign(Someone(interface, "ada"), ZEBRAS)
    await sign(Someone(interface, "eve"), ZEBRAS)

    def listed(unit: Unit) -> int:
        numbers = [each.organization_id for each in map(unit.endorsements.get, (1, 2)) if each]
        merges.distinguish(unit, reviewer, LETTER, *numbers)
        for each in (1, 2):
            decisions.decide_to_list(unit, reviewer, 1, each, Check.PHONE)
        return unit.endorsements.count(1, State.LISTED)

    assert await store.write(listed) == 2


async def test_how_often_others_have_signed_for_an_organization_is_not_told_by_a_limit(
    interface: Interface, store: Store, clock: Clock
) -> None:
    await kept_back(store, clock, [])
    for number in range(limits.OF_ORGANIZATION.most + 1):
        assert "was received" in await sign(Someone(interface, f"eve{number}"), ZEBRAS)


async def test_who_signs_twice_themselves_is_told_so(interface: Interface, store: Store, clock: Clock) -> None:
    await kept_back(store, clock, [])
    ada = Someone(interface, "ada")
    await sign(ada, ZEBRAS)
    assert "has a sign-on already" in await sign(ada, ZEBRAS)


async def test_a_likeness_is_asked_about_only_of_what_is_public(
    interface: Interface, store: Store, clock: Clock
) -> None:
    await kept_back(store, clock, [ZEBRAS])
    eve = Someone(interface, "eve")
    await eve.press(button("sign", capacity="may_sign"))
    answer = await eve.say("Example Zebra Quartett", "Eve Example", "chair", "eve@example.org")
    assert "Did you mean" not in answer
    await store.write(lambda unit: publication.publish(unit, LETTER, examples.person(unit, "owner")))
    mal = Someone(interface, "mal")
    await mal.press(button("sign", capacity="may_sign"))
    assert "Did you mean" in await mal.say("Example Zebra Quartett")


async def test_organizers_see_everything_in_private_and_nobody_does_in_a_shared_place(
    interface: Interface, store: Store, clock: Clock
) -> None:
    await kept_back(store, clock, [ZEBRAS])
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.EDITOR, 1)
    assert ZEBRAS in await rex.give("signatories", letter="1")
    assert "1 organization" in await rex.give("progress", letter="1")
    shared = type(rex.caller)(rex.account, Address("test", "-1"), ChatKind.GROUP)
    for command in ("signatories", "progress"):
        answer = await interface.answer(shared, Invoke(command, {"letter": "1"}))
        assert isinstance(answer, Message)
        assert ZEBRAS not in plain(answer.blocks)
        assert "1 organization" not in plain(answer.blocks)


async def test_another_letter_s_organizer_is_an_outsider(interface: Interface, store: Store, clock: Clock) -> None:
    await kept_back(store, clock, [ZEBRAS])
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.OWNER, 2)
    assert ZEBRAS not in await rex.give("signatories", letter="1")
    assert "This is for the letter's organizers" in await rex.give("export", letter="1", format="csv")


async def test_a_representative_sees_their_own_and_is_told_when_it_is_public(
    interface: Interface, store: Store, clock: Clock
) -> None:
    await kept_back(store, clock, [])
    ada = Someone(interface, "ada")
    await sign(ada, ZEBRAS)
    person = await with_role(store, Someone(interface, "rex"), Role.REVIEWER, 1)

    def listed(unit: Unit) -> str:
        rex = Person(person)
        done = decisions.decide_to_list(unit, rex, 1, 1, Check.PHONE)
        chat = unit.chats.ensure(private_chat(ada.account), ChatKind.PRIVATE, "")
        message = composer(interface)(unit)(Delivery(1, chat, Subject.OUTCOME, done.id, DeliveryState.SENT, key="k"))
        return plain(message.blocks) if message else ""

    told = await store.write(listed)
    assert "Your sign-on was accepted" in told
    assert "everybody can see it now" not in told
    assert "is made public on" in told
    desk = await ada.give("endorsement", letter="1")
    assert ZEBRAS in desk
    assert "accepted: public once the list is" in desk


@pytest.mark.parametrize("made", [Made("milestone", 1), Made("digest", 1, ids=(1,))], ids=lambda made: made.kind)
async def test_the_letter_announces_nothing_of_it_by_itself(
    interface: Interface, store: Store, clock: Clock, made: Made
) -> None:
    await kept_back(store, clock, [])

    def announce(unit: Unit) -> int:
        unit.chats.follow(examples.chat(unit).id, 1, Topic.NEWS)
        news.switch(unit, LETTER, "milestones", on=True)
        news.switch(unit, LETTER, "digest", on=True)
        for number in range(12):
            examples.sign(unit, LETTER, f"{ZEBRAS} {number}", State.LISTED)
        news.make_news(unit)
        revision = unit.letters.current(LETTER)
        assert revision
        assert told(unit, revision, made) is None
        return len(unit.announcements.recent(1, 9))

    assert await store.write(announce) == 0
    clock.forward(days=2)

    def published(unit: Unit) -> list[str]:
        publication.publish_due(unit)
        news.make_news(unit)
        return [each.origin for each in unit.announcements.recent(1, 9)]

    assert "milestone:10" in await store.write(published)


async def test_a_link_for_the_press_tells_nothing_before_a_press_nor_once_it_is_revoked(
    interface: Interface, store: Store, clock: Clock
) -> None:
    await kept_back(store, clock, [])
    owner = Person(await with_role(store, Someone(interface, "olga"), Role.OWNER, LETTER))
    until = clock.now + timedelta(days=1)
    link, token = await store.write(
        lambda unit: press_links.make(unit, owner, letter_id=LETTER, recipient="Jo", until=until, snapshot=None)
    )

    async def shows(show: Callable[[Visit], Shown]) -> Shown:
        """What the page shows, or what its press does."""

        def unit(unit: Unit) -> Shown:
            visited = visit(unit, Host(interface.speeches), {"key": token}, {})
            return show(visited) if visited else None

        return await store.write(unit)

    (press,) = [each.press for each in PRESS_PAGE.acts if each.name == "open"]
    before, pressed = await shows(PRESS_PAGE.show), await shows(press)
    await store.write(lambda unit: examples.sign(unit, LETTER, ZEBRAS, State.LISTED))
    assert await shows(PRESS_PAGE.show) == before
    assert await shows(press) != pressed
    await store.write(lambda unit: press_links.revoke(unit, owner, LETTER, link.id))
    assert await shows(PRESS_PAGE.show) is await shows(press) is None


async def test_one_place_decides(interface: Interface, store: Store, clock: Clock) -> None:
    await kept_back(store, clock, [ZEBRAS])
    assert not await store.read(lambda unit: disclosure.discloses(unit, 1))
    assert await store.read(lambda unit: disclosure.discloses(unit, 2))
    assert await store.read(lambda unit: disclosure.known(unit, range(1, 9))) == []
