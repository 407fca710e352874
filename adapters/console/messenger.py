"""How messages of the queue arrive in the console's chats."""

from collections import OrderedDict
from datetime import timedelta

from adapters.console.screen import Screen
from bot.model.chats import ChatKind
from bot.ports.messenger import Destination, Message, Messenger, Outcome, Refused, Sent

PLATFORM = "console"
KEPT = 1000


class ConsoleMessenger(Messenger):
    """Draws what arrives in a chat, under the chat's name. What was drawn under a key is not drawn again."""

    platform = PLATFORM
    memory = timedelta(days=1)

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._sent: OrderedDict[str, None] = OrderedDict()

    def prepare(self, message: Message) -> Refused | None:
        return None

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        if key not in self._sent:
            self._screen.show(message, heading=f"── {_where(to)} ──")
            self._sent[key] = None
            if len(self._sent) > KEPT:
                self._sent.popitem(last=False)
        return Sent(key)

    async def edit(self, to: Destination, message_id: str, message: Message) -> Outcome:
        self._screen.show(message, heading=f"── {_where(to)}, changed ──")
        return Sent(message_id)


def _where(to: Destination) -> str:
    name = to.address.place.removeprefix("@")
    return f"to {name}, in private" if to.kind is ChatKind.PRIVATE else f"in {name}"
