"""The journal: whoever has it can verify it with the standard library, and learns nothing about a person from it."""

import hashlib
import json
from dataclasses import replace

import pytest

from bot.model.endorsements.endorsement import PublicEntry, State
from bot.model.journal.acts import Act
from bot.model.journal.entries import Found
from bot.ports.store import Store, Unit
from bot.service.journal.verification import verify
from tests.storage.examples import BAKERS, REPRESENTATIVE, announce, letter, person, publish, sign, signed
from tests.storage.journal.chain import entries, head

BODY = (
    '{"act":"letter.published","actor":"","at":"2026-03-01T12:00:00Z",'
    '"commitment":"3a3e082b0737f9b9d70b312bacdfc9960fdb1e7f80a6fbc4c3da73d22174e2a2","facts":{},"language":"","letter":1,'
    '"number":1,"record":1,"revision":1,"state":""}'
)
HASH = "6d712b86dea538b59dd472c8cde68b8ed4cec279050c6cd8d4c48a45859d0b22"
"""The SHA-256 of 64 zeros, a line feed and the body."""


def live(unit: Unit) -> int:
    """Every act that is journalled, once."""
    endorsement = sign(unit, publish(unit).letter_id, signer="augusta")
    reviewer = person(unit, "grace").id
    unit.endorsements.looked_at(endorsement, reviewer)
    unit.endorsements.ask(endorsement, "Which town?", reviewer)
    unit.endorsements.answer(endorsement, "The old one.", endorsement.person_id)
    listed = endorsement.moved(State.LISTED, unit.now)
    unit.endorsements.save(listed, Act.ENDORSEMENT_LISTED, reviewer)
    announce(unit, endorsement.letter_id)
    withdrawn = listed.moved(State.WITHDRAWN, unit.now)
    unit.endorsements.save(withdrawn, Act.ENDORSEMENT_WITHDRAWN, endorsement.person_id)
    return endorsement.letter_id


async def test_an_entry_is_what_the_specification_says_to_the_byte(store: Store) -> None:
    await store.write(publish)
    (link,) = await store.read(lambda unit: unit.journal.links(1))
    assert json.dumps(json.loads(BODY), sort_keys=True, separators=(",", ":"), ensure_ascii=False) == BODY
    assert hashlib.sha256(f"{'0' * 64}\n{BODY}".encode()).hexdigest() == HASH
    assert (link.number, link.body, link.hash) == (1, BODY, HASH)


async def test_every_change_has_its_entry_and_the_chain_holds(store: Store) -> None:
    night = await store.write(live)
    links = await store.read(lambda unit: unit.journal.links(night))
    assert [entry["act"] for entry in entries(links)] == [
        "letter.published",
        "endorsement.submitted",
        "endorsement.details_shown",
        "endorsement.asked",
        "endorsement.answered",
        "endorsement.listed",
        "announcement.released",
        "endorsement.withdrawn",
    ]
    verdict = await store.read(lambda unit: verify(unit, night))
    assert (verdict.entries, verdict.head, verdict.fault) == (8, head(links), "")


async def test_an_entry_says_which_record_came_to_which_state_by_whom_and_in_front_of_which_text(
    store: Store,
) -> None:
    night = await store.write(live)
    entry = entries(await store.read(lambda unit: unit.journal.links(night)))[5]
    assert (entry["record"], entry["state"], entry["revision"], entry["language"]) == (1, "listed", 1, "fr")
    assert entry["at"] == "2026-03-01T12:00:00Z"
    acts = entries(await store.read(lambda unit: unit.journal.links(night)))
    ada, grace = acts[1]["actor"], acts[5]["actor"]
    assert ada == acts[4]["actor"] == acts[7]["actor"]
    assert grace == acts[2]["actor"] == acts[3]["actor"]
    assert len({str(ada), str(grace), ""}) == 3


async def test_each_letter_has_a_chain_of_its_own(store: Store) -> None:
    def interleave(unit: Unit) -> tuple[int, int]:
        night, river = publish(unit).letter_id, publish(unit, "clean-river").letter_id
        for name in ("One", "Two"):
            sign(unit, night, name)
            sign(unit, river, name)
        return night, river

    night, river = await store.write(interleave)
    of_night = await store.read(lambda unit: unit.journal.links(night))
    of_river = await store.read(lambda unit: unit.journal.links(river))
    assert [entry["letter"] for entry in entries(of_night)] == [night] * 3
    assert [entry["letter"] for entry in entries(of_river)] == [river] * 3


