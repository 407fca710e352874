"""Modals (description: ModalInteractionCallbackRequestData; reference: five top-level components at most)."""

from tests.platforms.discord.checks.components import TEXT, check_text, union_type
from tests.platforms.discord.checks.controls import SELECTS, CustomIds, check_counts, check_options, check_select
from tests.platforms.discord.checks.form import Form
from tests.platforms.discord.errors import Json, Path

ROW, TEXT_INPUT, LABEL, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 1, 4, 18, 19, 21, 22, 23
IN_LABEL = (TEXT_INPUT, *SELECTS, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX)
MOST_COMPONENTS = 5
LONGEST_VALUE = 4000


def check_modal(form: Form, modal: Json) -> None:
    """Check a modal: its title, its custom_id and each of its fields."""
    form.text(("title",), modal.get("title"), 1, 45, required=True)
    form.text(("custom_id",), modal.get("custom_id"), 1, 100, required=True)
    components = form.objects(("components",), modal.get("components"), 1, MOST_COMPONENTS, required=True)
    custom_ids = CustomIds(form)
    for index, component in enumerate(components):
        place: Path = ("components", index)
        if not union_type(form, place, component, (ROW, LABEL, TEXT)):
            continue
        if component["type"] == ROW:
            _check_row(form, place, component, custom_ids)
        elif component["type"] == LABEL:
            _check_label(form, place, component, custom_ids)
        else:
            check_text(form, place, component, custom_ids)


def _check_row(form: Form, path: Path, row: Json, custom_ids: CustomIds) -> None:
    for index, child in enumerate(form.objects((*path, "components"), row.get("components"), 1, 1, required=True)):
        place = (*path, "components", index)
        if union_type(form, place, child, (TEXT_INPUT,)):
            form.text((*place, "label"), child.get("label"), 1, 45, required=True)
            _check_text_input(form, place, child, custom_ids)


def _check_label(form: Form, path: Path, label: Json, custom_ids: CustomIds) -> None:
    form.text((*path, "label"), label.get("label"), 1, 45, required=True)
    form.text((*path, "description"), label.get("description"), 1, 100)
    field, place = label.get("component"), (*path, "component")
    if not isinstance(field, dict):
        form.required(place)
        return
    if not union_type(form, place, field, IN_LABEL):
        return
    form.boolean((*place, "required"), field.get("required"))
    if field["type"] == TEXT_INPUT:
        if field.get("label") is not None:
            message = "A text input in a label has no label of its own"
            form.fault((*place, "label"), "TEXT_INPUT_LABEL_NOT_ALLOWED", message)
        _check_text_input(form, place, field, custom_ids)
    elif field["type"] in SELECTS:
        check_select(form, place, field, custom_ids)
        if field.get("disabled"):
            form.fault((*place, "disabled"), "SELECT_COMPONENT_DISABLED_IN_MODAL", "A modal has no disabled selects")
    else:
        custom_ids.check((*place, "custom_id"), field.get("custom_id"))
        _check_group(form, place, field)


def _check_group(form: Form, path: Path, field: Json) -> None:
    if field["type"] == FILE_UPLOAD:
        check_counts(form, path, field, 10)
    if field["type"] == RADIO_GROUP:
        options = check_options(form, (*path, "options"), field.get("options"), 2, 10)
        if sum(bool(option.get("default")) for option in options) > 1:
            message = "Only one option can be chosen by default"
            form.fault((*path, "options"), "RADIO_GROUP_TOO_MANY_DEFAULT_VALUES", message)
    if field["type"] == CHECKBOX_GROUP:
        options = check_options(form, (*path, "options"), field.get("options"), 1, 10)
        check_counts(form, path, field, 10, usual_high=len(options))
        if (field.get("max_values") or 1) > len(options):
            message = f"max_values must not exceed the number of options ({len(options)})"
            form.fault((*path, "max_values"), "SELECT_COMPONENT_MAX_VALUES_TOO_LARGE", message)
    if field["type"] == CHECKBOX:
        form.boolean((*path, "default"), field.get("default"))


def _check_text_input(form: Form, path: Path, field: Json, custom_ids: CustomIds) -> None:
    custom_ids.check((*path, "custom_id"), field.get("custom_id"))
    form.choice((*path, "style"), field.get("style"), (1, 2))
    form.boolean((*path, "required"), field.get("required"))
    form.text((*path, "placeholder"), field.get("placeholder"), 0, 100)
    low = form.number((*path, "min_length"), field.get("min_length"), 0, LONGEST_VALUE)
    high = form.number((*path, "max_length"), field.get("max_length"), 1, LONGEST_VALUE)
    if low is not None and high is not None and low > high:
        message = "min_length must be less than or equal to max_length"
        form.fault((*path, "min_length"), "TEXT_INPUT_MIN_LENGTH_TOO_LARGE", message)
        return
    value = field.get("value")
    if value:
        form.text((*path, "value"), value, low or 0, LONGEST_VALUE if high is None else high)
