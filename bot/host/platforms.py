"""The platforms that have a token, served: each with the worker that sends what is queued for it."""

import asyncio
import time
from collections.abc import Mapping, Sequence

from adapters.discord.platform import LIMITS as DISCORD_LIMITS
from adapters.discord.platform import DiscordPlatform
from adapters.telegram.platform import LIMITS as TELEGRAM_LIMITS
from adapters.telegram.platform import PAID_LIMITS as TELEGRAM_PAID_LIMITS
from adapters.telegram.platform import TelegramPlatform
from bot.delivery.mailing import MailWorker
from bot.delivery.pace import Pace
from bot.delivery.uploads import StoredUploads
from bot.delivery.windows import Limits
from bot.delivery.worker import Worker
from bot.errors import SetupError
from bot.host.by_itself import what_advances
from bot.interface.actions import Action
from bot.interface.conversation import Interface
from bot.model.codes import spell_code
from bot.notices.composing import composer
from bot.ports.store import Store
from bot.service import starting
from bot.settings import Settings

LIMITS = {"telegram": TELEGRAM_LIMITS, "telegram_paid": TELEGRAM_PAID_LIMITS, "discord": DISCORD_LIMITS}

PARTING_SECONDS = 10.0
"""So long at the most what is leaving is waited for at the end."""


async def serve(
    settings: Settings,
    store: Store,
    *,
    interface: Interface,
    limits: Mapping[str, Limits],
    ended: asyncio.Event,
    mail: Sequence[MailWorker],
) -> None:
    """Serve every platform that has a token until `ended` is set, and send what is queued for it. Raises `SetupError`
    where a platform refuses its token."""
    platforms, workers, uploads = list[DiscordPlatform | TelegramPlatform](), list[Worker](), StoredUploads(store)
    if settings.telegram_token:
        paid = settings.telegram_paid_broadcasts
        pace = Pace(limits["telegram_paid" if paid else "telegram"], time.monotonic)
        platforms.append(
            TelegramPlatform(
                settings.telegram_token,
                api_url=settings.telegram_api_url,
                interface=interface,
                pace=pace,
                uploads=uploads,
                paid=paid,
            )
        )
        workers.append(Worker(store, platforms[-1].messenger, pace, composer(interface)))
    if settings.discord_token:
        pace = Pace(limits["discord"], time.monotonic)
        platforms.append(
            DiscordPlatform(
                settings.discord_token,
                api_url=settings.discord_api_url,
                gateway_url=settings.discord_gateway_url,
                interface=interface,
                pace=pace,
                uploads=uploads,
            )
        )
        workers.append(Worker(store, platforms[-1].messenger, pace, composer(interface)))
    runs = what_advances(store, interface, [*workers, *mail])
    interface.reachability.messengers.update(
        {platform.messenger.platform: platform.messenger for platform in platforms}
    )
    names = [platform.messenger.platform for platform in platforms]
    code = await store.write(lambda unit: starting.first_code(unit, names))
    if code:
        print(f"To become the owner, send this to the bot in private, once: /claim {spell_code(code)}", flush=True)
    try:
        async with asyncio.TaskGroup() as tasks:
            serving = [tasks.create_task(platform.run()) for platform in platforms]
            working = [
                tasks.create_task(_work(platform, worker, code, ended))
                for platform, worker in zip(platforms, workers, strict=True)
            ]
            working.extend(tasks.create_task(worker.run(ended)) for worker in mail)
            advancing = tasks.create_task(runs.run(ended))
            await ended.wait()
            runs.wake()
            await asyncio.wait(working, timeout=PARTING_SECONDS)
            for task in (*working, *serving, advancing):
                task.cancel()
    except* SetupError as errors:
        raise SetupError(str(errors.exceptions[0])) from errors


async def _work(platform: DiscordPlatform | TelegramPlatform, worker: Worker, code: str, ended: asyncio.Event) -> None:
    """Once a platform is connected, say so, with the link that makes an owner where there is none; then send."""
    await platform.ready.wait()
    link = platform.link(str(Action("claim", (code,)))) if code else ""
    if link:
        print(f"Or open this on your phone, once: {link}", flush=True)
    print(f"Connected: {platform.name}", flush=True)
    await worker.run(ended)
