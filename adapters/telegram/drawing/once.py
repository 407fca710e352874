"""What is made of a message once, for all the chats to which it goes."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import TypeVar

from bot.ports.messenger import Message

REMEMBERED = 64
"""So many messages are remembered at the most."""

Key = TypeVar("Key", bound=Hashable)
Result = TypeVar("Result")


def once(make: Callable[[Message, Key], Result]) -> Callable[[Message, Key], Result]:
    """Call a function once for equal messages; the very same one is found without hashing all that it says."""
    of_equal = lru_cache(maxsize=REMEMBERED)(make)
    of_same: dict[tuple[int, Key], tuple[Message, Result]] = {}  # each is kept, so that no other gets its id

    def made(message: Message, key: Key) -> Result:
        found = of_same.get((id(message), key))
        if found is None:
            if len(of_same) >= REMEMBERED:
                of_same.clear()
            found = of_same[id(message), key] = message, of_equal(message, key)
        return found[1]

    return made
