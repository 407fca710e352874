"""What was perhaps meant instead of what was typed: it is asked, and never changed by itself."""

from collections.abc import Mapping

from bot.interface.call import Call
from bot.interface.forms.form import Asking
from bot.interface.options import Option
from bot.model.forms import Form
from bot.ports.messenger import Message

SURE = "sure_"
"""Before an option's name, beside the options of a form: the value about which its person was asked, and is sure."""


def doubt(asking: Asking) -> Message | None:
    """The question whether something else was meant, where that is likely and was not asked yet."""
    for option in asking.command.options:
        typed = asking.call.values.get(option.name)
        meant = option.meant(typed) if isinstance(typed, str) and typed else ""
        if isinstance(typed, str) and meant and asking.form.values.get(SURE + option.name) != typed:
            return asking.doubt(option, typed, meant)
    return None


def settled(option: Option, call: Call, form: Form, instead: bool) -> Mapping[str, str]:
    """A form's values, with what was meant `instead` of what was typed for an option, or with that, which stays."""
    typed = call.values.get(option.name)
    if not isinstance(typed, str):
        return form.values
    value = option.meant(typed) or typed if instead else typed
    return {**form.values, option.name: value if instead else form.values[option.name], SURE + option.name: value}
