"""What the host is told: a line of the log is a sentence to read, and the same as an event with named values.

Lines that are about one request carry its id, which is random and says nothing of whose it is.
"""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Value = int | float | str
"""Numbers, names of platforms and closed values; never what somebody typed, nor what a platform knows somebody by."""

_REQUEST: ContextVar[str] = ContextVar("request", default="")


@contextmanager
def request() -> Iterator[None]:
    """While a request is done; what it calls upon is part of it."""
    token = None if _REQUEST.get() else _REQUEST.set(secrets.token_hex(4))
    try:
        yield
    finally:
        if token:
            _REQUEST.reset(token)


def request_id() -> str:
    """The id of the request that is done here; empty where there is none."""
    return _REQUEST.get()


def log_event(logger: logging.Logger, level: int, event: str, sentence: str, **values: Value) -> None:
    """Log an event such as `halt.begun`; `%(name)s` stands in the sentence for a value.

    The values are the record's arguments, which is where a formatter finds them by their names.
    """
    logger.log(level, sentence, *([values] if values else []), extra={"event": event})
