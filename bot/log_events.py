"""What the host is told: a line of the log is a sentence to read, and the same as an event with named values."""

import logging

Value = int | float | str
"""Numbers, names of platforms and closed values; never what somebody typed, nor what a platform knows somebody by."""


def log_event(logger: logging.Logger, level: int, event: str, sentence: str, **values: Value) -> None:
    """Log an event such as `halt.begun`; `%(name)s` stands in the sentence for a value.

    The values are the record's arguments, which is where a formatter finds them by their names.
    """
    logger.log(level, sentence, *([values] if values else []), extra={"event": event})
