"""A modal as a person sees it, and what the client app sends when they submit it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .checks.bodies import as_upload
from .errors import ClientRefused, Json
from .stored import stored_components

if TYPE_CHECKING:
    from .interactions import Interaction
    from .people import Person

TEXT_INPUT, STRING_SELECT, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 4, 3, 19, 21, 22, 23
SHORT = 1


@dataclass(frozen=True)
class Field:
    """One field of a modal: its label and what the bot asked for."""

    label: str
    component: Json

    @property
    def custom_id(self) -> str:
        """What the bot calls it."""
        return str(self.component["custom_id"])

    @property
    def kind(self) -> int:
        """Its component type."""
        return int(self.component["type"])

    @property
    def required(self) -> bool:
        """Whether it must be filled in; a field is required unless the bot says otherwise."""
        return self.component.get("required") is not False

    @property
    def value(self) -> str:
        """The text that stands in it already."""
        return str(self.component.get("value") or "")

    @property
    def options(self) -> dict[str, str]:
        """The labels of its options, by value."""
        return {option["value"]: option["label"] for option in self.component.get("options") or []}


@dataclass(eq=False)
class Modal:
    """An open modal."""

    interaction: Interaction
    title: str
    custom_id: str
    components: list[Json]
    submissions: list[Interaction] = field(default_factory=list)

    @property
    def fields(self) -> list[Field]:
        """Its fields, from top to bottom."""
        found = []
        for component in self.components:
            if component["type"] == 18:
                found.append(Field(component["label"], component["component"]))
            elif component["type"] == 1:
                found += [Field(child["label"], child) for child in component["components"]]
        return found

    @property
    def texts(self) -> list[str]:
        """The texts between the fields."""
        return [component["content"] for component in self.components if component["type"] == 10]

    def filled(self, person: Person, values: Mapping[str, Any]) -> tuple[list[Json], Json]:
        """The components of the submission and what they name, or a refusal of the client app."""
        chosen = self._by_custom_id(values)
        filling = Filling(person)
        rows: list[Json] = []
        for component in self.components:
            if component["type"] == 10:
                rows.append({"type": 10, "id": component["id"]})
            elif component["type"] == 18:
                child = component["component"]
                value = filling.submitted(Field(component["label"], child), chosen.get(child["custom_id"]))
                rows.append({"type": 18, "id": component["id"], "component": value})
            else:
                children = [
                    filling.submitted(Field(child["label"], child), chosen.get(child["custom_id"]))
                    for child in component["components"]
                ]
                rows.append({"type": 1, "id": component["id"], "components": children})
        return rows, filling.resolved

    def _by_custom_id(self, values: Mapping[str, Any]) -> dict[str, Any]:
        chosen = {}
        for key, value in values.items():
            matching = [one for one in self.fields if key in (one.custom_id, one.label)]
            if not matching:
                labels = [one.label for one in self.fields]
                raise ClientRefused(f"the modal {self.title!r} has no field {key!r}; it has {labels}")
            chosen[matching[0].custom_id] = value
        return chosen

    def __str__(self) -> str:
        return f"modal {self.title!r} {[one.label for one in self.fields]}"

    __repr__ = __str__


def opened(interaction: Interaction, raw: Json, media_id: Callable[[], int]) -> Modal:
    """The modal that this callback opens."""
    return Modal(interaction, raw["title"], raw["custom_id"], stored_components(raw["components"], media_id))


class Filling:
    """What the client app makes of typed and chosen values, with the accounts and files that they name."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self.resolved: Json = {}

    def submitted(self, one: Field, value: Any) -> Json:
        """One field as it is submitted; the client app refuses what the bot did not allow."""
        body: Json = {"type": one.kind, "id": one.component["id"], "custom_id": one.custom_id}
        if one.kind == TEXT_INPUT:
            return body | {"value": self._text(one, one.value if value is None else value)}
        if one.kind == CHECKBOX:
            return body | {"value": bool(one.component.get("default") if value is None else value)}
        values = self._values(one, value)
        if one.kind == RADIO_GROUP:
            return body | {"value": values[0] if values else None}
        return body | {"values": values}

    def _text(self, one: Field, value: Any) -> str:
        if not isinstance(value, str):
            raise ClientRefused(f"{one.label!r} takes text, not {value!r}")
        low, high = one.component.get("min_length") or 0, one.component.get("max_length") or 4000
        if one.component["style"] == SHORT and "\n" in value:
            raise ClientRefused(f"{one.label!r} is one line")
        if not value and not one.required:
            return value
        if not value.strip() and one.required:
            raise ClientRefused(f"{one.label!r} is required")
        if not low <= len(value) <= high:
            raise ClientRefused(f"{one.label!r} takes {low} to {high} characters, not {len(value)}")
        return value

    def _values(self, one: Field, value: Any) -> list[str]:
        if value is None:
            picked = [option["value"] for option in one.component.get("options") or [] if option.get("default")]
        else:
            given = value if isinstance(value, list | tuple) and as_upload(value) is None else [value]
            picked = [picked_value(one.label, one.component, item, self._person, self.resolved) for item in given]
        usual = len(one.options) if one.kind == CHECKBOX_GROUP else 1
        low = one.component.get("min_values")
        high = 1 if one.kind == RADIO_GROUP else one.component.get("max_values") or usual
        least = 1 if low is None else low
        if not picked and not one.required:
            return picked
        if not max(least, 1 if one.required else 0) <= len(picked) <= high:
            raise ClientRefused(f"{one.label!r} takes {least} to {high} choices, not {len(picked)}")
        return picked


def picked_value(label: str, component: Json, item: Any, person: Person, resolved: Json) -> str:
    """What stands for a chosen option, account, role, channel or file; those are added to what is resolved."""
    options = component.get("options") or []
    if component["type"] in (STRING_SELECT, RADIO_GROUP, CHECKBOX_GROUP):
        for option in options:
            if item in (option["value"], option["label"]):
                return str(option["value"])
        raise ClientRefused(f"{label!r} has no option {item!r}; it has {[option['label'] for option in options]}")
    if component["type"] == FILE_UPLOAD:
        upload = as_upload(item)
        if upload is None:
            raise ClientRefused(f"{label!r} takes an Upload or a name and bytes, not {item!r}")
        return person.resolve_upload(upload, resolved)
    return person.resolve(item, resolved)
