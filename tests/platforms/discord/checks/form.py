"""The faults of one body, in the nested shape of "Invalid Form Body" (reference: API Reference, Error Messages)."""

from typing import Any

from tests.platforms.discord.errors import Json, Path, invalid_form


class Form:
    """Collects faults by the path of the field that has them, and refuses the body if there are any."""

    def __init__(self, root: Path = ()) -> None:
        self._root = root
        self._errors: Json = {}

    def fault(self, path: Path, code: str, message: str) -> None:
        """Note one fault of the field at this path."""
        place = self._errors
        for step in (*self._root, *path):
            place = place.setdefault(str(step), {})
        place.setdefault("_errors", []).append({"code": code, "message": message})

    def refuse_faults(self) -> None:
        """Raise the refusal that lists every fault, if any was noted."""
        if self._errors:
            raise invalid_form(self._errors)

    def required(self, path: Path) -> None:
        """Note that the field is missing."""
        self.fault(path, "BASE_TYPE_REQUIRED", "This field is required")

    def length(self, path: Path, size: int, low: int, high: int) -> None:
        """Note a text or list whose length is outside low..high."""
        if low <= size <= high:
            return
        if low == 0:
            self.fault(path, "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")
        else:
            self.fault(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")

    def text(self, path: Path, value: Any, low: int, high: int, *, required: bool = False) -> str | None:
        """The text at this path if it is one; its length is checked in code points."""
        if value is None:
            if required:
                self.required(path)
            return None
        if not isinstance(value, str):
            self.fault(path, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
            return None
        self.length(path, len(value), low, high)
        return value

    def number(self, path: Path, value: Any, low: int, high: int, *, required: bool = False) -> int | None:
        """The whole number at this path if it is one; its range is checked."""
        if value is None:
            if required:
                self.required(path)
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
            return None
        if value < low:
            self.fault(path, "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {low}.")
        if value > high:
            self.fault(path, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {high}.")
        return value

    def boolean(self, path: Path, value: Any) -> None:
        """Note a value that is neither absent nor true nor false."""
        if value is not None and not isinstance(value, bool):
            self.fault(path, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.")

    def choice(self, path: Path, value: Any, allowed: tuple[int, ...]) -> bool:
        """Whether the value is one of those allowed; a fault is noted if not."""
        if value in allowed and not isinstance(value, bool):
            return True
        listed = ", ".join(str(one) for one in allowed)
        self.fault(path, "BASE_TYPE_CHOICES", f"Value must be one of ({listed}).")
        return False

    def objects(self, path: Path, value: Any, low: int, high: int, *, required: bool = False) -> list[Json]:
        """The objects in the list at this path; anything else in it is noted and left out."""
        if value is None:
            if required:
                self.required(path)
            return []
        if not isinstance(value, list):
            self.fault(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        self.length(path, len(value), low, high)
        for index, item in enumerate(value):
            if not isinstance(item, dict):
                self.fault((*path, index), "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return [item for item in value if isinstance(item, dict)]
