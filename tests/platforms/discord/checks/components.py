"""The components of a message: rows of controls, or Components V2 (description: ...ComponentForMessageRequest).

Limits that the description leaves out come from the reference: five rows without the V2 flag, 40 components in all
and 4,000 displayed characters with it.
"""

from collections.abc import Callable

from tests.platforms.discord.checks.controls import SELECTS, CustomIds, check_button, check_select
from tests.platforms.discord.checks.form import Form
from tests.platforms.discord.checks.media import MEDIA, check_url
from tests.platforms.discord.errors import Json, Path
from tests.platforms.discord.stored import walk

ROW, BUTTON, SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 1, 2, 9, 10, 11, 12, 13, 14, 17
MOST_ROWS = 5
MOST_COMPONENTS = 40
MOST_CHARACTERS = 4000
IN_CONTAINER = (ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR)

Check = Callable[[Form, Path, Json, CustomIds], None]


def check_components(form: Form, path: Path, value: object, *, v2: bool) -> list[Json]:
    """Check all components of a message."""
    components = form.objects(path, value, 0, MOST_COMPONENTS if v2 else MOST_ROWS)
    allowed = (*IN_CONTAINER, CONTAINER) if v2 else (ROW,)
    custom_ids = CustomIds(form)
    for index, component in enumerate(components):
        _check(form, (*path, index), component, custom_ids, allowed)
    form.refuse_faults()
    every = list(walk(components))
    if v2 and len(every) > MOST_COMPONENTS:
        message = f"The maximum number of components is {MOST_COMPONENTS}"
        form.fault(path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message)
    if sum(len(one["content"]) for one in every if one["type"] == TEXT) > MOST_CHARACTERS:
        message = f"Components displayable text size exceeds maximum size of {MOST_CHARACTERS}"
        form.fault(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)
    numbers = [one["id"] for one in every if one.get("id")]
    if len(numbers) != len(set(numbers)):
        form.fault(path, "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
    return components


def union_type(form: Form, path: Path, component: Json, allowed: tuple[int, ...]) -> bool:
    """Whether the component's type is allowed in its place; a fault is noted if not."""
    if component.get("type") in allowed:
        return True
    listed = ", ".join(str(one) for one in allowed)
    form.fault(path, "UNION_TYPE_CHOICES", f'Value of field "type" must be one of ({listed},).')
    return False


def _check(form: Form, path: Path, component: Json, custom_ids: CustomIds, allowed: tuple[int, ...]) -> None:
    if not union_type(form, path, component, allowed):
        return
    form.number((*path, "id"), component.get("id"), 0, 2**31 - 1)
    CHECKS[component["type"]](form, path, component, custom_ids)


def _check_row(form: Form, path: Path, row: Json, custom_ids: CustomIds) -> None:
    controls = form.objects((*path, "components"), row.get("components"), 1, 5, required=True)
    for index, control in enumerate(controls):
        _check(form, (*path, "components", index), control, custom_ids, (BUTTON, *SELECTS))
    if len(controls) > 1 and any(control.get("type") in SELECTS for control in controls):
        place = (*path, "components", len(controls) - 1)
        form.fault(place, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width")


def _check_container(form: Form, path: Path, container: Json, custom_ids: CustomIds) -> None:
    form.number((*path, "accent_color"), container.get("accent_color"), 0, 0xFFFFFF)
    form.boolean((*path, "spoiler"), container.get("spoiler"))
    children = form.objects((*path, "components"), container.get("components"), 1, MOST_COMPONENTS, required=True)
    for index, child in enumerate(children):
        _check(form, (*path, "components", index), child, custom_ids, IN_CONTAINER)


def _check_section(form: Form, path: Path, section: Json, custom_ids: CustomIds) -> None:
    for index, text in enumerate(form.objects((*path, "components"), section.get("components"), 1, 3, required=True)):
        _check(form, (*path, "components", index), text, custom_ids, (TEXT,))
    accessory = section.get("accessory")
    if isinstance(accessory, dict):
        _check(form, (*path, "accessory"), accessory, custom_ids, (BUTTON, THUMBNAIL))
    else:
        form.required((*path, "accessory"))


def check_text(form: Form, path: Path, text: Json, custom_ids: CustomIds) -> None:
    """Check a text display."""
    form.text((*path, "content"), text.get("content"), 1, MOST_CHARACTERS, required=True)


def _check_gallery(form: Form, path: Path, gallery: Json, custom_ids: CustomIds) -> None:
    for index, item in enumerate(form.objects((*path, "items"), gallery.get("items"), 1, 10, required=True)):
        _check_media(form, (*path, "items", index), item, "media")


def _check_thumbnail(form: Form, path: Path, thumbnail: Json, custom_ids: CustomIds) -> None:
    _check_media(form, path, thumbnail, "media")


def _check_file(form: Form, path: Path, file: Json, custom_ids: CustomIds) -> None:
    _check_media(form, path, file, "file", ("attachment",))


def _check_media(form: Form, path: Path, holder: Json, key: str, schemes: tuple[str, ...] = MEDIA) -> None:
    form.text((*path, "description"), holder.get("description"), 1, 1024)
    media = holder.get(key)
    if not isinstance(media, dict) or media.get("url") is None:
        form.required((*path, key))
    else:
        check_url(form, (*path, key, "url"), media["url"], schemes)


def _check_separator(form: Form, path: Path, separator: Json, custom_ids: CustomIds) -> None:
    form.boolean((*path, "divider"), separator.get("divider"))
    if separator.get("spacing") is not None:
        form.choice((*path, "spacing"), separator["spacing"], (1, 2))


CHECKS: dict[int, Check] = {
    ROW: _check_row,
    BUTTON: check_button,
    **dict.fromkeys(SELECTS, check_select),
    SECTION: _check_section,
    TEXT: check_text,
    THUMBNAIL: _check_thumbnail,
    GALLERY: _check_gallery,
    FILE: _check_file,
    SEPARATOR: _check_separator,
    CONTAINER: _check_container,
}
"""How each type of component is checked."""
