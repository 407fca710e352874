"""Which moment is meant, where one was typed: it is shown to whoever typed it before it counts."""

from collections.abc import Collection, Mapping

from bot.errors import Invalid
from bot.interface.call import Call
from bot.interface.command import Command
from bot.interface.forms import Asking
from bot.interface.options import Kind, Option
from bot.model.forms import Form
from bot.ports.messenger import Message
from bot.text.moments import spelled

MEANT = "meant"
"""Beside the options of a form: the moment that was shown to its author, who said that it is the one."""


def settled(command: Command, raw: Mapping[str, str], call: Call, taken: Collection[str]) -> Mapping[str, str]:
    """The moments that were typed and can be no others, of those that were `taken`, spelled out: tomorrow is another
    day tomorrow."""
    found = dict[str, str]()
    for option in command.options:
        if option.kind is Kind.DATE and option.name in taken:
            moments = option.moments(raw[option.name], call)
            if len(moments) == 1:
                found[option.name] = spelled(moments[0])
    return found


def unsettled(asking: Asking) -> Message | None:
    """The question which moment is meant, or whether it is the one that was understood, where that is still to be
    asked."""
    values = asking.form.values
    for option in asking.command.options:
        if option.kind is not Kind.DATE or option.name not in asking.call.values:
            continue
        typed = values[option.name]
        if values.get(MEANT) == typed:
            continue
        found = option.moments(typed, asking.call)
        if len(found) > 1 or not option.shown:
            return asking.moments(option, found)
    return None


def meant(option: Option, form: Form, call: Call, second: str) -> Mapping[str, str]:
    """A form's values with the moment that was chosen, by its second since 1970; as they are, where that is none of
    those which can be meant any more."""
    try:
        found = option.moments(form.values.get(option.name, ""), call)
    except Invalid:
        return form.values
    chosen = next((spelled(each) for each in found if str(int(each.timestamp())) == second), None)
    return {**form.values, option.name: chosen, MEANT: chosen} if chosen else form.values
