"""Who may change a letter, what they may write, and who is asked to confirm it."""

from dataclasses import replace

import pytest

from adapters.host.letters import read_letters
from bot.errors import SetupError
from bot.interface.conversation import Interface
from bot.model.deliveries import Subject
from bot.model.letters.localized import Localized
from bot.model.people.person import Role
from bot.notices.composing import composer
from bot.ports.store import Store, Unit
from bot.service import starting
from bot.service.letters import confirmations
from bot.text.blocks import plain
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, sign, with_role
from tests.letters import OTHER_LETTER

TITLE = button("change", part="demand_title", item=2, language=0)
ASKED = button("change", part="demand_asked", item=2, language=0)


async def editor(interface: Interface, store: Store, name: str = "eve") -> Someone:
    """Somebody who may edit the first letter."""
    found = Someone(interface, name)
    await with_role(store, found, Role.EDITOR, 1)
    return found


async def published(eve: Someone, kind: str, title: str = "Another demand") -> None:
    """Change a title and publish it."""
    await eve.press(TITLE)
    await eve.say(title)
    await eve.press(button("publish"))
    await eve.push(kind)
    assert "is published" in await eve.push("Publish it")


async def told(interface: Interface, store: Store) -> list[tuple[Subject, str]]:
    """What leaves the queue in private about revisions, and what it says."""

    def unit(unit: Unit) -> list[tuple[Subject, str]]:
        while confirmations.waits(unit):
            confirmations.ask_next(unit)
        compose = composer(interface)(unit)
        due = [each for each in unit.outbox.due("test", 100) if each.subject.value.startswith("revision")]
        said = [(each.subject, compose(each)) for each in due]
        return [(subject, plain(message.blocks)) for subject, message in said if message]

    return await store.write(unit)


@pytest.mark.parametrize("role", [None, Role.REVIEWER])
@pytest.mark.parametrize(
    "action",
    [
        button("edit"),
        TITLE,
        button("publish"),
        button("undo_edits"),
        button("add_event"),
        button("take_out", part="demand_title", item=2),
        button("clear"),
    ],
)
async def test_only_owners_and_editors_change_a_letter(
    interface: Interface, store: Store, role: Role | None, action: str
) -> None:
    mal = Someone(interface, "mal")
    if role:
        await with_role(store, mal, role, 1)
    assert "This is for the letter's organizers." in await mal.press(action)
    assert await store.read(lambda unit: unit.letters.draft(1)) is None


async def test_an_editor_of_one_letter_does_not_change_another(interface: Interface, store: Store) -> None:
    eve = await editor(interface, store)
    assert "This is for the letter's organizers." in await eve.press(
        button("change", letter=OTHER_LETTER, part="demand_title", item=2, language=0)
    )


@pytest.mark.parametrize(
    ("change", "typed", "wrong"),
    [
        (TITLE, "x" * 101, "Too long: 101 characters; the limit is 100."),
        (ASKED, "<b>now</b>", "It holds HTML"),
        (ASKED, "![picture](https://example.org/a.png)", "It holds an image"),
        (
            ASKED,
            "Hours\n\n| a | b |\n|---|---|",
            "It holds a table, which chats can't show. Write it as a list, or link to it.",
        ),
        (ASKED, "Hours[^1].\n\n[^1]: As counted.", "It has a footnote"),
        (ASKED, "Agreed.\n\n[Signed]: 2031-03-01", "It is here: [Signed]: 2031-03-01"),
        (ASKED, "~~Never~~ now", "It holds markup that chats can't show"),
        (ASKED, "[click](nowhere)", "It holds a link that leads nowhere"),
        (button("change", part="summary", language=0), "x" * 601, "Too long: 601 characters; the limit is 600."),
        (button("change", part="link", language=0), "nowhere", "It holds a link that leads nowhere"),
    ],
)
async def test_what_a_folder_could_not_hold_is_refused(
    interface: Interface, store: Store, change: str, typed: str, wrong: str
) -> None:
    eve = await editor(interface, store)
    await eve.press(change)
    assert wrong in await eve.say(typed)
    assert await store.read(lambda unit: unit.letters.draft(1)) is None


@pytest.mark.parametrize(
    "change",
    [
        button("change", part="demand_title", item=99, language=0),
        button("change", part="demand_title", item=2, language=7),
        button("change", part="nothing", item=1, language=0),
        button("change", part="languages"),
        button("change", part="text", item=77, language=0),
        button("change"),
    ],
)
async def test_what_is_not_there_is_not_changed(interface: Interface, store: Store, change: str) -> None:
    eve = await editor(interface, store)
    assert "There is no such part of the letter." in await eve.press(change)


async def test_hostile_text_is_shown_as_it_was_typed(interface: Interface, store: Store) -> None:
    eve = await editor(interface, store)
    await published(eve, "Editorial", "{title} **bold** [x](https://evil.example) @everyone")
    assert "{title} **bold** [x](https://evil.example) @everyone" in (await eve.give("changes", letter="1")).replace(
        "  ", " "
    )


async def test_what_was_not_edited_is_not_published(interface: Interface, store: Store) -> None:
    eve = await editor(interface, store)
    assert "Nothing was edited since revision 1 was published." in await eve.press(button("publish"))
    await eve.press(TITLE)
    await eve.say(read_letters("")[0].demands[1].title.in_("en"))
    assert "Nothing was edited since revision 1 was published." in await eve.press(button("publish"))
    assert await store.read(lambda unit: unit.letters.revision(1, 2)) is None


