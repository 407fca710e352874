"""Bots on python-telegram-bot: with its rate limiter or without, one chat after the other or all at once.

- `telegram-loop`: its `AIORateLimiter`, each message awaited.
- `telegram-gather`: its `AIORateLimiter` with its defaults, all messages at once.
- `telegram-gather-retry`: the same, each message tried up to five times more where Telegram asks to wait.
- `telegram-gather-429`: no limiter, all messages at once; each waits for as long as Telegram asks, answers too.

What fails is passed over.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import RetryAfter, TelegramError
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
)

Anything = Application[Any, Any, Any, Any, Any, Any]
Builder = ApplicationBuilder[Any, Any, Any, Any, Any, Any]

NEWS = "The hearing is on Monday: https://example.org/hearing"


def serve(name: str, where: Sequence[str], token: str, chats: Sequence[int]) -> None:
    """Serve until killed."""

    async def ready(_: Anything) -> None:
        print("ready", flush=True)

    async def demand(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message and context.args:
            await send(context.application, update.message.chat_id, f"Demand {context.args[0]}: stop.")

    async def letter(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message:
            button = InlineKeyboardButton("The demands", callback_data="demands")
            keys = InlineKeyboardMarkup([[button]])
            await send(context.application, update.message.chat_id, "The letter.", keys)

    async def demands(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.callback_query and update.effective_chat:
            await update.callback_query.answer()
            await send(context.application, update.effective_chat.id, "What the letter asks: stop.")

    async def go(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        context.application.create_task(broadcast(context.application))

    async def broadcast(application: Anything) -> None:
        if name == "telegram-loop":
            for chat in chats:
                await send(application, chat, NEWS)
        else:
            await asyncio.gather(*(send(application, chat, NEWS) for chat in chats))

    async def send(application: Anything, chat: int, text: str, keys: InlineKeyboardMarkup | None = None) -> None:
        while True:
            try:
                await application.bot.send_message(chat, text, reply_markup=keys)
            except RetryAfter as error:
                if name != "telegram-gather-429":
                    return
                wait = error.retry_after
                await asyncio.sleep(wait if isinstance(wait, int) else wait.total_seconds())
            except TelegramError:
                return
            else:
                return

    logging.disable()
    builder: Builder = (
        Application.builder().token(token).base_url(f"{where[0]}/bot").concurrent_updates(True).post_init(ready)
    )
    if name == "telegram-gather-retry":
        builder = builder.rate_limiter(AIORateLimiter(max_retries=5))
    elif name != "telegram-gather-429":
        builder = builder.rate_limiter(AIORateLimiter())
    application = builder.build()
    application.add_handler(CommandHandler("demand", demand))
    application.add_handler(CommandHandler("letter", letter))
    application.add_handler(CallbackQueryHandler(demands))
    application.add_handler(CommandHandler("go", go))
    application.run_polling()
