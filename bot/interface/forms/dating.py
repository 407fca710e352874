"""Which moment is meant, where one was typed: it is shown to whoever typed it before it counts."""

from collections.abc import Collection, Mapping

from bot.interface.call import Call
from bot.interface.command import Command
from bot.interface.forms.form import Asking
from bot.interface.options import Kind, Option
from bot.model.forms import Form
from bot.text.moments.reading import spelled

MEANT = "meant"
"""Beside the options of a form: the moment that was shown to its author, who said that it is the one."""

MEANINGS = "meanings"
"""Beside the options of a form: the moments that can be meant by what was typed, each on a line, with its second since
1970. Tomorrow is another day tomorrow; what was shown stays."""


def spelled_out(command: Command, raw: Mapping[str, str], call: Call, taken: Collection[str]) -> Mapping[str, str]:
    """What the moments mean that were typed, of the options that were `taken`: those that can be no other are spelled
    out."""
    found = dict[str, str]()
    for option in command.options:
        if option.kind is Kind.DATE and option.name in taken:
            moments = option.moments(raw[option.name], call)
            found[MEANINGS] = "\n".join(f"{each.timestamp():.0f} {spelled(each)}" for each in moments)
            if len(moments) == 1:
                found[option.name] = spelled(moments[0])
    return found


def unsettled(asking: Asking) -> Option | None:
    """The option of which it is still to be asked which moment is meant, or whether it is the one that was
    understood."""
    values = asking.form.values
    for option in asking.command.options:
        if option.kind is not Kind.DATE or option.name not in asking.call.values:
            continue
        typed = values[option.name]
        if values.get(MEANT) == typed:
            continue
        found = option.moments(typed, asking.call)
        if len(found) > 1 or not option.shown:
            return option
    return None


def chosen_moment(option: Option, form: Form, second: str) -> Mapping[str, str]:
    """A form's values with the moment that was chosen, by its second since 1970; as they are, where something else was
    typed since it was shown."""
    shown = dict(line.split(" ", 1) for line in form.values.get(MEANINGS, "").splitlines())
    return {**form.values, option.name: shown[second], MEANT: shown[second]} if second in shown else form.values
