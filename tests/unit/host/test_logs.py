"""The log never holds what somebody typed, nor a token; as text for people, or as JSON for programs."""

import io
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest

from adapters.host import logs
from bot.log_events import log_event

Lines = Callable[[], list[dict[str, Any]]]


def _stream(level: str, form: str) -> io.StringIO:
    logs.set_up(level, form)
    handler = logging.root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    stream = io.StringIO()
    handler.setStream(stream)
    return stream


@pytest.fixture
def written() -> io.StringIO:
    """What is written to the log while it is set up as it is for a host who wants to know everything."""
    return _stream("DEBUG", "text")


@pytest.fixture
def lines(written: io.StringIO) -> Lines:
    """What is written likewise, as JSON."""
    stream = _stream("DEBUG", "json")
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def fail() -> None:
    """Log an exception whose message, and whose cause's, hold what somebody typed."""
    try:
        try:
            int("ada@example.org")
        except ValueError as error:
            raise RuntimeError("Ada Example") from error
    except RuntimeError:
        logging.getLogger("bot.anything").exception("a request failed")


def test_an_exception_is_logged_without_its_message_and_without_that_of_its_cause(written: io.StringIO) -> None:
    fail()
    text = written.getvalue()
    assert "a request failed" in text
    assert "RuntimeError" in text
    assert "ValueError" in text
    assert __file__ in text
    assert "raise RuntimeError(" in text
    assert "ada@example.org'" not in text


def test_what_a_group_of_exceptions_holds_is_logged_too(written: io.StringIO) -> None:
    try:
        raise ExceptionGroup("Ada Example", [ValueError("ada@example.org"), KeyError("Ada")])
    except ExceptionGroup:
        logging.getLogger("bot.anything").exception("a request failed")
    assert [each for each in ("ExceptionGroup", "ValueError", "KeyError") if each not in written.getvalue()] == []


@pytest.mark.parametrize("library", ["httpx", "telegram", "discord.http", "aiosqlite", "sqlalchemy.engine"])
def test_libraries_log_only_their_warnings_whatever_level_the_host_chose(library: str, written: io.StringIO) -> None:
    logging.getLogger(library).info("POST /bot123:secret/sendMessage")
    logging.getLogger(library).debug("Ada Example")
    assert written.getvalue() == ""


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_library_s_warning_is_logged_without_the_values_that_it_puts_in(form: str, written: io.StringIO) -> None:
    stream = _stream("DEBUG", form)
    logging.getLogger("telegram.request").warning('Can not load invalid JSON data: "%s"', "Ada Example")
    logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: ValueError('Ada Example')")
    text = stream.getvalue()
    assert "Can not load invalid JSON data" in text
    assert "Task exception was never retrieved" in text
    assert "Ada" not in text


def test_the_project_s_own_code_logs_at_the_level_that_the_host_chose(written: io.StringIO) -> None:
    logging.getLogger("bot.delivery").debug("a batch of 3")
    assert "a batch of 3" in written.getvalue()


def test_an_event_is_a_sentence(written: io.StringIO) -> None:
    log_event(logging.getLogger("bot.delivery"), logging.INFO, "halt.begun", "%(platform)s waits", platform="telegram")
    assert written.getvalue().endswith(" INFO bot.delivery: telegram waits\n")


def test_as_json_an_event_is_an_object_on_a_line_with_its_values_by_their_names(lines: Lines) -> None:
    logger = logging.getLogger("bot.delivery")
    log_event(
        logger, logging.INFO, "halt.begun", "%(platform)s waits for %(seconds)d s", platform="telegram", seconds=4
    )
    log_event(logger, logging.WARNING, "process.stopped", "it stops")
    begun, stopped = lines()
    assert begun.pop("time").endswith("Z")
    assert begun == {
        "level": "INFO",
        "logger": "bot.delivery",
        "message": "telegram waits for 4 s",
        "event": "halt.begun",
        "fields": {"platform": "telegram", "seconds": 4},
    }
    assert (stopped["event"], stopped["fields"], stopped["level"]) == ("process.stopped", {}, "WARNING")


def test_as_json_an_exception_is_its_type_and_its_places_and_those_of_its_cause(lines: Lines) -> None:
    fail()
    (line,) = lines()
    assert [each["type"] for each in line["exception"]] == ["RuntimeError", "ValueError"]
    assert all(__file__ in each["places"][0] and each["places"][0].endswith(" fail") for each in line["exception"])
    assert "ada@" not in json.dumps(line)


def test_as_json_nothing_is_taken_from_what_a_library_adds_to_its_records(lines: Lines) -> None:
    logging.getLogger("aiohttp.server").warning("Error from %(host)s", {"host": "Ada"}, extra={"event": "Ada"})
    (line,) = lines()
    assert line["message"] == "Error from %(host)s"
    assert "Ada" not in json.dumps(line)
