"""Application commands (description: ApplicationCommandCreateRequest; reference: Application Commands)."""

from tests.platforms.discord.checks.form import Form
from tests.platforms.discord.checks.naming import check_localizations, check_named
from tests.platforms.discord.checks.options import check_options
from tests.platforms.discord.errors import Json, Path, too_many_commands

CHAT_INPUT, USER, MESSAGE = 1, 2, 3
MOST = {CHAT_INPUT: 100, USER: 15, MESSAGE: 15}
MOST_CHARACTERS = 8000
MOST_PERMISSIONS = 2**54 - 1


def check_commands(commands: list[Json], root: Path = ()) -> None:
    """Check the commands of one scope together: each by itself, their number, and that no name is there twice."""
    form = Form(root)
    seen: set[tuple[int, str]] = set()
    for index, command in enumerate(commands):
        check_command(form, (index,), command)
        key = (command.get("type") or CHAT_INPUT, str(command.get("name")))
        if key in seen:
            message = "Application command names must be unique"
            form.fault((index,), "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
        seen.add(key)
    form.refuse_faults()
    for kind, most in MOST.items():
        if sum((command.get("type") or CHAT_INPUT) == kind for command in commands) > most:
            raise too_many_commands(most)


def check_command(form: Form, path: Path, command: Json) -> None:
    """Check one command."""
    kind = command.get("type") or CHAT_INPUT
    if not form.choice((*path, "type"), kind, (CHAT_INPUT, USER, MESSAGE)):
        return
    permissions = command.get("default_member_permissions")
    number = int(permissions) if isinstance(permissions, str) and permissions.isdecimal() else permissions
    form.number((*path, "default_member_permissions"), number, 0, MOST_PERMISSIONS)
    form.boolean((*path, "nsfw"), command.get("nsfw"))
    _check_set(form, (*path, "contexts"), command.get("contexts"), (0, 1, 2))
    _check_set(form, (*path, "integration_types"), command.get("integration_types"), (0, 1))
    if kind == CHAT_INPUT:
        check_named(form, path, command)
        check_options(form, (*path, "options"), command.get("options"), depth=0)
    else:
        form.text((*path, "name"), command.get("name"), 1, 32, required=True)
        check_localizations(form, (*path, "name_localizations"), command.get("name_localizations"), 32)
        if command.get("description"):
            message = "Context menu commands cannot have description"
            form.fault((*path, "description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID", message)
        if command.get("options"):
            message = "Context menu commands cannot have options"
            form.fault((*path, "options"), "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID", message)
    if characters(command) > MOST_CHARACTERS:
        message = f"Command exceeds maximum size ({MOST_CHARACTERS})"
        form.fault(path, "APPLICATION_COMMAND_TOO_LARGE", message)


def characters(named: Json) -> int:
    """The characters that count towards a command's size: of each text, those of its longest language."""
    size = _longest(named, "name") + _longest(named, "description")
    size += sum(characters(option) for option in named.get("options") or [] if isinstance(option, dict))
    for choice in named.get("choices") or []:
        size += _longest(choice, "name") + len(str(choice.get("value", "")))
    return size


def _longest(named: Json, field: str) -> int:
    texts = [named.get(field), *(named.get(f"{field}_localizations") or {}).values()]
    return max(len(text) if isinstance(text, str) else 0 for text in texts)


def _check_set(form: Form, path: Path, value: object, allowed: tuple[int, ...]) -> None:
    if value is None:
        return
    if not isinstance(value, list) or not value:
        form.fault(path, "BASE_TYPE_BAD_LENGTH", "Must be 1 or more in length.")
        return
    for index, one in enumerate(value):
        form.choice((*path, index), one, allowed)
    if len(set(value)) != len(value):
        form.fault(path, "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains a value")