async def test_an_entry_commits_to_the_public_line_which_stands_beside_it_with_its_salt(store: Store) -> None:
    night = await store.write(live)
    acts = entries(await store.read(lambda unit: unit.journal.links(night)))
    rows = await store.read(lambda unit: list(unit.journal.beside(night)))
    beside = [(row.number, row.salt, row.line) for row in rows]
    assert [number for number, *_ in beside] == [2, 6, 8]
    for number, salt, line in beside:
        assert acts[number - 1]["commitment"] == hashlib.sha256(f"{salt}\n{line}".encode()).hexdigest()
        assert json.loads(line) == {
            "organization": BAKERS,
            "place": "Toronto",
            "statement": "Bread needs buses.",
            "website": "https://bakers.example",
        }
    assert len({salt for _, salt, _ in beside}) == 3
    assert [act["number"] for act in acts if act["commitment"]] == [1, 2, 6, 8]


async def test_the_entry_of_a_publication_commits_to_the_text(store: Store) -> None:
    first = await store.write(publish)
    second = await store.write(lambda unit: unit.letters.publish(letter(title="Night buses for everybody")))
    acts = entries(await store.read(lambda unit: unit.journal.links(first.letter_id)))
    assert [act["commitment"] for act in acts] == [first.sha256, second.sha256]
    fingerprints = await store.read(lambda unit: unit.letters.fingerprints(first.letter_id))
    assert fingerprints == {1: first.sha256, 2: second.sha256}


async def test_the_same_line_is_committed_to_under_another_salt_every_time(store: Store) -> None:
    endorsement = await store.write(signed)
    for _ in range(2):
        await store.write(
            lambda unit: unit.endorsements.save(endorsement, Act.ENDORSEMENT_CORRECTED, endorsement.person_id)
        )
    acts = entries(await store.read(lambda unit: unit.journal.links(endorsement.letter_id)))
    assert len({act["commitment"] for act in acts}) == len(acts)


async def test_nobody_and_nothing_is_named_in_the_journal(store: Store) -> None:
    night = await store.write(live)
    receipt = (await store.read(lambda unit: unit.endorsements.in_state(night, State.WITHDRAWN, 0, 1)))[0].receipt
    text = "".join(link.body for link in await store.read(lambda unit: unit.journal.links(night)))
    line = PublicEntry(BAKERS, "https://bakers.example", "Toronto", "Bread needs buses.")
    named = [line.organization, line.website, line.place, line.statement, receipt, "augusta", "grace", "console"]
    named += [REPRESENTATIVE.name, REPRESENTATIVE.role, REPRESENTATIVE.email, "Which town?", "We meet on Monday."]
    assert [name for name in named if name in text] == []


async def test_the_records_can_be_held_against_the_journal(store: Store) -> None:
    endorsement = await store.write(signed)
    ((number, found),) = await store.read(lambda unit: list(unit.journal.records(endorsement.letter_id)))
    standing = ("state", "revision", "language", "organization", "statement", "first")
    assert (number, [found.facts[name] for name in standing]) == (1, ["submitted", 1, "fr", 1, "waiting", ""])
    assert found.line["organization"] == BAKERS
    moved = replace(endorsement, state=State.LISTED)
    await store.write(lambda unit: unit.endorsements.save(moved, Act.ENDORSEMENT_LISTED, endorsement.person_id))
    again = await store.read(lambda unit: unit.journal.record(endorsement.id))
    assert again == Found({**found.facts, "state": "listed"}, found.line)


async def test_what_a_unit_that_raises_did_is_not_in_the_journal(store: Store) -> None:
    endorsement = await store.write(signed)
    before = await store.read(lambda unit: unit.journal.links(endorsement.letter_id))

    def fail(unit: Unit) -> None:
        unit.endorsements.ask(endorsement, "Which town?", endorsement.person_id)
        raise ValueError("no town")

    with pytest.raises(ValueError, match="no town"):
        await store.write(fail)
    assert await store.read(lambda unit: unit.journal.links(endorsement.letter_id)) == before
