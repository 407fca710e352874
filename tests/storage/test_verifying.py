"""Whatever was done to a letter's record: one change to it is found, and an erasure is none."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from bot.errors import Refusal
from bot.model.endorsements import Check, Line
from bot.model.journal import ERASED, Head, commit
from bot.model.letter import Revision
from bot.ports.store import Store, Unit
from bot.service import heads, reviewing, signing
from bot.service.verifying import Verdict, verify, verify_export, verify_one
from storage import tables
from storage.unit import ConnectionUnit
from tests.conftest import Clock
from tests.storage.examples import BAKERS, REPRESENTATIVE, announce, letter, person, publish, sign, signed
from tests.storage.tampering import DEEDS, Deed, Remove, Renumber, Spell, done

SLUGS = (f"letter-{number}" for number in count(1))
LINES = ("organization", "website", "place", "statement")
BAKERS_LINE = Line(BAKERS, "https://bakers.example", "Toronto", "« Bread needs buses. »")


@dataclass(frozen=True)
class Act:
    """Something that somebody does about an organization, or its latest sign-on."""

    what: str
    organization: int


ACTS = st.builds(
    Act,
    st.sampled_from(
        ["sign", "sign", "draft", "correct", "withdraw", "list", "list", "decline", "undo", "ask", "look", "publish",
         "announce", "head", "erase"]
    ),
    st.integers(0, 2),
)  # fmt: skip


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """One engine is enough: the rules are the same, and the time goes into more histories."""
    return f"sqlite:///{tmp_path / 'countersign.db'}"


def act(unit: Unit, first: Revision, act: Act) -> None:
    """Do it, through the services; what they refuse is not done."""
    signer, reviewer, letter_id = person(unit, "ada"), person(unit, "grace"), first.letter_id
    line = replace(BAKERS_LINE, organization=f"Friends of stop {act.organization}")
    found = [each for each in unit.endorsements.of_person(signer.id, letter_id) if each.line == line]
    revision = unit.letters.current(letter_id)
    assert revision
    match act.what, found[0].id if found else 0:
        case "publish", number:
            unit.letters.publish(letter(revision.letter.slug, f"Night buses, {revision.number}"))
        case "announce", number:
            announce(unit, letter_id)
        case "head", number:
            unit.journal.publish(letter_id)
        case (("sign" | "draft"), number):
            signing.sign(unit, signer, revision, line, REPRESENTATIVE, "fr", act.what == "draft")
        case _, 0:
            return
        case "correct", number:
            signing.correct(unit, signer, number, revision, line, REPRESENTATIVE, "en", False)
        case "withdraw", number:
            signing.withdraw(unit, signer, letter_id, number)
        case "list", number:
            reviewing.decide_to_list(unit, reviewer, letter_id, number, Check.PHONE)
        case "decline", number:
            reviewing.decline(unit, reviewer, letter_id, number, "We could not reach you.")
        case "undo", number:
            reviewing.undo(unit, reviewer, letter_id, number)
        case "ask", number:
            reviewing.ask(unit, reviewer, letter_id, number, "Which town?")
        case "look", number:
            reviewing.details(unit, reviewer, letter_id, number)
        case "erase", number:
            unit.journal.erase(letter_id, number, reviewer.id)


def lived(unit: Unit, acts: Sequence[Act]) -> int:
    """A letter of its own, and what happened to it, up to a head that is published in the end."""
    first = publish(unit, next(SLUGS))
    for each in acts:
        with suppress(Refusal), unit.savepoint():
            act(unit, first, each)
    unit.journal.publish(first.letter_id)
    return first.letter_id


def free(unit: Unit, letter_id: int, deed: Deed) -> bool:
    """Whether it is about an endorsement's public line, or the whole record, where one was erased: nothing commits to
    these any more."""
    if not any(f'"act":"{ERASED}"' in link.body for link in unit.journal.links(letter_id)):
        return False
    match deed:
        case Spell("endorsements", column):
            return column in LINES
        case Renumber("endorsements", column):
            return column == "letter_id"
        case Remove("endorsements"):
            return True
    return False


class Undone(Exception):
    """What was done is taken back."""


async def after(store: Store, letter_id: int, deed: Deed) -> Verdict | None:
    """What verification says once it was done, which is then taken back; nothing where nothing changed."""
    found = list[Verdict]()

    def tamper(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        if done(unit.connection, letter_id, deed) and not free(unit, letter_id, deed):
            found.append(verify(unit, letter_id))
        raise Undone

    with suppress(Undone, IntegrityError):
        await store.write(tamper)
    return found[0] if found else None


@settings(max_examples=40, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(acts=st.lists(ACTS, min_size=1, max_size=12), deeds=st.lists(DEEDS, min_size=12, max_size=12))
async def test_any_one_change_to_the_journal_or_to_what_stands_beside_it_is_found(
    store: Store, acts: Sequence[Act], deeds: Sequence[Deed]
) -> None:
    letter_id = await store.write(lambda unit: lived(unit, acts))
    assert (await store.read(lambda unit: verify(unit, letter_id))).fault == ""
    for deed in deeds:
        verdict = await after(store, letter_id, deed)
        assert verdict is None or verdict.fault, (acts, deed)
    assert (await store.read(lambda unit: verify(unit, letter_id))).fault == ""


async def test_what_was_cut_off_the_end_is_found_as_far_as_a_head_was_published(store: Store) -> None:
    night = (await store.write(signed)).letter_id
    assert (await store.read(lambda unit: verify(unit, night))).published is None
    head = await store.write(lambda unit: unit.journal.publish(night))
    verdict = await store.read(lambda unit: verify(unit, night))
    assert (verdict.published, verdict.fault) == (head, "")
    noted = Head(head.number + 1, head.hash)
    verdict = await store.read(lambda unit: verify(unit, night, [noted]))
    assert (verdict.entries, verdict.fault) == (2, "a head of 3 entries was published, and there are 2")


async def test_an_erasure_is_journalled_and_counted_and_everything_still_verifies(store: Store) -> None:
    endorsement = await store.write(signed)
    night, number = endorsement.letter_id, endorsement.id
    await store.write(lambda unit: unit.endorsements.save(endorsement, "endorsement.corrected", endorsement.person_id))
    await store.write(lambda unit: unit.journal.erase(night, number, endorsement.person_id))
    verdict = await store.read(lambda unit: verify(unit, night))
    assert (verdict.entries, verdict.erased, verdict.fault) == (4, 2, "")
    assert await store.read(lambda unit: list(unit.journal.beside(night))) == []
    assert (await store.read(lambda unit: verify_one(unit, endorsement))).holds


async def test_acts_of_other_kinds_are_taken_as_they_are(store: Store) -> None:
    endorsement = await store.write(signed)

    def dispute(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        unit.journal.append(endorsement.letter_id, "dispute.opened", endorsement.id, None, state="open", line="{}")
        unit.journal.append(endorsement.letter_id, "list.frozen", 1, None, fingerprint="0" * 64)

    await store.write(dispute)
    assert (await store.read(lambda unit: verify(unit, endorsement.letter_id))).fault == ""


async def test_one_endorsement_is_verified_without_following_a_long_chain(store: Store) -> None:
    endorsement = await store.write(signed)

    def much(unit: Unit) -> None:
        for _ in range(20):
            unit.endorsements.looked_at(sign_of_another, endorsement.person_id)

    sign_of_another = await store.write(lambda unit: sign(unit, endorsement.letter_id, "Example Riders"))
    await store.write(much)
    found = await store.read(lambda unit: verify_one(unit, endorsement, latest=10))
    assert (found.holds, found.since, [link.number for link in found.links]) == (True, 14, [2])
    assert found.beside
    entry = found.links[0].body
    assert commit(found.beside.salt, endorsement.line.canonical()) in entry

    def change(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        unit.connection.execute(update(tables.endorsements).values(place="Elsewhere"))

    await store.write(change)
    assert not (await store.read(lambda unit: verify_one(unit, endorsement))).holds


async def test_a_letter_publishes_a_head_by_itself_once_a_day_where_there_are_new_entries(
    store: Store, clock: Clock
) -> None:
    night = (await store.write(signed)).letter_id

    async def numbers() -> list[int]:
        await store.write(heads.advance)
        return [head.number for head in await store.read(lambda unit: unit.journal.heads(night))]

    assert await numbers() == [2]
    await store.write(lambda unit: sign(unit, night, "Example Riders"))
    assert await numbers() == [2]
    clock.now += timedelta(days=1)
    assert await numbers() == [2, 3]
    clock.now += timedelta(days=1)
    assert await numbers() == [2, 3]


async def test_an_exported_journal_is_verified_by_itself(store: Store) -> None:
    night = (await store.write(signed)).letter_id
    file = await store.write(lambda unit: heads.file(unit, night, "night-buses"))
    content = (await store.read(lambda unit: unit.files.content(file.id))).decode()
    lines = content.splitlines()
    assert verify_export(lines).fault == ""
    assert verify_export(lines[:-1]).fault == "a head of 2 entries was published, and there are 1"
    assert verify_export([*lines, lines[-1]]).fault == "entry 3 was changed"
    assert verify_export([line.replace("submitted", "withdrawn") for line in lines]).fault == "entry 2 was changed"
    with pytest.raises(ValueError, match="no head"):
        verify_export(["[]"])
