"""Files that are sent along: a press release, a picture, a report."""

from dataclasses import dataclass
from datetime import timedelta

MOST_BYTES = 20 * 1024 * 1024
"""What a bot can fetch from Telegram (Bot API, getFile); no platform gives it a larger one."""

MOST_FILES = 10
"""An album's items on Telegram, a message's attachments on Discord."""

SENT_LIFETIME = timedelta(days=14)
"""For so long a file that somebody sent waits to be used, as does the form for which it came."""

REPORT_LIFETIME = timedelta(days=1)
"""For so long a file is kept that was only made to be handed to somebody, or that nothing uses any more."""

MADE_LIFETIME = timedelta(hours=1)
"""For so long a file is kept that was made for an answer, and can be made again."""

MOST_MADE = 10
"""So many files of a name are kept that were made for answers: the last, and those that may be on their way."""

PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
"""What both platforms show as a picture."""


LONGEST_ALT = 1000
"""Characters of what is to be seen on a picture; Discord takes 1,024 (its reference, attachments)."""


@dataclass(frozen=True, slots=True)
class File:
    """A stored file, without its content. `size` is in bytes. `alt`: what is to be seen on a picture, in words."""

    id: int
    name: str
    mime: str
    size: int
    alt: str = ""

    @property
    def picture(self) -> bool:
        """Whether it is shown as a picture."""
        return self.mime in PICTURES
