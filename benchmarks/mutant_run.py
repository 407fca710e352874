"""Runs tests of a checkout in a process that was forked from one in which all libraries are there already."""

import os
import resource
import sys
from collections.abc import Sequence
from pathlib import Path

LIBRARIES = (
    "pytest", "sqlalchemy.ext.asyncio", "sqlalchemy.dialects.sqlite.aiosqlite", "alembic.command",
    "cryptography.fernet", "babel.messages.pofile", "markdown_it", "msgspec", "aiohttp.web", "jinja2", "icalendar",
    "regex", "rapidfuzz", "pyuca", "snowballstemmer", "PIL.Image", "email_validator", "publicsuffixlist",
)  # fmt: skip
"""What tests import of others, which is the same for each mutant. No plugins of pytest's, which wants to load them."""


def run(checkout: Path, tests: Sequence[str], seconds: int) -> None:
    """End this process as pytest would, with the first test that fails; by a signal after so many seconds of CPU."""
    import pytest

    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    os.chdir(checkout)
    sys.path[:0] = [str(checkout)]
    sys.dont_write_bytecode = True
    os.environ["PYTHONPATH"] = str(checkout)
    quiet = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(quiet, number)
    os._exit(
        pytest.main(
            ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", "-k", "not postgresql", *tests]
        )
    )
