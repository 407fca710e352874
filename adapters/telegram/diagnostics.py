"""Telegram, examined for the host: the token, the bot's settings at @BotFather, the webhook, and every chat."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

from adapters.telegram.addresses import PLATFORM
from adapters.telegram.api.http import AiohttpRequest
from adapters.telegram.api.pacing import Bot, PaceLimiter
from adapters.telegram.sending.probing import probe
from bot.delivery.pace import Pace
from bot.model.chats import Chat, ChatKind
from bot.model.deliveries import Lane
from bot.model.diagnostics import Examined, Finding, Level
from bot.ports.messenger import Destination, Gone, Moved

OFFICIAL = "https://api.telegram.org"

LATELY = timedelta(hours=1)
"""An error at the webhook that is older is over."""

BOTFATHER = "Copy it again from @BotFather into TELEGRAM_TOKEN."


async def examine(given: Mapping[str, str], pace: Pace, examined: Examined) -> Sequence[Finding]:
    """Examine it. A bot that runs goes on fetching what people write."""
    async with _bot(given, pace) as bot:
        try:
            await bot.initialize()
        except InvalidToken:
            return [_finding(Level.MEND, "the token is refused", BOTFATHER)]
        except TelegramError as error:
            said = f"it can't be reached ({type(error).__name__})"
            return [_finding(Level.MEND, said, "Look at the network, and at TELEGRAM_API_URL if it is set.")]
        found = [_finding(Level.GOOD, f"the token is @{bot.username}'s"), *_profile(bot)]
        found.extend(await _webhook(bot, bool(given.get("TELEGRAM_WEBHOOK")), examined.public_url))
        for chat in examined.chats:
            found.extend(await _chat(bot, chat))
        return found


@asynccontextmanager
async def _bot(given: Mapping[str, str], pace: Pace) -> AsyncIterator[Bot]:
    server = given.get("TELEGRAM_API_URL") or OFFICIAL
    requests = AiohttpRequest(on_request=pace.asked), AiohttpRequest(on_request=pace.asked)
    bot: Bot = ExtBot(
        given["TELEGRAM_TOKEN"],
        base_url=f"{server}/bot",
        base_file_url=f"{server}/file/bot",
        request=requests[0],
        get_updates_request=requests[1],
        rate_limiter=PaceLimiter(pace),
    )
    try:
        yield bot
    finally:
        for request in requests:
            await request.shutdown()


def _profile(bot: Bot) -> Sequence[Finding]:
    me = bot.bot
    found = list[Finding]()
    if me.can_read_all_group_messages:
        found.append(
            _finding(
                Level.LOOK,
                "group privacy is off, so that Telegram sends the bot everything that is written in groups",
                "The bot needs none of it: at @BotFather, /setprivacy, Enable.",
            )
        )
    if me.can_join_groups is False:
        found.append(_finding(Level.MEND, "it may not be added to groups", "At @BotFather: /setjoingroups, Enable."))
    if not me.supports_inline_queries:
        said = "it can't be shared by @name in other chats, since inline mode is off"
        found.append(_finding(Level.LOOK, said, "If you want that, at @BotFather: /setinline."))
    return found


async def _webhook(bot: Bot, hooked: bool, public_url: str) -> Sequence[Finding]:
    try:
        known = await bot.get_webhook_info()
    except TelegramError as error:
        return [_finding(Level.UNKNOWN, f"nothing is known of the webhook ({type(error).__name__})")]
    wanted = f"{public_url.rstrip('/')}/{PLATFORM}/" if hooked else ""
    if hooked and not public_url.startswith("https://"):
        return [_finding(Level.MEND, "TELEGRAM_WEBHOOK is set without a PUBLIC_URL of https", "Set PUBLIC_URL.")]
    if known.url != wanted:
        now = f"it brings updates to {known.url}" if known.url else "no webhook is set"
        said = f"{now}, and not as the settings say; the next start sets that right"
        return [_finding(Level.LOOK, said, "If the bot runs, another program uses its token: get a new one.")]
    lately = known.last_error_date and datetime.now(UTC) - known.last_error_date < LATELY
    if hooked and (lately or known.pending_update_count):
        said = f"{known.pending_update_count} updates wait; the last try: {known.last_error_message or 'no error'}"
        mend = "Look whether the bot runs, whether the proxy passes /telegram/ on, and at its certificate."
        return [_finding(Level.MEND if lately else Level.LOOK, said, mend)]
    return [_finding(Level.GOOD, "the webhook is as the settings say" if hooked else "updates are fetched")]


async def _chat(bot: Bot, chat: Chat) -> Sequence[Finding]:
    end = await probe(bot, Destination(chat.address, chat.kind, Lane.ANNOUNCEMENT), files=True)
    name = f"{PLATFORM}, chat {chat.id}"
    match end:
        case Gone(cause, reason):
            mend = "Let its admins give the bot the right to post; in a channel it has to be an administrator."
            if chat.kind is not ChatKind.CHANNEL:
                mend = "Let its admins allow the bot, or its members, to send messages and files."
            return [Finding(Level.MEND, name, f"nothing can be sent there: {cause.value} ({reason})", mend)]
        case Moved():
            return [Finding(Level.LOOK, name, "it has another address now, which the next message finds")]
        case None:
            return []
    return [Finding(Level.GOOD, name, "messages and files can be sent")]


def _finding(level: Level, said: str, mend: str = "") -> Finding:
    return Finding(level, PLATFORM, said, mend)
