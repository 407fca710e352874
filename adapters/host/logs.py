"""The log: what happened and where in the code, never what somebody typed."""

import logging
import traceback
from types import TracebackType

OURS = ("bot", "adapters", "storage")


class _WithoutValues(logging.Formatter):
    """Formats an exception as its type and the places in the code: its message may hold what somebody typed."""

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        lines, error = list[str](), ei[1]
        while error is not None:
            lines.extend(traceback.format_tb(error.__traceback__))
            lines.append(type(error).__name__)
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(line.rstrip("\n") for line in lines)


def set_up(level: str) -> None:
    """Log to standard error: this project's code at a level, and the libraries, which log addresses with the bot's
    token and what people typed, only their warnings."""
    handler = logging.StreamHandler()
    handler.setFormatter(_WithoutValues("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
