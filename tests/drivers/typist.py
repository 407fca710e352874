"""People who type: a command with all that goes with it is a line, and one thing is asked after another."""

import re
from abc import abstractmethod
from collections.abc import Mapping, Sequence

from tests.drivers.driver import Attached, Place, Shown, Someone, Value


def command_line(command: str, values: Mapping[str, Value]) -> str:
    """A command as it is typed: where there are several values, each stands between quotes."""
    typed = [str(each) for each in values.values() if not isinstance(each, Attached)]
    return " ".join((f"/{command}", *(map(_quoted, typed) if len(typed) > 1 else typed)))


def _quoted(text: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'


def file_in(values: Mapping[str, Value]) -> Attached | None:
    """The file among what goes with a command."""
    return next((each for each in values.values() if isinstance(each, Attached)), None)


def opening(labels: Sequence[str], field: str) -> str:
    """The button of a form that is to be confirmed behind which a field stands: what is empty is added."""
    return next((each for each in labels if each.startswith("Add: ") and field in each), "Correct")


class Typist(Someone):
    """Somebody who types in private what they are asked, line by line, and sends what is asked for."""

    async def give(self, command: str, where: Place | None = None, **values: Value) -> Shown:
        return await self._write(command_line(command, values), where, file_in(values))

    async def say(self, line: str) -> Shown:
        return await self._write(line)

    async def fill(self, values: Mapping[str, str | Attached]) -> Shown:
        left = dict(values)
        while label := next((each for each in left if self._asks(each)), None):
            value = left.pop(label)
            await (self._write(value.caption, file=value) if isinstance(value, Attached) else self.say(value))
        return self._last

    async def change(self, values: Mapping[str, str | Attached]) -> Shown:
        for label, value in values.items():
            if label not in self._last.labels:
                await self.press(opening(self._last.labels, label))
            await self.press(label)
            await self.fill({label: value})
        return self._last

    @abstractmethod
    async def _write(self, line: str, where: Place | None = None, file: Attached | None = None) -> Shown:
        """Write a line, or send a file, with a line beside it or without."""

    def _asks(self, label: str) -> bool:
        lines = (line.strip() for line in self._last.text.splitlines())
        return any(re.fullmatch(rf"(\d \D+ \d · )?{re.escape(label)}", line) for line in lines)
