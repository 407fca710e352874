"""A row of a list of organizations that exist, and what became of it."""

from dataclasses import dataclass

from bot.model.organizations.organization import Name


@dataclass(frozen=True, slots=True)
class DirectoryRow:
    """An organization of the list, and the line of the file on which it stands. `parent` is another one's name.

    `apart`: the file has others of its name, so that its place says which it is.
    """

    line: int
    names: tuple[Name, ...]
    acronym: str = ""
    website: str = ""
    kind: str = ""
    place: str = ""
    parent: str = ""
    apart: bool = False

    @property
    def name(self) -> str:
        """The name that is shown."""
        return self.names[0].name


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken, and why, for whoever runs the host."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do."""

    added: int
    changed: int
    unchanged: int
    refused: tuple[RefusedRow, ...]
