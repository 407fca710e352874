"""The parameters that each method has: the published description of Bot API 10.1 (11 June 2026), and of 10.3 what is
imitated here."""

from collections.abc import Mapping

_SENDING = """
    business_connection_id chat_id message_thread_id direct_messages_topic_id disable_notification protect_content
    allow_paid_broadcast message_effect_id reply_parameters ephemeral_message_parameters"""
_SINGLE = f"{_SENDING} suggested_post_parameters reply_markup"
_CAPTION = "caption parse_mode caption_entities"
_EDITING = "business_connection_id chat_id message_id inline_message_id reply_markup"
_PUBLISHED = {
    "answercallbackquery": "callback_query_id text show_alert url cache_time",
    "answerinlinequery": "inline_query_id results cache_time is_personal next_offset button",
    "close": "",
    "deletemessage": "chat_id message_id",
    "deletemessages": "chat_id message_ids",
    "deletemycommands": "scope language_code",
    "deletewebhook": "drop_pending_updates",
    "editmessagecaption": f"{_EDITING} {_CAPTION} show_caption_above_media",
    "editmessagemedia": f"{_EDITING} media",
    "editmessagereplymarkup": _EDITING,
    "editmessagetext": f"{_EDITING} text parse_mode entities link_preview_options rich_message",
    "getchat": "chat_id",
    "getchatadministrators": "chat_id return_bots",
    "getchatmember": "chat_id user_id",
    "getchatmembercount": "chat_id",
    "getfile": "file_id",
    "getme": "",
    "getmycommands": "scope language_code",
    "getmydescription": "language_code",
    "getmyname": "language_code",
    "getmyshortdescription": "language_code",
    "getupdates": "offset limit timeout allowed_updates",
    "getwebhookinfo": "",
    "leavechat": "chat_id",
    "logout": "",
    "pinchatmessage": "business_connection_id chat_id message_id disable_notification",
    "sendchataction": "business_connection_id chat_id message_thread_id action",
    "senddocument": f"{_SINGLE} document thumbnail {_CAPTION} disable_content_type_detection",
    "sendmediagroup": f"{_SENDING} media",
    "sendmessage": f"{_SINGLE} text parse_mode entities link_preview_options",
    "sendphoto": f"{_SINGLE} photo {_CAPTION} show_caption_above_media has_spoiler",
    "setmycommands": "commands scope language_code",
    "setmydescription": "description language_code",
    "setmyname": "name language_code",
    "setmyshortdescription": "short_description language_code",
    "setwebhook": "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
    "unpinallchatmessages": "chat_id",
    "unpinchatmessage": "business_connection_id chat_id message_id",
}
PARAMETERS: Mapping[str, frozenset[str]] = {method: frozenset(names.split()) for method, names in _PUBLISHED.items()}
MEDIA: Mapping[str, frozenset[str]] = {
    "photo": frozenset(f"type media {_CAPTION} show_caption_above_media has_spoiler".split()),
    "document": frozenset(f"type media thumbnail {_CAPTION} disable_content_type_detection".split()),
}
"""The fields of InputMediaPhoto and InputMediaDocument."""
