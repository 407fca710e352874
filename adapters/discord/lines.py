"""What people write: in direct messages, and to the bot where others read it."""

import re
from collections.abc import Callable

import discord
from cachetools import LRUCache

from adapters.discord.hearing import incoming
from adapters.discord.sending.messenger import DiscordMessenger
from adapters.discord.servers.probing import trouble
from bot.interface.conversation import Interface
from bot.interface.requests import Answer, Caller, ContinueInPrivate, Say
from bot.model.chats import ChatKind, private_chat
from bot.model.deliveries import Lane
from bot.ports.messenger import Destination, Key, Message, Sent
from bot.text.blocks import Block, Span

KEPT = 10_000
"""So many people's languages, which their direct messages don't say, messages that were answered, and questions that
wait are remembered."""

_NAMED = re.compile(r"<@!?{}>")


class Lines:
    """Answers lines. `bot` gives the bot's own account as soon as it is logged in."""

    def __init__(self, interface: Interface, messenger: DiscordMessenger, bot: Callable[[], int]) -> None:
        self._interface = interface
        self._messenger = messenger
        self._bot = bot
        self._languages: LRUCache[int, str] = LRUCache(KEPT)
        self._edits: LRUCache[int, str] = LRUCache(KEPT)
        self._questions: LRUCache[str, str] = LRUCache(KEPT)

    def speaks(self, account: int, language: str) -> None:
        """Somebody uses Discord in a language."""
        self._languages[account] = language

    async def written(self, message: discord.Message) -> None:
        """A line in a direct message, a file, or a command as text."""
        await self._heard(message, edited=False)

    async def edited(self, message: discord.Message) -> None:
        """A direct message that was changed: Discord tells of it again where only a preview has come to it."""
        if message.edited_at is None or self._edits.get(message.id) == message.content:
            return
        self._edits[message.id] = message.content
        await self._heard(message, edited=True)

    async def _heard(self, message: discord.Message, edited: bool) -> None:
        caller = incoming.writer(message, self._languages.get(message.author.id, ""))
        request = incoming.written(message, self._interface.command, incoming.replied(message, self._bot()), edited)
        answer = await self._interface.answer(caller, request)
        if isinstance(answer, Message):
            await self._answer(caller, answer)

    async def _answer(self, caller: Caller, answer: Message) -> None:
        """Answer in private. The question that was answered by it loses its buttons: they would do something else."""
        to = Destination(caller.address, caller.kind, Lane.ANSWER)
        end = await self._messenger.answer(to, answer)
        for form in {answer.expects, answer.closes} - {""}:
            earlier = self._questions.pop(form, None)
            if earlier:
                await self._messenger.close(to, earlier)
        if answer.expects and isinstance(end, Sent):
            self._questions[answer.expects] = end.message

    async def named(self, message: discord.Message) -> None:
        """The bot was named in a server, or one of its messages was replied to: it says there what everybody may know.

        What is for that person alone goes to them, and what can't be said there is left.
        """
        channel = message.channel
        if not isinstance(channel, discord.abc.GuildChannel | discord.Thread) or trouble(channel):
            return
        caller = incoming.overheard(message)
        text = re.sub(_NAMED.pattern.format(self._bot()), "", message.content).strip()
        upload = next(map(incoming.uploaded, message.attachments), None)
        replied = incoming.replied(message, self._bot())
        answer = await self._interface.answer(caller, Say(text, upload, replied=replied, mentioned=True))
        answer = _onward(answer) if isinstance(answer, ContinueInPrivate) else answer
        if not isinstance(answer, Message):
            return
        if answer.private:
            own = Destination(private_chat(caller.account), ChatKind.PRIVATE, Lane.ANSWER)
            await self._messenger.answer(own, answer)
        else:
            here = Destination(caller.address, caller.kind, Lane.ANSWER)
            await self._messenger.answer(here, answer, reply_to=message.id)


def _onward(elsewhere: ContinueInPrivate) -> Answer:
    """A button by which it goes on where only whoever presses it sees it."""
    blocks = (Block("paragraph", (Span(elsewhere.text),)),)
    return Message(blocks, (Key(elsewhere.label, elsewhere.action, style="primary"),))
