"""The file of a document is kept as long as a revision or the draft of its letter has it."""

from dataclasses import replace

from bot.model.letters.document_files import document_file
from bot.model.letters.letter import Document, DocumentFile, Letter
from bot.model.letters.localized import Localized
from bot.ports.store import Store, Unit
from bot.service import starting
from bot.service.letters import documents
from tests.conftest import Clock
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
        assert documents.taken(unit, received.id) == file()
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
