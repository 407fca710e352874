"""What came of a demand, as the draft of an announcement: in each language of the letter that the bot speaks."""

from collections.abc import Mapping, Sequence

from bot.model.letters.ledger import LedgerEntry
from bot.model.letters.letter import Letter
from bot.text.compose import label
from bot.text.locales import load
from bot.text.text import t
from bot.views.letters.ledger import STATUSES, about_demand, due_line


def texts(letter: Letter, entry: LedgerEntry, spoken: Sequence[str]) -> Mapping[str, str]:
    """What the draft says in each of the letter's languages that is `spoken`, the letter's first one first; a note
    stands where it was written."""
    said, found = entry.said, dict[str, str]()
    for tag in [each for each in letter.languages if each in spoken] or ["en"]:
        speech = load()[tag]
        what = t("{date}: {status}. Source: {source}", date=said.on, status=STATUSES[said.status], source=said.source)
        lines = [about_demand(letter, said.demand), what, *due_line(letter, entry)]
        paragraphs = [label(each, speech) for each in lines]
        if said.note and said.language == tag:
            paragraphs.insert(2, said.note)
        found[tag] = "\n\n".join(paragraphs)
    return found
