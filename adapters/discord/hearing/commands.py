"""Commands as Discord's application commands, built from their declarations by the library's own machinery."""

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import discord
from discord import app_commands

from adapters.discord.hearing.incoming import named, uploaded
from adapters.discord.hearing.markdown import read
from bot.interface.command import Command
from bot.interface.conversation import Interface
from bot.interface.options import Kind, Option
from bot.interface.requests import Invoke
from bot.text.locales import SOURCE
from bot.text.shortening import cut
from bot.text.text import Text

Interaction = discord.Interaction[Any]
Invoked = Callable[[Interaction, Invoke], Awaitable[None]]
Suggested = Callable[[Interaction, Command, Option, str], Awaitable[Sequence[tuple[str, str]]]]

DESCRIPTION = 100
"""Characters of a description (Discord's reference, application commands)."""

NAME = 32
"""Characters of a name in a context menu (Discord's reference, application commands)."""

CHOICE, CHOICES = 100, 25
"""Characters of a suggestion's name and value, and how many are shown (Discord's reference, application commands)."""

CHANNELS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.public_thread,
    discord.ChannelType.news_thread,
    discord.ChannelType.private_thread,
]
"""Where the bot speaks in a server."""

_MANAGERS = discord.Permissions(manage_channels=True)


class _Channel(app_commands.Transformer):
    """A channel or thread, as much of it as came with the command: the bot need not see it."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return CHANNELS

    async def transform(self, interaction: Interaction, value: Any, /) -> Any:
        return value


class Translator(app_commands.Translator):
    """Descriptions in the bot's languages, for the locales that Discord has of them."""

    def __init__(self, interface: Interface) -> None:
        self._interface = interface
        languages = ((locale, locale.value.partition("-")[0]) for locale in discord.Locale)
        self._spoken = {
            locale: language for locale, language in languages if language != SOURCE and language in interface.speeches
        }

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        language, text = self._spoken.get(locale), string.extras.get("text")
        if language is None or not isinstance(text, Text):
            return None
        named = context.location is app_commands.TranslationContextLocation.command_name
        return cut(self._interface.label(text, language), NAME if named else DESCRIPTION)


def build(
    command: Command, interface: Interface, invoked: Invoked, suggested: Suggested
) -> app_commands.Command[Any, ..., None]:
    """A command as Discord's: typed options, choices and autocompletion; who may use it is decided by the core."""
    options = [option for option in command.arguments(confidential=False) if _fits_a_line(option)]

    async def callback(interaction: Interaction, **given: Any) -> None:
        await invoked(interaction, _invoked(interaction, command, given))

    declared = inspect.Signature(
        [
            inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Interaction),
            *(_parameter(option) for option in options),
        ]
    )
    callback.__signature__ = declared  # type: ignore[attr-defined]
    described = app_commands.describe(**{option.name: localized(_hint(option), interface) for option in options})(
        callback
    )
    choices = {option.name: _choices(option, interface) for option in options if option.kind is Kind.CHOICE}
    built: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=command.name,
        description=localized(command.help, interface),
        callback=app_commands.choices(**choices)(described) if choices else described,
    )
    for option in options:
        if option.suggest:
            built.autocomplete(option.name)(_completion(command, option, suggested))
    if command.roles:
        built.allowed_contexts, built.allowed_installs = IN_PRIVATE, OF_SERVERS
    else:
        built.allowed_contexts, built.allowed_installs = reach(command)
        built.default_permissions = _MANAGERS if command.manager else None
    return built


IN_PRIVATE = app_commands.AppCommandContext(guild=False, dm_channel=True, private_channel=False)
"""Where organizers' commands are shown to everybody who looks: in a server, only where an owner has named it."""

OF_SERVERS = app_commands.AppInstallationType(guild=True, user=False)


def reach(command: Command) -> tuple[app_commands.AppCommandContext, app_commands.AppInstallationType]:
    """Where a command for everybody is shown: anywhere, by a person's own installation too, unless it is about a chat
    that somebody manages."""
    anywhere = not command.manager
    context = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=anywhere)
    return context, app_commands.AppInstallationType(guild=True, user=anywhere)


def _invoked(interaction: Interaction, command: Command, given: Mapping[str, Any]) -> Invoke:
    """A command with what was given: texts and numbers by their names, and a file and a channel by themselves."""
    values, upload, chat = dict[str, str](), None, None
    for name, value in given.items():
        if isinstance(value, discord.Attachment):
            upload = uploaded(value)
        elif isinstance(value, app_commands.AppCommandChannel | app_commands.AppCommandThread):
            chat = named(interaction, value)
        elif isinstance(value, discord.Role):
            values[name] = f"{value.id} {value.name}"
        elif value is not None:
            values[name] = str(value)
    return Invoke(command.name, values, upload, chat, formatted=read)


def _fits_a_line(option: Option) -> bool:
    """Whether an option can be given with a slash command: no line break fits there, and choices are fixed."""
    return option.kind is not Kind.PARAGRAPH and (option.kind is not Kind.CHOICE or isinstance(option.choices, tuple))


def _parameter(option: Option) -> inspect.Parameter:
    kind: Any
    match option.kind:
        case Kind.NUMBER:
            kind = app_commands.Range[int, 0, 999_999_999]
        case Kind.CHOICE:
            kind = str
        case Kind.FILE:
            kind = discord.Attachment
        case Kind.ROLE:
            kind = discord.Role
        case Kind.CHAT:
            kind = app_commands.Transform[Any, _Channel]
        case _:
            kind = app_commands.Range[str, 1, min(option.most, 6000)]
    return inspect.Parameter(option.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind | None)


def _choices(option: Option, interface: Interface) -> list[app_commands.Choice[str]]:
    fixed = option.choices if isinstance(option.choices, tuple) else ()
    return [
        app_commands.Choice(
            name=localized(each.label, interface) if isinstance(each.label, Text) else each.label, value=each.key
        )
        for each in fixed
    ]


def _hint(option: Option) -> Text:
    return option.prompt if isinstance(option.prompt, Text) else option.label


def localized(text: Text, interface: Interface) -> app_commands.locale_str:
    """A short text in the bot's languages."""
    return app_commands.locale_str(cut(interface.label(text, SOURCE), DESCRIPTION), text=text)


def _completion(command: Command, option: Option, suggested: Suggested) -> Any:
    number = option.kind is Kind.NUMBER

    async def complete(interaction: Interaction, current: str) -> list[app_commands.Choice[Any]]:
        found = await suggested(interaction, command, option, current)
        return [
            app_commands.Choice(name=label, value=int(value) if number else value) for value, label in found[:CHOICES]
        ]

    return complete
