"""Which organization is meant, where one was typed that is not known but is like one that is."""

from collections.abc import Mapping, Sequence

from bot.interface.command import Command
from bot.interface.forms.form import ANOTHER, Asking
from bot.interface.options import Kind
from bot.model.forms import Form
from bot.model.organizations.likeness import Likeness
from bot.model.organizations.tokens import handle_of
from bot.ports.messenger import Message
from bot.ports.store import Unit
from bot.service.lists import disclosure

LIKENESSES = 3
"""So many known organizations at the most are offered for one that was typed."""

NAMESAKES = 20
"""So many known organizations of one name at the most are offered."""

RECORD = "record"
"""The option for the organization that is meant, where a command can tell those of one name apart."""

DISAMBIGUATED = "settled"
"""Beside the options of a form: the organization's name that was compared with those that are known, and is meant."""


def ambiguity(unit: Unit, asking: Asking) -> Message | None:
    """The question which organization is meant, where that is not clear yet."""
    for name in _organizations(asking.command):
        typed = asking.form.values.get(name, "")
        if not typed or asking.form.values.get(DISAMBIGUATED) == typed:
            continue
        named = unit.organizations.named(typed)
        known = {each.id for each in disclosure.known(unit, [each.id for each in named])}
        namesakes = [each for each in named if each.id in known]
        if len(namesakes) > 1:
            return asking.likeness(typed, [(handle_of(each), each.placed) for each in namesakes[:NAMESAKES]])
        if namesakes:
            continue
        near = [each for each, why in disclosure.resembling(unit, typed) if why is not Likeness.CHAPTER]
        if near:
            return asking.likeness(typed, [(handle_of(each), each.name) for each in near[:LIKENESSES]])
    return None


def chosen(unit: Unit, command: Command, form: Form, handle: str) -> Mapping[str, str]:
    """A form's values, with the known organization that a button names as the one that is meant, or the one typed as
    another. What a button does not name any more is asked again."""
    name = next(iter(_organizations(command)), "")
    known = disclosure.led_to(unit, handle)
    if known is None and handle != ANOTHER:
        return form.values
    kept = {option: text for option, text in form.values.items() if option != RECORD}
    typed = known.name if known else form.values.get(name, "")
    told = {RECORD: handle, "place": known.place} if known else {}
    told = {option: text for option, text in told.items() if text and command.option(option)}
    return {**kept, **told, name: typed, DISAMBIGUATED: typed}


def compared(command: Command, raw: Mapping[str, str]) -> Mapping[str, str]:
    """The organization that was compared, as it is kept beside the options."""
    named = [raw[name] for name in _organizations(command) if name in raw]
    return {DISAMBIGUATED: named[0]} if named else {}


def organization_of(unit: Unit, handle: str) -> int | None:
    """The number of the organization that everybody may know of and a button names."""
    found = disclosure.led_to(unit, handle)
    return found.id if found else None


def _organizations(command: Command) -> Sequence[str]:
    """The names of the options in which an organization is typed."""
    return [option.name for option in command.options if option.kind is Kind.ORGANIZATION]
