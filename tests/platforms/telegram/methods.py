"""Every method that the server knows, by its name in lower case: the Bot API does not tell cases apart."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from .albums import send_media_group
from .answering import answer_callback_query
from .deleting import delete_message, delete_messages
from .editing import edit_message_caption, edit_message_media, edit_message_reply_markup, edit_message_text
from .inline import answer_inline_query
from .looking import get_chat, get_chat_administrators, get_chat_member, get_chat_member_count, get_file, leave_chat
from .params import Params
from .pinning import pin_chat_message, unpin_all_chat_messages, unpin_chat_message
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
    "answerinlinequery": answer_inline_query,
    "close": close,
    "deletemessage": delete_message,
    "deletemycommands": delete_my_commands,
    "deletewebhook": delete_webhook,
    "deletemessages": delete_messages,
    "editmessagecaption": edit_message_caption,
    "editmessagemedia": edit_message_media,
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
    "sendmediagroup": send_media_group,
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "setmycommands": set_my_commands,
    "setmydescription": set_my_description,
    "setmyname": set_my_name,
    "setmyshortdescription": set_my_short_description,
    "setwebhook": set_webhook,
    "unpinallchatmessages": unpin_all_chat_messages,
    "unpinchatmessage": unpin_chat_message,
}
SENDING = frozenset({"sendmessage", "senddocument", "sendphoto", "sendmediagroup"})
EDITING = frozenset({"editmessagetext", "editmessagecaption", "editmessagemedia", "editmessagereplymarkup"})
"""Together they are what the rates count."""
DELETING = frozenset({"deletemessage", "deletemessages"})
