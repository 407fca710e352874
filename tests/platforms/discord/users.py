"""Those who have an account: people and the bot."""

from dataclasses import dataclass


@dataclass(eq=False)
class User:
    """An account: an identifier and a name."""

    id: int
    name: str
    bot: bool = False

    @property
    def mention(self) -> str:
        """How a message's text names this account."""
        return f"<@{self.id}>"
