"""Which of several letters is meant in a chat."""

from bot.model.chats import Address, ChatKind
from bot.ports.store import Unit


def choose(unit: Unit, letter_id: int, *, chat: Address, kind: ChatKind, title: str, manages: bool) -> None:
    """From now on this letter is meant here, where several could be: in a shared chat only its managers say so."""
    if len(unit.letters.all()) > 1 and (kind is ChatKind.PRIVATE or manages):
        unit.chats.choose(unit.chats.ensure(chat, kind, title).id, letter_id)
