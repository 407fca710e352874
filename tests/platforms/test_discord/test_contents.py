"""What a message may hold: text, embeds and components."""

import pytest

from tests.platforms.discord import GuildChannel
from tests.platforms.discord.library import discord
from tests.platforms.test_discord.api import Api, Json, faults, refusal
from tests.platforms.test_discord.bodies import OPTIONS, button, row, text_display
from tests.platforms.test_discord.small_bot import Bot


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"content": "x" * 2001}, {"content": "BASE_TYPE_MAX_LENGTH"}),
        ({"content": "x", "nonce": "n" * 26}, {"nonce": "BASE_TYPE_MAX_LENGTH"}),
        ({"embeds": [{"title": "t"}] * 11}, {"embeds": "BASE_TYPE_MAX_LENGTH"}),
        ({"embeds": [{"description": "x" * 3001}] * 2}, {"embeds": "MAX_EMBED_SIZE_EXCEEDED"}),
        ({"embeds": [{"title": "x" * 257}]}, {"embeds.0.title": "BASE_TYPE_MAX_LENGTH"}),
        ({"embeds": [{"fields": [{"name": "n"}]}]}, {"embeds.0.fields.0.value": "BASE_TYPE_REQUIRED"}),
        ({"embeds": [{"url": "ftp://x.org"}]}, {"embeds.0.url": "URL_TYPE_INVALID_SCHEME"}),
        (
            {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
            {"allowed_mentions": "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"},
        ),
        (
            {"content": "x", "message_reference": {"message_id": "1"}},
            {"message_reference": "MESSAGE_REFERENCE_UNKNOWN_MESSAGE"},
        ),
    ],
)
async def test_a_message_over_its_limits_is_refused(api: Api, news: GuildChannel, body: Json, expected: Json) -> None:
    assert faults(await api.send(news, **body)) == expected
    assert news.messages == []


async def test_a_content_of_2000_code_points_is_accepted(api: Api, news: GuildChannel) -> None:
    assert (await api.send(news, content="😀" * 2000))[0] == 200


async def test_an_empty_message_is_refused(api: Api, news: GuildChannel) -> None:
    assert refusal(await api.send(news, content=" \n")) == (400, 50006)
    assert refusal(await api.send(news, components=[row(button())])) == (400, 50006)


LINK = {"type": 2, "style": 5, "label": "L"}
SELECT = {"type": 3, "custom_id": "s", "options": OPTIONS[:2]}


@pytest.mark.parametrize(
    ("components", "expected"),
    [
        ([row(button(str(number))) for number in range(6)], {"": "BASE_TYPE_MAX_LENGTH"}),
        ([row(*(button(str(number)) for number in range(6)))], {"0.components": "BASE_TYPE_BAD_LENGTH"}),
        ([row()], {"0.components": "BASE_TYPE_BAD_LENGTH"}),
        ([row(button("a"), button("a"))], {"0.components.1.custom_id": "COMPONENT_CUSTOM_ID_DUPLICATED"}),
        ([row(button("x" * 101))], {"0.components.0.custom_id": "BASE_TYPE_BAD_LENGTH"}),
        ([row(button(label="x" * 81))], {"0.components.0.label": "BASE_TYPE_MAX_LENGTH"}),
        ([row(button(label=None))], {"0.components.0.label": "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED"}),
        ([row(LINK)], {"0.components.0.url": "BASE_TYPE_REQUIRED"}),
        ([row(LINK | {"url": "mailto:a@b.org"})], {"0.components.0.url": "URL_TYPE_INVALID_SCHEME"}),
        ([row(SELECT | {"options": OPTIONS})], {"0.components.0.options": "BASE_TYPE_BAD_LENGTH"}),
        (
            [row(SELECT | {"options": [OPTIONS[0], OPTIONS[0]]})],
            {"0.components.0.options.1.value": "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"},
        ),
        ([row(SELECT | {"max_values": 3})], {"0.components.0.max_values": "SELECT_COMPONENT_MAX_VALUES_TOO_LARGE"}),
        ([row(SELECT, button())], {"0.components.1": "COMPONENT_LAYOUT_WIDTH_EXCEEDED"}),
        ([text_display("x")], {"0": "UNION_TYPE_CHOICES"}),
    ],
)
async def test_components_over_their_limits_are_refused(
    api: Api, news: GuildChannel, components: list[Json], expected: Json
) -> None:
    found = faults(await api.send(news, content="x", components=components))
    assert found == {".".join(("components", path)).rstrip("."): code for path, code in expected.items()}


V2 = 1 << 15


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            {"content": "x", "components": [text_display("y")]},
            {"content": "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"},
        ),
        ({"components": [text_display("x" * 2001)] * 2}, {"components": "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"}),
        (
            {"components": [{"type": 17, "components": [text_display("x")] * 20}] * 2},
            {"components": "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"},
        ),
        (
            {"components": [{"type": 9, "components": [text_display("x")]}]},
            {"components.0.accessory": "BASE_TYPE_REQUIRED"},
        ),
    ],
)
async def test_components_v2_over_their_limits_are_refused(
    api: Api, news: GuildChannel, body: Json, expected: Json
) -> None:
    assert faults(await api.send(news, flags=V2, **body)) == expected


async def test_a_message_of_components_v2_stays_one(bot: Bot, api: Api, news: GuildChannel) -> None:
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.Container(discord.ui.TextDisplay("The letter"), discord.ui.Separator()))
    sent = await bot.get_partial_messageable(news.id).send(view=view)
    assert (await news.expect("The letter")).text == "The letter"
    edited = await api("PATCH", f"/channels/{news.id}/messages/{sent.id}", {"content": "plain"})
    assert faults(edited) == {"content": "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"}
