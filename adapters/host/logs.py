"""The log as it is written: what happened and where in the code, never what somebody typed.

The lines of JSON are made here and not by a library: one that writes whatever stands in a record would also write what
other libraries put there, and its exceptions would have to be made anew all the same.
"""

import logging
import traceback
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import TracebackType

import msgspec

from bot.errors import StorageError
from bot.log_events import request_id

OURS = ("bot", "adapters", "storage")


class _Lines(logging.Formatter):
    """Formats an exception as its type and the places in the code, for its message may hold what somebody typed; and
    what a library says without the values that it puts in: addresses with the bot's token, texts, accounts."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        of = request_id()
        record.message = f"{_message(record)} [{of}]" if of else _message(record)
        return super().formatMessage(record)

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        lines = list[str]()
        for error in _chain(ei[1]):
            lines.extend(traceback.format_tb(error.__traceback__))
            lines.append(type(error).__name__)
        return "\n".join(line.rstrip("\n") for line in lines)


class _JsonLines(logging.Formatter):
    """Formats a record as an object on a line of its own, likewise; an event's values stand in `fields`."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
        }
        event = getattr(record, "event", None)
        if event and _ours(record):
            line |= {"event": event, "fields": record.args if isinstance(record.args, Mapping) else {}}
        if of := request_id():
            line["request"] = of
        if record.exc_info:
            line["exception"] = [
                {
                    "type": type(error).__name__,
                    "places": [
                        f"{each.filename}:{each.lineno} {each.name}"
                        for each in traceback.extract_tb(error.__traceback__)
                    ],
                }
                for error in _chain(record.exc_info[1])
            ]
        return msgspec.json.encode(line).decode()


def _ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in OURS


def _message(record: logging.LogRecord) -> str:
    return record.getMessage() if _ours(record) else str(record.msg).partition("\n")[0]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error, those that it groups, and what led to each."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for each in error.exceptions:
                yield from _chain(each)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a record is about anything but a fault of the storage, which is told once for everybody who meets it."""
    return not (record.exc_info and isinstance(record.exc_info[1], StorageError))


def set_up(level: str, form: str = "text") -> None:
    """Log to standard error, as text or as lines of JSON: this project's code at a level, and the libraries only their
    warnings."""
    handler = logging.StreamHandler()
    handler.setFormatter(_JsonLines() if form == "json" else _Lines("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(_is_news)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
