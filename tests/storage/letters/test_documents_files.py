"""The file of a document is kept as long as a revision or the draft of its letter has it."""

from dataclasses import replace
from functools import partial

import pytest

from bot.model.letters.document_files import document_file
from bot.model.letters.documents import Former
from bot.model.letters.letter import Document, DocumentFile, Letter
from bot.model.letters.localized import Localized
from bot.ports.store import Store, Unit
from bot.service import starting
from bot.service.letters import documents, former_documents
from tests.conftest import Clock
from tests.storage import examples
from tests.storage.examples import letter, person

CONTENT = b"%PDF-1.7\nexample"


def file() -> DocumentFile:
    """The file, as a letter has it."""
    made = document_file("press.pdf", CONTENT)
    assert isinstance(made, DocumentFile)
    return made


def with_file() -> Letter:
    """A letter with the file."""
    return replace(letter(), documents=(Document(Localized({"en": "Press release"}), file=file()),))


def there(unit: Unit) -> bytes:
    """What is in the file, after whatever may go is gone."""
    unit.files.retire(100)
    found = unit.files.document(1, file())
    return unit.files.content(found.id) if found else b""


async def test_a_file_stays_with_its_revision_whatever_comes_later(store: Store, clock: Clock) -> None:
    files = {file().sha256: CONTENT}
    await store.write(lambda unit: starting.publish(unit, with_file(), files=files))
    await store.write(lambda unit: starting.publish(unit, letter()))
    await store.write(lambda unit: documents.release(unit, 1, with_file()))
    clock.forward(weeks=3)
    assert await store.write(there) == CONTENT


async def test_a_file_of_a_draft_stays_until_the_draft_has_it_no_more(store: Store, clock: Clock) -> None:
    def edit(unit: Unit) -> None:
        unit.letters.publish(letter())
        received = unit.files.receive(1, "press.pdf", "application/pdf", CONTENT)
        assert documents.taken(unit, 1, received.id) == file()
        unit.letters.keep_draft(1, with_file(), person(unit).id)

    await store.write(edit)
    clock.forward(weeks=3)
    await store.write(lambda unit: documents.release(unit, 1, with_file()))
    clock.forward(weeks=3)
    assert await store.write(there) == CONTENT
    await store.write(lambda unit: unit.letters.discard_draft(1))
    await store.write(lambda unit: documents.release(unit, 1, with_file()))
    clock.forward(weeks=3)
    assert await store.write(there) == b""


async def test_a_file_that_was_taken_back_is_erased_at_once_and_not_kept_again(store: Store, clock: Clock) -> None:
    files = {file().sha256: CONTENT}
    _, revision = await store.write(lambda unit: starting.publish(unit, with_file(), files=files))

    def take_back(unit: Unit) -> None:
        sent = unit.files.document(1, file())
        assert sent
        unit.files.remember(sent.id, "telegram", "reference")
        made = examples.announce(unit, 1)
        unit.announcements.save(replace(made, content=replace(made.content, files=(sent.id,))))
        assert unit.files.announced(1, file().sha256) == [made.id]
        former_documents.take_back(unit, person(unit), revision, 1)

    await store.write(take_back)
    assert await store.write(there) == b""
    assert await store.read(lambda unit: dict(unit.letters.taken_back(1))) == {file().sha256: clock.now}
    await store.write(lambda unit: starting.publish(unit, letter()))
    await store.write(lambda unit: starting.publish(unit, with_file(), files=files))
    assert await store.write(there) == b""


async def test_it_is_found_which_file_took_the_place_of_which(store: Store, clock: Clock) -> None:
    kept, other = document_file("plan.pdf", CONTENT + b"!"), document_file("press.pdf", CONTENT + b"?")
    assert isinstance(kept, DocumentFile)
    assert isinstance(other, DocumentFile)
    plan = Document(Localized({"en": "Plan"}), file=kept)
    report = Document(Localized({"en": "Report"}), link="https://example.org/report")
    first = replace(letter(), documents=(Document(Localized({"en": "Press release"}), file=file()), plan))
    second = replace(letter(), documents=(report, Document(Localized({"en": "Press release"}), file=other), plan))
    await store.write(lambda unit: starting.publish(unit, first))
    clock.forward(days=1)
    _, revision = await store.write(lambda unit: starting.publish(unit, second))

    def known(unit: Unit) -> None:
        found = former_documents.present(unit, revision)
        assert [each.replaced for each in found] == [None, clock.now, None]
        former = former_documents.former(unit, revision, file().sha256)
        assert former == Former(clock.now, by=second.documents[1])
        assert former_documents.former(unit, revision, kept.sha256) is None
        assert former_documents.former(unit, revision, "0" * 64) is None

    await store.read(known)


async def test_what_stood_there_before_as_many_revisions_as_are_looked_at_is_not_found(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(former_documents, "LOOKED_BACK", 2)
    first, other = with_file(), letter()
    for each in (first, other):
        _, revision = await store.write(partial(starting.publish, letter=each))
    assert await store.read(lambda unit: former_documents.former(unit, revision, file().sha256))
    _, later = await store.write(lambda unit: starting.publish(unit, replace(other, title=Localized({"en": "Later"}))))
    assert await store.read(lambda unit: former_documents.former(unit, later, file().sha256)) is None
