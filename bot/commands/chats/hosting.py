"""The desk of whoever manages a chat: what comes there, how often, and what stands there."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.chats.host_acts import ACTS
from bot.commands.chats.host_desk import desk
from bot.commands.shared_options import SURE, among, hidden
from bot.errors import NotFound
from bot.interface.call import Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind
from bot.model.chats import Chat, ChatKind
from bot.service.chats import hosting
from bot.text.languages import own_name
from bot.text.text import Code, Part, Text, t
from bot.views.buttons import INVITATIONS
from bot.views.chats import chat_name, platform_name
from bot.views.hosting import desk_button


def _host(call: Call) -> Reply:
    chat = _chat(call)
    if chat is None:
        return _choose(call)
    if call.actor.account.id != chat.address.place and chat.kind is not ChatKind.PRIVATE:
        hosting.remember(call.unit, chat, call.person())
    act = call.text("act")
    done = ACTS[act](call, chat) if act else None
    return done if isinstance(done, Reply) else desk(call, chat, done, replaces=bool(act))


def _chat(call: Call) -> Chat | None:
    """The chat that is meant; nothing where somebody has to choose first."""
    number, here = call.number("chat"), call.unit.chats.find(call.caller.address)
    if number is not None and (here is None or here.id != number):
        raise NotFound(t("There is no such chat any more."))
    if number is None and call.caller.kind is ChatKind.PRIVATE:
        return None
    return here or call.unit.chats.ensure(call.caller.address, call.caller.kind, call.caller.title)


def _choose(call: Call) -> Reply:
    """The chats that somebody manages, as far as is known; whether they still do is asked when they choose one."""
    person, here = call.actor.person, call.unit.chats.find(call.caller.address)
    chats = call.unit.hosting.hosted(person.id) if person else ()
    own = here if here and call.unit.chats.followed(here.id) else None
    buttons = [*(desk_button(each, _named(each)) for each in chats)]
    if own:
        buttons.append(desk_button(own, t("This private chat")))
    parts: list[Part] = [t("**Which chat?**")] if buttons else [t("**I know of no chat that you manage.**")]
    parts.append(
        t(
            "One that is missing here is known once you type {command} there, as somebody who manages it.",
            command=Code("/host"),
        )
    )
    return Reply(parts, (*buttons, *INVITATIONS), card=True)


def _named(chat: Chat) -> Text:
    return t("{chat} ({platform})", chat=chat_name(chat), platform=platform_name(chat))


def _languages(call: Call) -> Sequence[Choice]:
    return [Choice(tag, own_name(tag)) for tag in call.languages]


COMMANDS = (
    Command(
        "host",
        t("What I do in a chat that you manage"),
        _host,
        (
            hidden("chat", t("Chat")),
            among("act", t("What to do"), *ACTS),
            hidden("value", t("Number")),
            hidden("version", t("Version")),
            replace(hidden("language", t("Language"), Kind.CHOICE), choices=_languages),
            SURE,
        ),
        manager=True,
        private=True,
        linked=True,
        about_chat="chat",
        irreversible="sure",
    ),
)
