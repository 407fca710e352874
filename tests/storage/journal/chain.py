"""The verification of a journal as somebody writes it who has only its description: the standard library alone."""

import hashlib
import json
from collections.abc import Sequence

from bot.model.journal.entries import Link


def entries(links: Sequence[Link]) -> list[dict[str, object]]:
    """The entries of a chain that holds; an assertion fails for one that does not."""
    previous, found = "0" * 64, list[dict[str, object]]()
    for number, link in enumerate(links, 1):
        entry = json.loads(link.body)
        assert link.number == entry["number"] == number
        assert link.body == json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert link.hash == hashlib.sha256(f"{previous}\n{link.body}".encode()).hexdigest()
        previous = link.hash
        found.append(entry)
    return found


def head(links: Sequence[Link]) -> str:
    """The hash that stands for a whole chain."""
    return links[-1].hash
