"""The log never holds what somebody typed, nor a token."""

import io
import logging
from collections.abc import Iterator

import pytest

from adapters.host import logs


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What is written to the log while it is set up as it is for a host who wants to know everything."""
    before = logging.root.handlers[:], logging.root.level
    logs.set_up("DEBUG")
    handler = logging.root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    stream = io.StringIO()
    handler.setStream(stream)
    yield stream
    logging.root.handlers[:], logging.root.level = before
    for name in logs.OURS:
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_an_exception_is_logged_without_its_message_and_without_that_of_its_cause(written: io.StringIO) -> None:
    try:
        try:
            int("ada@example.org")
        except ValueError as error:
            raise RuntimeError("Ada Example") from error
    except RuntimeError:
        logging.getLogger("bot.anything").exception("a request failed")
    text = written.getvalue()
    assert "a request failed" in text
    assert "RuntimeError" in text
    assert "ValueError" in text
    assert __file__ in text
    assert "raise RuntimeError(" in text
    assert "ada@example.org'" not in text


@pytest.mark.parametrize("library", ["httpx", "telegram", "discord.http", "aiosqlite", "sqlalchemy.engine"])
def test_libraries_log_only_their_warnings_whatever_level_the_host_chose(library: str, written: io.StringIO) -> None:
    logging.getLogger(library).info("POST /bot123:secret/sendMessage")
    logging.getLogger(library).debug("Ada Example")
    assert written.getvalue() == ""


def test_the_project_s_own_code_logs_at_the_level_that_the_host_chose(written: io.StringIO) -> None:
    logging.getLogger("bot.delivery").debug("a batch of 3")
    assert "a batch of 3" in written.getvalue()
