"""Every method that the server knows, by its name in lower case: the Bot API does not tell cases apart."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from .answering import answer_callback_query
from .editing import (
    delete_message,
    edit_message_caption,
    edit_message_reply_markup,
    edit_message_text,
    pin_chat_message,
)
from .looking import get_chat, get_chat_administrators, get_chat_member, get_chat_member_count, get_file, leave_chat
from .params import Params
from .polling import close, delete_webhook, get_updates, get_webhook_info, log_out, set_webhook
from .sending import send_chat_action, send_document, send_message, send_photo
from .settings import (
    delete_my_commands,
    get_me,
    get_my_commands,
    get_my_description,
    get_my_name,
    get_my_short_description,
    set_my_commands,
    set_my_description,
    set_my_name,
    set_my_short_description,
)

if TYPE_CHECKING:
    from .world import World

    Method = Callable[[World, Params], Awaitable[Any]]

METHODS: Mapping[str, Method] = {
    "answercallbackquery": answer_callback_query,
    "close": close,
    "deletemessage": delete_message,
    "deletemycommands": delete_my_commands,
    "deletewebhook": delete_webhook,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "editmessagetext": edit_message_text,
    "getchat": get_chat,
    "getchatadministrators": get_chat_administrators,
    "getchatmember": get_chat_member,
    "getchatmembercount": get_chat_member_count,
    "getfile": get_file,
    "getme": get_me,
    "getmycommands": get_my_commands,
    "getmydescription": get_my_description,
    "getmyname": get_my_name,
    "getmyshortdescription": get_my_short_description,
    "getupdates": get_updates,
    "getwebhookinfo": get_webhook_info,
    "leavechat": leave_chat,
    "logout": log_out,
    "pinchatmessage": pin_chat_message,
    "sendchataction": send_chat_action,
    "senddocument": send_document,
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "setmycommands": set_my_commands,
    "setmydescription": set_my_description,
    "setmyname": set_my_name,
    "setmyshortdescription": set_my_short_description,
    "setwebhook": set_webhook,
}
SENDING = frozenset({"sendmessage", "senddocument", "sendphoto"})
EDITING = frozenset({"editmessagetext", "editmessagecaption", "editmessagereplymarkup"})
"""Together they are what the rates count."""
