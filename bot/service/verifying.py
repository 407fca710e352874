"""Whether the journal of a letter, and what stands beside it, is as it was."""

import json
from dataclasses import dataclass

from bot.model.journal import GENESIS, PUBLISHED, PUBLISHED_MATERIAL, chain, commit
from bot.ports.store import Unit
from bot.service import listing


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found: how many entries hold, the hash of the last one, and what does not hold, if anything.

    Without a published head nothing is claimed about entries that were cut off the end.
    """

    entries: int
    head: str
    fault: str = ""


def verify(unit: Unit, letter_id: int) -> Verdict:
    """Verify a letter's chain, the texts and lines to which it commits, and the states of its endorsements."""
    previous, last = GENESIS, dict[int, str]()
    frozen = list[tuple[int, str]]()
    commitments, published = dict[int, str](), dict[int, str]()
    links = unit.journal.links(letter_id)
    for index, link in enumerate(links, 1):
        entry = json.loads(link.body)
        if link.number != index or entry["number"] != index or entry["letter"] != letter_id:
            return Verdict(index - 1, previous, f"entry {index} is missing or out of order")
        if chain(previous, link.body) != link.hash:
            return Verdict(index - 1, previous, f"entry {index} was changed")
        previous = link.hash
        if entry["act"] in ("list.published", "list.frozen"):
            frozen.append((entry["record"], entry["commitment"]))
        elif entry["act"] in (PUBLISHED, PUBLISHED_MATERIAL):
            published[entry["revision"]] = entry["commitment"]
        elif entry["commitment"]:
            commitments[index] = entry["commitment"]
        if entry["state"]:
            last[entry["record"]] = entry["state"]
    for number, salt, line in unit.journal.commitments(letter_id):
        if commitments.get(number) != commit(salt, line):
            return Verdict(len(links), previous, f"the public line beside entry {number} was changed")
    for number, fingerprint in unit.letters.fingerprints(letter_id).items():
        if published.get(number) != fingerprint:
            return Verdict(len(links), previous, f"the text of revision {number} was changed")
    fault = listing.faults(unit, letter_id, frozen)
    if fault:
        return Verdict(len(links), previous, fault)
    if unit.journal.states(letter_id) != last:
        return Verdict(len(links), previous, "an endorsement stands in a state that the journal does not know")
    return Verdict(len(links), previous)
