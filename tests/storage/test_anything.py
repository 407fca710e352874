"""Whatever is done to a letter's list, in whatever order: a few histories, on both engines. `make anything`: many."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.storage.anything.machine import machine

EXAMPLES = {"sqlite": 4, "postgresql": 2}
STEPS = 9


def test_whatever_is_done_the_journal_holds_nothing_leaks_and_counts_agree(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    server = request.getfixturevalue("postgres") if engine == "postgresql" else None
    few = settings(
        max_examples=EXAMPLES[engine],
        stateful_step_count=STEPS,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    run_state_machine_as_test(machine(tmp_path, server), settings=few)
