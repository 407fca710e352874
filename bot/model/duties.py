"""What one process alone does at a time, of all that serve a database."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch of time in which one process holds a duty. `epoch`: greater than that of every term of it before."""

    duty: str
    epoch: int

    @property
    def follows(self) -> bool:
        """Whether another one was before it, of a process that may not know yet that it is over."""
        return self.epoch > 1


ALWAYS = Term("", 0)
"""That of a process that serves a database by itself, which does everything all the time."""
