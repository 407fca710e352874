"""Buttons and select menus (description: ButtonComponentForMessageRequest and the five selects)."""

from tests.platforms.discord.checks.form import Form
from tests.platforms.discord.checks.media import BUTTON, check_url
from tests.platforms.discord.errors import Json, Path

SELECTS = (3, 5, 6, 7, 8)
LINK, PREMIUM = 5, 6


class CustomIds:
    """The custom_ids of one message or modal: 1 to 100 characters each, none twice."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._seen: set[str] = set()

    def check(self, path: Path, value: object) -> None:
        """Check one, which must be there."""
        custom_id = self._form.text(path, value, 1, 100, required=True)
        if custom_id in self._seen:
            self._form.fault(path, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
        if custom_id is not None:
            self._seen.add(custom_id)


def check_button(form: Form, path: Path, button: Json, custom_ids: CustomIds) -> None:
    """Check a button: a link has an address, any other a custom_id; each has a label or an emoji."""
    form.boolean((*path, "disabled"), button.get("disabled"))
    label = form.text((*path, "label"), button.get("label"), 0, 80)
    _check_emoji(form, (*path, "emoji"), button.get("emoji"))
    if not form.choice((*path, "style"), button.get("style"), (1, 2, 3, 4, LINK, PREMIUM)):
        return
    if button["style"] == PREMIUM:
        if button.get("sku_id") is None:
            form.required((*path, "sku_id"))
        return
    if not label and not button.get("emoji"):
        message = "A button must have a label or an emoji"
        form.fault((*path, "label"), "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", message)
    if button["style"] != LINK:
        if button.get("url") is not None:
            form.fault((*path, "url"), "BUTTON_COMPONENT_URL_NOT_ALLOWED", "Only link buttons can have a url")
        custom_ids.check((*path, "custom_id"), button.get("custom_id"))
        return
    if button.get("custom_id") is not None:
        message = "A custom id and url cannot both be specified"
        form.fault((*path, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message)
    if button.get("url") is None:
        form.required((*path, "url"))
    check_url(form, (*path, "url"), button.get("url"), BUTTON, high=512)


def check_select(form: Form, path: Path, select: Json, custom_ids: CustomIds) -> None:
    """Check a select menu: its options, and how many of them can be chosen."""
    custom_ids.check((*path, "custom_id"), select.get("custom_id"))
    form.text((*path, "placeholder"), select.get("placeholder"), 0, 150)
    form.boolean((*path, "disabled"), select.get("disabled"))
    check_counts(form, path, select, 25)
    if select["type"] == 3:
        options = check_options(form, (*path, "options"), select.get("options"), 1, 25)
        _check_counts_against(form, path, select, len(options))


def check_counts(form: Form, path: Path, component: Json, most: int, usual_high: int = 1) -> None:
    """Check min_values and max_values; the latter has a usual value where it is left out."""
    low = form.number((*path, "min_values"), component.get("min_values"), 0, most)
    high = form.number((*path, "max_values"), component.get("max_values"), 1, most)
    if low is not None and low > (usual_high if high is None else high):
        message = "min_values must be less than or equal to max_values"
        form.fault((*path, "min_values"), "SELECT_COMPONENT_MIN_VALUES_TOO_LARGE", message)


def _check_counts_against(form: Form, path: Path, select: Json, count: int) -> None:
    if (select.get("max_values") or 1) > count:
        message = f"max_values must not exceed the number of options ({count})"
        form.fault((*path, "max_values"), "SELECT_COMPONENT_MAX_VALUES_TOO_LARGE", message)
    chosen = [option for option in select.get("options") or [] if isinstance(option, dict) and option.get("default")]
    if len(chosen) > (select.get("max_values") or 1):
        message = "More options are chosen by default than max_values allows"
        form.fault((*path, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", message)


def check_options(form: Form, path: Path, value: object, low: int, high: int) -> list[Json]:
    """Check a list of options: label, value and description to 100 characters, no value twice."""
    options = form.objects(path, value, low, high, required=True)
    seen: set[str] = set()
    for index, option in enumerate(options):
        place = (*path, index)
        form.text((*place, "label"), option.get("label"), 1, 100, required=True)
        form.text((*place, "description"), option.get("description"), 0, 100)
        form.boolean((*place, "default"), option.get("default"))
        _check_emoji(form, (*place, "emoji"), option.get("emoji"))
        text = form.text((*place, "value"), option.get("value"), 1, 100, required=True)
        if text in seen:
            message = "The specified option value is already used"
            form.fault((*place, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
        if text is not None:
            seen.add(text)
    return options


def _check_emoji(form: Form, path: Path, emoji: object) -> None:
    if emoji is None:
        return
    if not isinstance(emoji, dict):
        form.fault(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return
    form.text((*path, "name"), emoji.get("name"), 1, 32, required=emoji.get("id") is None)