async def test_what_was_edited_since_the_preview_is_previewed_again(interface: Interface, store: Store) -> None:
    eve, ann = await editor(interface, store), await editor(interface, store, "ann")
    await eve.press(TITLE)
    await eve.say("One title")
    await eve.press(button("publish"))
    await eve.push("Editorial")
    confirm = eve.action("Publish it")
    await ann.press(TITLE)
    await ann.say("Another title")
    assert "Another title" in await eve.press(confirm)
    assert await store.read(lambda unit: unit.letters.revision(1, 2)) is None


async def test_a_material_revision_asks_once_and_reminds_once_whoever_has_not_answered(
    interface: Interface, store: Store, clock: Clock
) -> None:
    ada, bea, eve = Someone(interface, "ada"), Someone(interface, "bea"), await editor(interface, store)
    await sign(ada, "Example Bakers")
    await sign(bea, "Example Riders")
    clock.forward(hours=1)
    await published(eve, "Material")
    first = await told(interface, store)
    assert [subject for subject, _ in first] == [Subject.REVISION, Subject.REVISION]
    assert "has changed since you signed it for Example Bakers" in first[0][1]
    assert "has confirmed revision 2" in await ada.press(button("reconfirm", endorsement=1, revision=2))
    assert "You have signed revision 2 already." in await ada.press(button("reconfirm", endorsement=1, revision=2))
    assert "Only the account that signed can do this." in await ada.press(
        button("reconfirm", endorsement=2, revision=2)
    )
    clock.forward(days=12)
    reminders = [said for subject, said in await told(interface, store) if subject is Subject.REVISION_REMINDER]
    assert len(reminders) == 1
    assert "A reminder" in reminders[0]
    assert "Example Riders" in reminders[0]


async def test_an_earlier_revision_is_not_confirmed_once_there_is_a_later_one(
    interface: Interface, store: Store, clock: Clock
) -> None:
    ada, eve = Someone(interface, "ada"), await editor(interface, store)
    await sign(ada, "Example Bakers")
    await published(eve, "Material")
    await published(eve, "Editorial", "A third title")
    assert "The letter has changed once more." in await ada.press(button("reconfirm", endorsement=1, revision=2))
    assert "has confirmed revision 3" in await ada.push("We confirm revision 3")


async def test_an_editorial_revision_tells_nobody(interface: Interface, store: Store) -> None:
    await sign(Someone(interface, "ada"), "Example Bakers")
    await published(await editor(interface, store), "Editorial")
    assert await told(interface, store) == []


async def test_a_draft_of_before_is_shown_what_changed_and_signs_what_is_current(
    interface: Interface, store: Store
) -> None:
    ada, eve = Someone(interface, "ada"), await editor(interface, store)
    await ada.press(button("sign", capacity="board"))
    await ada.say("Example Bakers", "Ada Example", "chair", "ada@example.org")
    await ada.push("Keep as a draft")
    await published(eve, "Material")
    assert await told(interface, store) == []
    await ada.give("endorsement", letter="1")
    asked = await ada.push("The board has decided: submit")
    assert "You wrote this for revision 1, and sign revision 2 now." in asked
    await ada.push("I confirm, and sign on")
    endorsement = await store.read(lambda unit: unit.endorsements.get(1))
    assert endorsement
    assert endorsement.revision == 2


async def test_a_folder_does_not_silently_undo_what_was_published_or_edited_by_chat(
    interface: Interface, store: Store
) -> None:
    eve = await editor(interface, store)
    other = replace(read_letters("")[0], goal=500)
    await eve.press(TITLE)
    await eve.say("Another title")
    with pytest.raises(SetupError, match="edits in the chat that were not published"):
        await store.write(lambda unit: starting.publish(unit, other))
    await eve.press(button("publish"))
    await eve.push("Editorial")
    await eve.push("Publish it")
    with pytest.raises(SetupError, match="revision 2 was published by chat"):
        await store.write(lambda unit: starting.publish(unit, other))
    _, third = await store.write(lambda unit: starting.publish(unit, other, material=True, over_chat=True))
    assert (third.number, third.material, third.person_id) == (3, True, None)
    _, fourth = await store.write(lambda unit: starting.publish(unit, replace(other, goal=600)))
    assert fourth.number == 4


async def test_a_section_may_use_what_another_defines_and_what_was_wrong_before_stands_in_nobody_s_way(
    interface: Interface, store: Store
) -> None:
    eve = await editor(interface, store)
    section = button("change", part="text", item=1, language=0)
    await eve.press(section)
    assert "It is here: [more]: https://example.org/more" in await eve.say("[more]: https://example.org/more")
    assert "Kept." in await eve.say("See [more].\n\n[more]: https://example.org/more")

    def unit(unit: Unit) -> None:
        draft = unit.letters.draft(1)
        assert draft is not None
        texts = {tag: f"{text}\n\n[Signed]: 2031-03-01" for tag, text in draft.letter.text.texts.items()}
        unit.letters.keep_draft(1, replace(draft.letter, text=Localized(texts)), 1)

    await store.write(unit)
    await eve.press(section)
    assert "Kept." in await eve.say("See [more] here.\n\n[more]: https://example.org/more")
    await eve.press(section)
    assert "It has a footnote" in await eve.say("Here[^1].\n\n[^1]: Note")


async def test_moments_of_a_letter_are_shown_in_words_before_they_are_published(
    interface: Interface, store: Store, clock: Clock
) -> None:
    eve = await editor(interface, store)
    await eve.press(button("change", part="closes", item=0, language=0))
    assert "Do you mean Friday, 20 March 2026, 18:00 EDT?" in await eve.say("20 March 2026, 6 pm")
    await eve.push("Yes")
    assert "Friday, 20 March 2026, 18:00 EDT" in await eve.press(button("publish"))
    await eve.press(button("add_event"))
    await eve.say("Vigil", "tomorrow at noon")
    assert "Monday, 2 March 2026, 12:00 EST" in await eve.push("Yes")
