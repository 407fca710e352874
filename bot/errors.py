"""What a person can put right.

CountersignError
├── Refusal            shown to the person who asked for it, in their language
│   ├── Invalid        a value that was typed: type it again
│   ├── NotAllowed     somebody else may do this
│   ├── NotFound       there is no such thing: look at what there is
│   └── Conflict       it is so already, or not possible any more
│       └── Questioned     unless something is chosen that was not asked for
└── SetupError         shown to the host on the terminal: mend a setting, a file or the database
"""

from collections.abc import Collection

from bot.text.text import Text


class CountersignError(Exception):
    """The root of every error that somebody can put right."""


class Refusal(CountersignError):
    """Nothing was done, and `text` says why and what to do instead."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.template)
        self.text = text


class Invalid(Refusal):
    """What was typed can't be taken; type it again as the text says."""


class NotAllowed(Refusal):
    """Somebody with another role may do this."""


class NotFound(Refusal):
    """There is no such letter, demand or endorsement for this person."""


class Conflict(Refusal):
    """It is so already, or it can't be done any more."""


class Questioned(Conflict):
    """It can't be done now as things are, unless an option is chosen that was not asked for. `anew`: what was given
    before and is asked for again then."""

    def __init__(self, text: Text, option: str, anew: Collection[str]) -> None:
        super().__init__(text)
        self.option = option
        self.anew = anew


class SetupError(CountersignError):
    """The host mends a setting, a file or the database; the message says which and how."""
