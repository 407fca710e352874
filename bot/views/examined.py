"""What was found of a file that somebody wants to check, and what it means."""

from collections.abc import Sequence

from bot.model.journal.entries import Head
from bot.model.journal.examined import Examined
from bot.model.letters.letter import Letter, Revision
from bot.ports.store import Unit
from bot.service.lists import disclosure, publication
from bot.text.text import Part, Text, n, t

NEITHER = t(
    "**This can't be read as an exported journal or a snapshot.** A journal has one entry a line, as JSON; a snapshot "
    "is the JSON of the list. Send the file as you got it."
)

_NOT_WHO = t("This does not tell who changed it: whoever had the file can have done so. Ask for it again.")


def found_in_file(unit: Unit, revision: Revision, examined: Examined) -> Sequence[Part]:
    """What was found of a file: whether it is whole, where it is broken, whether it agrees with what is published."""
    match examined.kind:
        case "journal" if examined.letter == str(revision.letter_id):
            return (*_journal(examined), *_agreement(unit, revision, examined))
        case "snapshot" if examined.letter == revision.letter.slug:
            return (*_snapshot(examined), *_same_snapshot(unit, revision, examined))
        case "journal" | "snapshot":
            return (t("**This is a file of another letter.** Check it on that letter's page."),)
    return (NEITHER,)


def _journal(examined: Examined) -> Sequence[Part]:
    match examined.fault:
        case "entry":
            return (
                t("**The file is not as it was.** Entry {number} was changed, or is missing or out of order; "
                  "up to there it holds.", number=examined.at),
                _NOT_WHO,
            )  # fmt: skip
        case "end":
            return (
                t("**The file's end is not as it was.** It ends after entry {entries}. By its first line it ends after "
                  "entry {number}, with a hash that is not there.", entries=examined.entries, number=examined.number),
                _NOT_WHO,
            )  # fmt: skip
    return (
        n(
            "**The journal is whole:** {count} entry.",
            "**The journal is whole:** {count} entries, each chained to the one before.",
            examined.entries,
        ),
    )


def _agreement(unit: Unit, revision: Revision, examined: Examined) -> Sequence[Part]:
    """Whether a journal has the heads that were published here. While the list is kept back, no number is compared:
    whoever sends chains of their own making would learn from it how much was done."""
    heads = unit.journal.heads(revision.letter_id)
    held = [each for each in heads if f"{each.number}:{each.hash}" in examined.held]
    if not disclosure.discloses(unit, revision.letter_id):
        return (_agrees(revision.letter, held[-1], numbered=False),) if held else (_NONE_HELD,)
    other = [each for each in heads if each.number <= examined.entries and each not in held]
    if other:
        return (
            t("**It is not the journal whose heads were published here:** after entry {number} it has another hash "
              "than was published on {time}.", number=other[0].number, time=_local(revision.letter, other[0])),
        )  # fmt: skip
    said = [_agrees(revision.letter, held[-1], numbered=True)] if held else [_NONE_HELD]
    if not examined.fault and heads and heads[-1].number > examined.entries:
        said.append(
            t("It ends before the head of {time}, after entry {number}: it was exported before, or its end "
              "was cut off.",
              time=_local(revision.letter, heads[-1]), number=heads[-1].number)
        )  # fmt: skip
    return said


_NONE_HELD = t(
    "It holds none of the heads that were published here: nothing tells whether it is this letter's journal."
)


def _agrees(letter: Letter, head: Head, numbered: bool) -> Text:
    time = _local(letter, head)
    if not numbered:
        return t("It agrees with what was published here, up to the head of {time}.", time=time)
    return t("It agrees with what was published here, up to the head of {time}, after entry {number}.",
             time=time, number=head.number)  # fmt: skip


def _local(letter: Letter, head: Head) -> object:
    return letter.local(head.at) if head.at else ""


def _snapshot(examined: Examined) -> Sequence[Part]:
    match examined.fault:
        case "line":
            return (t("**The file is not as it was.** Another text than was frozen stands in line {number}.",
                      number=examined.at), _NOT_WHO)  # fmt: skip
        case "hash":
            return (t("**The file is not as it was.** Its lines have another hash than it names."), _NOT_WHO)
    return (
        n(
            "**The snapshot's hash holds:** {count} line.",
            "**The snapshot's hash holds:** {count} lines.",
            examined.entries,
        ),
        *_blank(examined.blank),
    )


def _blank(count: int) -> Sequence[Text]:
    """What it means that lines of a snapshot name nobody; nothing where all do."""
    if not count:
        return ()
    return (
        n(
            "{count} line names nobody: that organization has left the list since, or its name is withheld. What was "
            "frozen counts in the hash, so nothing was put in its place.",
            "{count} lines name nobody: these organizations have left the list since, or their names are withheld. "
            "What was frozen counts in the hash, so nothing was put in their place.",
            count,
        ),
    )


def _same_snapshot(unit: Unit, revision: Revision, examined: Examined) -> Sequence[Part]:
    """Whether a snapshot was frozen here."""
    if examined.fault:
        return ()
    found = next((each for each in publication.public_snapshots(unit, revision.letter_id)
                  if each.sha256 == examined.hash), None)  # fmt: skip
    if found is None:
        return (t("**It is none of the snapshots that are public here.**"),)
    at = revision.letter.local(found.at)
    return (t("It is snapshot {number}, of {at}.", number=found.number, at=at),)
