"""Servers of others that are told of changes."""

from adapters.host.settings import Settings
from adapters.web.posting import HttpsPoster
from bot.delivery.webhooks import WebhookWorker
from bot.ports.store import Store


def webhook_worker(settings: Settings, store: Store) -> WebhookWorker:
    """What tells them."""
    return WebhookWorker(store, HttpsPoster(), settings.public_url.rstrip("/"))
