"""A defect of the bot's that a test meets fails it, though people are told that something failed, and no more."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

MARK = "defective"
"""Marks a test in which something is to fail that never should."""


class _Defects(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found = list[str]()

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            self.found.append(self.format(record))


@contextmanager
def noticed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail where the log tells of an exception that nobody expected, unless the test is marked."""
    defects = _Defects()
    logging.root.addHandler(defects)
    try:
        yield
    finally:
        logging.root.removeHandler(defects)
    assert MARK in request.keywords or not defects.found, "\n".join(defects.found)
