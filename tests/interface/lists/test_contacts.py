"""Only who agreed to be contacted is in the file that owners take out, and each look is journalled."""

import csv
import io
import json

from bot.interface.conversation import Interface
from bot.model.people.person import Role
from bot.ports.messenger import Message
from bot.ports.store import Store
from tests.buttons import button
from tests.interface.someone import Someone, sign, with_role
from tests.memory import MemoryStore


async def test_only_who_agreed_is_in_it_and_the_journal_notes_each_look(served: Interface, store: Store) -> None:
    ada, ben, olu, rex = (Someone(served, name) for name in ("ada", "ben", "olu", "rex"))
    await with_role(store, olu, Role.OWNER, 1)
    await with_role(store, rex, Role.REVIEWER, 1)
    for number, (person, name) in enumerate(((ada, "=Example Bakers"), (ben, "Example Riders")), 1):
        await sign(person, name)
        await rex.press(button("decide", endorsement=number, decision="list", check="phone"))
    assert "0 people who signed agree" in await olu.give("agreed_contacts", letter="1")
    await olu.press(button("agreed_contacts", letter=1, sure="yes"))
    assert "Nobody who is listed has agreed" in olu.text
    await ada.press(button("consents", letter=1, endorsement=1, agree="contact"))
    await rex.press(button("agreed_contacts", letter=1, sure="yes"))
    assert isinstance(rex.last, Message)
    assert not rex.last.files

    before = len(await store.read(lambda unit: unit.journal.links(1)))
    await olu.press(button("agreed_contacts", letter=1, sure="yes"))
    assert isinstance(olu.last, Message)
    (file,) = olu.last.files
    content = await store.read(lambda unit: unit.files.content(file.id))
    header, *rows = csv.reader(io.StringIO((content or b"").decode("utf-8-sig")))
    assert header == ["organization", "name", "role", "email", "language", "agreed_at"]
    assert [row[:4] for row in rows] == [["'=Example Bakers", "Ada Example", "chair", "ada@example.org"]]
    assert isinstance(store, MemoryStore)
    assert b"ada@example.org" not in store.content()
    added = (await store.read(lambda unit: unit.journal.links(1)))[before:]
    assert [json.loads(each.body)["act"] for each in added] == ["endorsement.details_shown"]

    await ada.push("No more: Contact")
    await olu.press(button("agreed_contacts", letter=1, sure="yes"))
    assert "Nobody who is listed has agreed" in olu.text
