"""What the outsider's script says of a file: an exported journal, or a snapshot of a list as JSON."""

from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec

Count = Annotated[int, msgspec.Meta(ge=0, le=10**9)]
"""A number that a file may name: more entries than a journal will ever have."""


@dataclass(frozen=True, slots=True)
class Examined:
    """How far a file holds. `kind`: what it is, empty where it is neither.

    `letter`: the record number that a journal names, or the short name that a snapshot does; `number`: how many entries
    the journal says that it has, or which snapshot it says that it is. `entries`: so many entries or lines hold, and
    `hash` is that of the last entry, or of the snapshot; `blank` lines of a snapshot name nobody any more. `fault`:
    what first does not hold, and `at` from which entry or line on. `held`: what was looked for and is in it, as
    `NUMBER:HASH` or `HASH`.
    """

    kind: Literal["", "journal", "snapshot"] = ""
    letter: str = ""
    number: Count = 0
    entries: Count = 0
    hash: str = ""
    blank: Count = 0
    fault: Literal["", "entry", "end", "line", "hash"] = ""
    at: Count = 0
    held: tuple[str, ...] = ()


NEITHER = Examined()
"""It is no exported journal, and no snapshot."""


def read_examined(said: bytes) -> Examined:
    """What the script said as JSON; `NEITHER` where it said nothing of the kind."""
    try:
        return msgspec.json.decode(said, type=Examined)
    except msgspec.MsgspecError:
        return NEITHER
