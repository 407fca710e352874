"""What is more than a platform takes, as whoever wrote it reads it; the log and the tables have it in English."""

from bot.ports.messenger import Refused
from bot.text.compose import label
from bot.text.locales import SOURCE, load
from bot.text.text import Text, n, t


def too_long(platform: str, length: int, most: int) -> Refused:
    """A text of `length` characters where one of `most` is taken."""
    return _refused(
        n(
            "{platform} takes {count} character, and this has {length}",
            "{platform} takes {count} characters, and this has {length}",
            most,
            platform=platform,
            length=length,
        )
    )


def too_many_files(platform: str, files: int, most: int) -> Refused:
    """So many files where `most` are taken."""
    return _refused(
        n(
            "{platform} takes {count} file with a message, and this has {sent}",
            "{platform} takes {count} files with a message, and this has {sent}",
            most,
            platform=platform,
            sent=files,
        )
    )


def too_large(platform: str, name: str, megabytes: int) -> Refused:
    """A file that is larger than so many megabytes."""
    return _refused(
        t(
            "{platform} takes files of up to {most} MB, and {name} is larger",
            platform=platform,
            name=name,
            most=megabytes,
        )
    )


def too_heavy(platform: str, megabytes: int) -> Refused:
    """Files that are together larger than so many megabytes."""
    return _refused(t("{platform} takes up to {most} MB of files in one message", platform=platform, most=megabytes))


def _refused(said: Text) -> Refused:
    return Refused(label(said, load()[SOURCE]), said)
