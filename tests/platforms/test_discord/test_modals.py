"""What a modal may hold, and what can be filled in."""

import pytest

from tests.platforms.discord import ClientRefused, GuildChannel, Interaction, Person, Upload
from tests.platforms.test_discord.api import Api, Json, faults
from tests.platforms.test_discord.bodies import FIELD, MODAL, OPTIONS, button, label, row, text_display
from tests.platforms.test_discord.small_bot import Bot


@pytest.mark.parametrize(
    ("modal", "expected"),
    [
        ({"title": "x" * 46}, {"title": "BASE_TYPE_BAD_LENGTH"}),
        ({"custom_id": ""}, {"custom_id": "BASE_TYPE_BAD_LENGTH"}),
        ({"components": []}, {"components": "BASE_TYPE_BAD_LENGTH"}),
        ({"components": [text_display("x")] * 6}, {"components": "BASE_TYPE_BAD_LENGTH"}),
        ({"components": [row(FIELD)]}, {"components.0.components.0.label": "BASE_TYPE_REQUIRED"}),
        ({"components": label(FIELD, label="x" * 46)}, {"components.0.label": "BASE_TYPE_BAD_LENGTH"}),
        ({"components": label(FIELD, description="x" * 101)}, {"components.0.description": "BASE_TYPE_BAD_LENGTH"}),
        (
            {"components": label(FIELD | {"max_length": 3, "value": "1234"})},
            {"components.0.component.value": "BASE_TYPE_MAX_LENGTH"},
        ),
        (
            {"components": label(FIELD | {"placeholder": "x" * 101})},
            {"components.0.component.placeholder": "BASE_TYPE_MAX_LENGTH"},
        ),
        ({"components": label(FIELD | {"max_length": 4001})}, {"components.0.component.max_length": "NUMBER_TYPE_MAX"}),
        ({"components": label(button())}, {"components.0.component": "UNION_TYPE_CHOICES"}),
        (
            {"components": label({"type": 21, "custom_id": "r", "options": OPTIONS[:1]})},
            {"components.0.component.options": "BASE_TYPE_BAD_LENGTH"},
        ),
        ({"components": label(FIELD) * 2}, {"components.1.component.custom_id": "COMPONENT_CUSTOM_ID_DUPLICATED"}),
    ],
)
async def test_modals_over_their_limits_are_refused(api: Api, asked: Interaction, modal: Json, expected: Json) -> None:
    found = faults(await api.answer(asked, 9, MODAL | modal))
    assert found == {f"data.{path}": code for path, code in expected.items()}


async def test_a_modal_takes_files_groups_and_rows(api: Api, ada: Person, asked: Interaction) -> None:
    fields: list[Json] = [
        row(FIELD | {"label": "Text", "value": "there"}),
        *label({"type": 19, "custom_id": "file", "required": False}),
        *label({"type": 22, "custom_id": "many", "options": OPTIONS[:3]}),
    ]
    await api.answer(asked, 9, MODAL | {"components": fields})
    submission = await ada.submit(await asked.form(), {"file": Upload("a.txt", b"a"), "many": ["0", "2"]})
    text, file, many = submission.data["components"]
    assert text["components"][0]["value"] == "there"
    assert submission.data["resolved"]["attachments"][file["component"]["values"][0]]["filename"] == "a.txt"
    assert many["component"]["values"] == ["0", "2"]


async def test_the_client_app_refuses_what_a_modal_does_not_take(bot: Bot, ada: Person, news: GuildChannel) -> None:
    menu = await (await ada.command(news, "menu")).message()
    form = await (await ada.press(menu, "sign")).form()
    complete = {"Organization": "Bakers", "Kind": "Union"}
    for wrong in ({"Kind": "u"}, complete | {"Organization": "x" * 21}, complete | {"Kind": "Party"}, {"Age": 3}):
        with pytest.raises(ClientRefused):
            await ada.submit(form, wrong)
    await (await ada.submit(form, complete)).message()
    with pytest.raises(ClientRefused, match="closed"):
        await ada.submit(form, complete)
