"""How long something rests that has failed, before it is tried again."""

from dataclasses import dataclass

_DOUBLINGS = 30


@dataclass(frozen=True, slots=True)
class Backoff:
    """Pauses in seconds: the first, each twice the one before, up to the longest."""

    first: float
    longest: float

    def seconds(self, failures: int) -> float:
        """For how long nothing is tried after so many failures in a row, which are one at the least."""
        return min(self.first * 2.0 ** min(failures - 1, _DOUBLINGS), self.longest)
