"""Components, commands and modals, as the API takes them."""

from tests.platforms.test_discord.api import Json

OPTIONS = [{"label": "o", "value": str(number)} for number in range(26)]
FIELD = {"type": 4, "custom_id": "f", "style": 1}
MODAL = {"title": "T", "custom_id": "m", "components": [{"type": 18, "label": "F", "component": FIELD}]}


def row(*controls: Json) -> Json:
    return {"type": 1, "components": list(controls)}


def button(custom_id: str = "a", **more: object) -> Json:
    return {"type": 2, "style": 1, "label": "A", "custom_id": custom_id, **more}


def text_display(text: str) -> Json:
    return {"type": 10, "content": text}


def label(component: Json, **more: object) -> list[Json]:
    return [{"type": 18, "label": "F", "component": component, **more}]


def command(name: str = "ask", **more: object) -> Json:
    return {"name": name, "description": "-", **more}


def option(name: str = "o", **more: object) -> Json:
    return {"type": 3, "name": name, "description": "-", **more}
