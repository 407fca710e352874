"""The journal's heads, and what it means that something in it holds."""

from collections.abc import Sequence

from bot.model.journal.entries import Head
from bot.model.letters.letter import Letter
from bot.service.journal.noted import Noted, NotedHead, NotedLost, NotedRevision
from bot.text.text import Code, Part, Text, n, t
from bot.views.lists import snapshot_line

NOT_AS_IT_WAS: Sequence[Part] = (
    t("**This sign-on, or the journal that it stands in, is not as it was.** Tell the organizers."),
    t("Their host finds what was changed with {command}.", command=Code("countersign verify")),
)
"""What is said of a sign-on that does not hold."""

IN_THE_JOURNAL = t("**This sign-on is in the journal, and as it was.**")

UNKNOWN_HASH = t(
    "**Nothing of this letter that is public has this hash.** It has to be whole: 64 digits and letters from a to f. "
    "Where it is, and was noted here, something was changed since: tell others who may have noted it too."
)

WHAT_A_HEAD_IS = t(
    "Whoever notes it can tell later whether anything up to there was changed. The journal names nobody; every "
    "act in the letter's record is an entry of it, chained to the one before."
)


def head(found: Head, numbered: bool) -> Sequence[Part]:
    """A published head; not numbered where that would tell, while the list is kept back, how much was done."""
    said = (
        t("**The published head of the journal**, after entry {number}:", number=found.number)
        if numbered
        else t("**The published head of the journal:**")
    )
    shown = f"{found.number}:{found.hash}" if numbered else found.hash
    return (
        said,
        t("{head}", head=Code(shown)),
        *((t("Published on {time}.", time=found.at),) if found.at else ()),
    )


def known_hash(letter: Letter, found: Noted, numbered: bool) -> Sequence[Part]:
    """What a hash is that somebody has noted, whether that holds still, and what this means."""
    match found:
        case NotedHead():
            return _noted_head(letter, found, numbered)
        case NotedLost(restore):
            return (t("**This was a head of the journal, and what stood up to there is lost in part:** on {time} a "
                      "backup of {taken} was restored. The journal says so in an entry of its own.",
                      time=letter.local(restore.at), taken=letter.local(restore.taken_at)),)  # fmt: skip
        case NotedRevision(number):
            return (t("**This is the fingerprint of revision {revision} of the letter.** Its text is as it was.",
                      revision=number),)  # fmt: skip
    said = snapshot_line(letter, found.snapshot)
    if not found.holds:
        return (t("{snapshot}. **It is not as it was:** what is kept of it has another hash.", snapshot=said), _TELL)
    return (t("{snapshot}. **It is as it was.**", snapshot=said), *blanked(found.gone))


def blanked(gone: int) -> Sequence[Text]:
    """What it means that some have left a snapshot's list since; nothing where none have."""
    if not gone:
        return ()
    return (
        n(
            "{count} organization has left the list since and is not named in it any more. What it was frozen with "
            "counts in the hash still, so nothing was put in its place.",
            "{count} organizations have left the list since and are not named in it any more. What they were frozen "
            "with counts in the hash still, so nothing was put in their place.",
            gone,
        ),
    )


_TELL = t("Tell others who may have noted it too.")


def _noted_head(letter: Letter, found: NotedHead, numbered: bool) -> Sequence[Part]:
    at = letter.local(found.head.at) if found.head.at else ""
    if not found.holds:
        said = t("**This was the journal's head on {time}, and the journal is not as it was since.**", time=at)
        return (said, _TELL)
    said = (
        t("**This was the journal's head on {time}, after entry {number}. It is in the chain still.**",
          time=at, number=found.head.number)
        if numbered
        else t("**This was the journal's head on {time}. It is in the chain still.**", time=at)
    )  # fmt: skip
    meaning = t(
        "Nothing up to there can have been cut off or changed without another hash standing here. Whoever has the "
        "journal's file can check that without the bot."
    )
    return (said, meaning)
