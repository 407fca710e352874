"""Options of slash commands, their choices and bounds (description: ApplicationCommand...Option)."""

from tests.platforms.discord.checks.form import Form
from tests.platforms.discord.checks.naming import check_localizations, check_named
from tests.platforms.discord.errors import Json, Path

SUBCOMMAND, GROUP, STRING, INTEGER, NUMBER = 1, 2, 3, 4, 10
NESTED = (SUBCOMMAND, GROUP)
VALUES = (STRING, INTEGER, 5, 6, 7, 8, 9, NUMBER, 11)
MOST = 25
SAFE = 2**53
LONGEST_CHOICE = 100
LONGEST_STRING = 6000


def check_options(form: Form, path: Path, value: object, depth: int) -> None:
    """Check a list of options: 25 at most, required ones first, no name twice, subcommands not among values."""
    options = form.objects(path, value, 0, MOST)
    seen: set[str] = set()
    optional_before = False
    for index, option in enumerate(options):
        place = (*path, index)
        check_option(form, place, option, depth)
        if option.get("name") in seen:
            message = "Option name already exists"
            form.fault(place, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", message)
        seen.add(str(option.get("name")))
        if option.get("required") and optional_before:
            message = "Required options must be placed before non-required options"
            form.fault(place, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional_before = optional_before or not option.get("required")
    if len({option.get("type") in NESTED for option in options}) > 1:
        message = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        form.fault(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)


def check_option(form: Form, path: Path, option: Json, depth: int) -> None:
    """Check one option; groups stand at the top only, subcommands at the top or in a group."""
    check_named(form, path, option)
    nested = {0: NESTED, 1: (SUBCOMMAND,)}.get(depth, ())
    if not form.choice((*path, "type"), option.get("type"), (*nested, *VALUES)):
        return
    kind = option["type"]
    if kind in NESTED:
        check_options(form, (*path, "options"), option.get("options"), 1 if kind == GROUP else 2)
        return
    form.boolean((*path, "required"), option.get("required"))
    form.boolean((*path, "autocomplete"), option.get("autocomplete"))
    if kind in (STRING, INTEGER, NUMBER):
        check_choices(form, (*path, "choices"), option.get("choices"), kind)
    if option.get("autocomplete") and (option.get("choices") or kind not in (STRING, INTEGER, NUMBER)):
        message = "Autocomplete is for strings and numbers without choices"
        form.fault((*path, "autocomplete"), "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID", message)
    if kind == STRING:
        _check_lengths(form, path, option)
    if kind in (INTEGER, NUMBER):
        _check_bounds(form, path, option)


def check_choices(form: Form, path: Path, value: object, kind: int) -> list[Json]:
    """Check a list of choices, of an option or of an autocompletion."""
    choices = form.objects(path, value, 0, MOST)
    seen: set[str] = set()
    for index, choice in enumerate(choices):
        place = (*path, index)
        name = form.text((*place, "name"), choice.get("name"), 1, 100, required=True)
        check_localizations(form, (*place, "name_localizations"), choice.get("name_localizations"), 100)
        if name in seen:
            message = "Option choice name already exists"
            form.fault((*place, "name"), "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS", message)
        if name is not None:
            seen.add(name)
        _check_value(form, (*place, "value"), choice.get("value"), kind)
    return choices


def _check_value(form: Form, path: Path, value: object, kind: int) -> None:
    if kind == STRING:
        form.text(path, value, 0, LONGEST_CHOICE, required=True)
    elif kind == INTEGER or value is None:
        form.number(path, value, -SAFE, SAFE, required=True)
    elif isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > SAFE:
        form.fault(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not float.')


def _check_lengths(form: Form, path: Path, option: Json) -> None:
    low = form.number((*path, "min_length"), option.get("min_length"), 0, LONGEST_STRING)
    high = form.number((*path, "max_length"), option.get("max_length"), 1, LONGEST_STRING)
    if low is not None and high is not None and low > high:
        message = "min_length must be less than or equal to max_length"
        form.fault((*path, "min_length"), "APPLICATION_COMMAND_OPTION_LENGTHS_INVALID", message)


def _check_bounds(form: Form, path: Path, option: Json) -> None:
    low, high = option.get("min_value"), option.get("max_value")
    if low is not None and high is not None and low > high:
        message = "min_value must be less than or equal to max_value"
        form.fault((*path, "min_value"), "APPLICATION_COMMAND_OPTION_BOUNDS_INVALID", message)
