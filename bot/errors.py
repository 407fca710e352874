"""What a person can put right.

CountersignError
├── Refusal            shown to the person who asked for it, in their language
│   ├── Invalid        a value that was typed: type it again
│   ├── NotAllowed     somebody else may do this
│   ├── NotFound       there is no such thing: look at what there is
│   ├── Conflict       it is so already, or not possible any more
│   │   └── Questioned     unless something is chosen that was not asked for
│   └── Outdated       a button of an earlier version: go on by the command that is named
├── NotTypeset         a document or picture could not be made: the answer comes without it
├── SetupError         shown to the host on the terminal: mend a setting, a file or the database
└── StorageError       the storage did not do its part: people are told that it was not recorded, the host what to mend
    ├── TransactionLost    nothing of it is on disk: try again later
    └── CommitUncertain    it may be on disk or not: look before trying again
"""

from collections.abc import Collection
from enum import StrEnum

from bot.text.text import Code, Text, t


class CountersignError(Exception):
    """The root of every error that somebody can put right."""


class Refusal(CountersignError):
    """Nothing was done, and `text` says why and what to do instead; `then` are the commands by which it goes on."""

    def __init__(self, text: Text, *then: str) -> None:
        super().__init__(text.template)
        self.text = text
        self.then = then


class Invalid(Refusal):
    """What was typed can't be taken; type it again as the text says."""


class NotAllowed(Refusal):
    """Somebody with another role may do this."""


class NotFound(Refusal):
    """There is no such letter, demand or endorsement for this person."""


class Conflict(Refusal):
    """It is so already, or it can't be done any more."""


class Outdated(Refusal):
    """A button means nothing any more, and it goes on by a command."""

    def __init__(self, command: str) -> None:
        super().__init__(
            t("**This button is old, and nothing was done.** It goes on here: {command}", command=Code(f"/{command}")),
            command,
        )


class Questioned(Conflict):
    """It can't be done now as things are, unless an option is chosen that was not asked for. `anew`: what was given
    before and is asked for again then."""

    def __init__(self, text: Text, option: str, anew: Collection[str]) -> None:
        super().__init__(text)
        self.option = option
        self.anew = anew


class NotTypeset(CountersignError):
    """A document or picture could not be made: say so, and go on without it. It may succeed later."""


class SetupError(CountersignError):
    """The host mends a setting, a file or the database; the message says which and how."""


class StorageFault(StrEnum):
    """What hinders the storage, as the host can mend it."""

    FULL = "full"
    """No room is left."""
    READ_ONLY = "read_only"
    """It may not be written."""
    BROKEN = "broken"
    """The disk can't be read or written, or sets another limit than its size."""
    DAMAGED = "damaged"
    """What is on the disk is no whole database."""
    BUSY = "busy"
    """Somebody else keeps it locked, or asks for too much of it."""
    UNREACHABLE = "unreachable"
    """The database's server does not answer, or has ended the connection."""
    LOST = "lost"
    """A transaction ended for no reason that is known."""


class StorageError(CountersignError):
    """The storage did not do its part; `fault` is what hinders it."""

    def __init__(self, fault: StorageFault) -> None:
        super().__init__(f"the storage failed: {fault}")
        self.fault = fault


class TransactionLost(StorageError):
    """Nothing of it is on disk; try again when the storage is mended."""


class CommitUncertain(StorageError):
    """The storage failed while it committed: it may be on disk or not. Look before trying again."""
