"""Where an endorsement can go from where it stands."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.commands.desk import STANDS
from bot.commands.notices import OUTCOMES
from bot.commands.review import CHECKED, NOW
from bot.model.endorsements import MOVES, STANDING, Check, Endorsement, Line, Representative, State, public_line
from bot.service.reviewing import DECIDED

THEN = datetime(2024, 2, 22, 15, 0, tzinfo=UTC)


def endorsement(state: State) -> Endorsement:
    return Endorsement(1, 1, 1, "4JTH8Q27", state, 1, "en", Line("Tenants Union"), 1, THEN, THEN)


def test_every_state_says_where_it_leads() -> None:
    assert set(MOVES) == set(State)
    assert all(state not in MOVES[state] for state in State)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("to", State)
def test_only_the_declared_moves_can_be_made(state: State, to: State) -> None:
    allowed = {
        ("draft", "submitted"), ("draft", "withdrawn"),
        ("submitted", "listed"), ("submitted", "declined"), ("submitted", "withdrawn"),
        ("listed", "submitted"), ("listed", "withdrawn"), ("listed", "disputed"),
        ("declined", "submitted"), ("declined", "withdrawn"), ("declined", "disputed"),
        ("disputed", "listed"), ("disputed", "withdrawn"), ("disputed", "declined"),
    }  # fmt: skip
    assert endorsement(state).may_become(to) == ((state.value, to.value) in allowed)


def test_withdrawing_is_always_possible_once_and_final() -> None:
    assert all(State.WITHDRAWN in MOVES[state] for state in State if state is not State.WITHDRAWN)
    assert not MOVES[State.WITHDRAWN]


def test_nothing_is_listed_without_having_been_reviewed() -> None:
    assert {state for state in State if State.LISTED in MOVES[state]} == {State.SUBMITTED, State.DISPUTED}


def test_an_organization_has_one_endorsement_that_waits_is_listed_or_is_disputed() -> None:
    assert {State.SUBMITTED, State.LISTED, State.DISPUTED} == STANDING


def test_a_move_changes_the_state_and_when_and_nothing_else() -> None:
    later = THEN + timedelta(days=1)
    moved = endorsement(State.SUBMITTED).moved(State.LISTED, later)
    assert (moved.state, moved.changed_at, moved.created_at) == (State.LISTED, later, THEN)
    assert (moved.receipt, moved.line) == ("4JTH8Q27", Line("Tenants Union"))


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
    assert public_line(Line("Tenants Union", place="Hamilton", statement="x")) == "Tenants Union (Hamilton)"
    assert public_line(Line("Tenants Union", website="https://u.example")) == "Tenants Union"


def test_a_line_s_canonical_json_is_exactly_what_was_typed() -> None:
    line = Line('Union "Ä"', "https://u.example", "Hamilton", "a\nb")
    expected = '{"organization":"Union \\"Ä\\"","place":"Hamilton","statement":"a\\nb","website":"https://u.example"}'
    assert line.canonical() == expected
