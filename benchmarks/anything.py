"""Many histories of a letter's list, in whatever order, on both engines.

`make anything`. What `tests/storage/test_anything.py` does a few times: whatever can be done is done in units of work
that are committed, refused or killed, and after each step the journal holds, nobody is named who is hidden, and every
count is that of the rows. A history after which something of this is not so is made as short as it can be, and printed.
"""

import argparse
import logging
import random
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.storage.anything.machine import machine
from tests.storage.postgres import postgres_server


def main() -> None:
    """Read the options, and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--histories", type=int, default=200, help="so many on each engine")
    parser.add_argument("--steps", type=int, default=30, help="so many steps each has")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append", default=[])
    given = parser.parse_args()
    logging.getLogger("bot").setLevel(logging.ERROR)  # that there is no typesetter
    many = settings(
        max_examples=given.histories, stateful_step_count=given.steps, deadline=None, database=None, print_blob=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    for engine in given.engine or ("sqlite", "postgresql"):
        began, busy = time.monotonic(), time.process_time()
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            server = stack.enter_context(postgres_server()) if engine == "postgresql" else None
            made = machine(folder, server)
            print(f"{engine}, seed {given.seed}: {given.histories} histories of {given.steps} steps", flush=True)
            run_state_machine_as_test(seed(given.seed)(made), settings=many)
            took, used, done = time.monotonic() - began, time.process_time() - busy, made.came
            print(f"{took:.0f} s, CPU {used:.0f} s: {', '.join(f'{count} {what}' for what, count in done.items())}")


if __name__ == "__main__":
    main()
