"""An endorser's communiqué is its own: drafted from the letter, changed and approved by its representative alone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from adapters.host.platforms import PLATFORMS
from bot.interface.conversation import Interface
from bot.model.announcements.announcement import Announcement, Stage
from bot.model.chats import Address, ChatKind, Topic
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.model.endorsements.communiques import MOST_VERSIONS
from bot.model.letters.letter import Event, Speaker
from bot.model.letters.localized import Localized
from bot.model.people.person import Role
from bot.notices.composing import composer
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service import starting
from bot.text.blocks import plain
from storage import tables
from storage.unit import ConnectionUnit
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.press.recorder import Recorder, words
from tests.interface.someone import Someone, sign, with_role
from tests.letters import LETTER
from tests.storage import examples

HOSTILE = "**Bold** [us](https://example.org) <b>@everyone</b>"
BAKERS = "Example Bakers"


@pytest.fixture
async def ada(interface: Interface, store: Store, clock: Clock) -> Someone:
    """She represents an organization that is listed, and that speaks at an event of the letter."""
    ada, rex = Someone(interface, "ada"), Someone(interface, "rex")
    await with_role(store, rex, Role.REVIEWER, LETTER)

    def speaks(unit: Unit) -> None:
        letter = examples.letter("stop-genocide-or-resign")
        current = unit.letters.current(LETTER)
        assert current
        at = clock.now + timedelta(days=3)
        event = Event(Localized({"en": "Press conference"}), at, speakers=(Speaker(f"{BAKERS} (EB)"),))
        starting.publish(
            unit, replace(current.letter, events=(event,), demands=current.letter.demands or letter.demands)
        )

    await store.write(speaks)
    await sign(ada, BAKERS)
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    await ada.press(button("give_statement", endorsement=1))
    await ada.say(HOSTILE)
    return ada


@pytest.fixture
async def ed(interface: Interface, store: Store) -> Someone:
    """An editor of the letter, which a chat follows."""
    ed = Someone(interface, "ed")
    await with_role(store, ed, Role.EDITOR, LETTER)

    def follow(unit: Unit) -> None:
        chat = unit.chats.ensure(Address("test", "-1"), ChatKind.GROUP, "Town")
        unit.chats.speak(chat.id, "en")
        unit.chats.follow(chat.id, LETTER, Topic.NEWS)

    await store.write(follow)
    return ed


async def approved(ada: Someone) -> str:
    await ada.press(button("communique", endorsement=1))
    return await ada.push("Approve it")


async def announced(store: Store) -> Announcement:
    found = await store.read(lambda unit: unit.announcements.recent(LETTER, 1))
    return found[0]


async def arrives(interface: Interface, store: Store, subject: Subject = Subject.ANNOUNCEMENT) -> str:
    """What announcement 1 says in a chat, or what is said of it."""

    def compose(unit: Unit) -> str:
        chat = unit.chats.find(Address("test", "-1" if subject is Subject.ANNOUNCEMENT else "@ed"))
        assert chat
        message = composer(interface)(unit)(Delivery(1, chat, subject, 1, DeliveryState.QUEUED, "k"))
        return plain(message.blocks) if message else ""

    return await store.read(compose)


async def test_it_follows_from_the_letter_and_the_sign_on(ada: Someone) -> None:
    said = await ada.press(button("communique", endorsement=1))
    for each in (
        f"{BAKERS} endorses “Stop Genocide or Resign”",
        "initiated by Canadians for Justice and Peace in the Middle East (CJPME)",
        f"{BAKERS} says:\n{HOSTILE}",
        f"{BAKERS} speaks there: Press conference",
        "What the letter asks, and of whom",
        "If the demands are not met",
    ):
        assert each in said, each
    assert "The letter was not written" not in said


async def test_it_fits_a_message_of_every_platform_and_leaves_out_for_that_what_the_letter_says(
    ada: Someone, interface: Interface
) -> None:
    for name in ("discord", "telegram"):
        interface.renderer.checks[name] = next(each.prepare for each in PLATFORMS if each.name == name)  # type: ignore[index]
    await ada.press(button("give_statement", endorsement=1))
    await ada.say("Because buses matter. " * 22)
    said = await ada.press(button("communique", endorsement=1))
    assert "What the letter asks" in said
    assert "If the demands are not met" not in said
    await ada.push("Approve it")
    assert "Offered." in await ada.push("Offer it to the letter's organizers")


async def test_nobody_else_has_it_and_only_what_is_listed_has_one(ada: Someone, interface: Interface) -> None:
    eve = Someone(interface, "eve")
    for command in ("communique", "write_communique"):
        assert "Only the account that signed" in await eve.press(button(command, endorsement=1))
    await sign(eve, "Example Tailors")
    assert "not in the list" in await eve.press(button("communique", endorsement=2))


async def test_what_is_written_stays_as_it_is_and_waits_to_be_approved_anew(ada: Someone, store: Store) -> None:
    assert "Approved." in await approved(ada)
    await ada.push("Change the text")
    said = await ada.say(f"We sign.\n\n{HOSTILE}")
    assert f"We sign.\n{HOSTILE}" in said
    assert "Approve it" in ada.labels
    assert "Mettez fin au génocide ou démissionnez" in await ada.push("Show it in French")
    for number in range(MOST_VERSIONS + 2):
        await ada.press(button("write_communique", endorsement=1, language=0))
        await ada.say(f"Version {number}.")
    assert "Version 10." in await ada.push("Undo the last change")

    def versions(unit: Unit) -> int:
        held = unit.privacy.held(unit.people.accounts(1), unit.people.find(ada.account).id)  # type: ignore[union-attr]
        return held.communiques

    assert await store.read(versions) == MOST_VERSIONS - 1
    assert "9 versions of communiqués" in await ada.give("privacy")


async def test_only_what_was_shown_is_approved(ada: Someone) -> None:
    await ada.press(button("communique", endorsement=1))
    approve = ada.action("Approve it")
    await ada.press(button("write_communique", endorsement=1, language=0))
    await ada.say("Something else.")
    assert "It says something else by now" in await ada.press(approve)


async def test_it_comes_as_files_under_its_own_name_whatever_was_typed(
    ada: Someone, interface: Interface, store: Store
) -> None:
    recorder = interface.typesetting.typesetter = Recorder()
    await approved(ada)
    await ada.push("Take it along")
    assert isinstance(ada.last, Message)
    files = {file.name.rpartition(".")[2]: file.id for file in ada.last.files}
    assert set(files) == {"md", "html", "pdf"}
    contents = await store.read(
        lambda unit: {end: unit.files.content(number).decode(errors="replace") for end, number in files.items()}
    )
    assert contents["md"].startswith(f"# {BAKERS} endorses “Stop Genocide or Resign”\n\n**{BAKERS}** endorses")
    assert r"\*\*Bold\*\* \[us\](https://example.org) \<b>@everyone\</b>" in contents["md"]
    assert "<b>@everyone" not in contents["html"]
    assert "&lt;b&gt;@everyone" in contents["html"]
    assert recorder.kit.kind == "Communiqué"
    assert HOSTILE in words(recorder.kit)


async def test_under_an_embargo_it_says_from_when_on_it_may_be_published_and_is_not_offered(
    ada: Someone, ed: Someone, store: Store, clock: Clock
) -> None:
    def keep_back(unit: Unit) -> None:
        unit.lists.keep_back(LETTER, clock.now + timedelta(days=2), examples.person(unit, "owner").id)

    await store.write(keep_back)
    assert "Not to be published before" in await approved(ada)
    assert "ask everybody in it to wait with telling" in ada.text
    assert "The list is not public yet." in await ada.push("Offer it to the letter's organizers")
    assert await store.read(lambda unit: unit.announcements.recent(LETTER, 1)) == []


async def test_editors_release_it_as_the_endorsers_words_which_they_do_not_change(
    ada: Someone, ed: Someone, interface: Interface, store: Store
) -> None:
    await approved(ada)
    assert "Offered." in await ada.push("Offer it to the letter's organizers")
    assert f"{BAKERS} offers you its communiqué" in await arrives(interface, store, Subject.OFFERED)
    assert f"from {BAKERS}, which has signed it, in its own words" in await ed.press(button("draft", announcement=1))
    assert "Change the text" not in ed.labels
    await ed.press(button("wording", announcement=1, language=0))
    assert "only it can change them" in await ed.say("Other words.")
    await ed.press(button("draft", announcement=1))
    await ed.push("Send it now")
    assert (await announced(store)).stage is Stage.RUNNING
    said = await arrives(interface, store)
    assert said.startswith(f"{BAKERS} endorses “Stop Genocide or Resign”\n")
    assert "news from Canadians" not in said
    await ada.press(button("communique", endorsement=1, act="offer"))
    assert "on its way" in ada.text


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.WAITING, Stage.DONE])
async def test_who_withdraws_is_silent_everywhere(
    ada: Someone, ed: Someone, interface: Interface, store: Store, stage: Stage
) -> None:
    await approved(ada)
    await ada.push("Offer it to the letter's organizers")

    def move(unit: Unit) -> None:
        for each in {Stage.WAITING: [Stage.WAITING], Stage.DONE: [Stage.WAITING, Stage.RUNNING, stage]}.get(stage, []):
            offered = unit.announcements.get(1)
            assert offered
            unit.announcements.save(replace(offered, stage=each))

    def offers(unit: Unit) -> int:
        assert isinstance(unit, ConnectionUnit)
        rows = tables.deliveries
        wanted = select(func.sum(rows.c.wanted)).where(rows.c.subject == Subject.OFFERED.value)
        return int(unit.connection.execute(wanted).scalar_one())

    await store.write(move)
    before = await store.read(offers)
    await ada.press(button("withdraw", endorsement=1, sure="yes"))
    assert await store.read(offers) > before, "what organizers were offered is edited, wherever it stands"
    left = await announced(store)
    assert left.content.texts == {}
    assert (left.stage, left.version) == ((Stage.DONE, 2) if stage is Stage.DONE else (Stage.CANCELLED, 1))
    assert await arrives(interface, store) == ""
    assert BAKERS not in await arrives(interface, store, Subject.OFFERED)
    assert await store.read(lambda unit: unit.communiques.latest(1).version) == 0


async def test_nobody_posts_its_words_again_as_their_own(ada: Someone, ed: Someone, store: Store) -> None:
    await approved(ada)
    await ada.push("Offer it to the letter's organizers")
    assert "only it can change them" in await ed.press(button("followup", announcement=1))
    assert (await announced(store)).id == 1


async def test_each_endorser_has_an_offer_of_its_own(
    ada: Someone, ed: Someone, interface: Interface, store: Store
) -> None:
    eve, rex = Someone(interface, "eve"), Someone(interface, "rex")
    await sign(eve, "Example Tailors")
    await rex.press(button("decide", endorsement=2, decision="list", check="phone"))
    for number, person in ((1, ada), (2, eve)):
        await person.press(button("communique", endorsement=number))
        await person.push("Approve it")
        await person.push("Offer it to the letter's organizers")
    offered = await store.read(lambda unit: unit.announcements.recent(LETTER, 5))
    assert sorted(each.content.voice or 0 for each in offered) == [1, 2]
