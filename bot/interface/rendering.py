"""Replies as messages, in one language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.errors import Conflict
from bot.interface.actions import filled
from bot.interface.call import Button, Entry, Kinds, Reply
from bot.interface.command import Command
from bot.interface.options import LETTER
from bot.model.letters.letter import Revision
from bot.ports.messenger import Key, Message, Refused
from bot.text.blocks import Block
from bot.text.compose import compose, label
from bot.text.locales import SOURCE, Speech
from bot.text.text import Text, t

Prepare = Callable[[Message], Refused | None]
"""What a platform finds wrong with a message that must leave in one piece."""


@dataclass(frozen=True)
class Renderer:
    """The bot's languages, its commands, what each of its platforms checks beforehand, and its words for kinds of
    chats."""

    speeches: Mapping[str, Speech]
    commands: Mapping[str, Command]
    checks: Mapping[str, Prepare] = field(default_factory=dict)
    kinds: Kinds = field(default_factory=dict)

    def label(self, text: Text, language: str) -> str:
        """A short text for a menu, in a language, else in the source's."""
        return label(text, self.speeches.get(language, self.speeches[SOURCE]))

    def speech(self, language: str, revision: Revision | None) -> Speech:
        """A language of the bot, else the source's, with which a letter that speaks the language is read in it."""
        source = self.speeches[SOURCE]
        if language not in self.speeches and revision and language in revision.letter.languages:
            return replace(source, reads=language)
        return self.speeches.get(language, source)

    def message(
        self, reply: Reply, language: str | Speech, revision: Revision | None, *, now: datetime, private: bool
    ) -> Message:
        """A reply as a message, in a language, else in the source's; with the buttons that lead somewhere `now`."""
        speech = language if isinstance(language, Speech) else self.speech(language, revision)
        blocks, beside = list[Block](), list[Key]()
        for part in reply.parts:
            drawn = compose([part.part if isinstance(part, Entry) else part], speech)
            if isinstance(part, Entry) and self.leads(part.button.command, revision, now):
                beside.append(replace(self.key(part.button, speech, revision), block=len(blocks)))
            blocks.extend(drawn)
        return Message(
            tuple(blocks),
            (
                *beside,
                *(
                    self.key(each, speech, revision)
                    for each in reply.buttons
                    if self.leads(each.command, revision, now)
                ),
            ),
            private=private,
            replaces=reply.replaces,
            language=speech.tag,
            files=reply.files,
            silent=reply.silent,
            previews=reply.previews,
            done=reply.done,
            card=reply.card,
            pop_up=label(reply.pop_up, speech) if reply.pop_up else "",
        )

    def leads(self, command: str, revision: Revision | None, now: datetime) -> bool:
        """Whether a button to a command leads somewhere: not to sign a letter that takes no sign-ons any more."""
        found = self.commands.get(command)
        return not (found and found.while_open and revision and revision.letter.closed(now))

    def prepare(self, message: Message) -> None:
        """Raise `Conflict` for a message that one of the platforms can't take in one piece."""
        for check in self.checks.values():
            refused = check(message)
            if refused:
                reason = refused.said or refused.reason
                raise Conflict(t("This can't be sent everywhere: {reason}. Nothing was sent.", reason=reason))

    def key(self, button: Button, speech: Speech, revision: Revision | None) -> Key:
        """A button's key, in a language."""
        text = label(button.label, speech) if isinstance(button.label, Text) else button.label
        if button.url or button.copy or button.share or button.invites:
            return Key(text, url=button.url, copy=button.copy, share=button.share, invites=button.invites)
        if button.action:
            return Key(text, button.action, style=button.style)
        names = self.commands[button.command].names
        values = {name: str(value) for name, value in button.values.items()}
        if LETTER in names and revision:
            values.setdefault(LETTER, str(revision.letter_id))
        action = str(filled(button.command, names, values))
        return Key(text, action, style=button.style, choice=button.choice)
