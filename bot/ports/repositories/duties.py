"""Who holds what one process alone may do."""

from typing import Protocol

from bot.model.duties import Term


class DutyTerms(Protocol):
    """The terms in which processes hold duties."""

    def stands(self, term: Term) -> bool:
        """Whether a term is not over; it is not, either, before this unit of work has come to its end."""
