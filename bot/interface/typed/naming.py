"""Which chat somebody means who speaks of another than the one in which they are, and what they may decide there."""

from collections.abc import Mapping
from dataclasses import replace

from bot.interface.actions import Action
from bot.interface.command import Command
from bot.interface.forms.form import FORM
from bot.interface.requests import Caller, Invoke, Named, Open, Press, Request
from bot.model.chats import Chat, ChatKind
from bot.ports.store import Store, Unit


async def named_chat(
    store: Store, commands: Mapping[str, Command], caller: Caller, request: Request, manages: bool
) -> tuple[Request, Named | None]:
    """The chat that a command is about, where a button or a form says so by a number; nothing where that is the
    caller's own. A command that goes on elsewhere is given the number of the chat in which it was given.

    Whether they manage it is asked of the platform each time. Another person's private chat is never meant.
    """
    if isinstance(request, Invoke):
        command = commands.get(request.command)
        if command is None or not command.about_chat or request.chat or caller.confidential or not manages:
            return request, None
        number = str((await store.write(lambda unit: _here(unit, caller))).id)
        return replace(request, values={**request.values, command.about_chat: number}), None
    action = Action.read(request.action) if isinstance(request, Press | Open) else None
    chat = (
        await store.read(lambda unit: _meant(unit, commands, caller, action)) if _may_name(commands, action) else None
    )
    if chat is None or chat.address == caller.address or chat.kind is ChatKind.PRIVATE:
        return request, None
    rights = await caller.rights_at(chat.address)
    return request, Named(chat.address, chat.kind, chat.title, rights.chat, whole=rights.whole)


def _here(unit: Unit, caller: Caller) -> Chat:
    return unit.chats.ensure(caller.address, caller.kind, caller.title)


def _may_name(commands: Mapping[str, Command], action: Action | None) -> bool:
    if action is None:
        return False
    command = commands.get(action.command)
    return action.command == FORM or (command is not None and bool(command.about_chat))


def _meant(unit: Unit, commands: Mapping[str, Command], caller: Caller, action: Action | None) -> Chat | None:
    if action is None:
        return None
    if action.command == FORM:
        form = unit.forms.get(action.values[0]) if action.values else None
        if form is None or str(form.account) != str(caller.account):
            return None
        command, values = commands.get(form.command), form.values
    else:
        command = commands.get(action.command)
        values = (command.filled(action.values) if command else None) or {}
    number = values.get(command.about_chat, "") if command and command.about_chat else ""
    return unit.chats.get(int(number)) if number.isdecimal() and len(number) < 10 else None
