"""A mail by which a sign-on reached an organizer."""

from dataclasses import dataclass

MOST_TEXT = 4000
"""Characters of a mail that is kept as text."""

MOST_BYTES = 1024 * 1024
"""Bytes of one that is kept as a file."""

MOST_ENTERED = 5000
"""So many sign-ons of a letter are entered at the most."""


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    """What reached the organizer: a text, a file with its name and media type, or both."""

    text: str = ""
    name: str = ""
    mime: str = ""
    content: bytes = b""
