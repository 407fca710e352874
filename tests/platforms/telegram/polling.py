"""Methods about how updates reach the bot, and about ending a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .params import Params

if TYPE_CHECKING:
    from .world import World


async def get_updates(world: World, params: Params) -> Any:
    """getUpdates."""
    return await world.updates.get(
        params.integer("offset"),
        params.integer("limit", 100),
        params.integer("timeout"),
        params.json("allowed_updates"),
    )


async def set_webhook(world: World, params: Params) -> Any:
    """setWebhook; updates are brought from then on, where the server was told what stands behind the address."""
    world.updates.set_webhook(
        params.text("url"),
        drop=params.boolean("drop_pending_updates"),
        secret=params.text("secret_token"),
        connections=params.integer("max_connections", 40),
    )
    world.updates.allow(params.json("allowed_updates"))
    return True


async def delete_webhook(world: World, params: Params) -> Any:
    """deleteWebhook."""
    world.updates.set_webhook("", drop=params.boolean("drop_pending_updates"))
    return True


async def get_webhook_info(world: World, params: Params) -> Any:
    """getWebhookInfo."""
    failed = {"last_error_date": world.now(), "last_error_message": world.updates.problem}
    return {
        "url": world.updates.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    } | (failed if world.updates.problem else {})


async def log_out(world: World, params: Params) -> Any:
    """logOut: everything is refused from then on."""
    world.logged_out = True
    return True


async def close(world: World, params: Params) -> Any:
    """close."""
    return True
