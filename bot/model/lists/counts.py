"""How many have signed: those whose names are published, and those whose names are withheld."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """Organizations that a reviewer has accepted: so many stand in the list with their names, and of so many others the
    name is withheld."""

    named: int
    withheld: int = 0

    @property
    def total(self) -> int:
        """All of them, by which goals and milestones go."""
        return self.named + self.withheld
