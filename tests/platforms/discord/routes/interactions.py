"""Answers to interactions: the callback, and the messages by an interaction's token."""

from tests.platforms.discord import posting
from tests.platforms.discord.callbacks import (
    acknowledge,
    by_token,
    callback_payload,
    edit_by_token,
    follow_up,
    message_by_token,
)
from tests.platforms.discord.calls import Call, route
from tests.platforms.discord.errors import Json
from tests.platforms.discord.interactions import Interaction
from tests.platforms.discord.message_payloads import message as message_payload
from tests.platforms.discord.world import World


def callback(world: World, call: Call) -> Json | None:
    """POST /interactions/{interaction}/{token}/callback."""
    interaction = acknowledge(world, call.id("interaction"), call.place["token"], call.object(), call.files)
    return callback_payload(interaction) if call.flag("with_response") else None


def post(world: World, call: Call) -> Json:
    """POST /webhooks/{application}/{token}; an interaction's follow-up always comes back."""
    return message_payload(follow_up(_interaction(world, call), call.object(), call.files))


def show(world: World, call: Call) -> Json:
    """GET /webhooks/{application}/{token}/messages/{message}."""
    return message_payload(message_by_token(_interaction(world, call), call.place["message"]))


def edit(world: World, call: Call) -> Json:
    """PATCH /webhooks/{application}/{token}/messages/{message}."""
    message = message_by_token(_interaction(world, call), call.place["message"])
    return message_payload(edit_by_token(message, call.object(), call.files))


def delete(world: World, call: Call) -> None:
    """DELETE /webhooks/{application}/{token}/messages/{message}."""
    posting.delete(message_by_token(_interaction(world, call), call.place["message"]))


def _interaction(world: World, call: Call) -> Interaction:
    return by_token(world, call.place["application"], call.place["token"])


WEBHOOK = "/webhooks/{application}/{token}"

ROUTES = (
    route("POST", "/interactions/{interaction}/{token}/callback", callback, by_token=True),
    route("POST", WEBHOOK, post, by_token=True),
    route("GET", f"{WEBHOOK}/messages/{{message}}", show, by_token=True),
    route("PATCH", f"{WEBHOOK}/messages/{{message}}", edit, by_token=True),
    route("DELETE", f"{WEBHOOK}/messages/{{message}}", delete, by_token=True),
)
