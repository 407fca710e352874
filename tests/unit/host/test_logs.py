"""The log never holds what somebody typed, nor a token; as text for people, or as JSON for programs."""

import asyncio
import io
import json
import logging
import re
from collections.abc import Callable
from typing import Any

import pytest

from adapters.host import logs
from bot.log_events import log_event, request

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


async def test_lines_of_one_request_carry_one_id_and_others_none(lines: Lines) -> None:
    logger = logging.getLogger("bot.anything")

    async def done(number: int) -> None:
        with request():
            for step in (1, 2):
                logger.info("step %d of %d", step, number)
                await asyncio.sleep(0)
                with request():  # within another it is that one
                    logger.info("within %d", number)

    await asyncio.gather(done(1), done(2))
    logger.info("by itself")
    ids = {number: {each["request"] for each in lines() if each["message"].endswith(str(number))} for number in (1, 2)}
    assert [len(each) for each in ids.values()] == [1, 1]
    assert ids[1] != ids[2]
    assert "request" not in lines()[-1]


def test_as_text_the_id_stands_behind_the_line(written: io.StringIO) -> None:
    with request():
        logging.getLogger("bot.anything").info("done")
    assert re.search(r": done \[[0-9a-f]{8}\]$", written.getvalue().strip())
