"""Reply markup: keyboards, checked button by button."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .errors import bad_request, not_imitated, stricter
from .members import EVERYWHERE
from .text import is_blank, utf16_length
from .urls import check_url

DATA_LIMIT = 64
"""Bytes of `callback_data` (Bot API, InlineKeyboardButton)."""
BUTTONS_LIMIT = 100
ROW_LIMIT = 8
"""Neither is documented; Telegram takes about so many (observed) and answers to more in ways that differ."""
PLACEHOLDER_LIMIT = 64

COPY_LIMIT = 256
"""Characters of a `copy_text` (Bot API, CopyTextButton), and of what is searched inline."""

_ACTIONS = ("url", "callback_data", "copy_text", "switch_inline_query_chosen_chat")
_OTHER_ACTIONS = (
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "callback_game",
    "pay",
)
_REQUESTS = ("request_users", "request_managed_bot", "request_contact", "request_location")
_REQUEST_CHAT = frozenset(
    {"request_id", "chat_is_channel", "user_administrator_rights", "bot_administrator_rights", "request_title"}
)
"""The fields of KeyboardButtonRequestChat that are imitated."""

_RIGHTS = ("is_anonymous", *EVERYWHERE)
"""The fields of ChatAdministratorRights that are not optional."""

MarkupKind = Literal["inline", "keyboard", "remove", "force_reply"]


@dataclass(frozen=True, slots=True)
class Button:
    """A button with what it does: callback data or an address; neither in a reply keyboard."""

    text: str
    data: str | None = None
    url: str | None = None
    style: str | None = None
    copy: str | None = None
    share: Mapping[str, Any] | None = None
    """Which chats are offered, and what is searched there inline."""
    request: Mapping[str, Any] | None = None
    """Which chat is asked for; in a reply keyboard."""

    @property
    def does(self) -> str:
        """Its callback data, its address, what it copies, or what is searched to share; nothing in a reply keyboard."""
        return self.data or self.url or self.copy or (str(self.share.get("query", "")) if self.share else "")

    def wire(self) -> dict[str, Any]:
        """The button as the Bot API shows it."""
        fields = {
            "text": self.text,
            "callback_data": self.data,
            "url": self.url,
            "style": self.style,
            "copy_text": None if self.copy is None else {"text": self.copy},
            "switch_inline_query_chosen_chat": self.share,
        }
        return {name: value for name, value in fields.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Markup:
    """A keyboard under a message."""

    kind: MarkupKind
    rows: tuple[tuple[Button, ...], ...] = ()
    asks: bool = False
    """Whether apps open the field for a reply."""

    def wire(self) -> dict[str, Any] | None:
        """The field `reply_markup` of a Message, which only ever shows inline keyboards."""
        if self.kind != "inline" or not self.rows:
            return None
        return {"inline_keyboard": [[button.wire() for button in row] for row in self.rows]}


def read_markup(given: object) -> Markup:
    """The reply markup of a request, or a refusal."""
    if not isinstance(given, Mapping):
        raise bad_request("object expected as reply markup")
    kinds = [name for name in ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply") if name in given]
    if kinds == ["inline_keyboard", "force_reply"] or kinds == ["inline_keyboard"]:  # both: Bot API 10.3
        unknown = set(given) - {"inline_keyboard", "force_reply"}
        if unknown or given.get("force_reply", True) is not True:
            raise stricter(f"an inline keyboard has no {unknown or 'other force_reply than True'}")
        return Markup("inline", _read_rows(given["inline_keyboard"], inline=True), "force_reply" in given)
    if len(kinds) != 1:
        raise stricter("reply markup is exactly one kind of keyboard")
    if kinds == ["keyboard"]:
        _check_placeholder(given)
        rows = _read_rows(given["keyboard"], inline=False)
        if not rows:
            raise stricter("a reply keyboard has buttons")
        return Markup("keyboard", rows)
    if given[kinds[0]] is not True:
        raise stricter(f'"{kinds[0]}" is always True')
    if kinds == ["force_reply"]:
        _check_placeholder(given)
    return Markup("remove" if kinds == ["remove_keyboard"] else "force_reply")


def _check_placeholder(given: Mapping[str, Any]) -> None:
    placeholder = given.get("input_field_placeholder")
    if placeholder is None:
        return
    if not isinstance(placeholder, str) or not 1 <= utf16_length(placeholder) <= PLACEHOLDER_LIMIT:
        raise stricter(f"input_field_placeholder has 1 to {PLACEHOLDER_LIMIT} characters")


def _read_rows(given: object, *, inline: bool) -> tuple[tuple[Button, ...], ...]:
    name = "inline_keyboard" if inline else "keyboard"
    if not isinstance(given, list) or not all(isinstance(row, list) for row in given):
        raise bad_request(f'field "{name}" must be an Array of Arrays')
    read = _read_inline_button if inline else _read_keyboard_button
    rows = tuple(tuple(read(button) for button in row) for row in given if row)
    if any(len(row) > ROW_LIMIT for row in rows):
        raise stricter(f"a row has at most {ROW_LIMIT} buttons")
    if sum(map(len, rows)) > BUTTONS_LIMIT:
        raise bad_request("reply markup is too long")
    return rows


def _read_inline_button(given: object) -> Button:
    if not isinstance(given, Mapping):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = _read_text(given, "inline keyboard button")
    for name in _OTHER_ACTIONS:
        if name in given:
            raise not_imitated(f'an inline button with "{name}"')
    actions = [name for name in _ACTIONS if name in given]
    if not actions or (actions == ["url"] and not given["url"]):
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise stricter("an inline button has exactly one action")
    if actions == ["url"]:
        return Button(text, url=check_url(str(given["url"]), "inline keyboard button"), style=_read_style(given))
    if actions == ["copy_text"]:
        copied = given["copy_text"].get("text") if isinstance(given["copy_text"], Mapping) else None
        if not isinstance(copied, str) or not 1 <= utf16_length(copied) <= COPY_LIMIT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        return Button(text, copy=copied, style=_read_style(given))
    if actions == ["switch_inline_query_chosen_chat"]:
        return Button(text, share=_read_chosen(given[actions[0]]), style=_read_style(given))
    data = given["callback_data"]
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    return Button(text, data=data, style=_read_style(given))


def _read_chosen(given: object) -> Mapping[str, Any]:
    if not isinstance(given, Mapping) or utf16_length(str(given.get("query", ""))) > COPY_LIMIT:
        raise bad_request("can't parse inline keyboard button: SwitchInlineQueryChosenChat must be an Object")
    if not any(given.get(f"allow_{kind}_chats") is True for kind in ("user", "bot", "group", "channel")):
        raise bad_request("at least one chat type must be allowed for inline query switching")
    return given


def _read_keyboard_button(given: object) -> Button:
    if isinstance(given, str):
        given = {"text": given}
    if not isinstance(given, Mapping):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    for name in (*_REQUESTS, "request_poll", "web_app"):
        if given.get(name):
            raise not_imitated(f'a keyboard button with "{name}"')
    request = _read_request(given["request_chat"]) if "request_chat" in given else None
    return Button(_read_text(given, "keyboard button"), style=_read_style(given), request=request)


def _read_request(given: object) -> Mapping[str, Any]:
    """Which chat a button asks for (Bot API, KeyboardButtonRequestChat); no more than what the user has can be asked
    for the bot."""
    if not isinstance(given, Mapping) or not isinstance(given.get("request_id"), int):
        raise bad_request("can't parse keyboard button: Can't find field \"request_id\"")
    if not isinstance(given.get("chat_is_channel"), bool):
        raise bad_request("can't parse keyboard button: Can't find field \"chat_is_channel\"")
    if not given.keys() <= _REQUEST_CHAT:
        raise not_imitated(f"a request for a chat with {sorted(given.keys() - _REQUEST_CHAT)}")
    of_user, of_bot = (held(given.get(f"{who}_administrator_rights")) for who in ("user", "bot"))
    if not of_bot <= of_user:
        raise bad_request("bot_administrator_rights must be a subset of user_administrator_rights")
    return given


def held(given: object) -> frozenset[str]:
    """The rights of a ChatAdministratorRights that are held; each that it needs has to be said."""
    if given is None:
        return frozenset()
    if not isinstance(given, Mapping) or not all(isinstance(given.get(name), bool) for name in _RIGHTS):
        raise bad_request("can't parse chat administrator rights")
    return frozenset(name for name, has in given.items() if has)


def _read_text(given: Mapping[str, Any], where: str) -> str:
    text = given.get("text")
    if not isinstance(text, str):
        raise bad_request(f"can't parse {where}: Can't find field \"text\"")
    if is_blank(text):
        raise bad_request(f"{where} text must be non-empty")
    return text


def _read_style(given: Mapping[str, Any]) -> str | None:
    style = given.get("style")
    if style is not None and style not in ("danger", "success", "primary"):
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    return style
