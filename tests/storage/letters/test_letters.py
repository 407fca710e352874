"""Letters, and the revisions that publish them."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import IntegrityError

from bot.model.letters.letter import Document, Event, Speaker, fingerprint
from bot.model.letters.localized import Localized
from bot.ports.store import Store
from tests.conftest import Clock
from tests.letters import LETTER
from tests.storage.examples import letter, publish, sign

CANONICAL = (
    '{"closes":null,"demands":[{"addressee":{"name":"Anne Placeholder","office":{"texts":{"en":"Mayor"}}},'
    '"asked":{"texts":{"en":"A bus.","fr":"Un bus."}},"number":1,"title":{"texts":{"en":"Every hour",'
    '"fr":"Toutes les heures"}},"topics":{"en":["bus","night"],"fr":["nuit"]}}],"documents":[],"events":[],'
    '"goal":100,"initiator":{"acronym":"NR","name":{"texts":{"en":"Night Riders"}},'
    '"website":"https://night.example"},"languages":["fr","en"],"link":null,"opens":null,"slug":"night-buses",'
    '"summary":{"texts":{"en":"Let them run.","fr":"Qu’ils roulent."}},"text":{"texts":{"en":"We ask.",'
    '"fr":"Nous demandons."}},"title":{"texts":{"en":"Night buses for all","fr":"Des bus la nuit"}},'
    '"zone":"America/Toronto"}'
)
"""The canonical JSON of the example, as somebody would write it down who has never seen the code."""

FINGERPRINT = "3a3e082b0737f9b9d70b312bacdfc9960fdb1e7f80a6fbc4c3da73d22174e2a2"


async def test_a_letter_comes_back_as_it_was_published(store: Store, clock: Clock) -> None:
    revision = await store.write(publish)
    assert await store.read(lambda unit: unit.letters.current(revision.letter_id)) == revision
    assert await store.read(lambda unit: unit.letters.named("night-buses")) == revision
    assert (revision.number, revision.letter, revision.published_at) == (1, letter(), clock.now)


async def test_the_languages_of_a_text_stay_in_the_order_of_preference(store: Store) -> None:
    await store.write(publish)
    revision = await store.read(lambda unit: unit.letters.named("night-buses"))
    assert revision is not None
    assert list(revision.letter.title.texts) == ["fr", "en"]
    assert revision.letter.title.in_("ar") == "Des bus la nuit"


async def test_a_fingerprint_is_the_sha256_of_the_canonical_json_which_the_standard_library_computes(
    store: Store,
) -> None:
    revision = await store.write(publish)
    again = json.dumps(json.loads(CANONICAL), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert again == CANONICAL
    assert hashlib.sha256(CANONICAL.encode()).hexdigest() == FINGERPRINT
    assert revision.sha256 == FINGERPRINT


async def test_a_letter_that_was_read_has_the_fingerprint_with_which_it_was_published(store: Store) -> None:
    full = replace(
        letter(),
        link=Localized({"en": "https://letter.example"}),
        opens=datetime(2026, 3, 1, tzinfo=UTC),
        closes=datetime(2026, 4, 1, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=-4))),
        events=(
            Event(
                Localized({"en": "Vigil"}),
                datetime(2026, 3, 8, 18, 30, tzinfo=timezone(timedelta(hours=5, minutes=45))),
                place=Localized({"en": "City Hall"}),
                speakers=(Speaker("Night Riders", "Nadia"),),
            ),
        ),
        documents=(Document(Localized({"en": "Release"}), "Night Riders", "https://letter.example/release.pdf"),),
    )
    await store.write(lambda unit: unit.letters.publish(full))
    revision = await store.read(lambda unit: unit.letters.named("night-buses"))
    assert revision is not None
    assert revision.letter == full
    assert fingerprint(revision.letter) == revision.sha256 == fingerprint(full)


async def test_publishing_again_is_the_next_revision_and_leaves_the_first(store: Store, clock: Clock) -> None:
    first = await store.write(publish)
    clock.forward(days=1)
    second = await store.write(lambda unit: unit.letters.publish(letter(title="Night buses for everybody")))
    assert (second.letter_id, second.number) == (first.letter_id, 2)
    assert second.sha256 != first.sha256
    assert second.published_at == first.published_at + timedelta(days=1)
    assert await store.read(lambda unit: unit.letters.current(first.letter_id)) == second
    assert await store.read(lambda unit: unit.letters.all()) == [second]


async def test_every_letter_is_there_in_its_latest_revision_the_oldest_letter_first(store: Store) -> None:
    first = await store.write(publish)
    other = await store.write(lambda unit: publish(unit, "clean-river"))
    second = await store.write(publish)
    assert await store.read(lambda unit: unit.letters.all()) == [second, other]
    assert other.letter_id != first.letter_id


async def test_a_letter_that_was_never_published_is_not_there(store: Store) -> None:
    assert await store.read(lambda unit: unit.letters.all()) == []
    assert await store.read(lambda unit: unit.letters.current(LETTER)) is None
    assert await store.read(lambda unit: unit.letters.named("night-buses")) is None


async def test_nobody_signs_a_revision_that_does_not_exist(store: Store) -> None:
    with pytest.raises(IntegrityError):
        await store.write(lambda unit: sign(unit, letter_id=7))
