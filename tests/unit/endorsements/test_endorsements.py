"""Where an endorsement can go from where it stands."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.model.endorsements.endorsement import (
    COUNTED,
    MOVES,
    STANDING,
    Check,
    Endorsement,
    PublicEntry,
    Representative,
    State,
    Words,
    entry_text,
)
from bot.model.letters.categories import Trait
from bot.notices.endorsements import OUTCOMES
from bot.service.reviews.decisions import DECIDED
from bot.views.endorsements.desk import STANDS
from bot.views.reviews.cards import CHECKED, NOW

THEN = datetime(2024, 2, 22, 15, 0, tzinfo=UTC)


CHAIR = Representative("Ada Example", "chair", "ada@example.org")


def endorsement(state: State) -> Endorsement:
    return Endorsement(1, 1, 1, "4JTH8Q27", state, 1, "en", PublicEntry("Tenants Union"), 1, THEN, THEN)


def test_every_state_says_where_it_leads() -> None:
    assert set(MOVES) == set(State)
    assert all(state not in MOVES[state] for state in State)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("to", State)
def test_only_the_declared_moves_can_be_made(state: State, to: State) -> None:
    allowed = {
        ("draft", "submitted"), ("draft", "withdrawn"),
        ("submitted", "listed"), ("submitted", "withheld"), ("submitted", "declined"), ("submitted", "withdrawn"),
        ("listed", "submitted"), ("listed", "withheld"), ("listed", "withdrawn"), ("listed", "disputed"),
        ("withheld", "submitted"), ("withheld", "listed"), ("withheld", "withdrawn"), ("withheld", "disputed"),
        ("declined", "submitted"), ("declined", "withdrawn"), ("declined", "disputed"),
        ("disputed", "listed"), ("disputed", "withheld"), ("disputed", "withdrawn"), ("disputed", "declined"),
    }  # fmt: skip
    assert endorsement(state).may_become(to) == ((state.value, to.value) in allowed)


def test_withdrawing_is_always_possible_once_and_final() -> None:
    assert all(State.WITHDRAWN in MOVES[state] for state in State if state is not State.WITHDRAWN)
    assert not MOVES[State.WITHDRAWN]


def test_nothing_is_listed_without_having_been_reviewed() -> None:
    assert {state for state in State if State.LISTED in MOVES[state]} == {
        State.SUBMITTED,
        State.WITHHELD,
        State.DISPUTED,
    }


def test_whose_name_is_withheld_is_never_listed() -> None:
    signed = replace(endorsement(State.SUBMITTED), entry=PublicEntry("Tenants Union", withheld=True))
    assert signed.moved(State.LISTED, THEN).state is State.WITHHELD


def test_an_organization_has_one_endorsement_that_waits_is_listed_or_is_disputed() -> None:
    assert COUNTED | {State.SUBMITTED, State.DISPUTED} == STANDING


def test_a_move_changes_the_state_and_when_and_nothing_else() -> None:
    later = THEN + timedelta(days=1)
    moved = endorsement(State.SUBMITTED).moved(State.LISTED, later)
    assert (moved.state, moved.changed_at, moved.created_at) == (State.LISTED, later, THEN)
    assert (moved.receipt, moved.entry) == ("4JTH8Q27", PublicEntry("Tenants Union"))


@pytest.mark.parametrize("words", [STANDS, OUTCOMES, NOW, DECIDED])
def test_every_state_has_words_wherever_it_is_shown(words: dict[State, object]) -> None:
    assert set(words) == set(State)


def test_every_check_has_words() -> None:
    assert set(CHECKED) == set(Check)


@pytest.mark.parametrize(
    ("email", "domain"), [("ada@union.example", "union.example"), ('"a@b"@c.example', "c.example"), ("", "")]
)
def test_the_domain_is_what_stands_behind_the_last_at(email: str, domain: str) -> None:
    assert Representative("Ada", "chair", email).domain == domain


def test_a_public_line_in_plain_text_has_its_place_in_brackets() -> None:
    assert entry_text(PublicEntry("Tenants Union", place="Hamilton", statement="x")) == "Tenants Union (Hamilton)"
    assert entry_text(PublicEntry("Tenants Union", website="https://u.example")) == "Tenants Union"


def test_a_line_s_canonical_json_is_exactly_what_was_typed() -> None:
    line = PublicEntry('Union "Ä"', "https://u.example", "Hamilton", "a\nb")
    expected = '{"organization":"Union \\"Ä\\"","place":"Hamilton","statement":"a\\nb","website":"https://u.example"}'
    assert line.canonical() == expected


def test_a_line_says_of_a_reservation_only_where_there_is_one() -> None:
    assert "reserv" not in PublicEntry("Tenants Union").canonical()
    said = PublicEntry("Tenants Union", reserved=(1, 3), reservation="Not so fast.").canonical()
    assert '"reservation":"Not so fast.","reserved":[1,3]' in said


def test_a_line_says_of_what_the_organization_is_only_what_was_stated() -> None:
    said = PublicEntry("Tenants Union", kind="union", region="north")
    assert json.loads(said.canonical()).keys() - json.loads(PublicEntry("x").canonical()).keys() == {"kind", "region"}
    assert said.traits == {Trait.KIND: "union", Trait.REGION: "north"}


def test_everybody_reads_only_the_words_that_are_shown() -> None:
    line = PublicEntry("Tenants Union", statement="Yes.", reserved=(2,), reservation="But.")
    signed = replace(endorsement(State.LISTED), entry=line, statement=Words.WAITING, reservation=Words.SHOWN)
    assert signed.public == replace(line, statement="")
    assert replace(signed, statement=Words.SHOWN, reservation=Words.TAKEN_DOWN).public == replace(line, reservation="")


def test_listing_approves_the_words_that_waited_and_settling_a_dispute_does_not() -> None:
    waiting = replace(endorsement(State.SUBMITTED), statement=Words.WAITING, reservation=Words.TAKEN_DOWN)
    listed = waiting.moved(State.LISTED, THEN)
    assert (listed.statement, listed.reservation) == (Words.SHOWN, Words.TAKEN_DOWN)
    disputed = replace(listed.moved(State.DISPUTED, THEN), statement=Words.WAITING)
    assert disputed.moved(State.LISTED, THEN).statement is Words.WAITING


def test_a_withdrawal_takes_the_words_down_and_leaves_none_where_there_were_none() -> None:
    gone = replace(endorsement(State.LISTED), statement=Words.SHOWN).moved(State.WITHDRAWN, THEN)
    assert (gone.statement, gone.reservation) == (Words.TAKEN_DOWN, Words.NONE)


def test_a_correction_names_who_speaks_for_it_as_they_are_now_and_nobody_who_does_not() -> None:
    signed = endorsement(State.LISTED)
    named = replace(signed, entry=replace(signed.entry, spokesperson="Ada Example, clerk"))
    assert named.corrected(PublicEntry("Tenants Union"), CHAIR).entry.spokesperson == "Ada Example, chair"
    assert signed.corrected(PublicEntry("Tenants Union"), CHAIR).entry.spokesperson == ""


def test_a_correction_lets_a_changed_statement_wait_and_keeps_the_reservation() -> None:
    line = PublicEntry("Tenants Union", statement="Yes.", reserved=(2,), reservation="But.")
    signed = replace(endorsement(State.LISTED), entry=line, statement=Words.SHOWN, reservation=Words.SHOWN)
    same = signed.corrected(PublicEntry("Union of Tenants", statement="Yes."), CHAIR)
    assert same.entry == replace(line, organization="Union of Tenants")
    assert (same.statement, same.reservation) == (Words.SHOWN, Words.SHOWN)
    assert signed.corrected(PublicEntry("Tenants Union", statement="No."), CHAIR).statement is Words.WAITING
    assert signed.corrected(PublicEntry("Tenants Union"), CHAIR).statement is Words.NONE
