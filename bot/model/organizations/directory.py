"""A row of a list of organizations that exist, and what became of it."""

from dataclasses import dataclass

from bot.model.organizations.organization import Name


@dataclass(frozen=True, slots=True)
class DirectoryRow:
    """An organization of the list, and the line of the file on which it stands. `parent` is another one's name.

    `apart`: the file has others of its name, so that its place says which it is. `left_out` says, for whoever runs the
    host, which cells of the row can't be used.
    """

    line: int
    names: tuple[Name, ...]
    acronym: str = ""
    website: str = ""
    kind: str = ""
    place: str = ""
    parent: str = ""
    left_out: tuple[str, ...] = ()
    apart: bool = False

    @property
    def name(self) -> str:
        """The name that is shown."""
        return self.names[0].name


@dataclass(frozen=True, slots=True)
class RowRemark:
    """Why a row was not taken, or what was left out of one that was, for whoever runs the host."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do; which rows were refused, and which taken without something."""

    added: int
    changed: int
    unchanged: int
    refused: tuple[RowRemark, ...]
    left_out: tuple[RowRemark, ...]
