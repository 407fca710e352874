"""What the bot answers to an interaction: the first answer, and what follows by its token.

Rules: reference, Receiving and Responding. The wording of the refusal of a callback type that does not fit is ours.
"""

from __future__ import annotations

from collections.abc import Callable

from . import posting
from .checks.bodies import Body, Upload, checked_body
from .checks.form import Form
from .checks.modals import check_modal
from .checks.options import check_choices
from .errors import (
    Json,
    already_acknowledged,
    invalid_webhook_token,
    too_many_follow_ups,
    unknown_interaction,
    unknown_message,
    unknown_webhook,
)
from .interactions import (
    AUTOCOMPLETE,
    CHOICES,
    COMMAND,
    COMPONENT,
    DEFERRED,
    DEFERRED_UPDATE,
    MODAL,
    MODAL_SUBMIT,
    PONG,
    REPLY,
    UPDATE,
    Choice,
    Interaction,
)
from .message_payloads import message as message_payload
from .messages import EPHEMERAL, LOADING, Message
from .modals import opened
from .world import World

CALLBACKS = (PONG, REPLY, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL)
FITTING = {
    COMMAND: (REPLY, DEFERRED, MODAL),
    COMPONENT: (REPLY, DEFERRED, DEFERRED_UPDATE, UPDATE, MODAL),
    AUTOCOMPLETE: (CHOICES,),
    MODAL_SUBMIT: (REPLY, DEFERRED),
}
"""The callback types that fit each kind of interaction; a modal cannot answer a modal."""

MOST_FOLLOW_UPS = 5
"""Where the application is there by a person's installation alone (reference: Receiving and Responding, Followup
Messages)."""

EMPTY = Body(None, None, None, None, None, 0, None, False, {})


def acknowledge(world: World, interaction_id: int, token: str, raw: Json, files: dict[int, Upload]) -> Interaction:
    """Take the first answer, or refuse it: too late, a second one, of a kind that does not fit, or malformed."""
    interaction = world.interactions.get(token)
    if interaction is None or interaction.id != interaction_id or interaction.failed:
        raise unknown_interaction()
    if interaction.callback is not None:
        raise already_acknowledged()
    _check_type(interaction, raw.get("type"))
    data = raw.get("data") or {}
    ANSWERS[raw["type"]](interaction, data, files)
    interaction.callback = raw["type"]
    world.changes.tell()
    return interaction


def callback_payload(interaction: Interaction) -> Json:
    """What the bot gets back when it asks for it (InteractionCallbackResponse)."""
    shown: Json = {"id": str(interaction.id), "type": interaction.kind}
    body: Json = {"interaction": shown}
    made = interaction.original
    if made is not None and interaction.callback in (REPLY, DEFERRED, UPDATE):
        shown |= {
            "response_message_id": str(made.id),
            "response_message_loading": made.loading,
            "response_message_ephemeral": made.ephemeral,
        }
        body["resource"] = {"type": interaction.callback, "message": message_payload(made)}
    return body


def by_token(world: World, application_id: str, token: str) -> Interaction:
    """The interaction whose token this is; it must have been answered, and not be 15 minutes old."""
    interaction = world.interactions.get(token)
    if interaction is None or application_id != str(world.application_id) or interaction.callback is None:
        raise unknown_webhook()
    if interaction.expired:
        raise invalid_webhook_token()
    return interaction


def message_by_token(interaction: Interaction, name: str) -> Message:
    """The original answer, a follow-up by its identifier."""
    if name in ("@original", str(interaction.original.id if interaction.original else 0)):
        found = interaction.original
    else:
        found = next((one for one in interaction.followups if str(one.id) == name), None)
    if found is None or found.deleted:
        raise unknown_message()
    return found


def edit_by_token(message: Message, raw: Json, files: dict[int, Upload]) -> Message:
    """Edit an answer or follow-up; a deferred answer is loading until then."""
    return posting.edit(message, checked_body(raw, files, edited=message))


def follow_up(interaction: Interaction, raw: Json, files: dict[int, Upload]) -> Message:
    """Send one more message; the first after a deferral fills the deferred answer, whose privacy stays as it is."""
    original = interaction.original
    if original is not None and original.loading and not original.deleted and interaction.callback == DEFERRED:
        return edit_by_token(original, raw, files)
    if "0" not in interaction.owners() and len(interaction.followups) >= MOST_FOLLOW_UPS:
        raise too_many_follow_ups()
    message = _message(interaction, checked_body(raw, files, ephemeral=True))
    interaction.followups.append(message)
    message.channel.world.changes.tell()
    return message


def _check_type(interaction: Interaction, kind: object) -> None:
    form = Form()
    fitting = FITTING[interaction.kind]
    if interaction.kind == MODAL_SUBMIT and interaction.source is not None:
        fitting = (*fitting, DEFERRED_UPDATE, UPDATE)
    if form.choice(("type",), kind, CALLBACKS) and kind not in fitting:
        message = f"Callback type {kind} cannot answer this interaction"
        form.fault(("type",), "INTERACTION_CALLBACK_TYPE_INVALID", message)
    form.refuse_faults()


def _message(interaction: Interaction, body: Body, flags: int = 0) -> Message:
    viewer = interaction.person if (body.flags | flags) & EPHEMERAL else None
    return posting.create(interaction.channel, body, interaction=interaction, viewer=viewer, flags=flags)


def _reply(interaction: Interaction, data: Json, files: dict[int, Upload]) -> None:
    body = checked_body(data, files, root=("data",), ephemeral=True)
    interaction.original = _message(interaction, body)


def _defer(interaction: Interaction, data: Json, files: dict[int, Upload]) -> None:
    flags = LOADING | (int(data.get("flags") or 0) & EPHEMERAL)
    interaction.original = _message(interaction, EMPTY, flags)


def _defer_update(interaction: Interaction, data: Json, files: dict[int, Upload]) -> None:
    interaction.original = interaction.source


def _update(interaction: Interaction, data: Json, files: dict[int, Upload]) -> None:
    assert interaction.source is not None
    body = checked_body(data, files, root=("data",), edited=interaction.source)
    interaction.original = posting.edit(interaction.source, body)


def _suggest(interaction: Interaction, data: Json, files: dict[int, Upload]) -> None:
    form = Form(("data",))
    choices = check_choices(form, ("choices",), data.get("choices"), _focused_kind(interaction.data["options"]))
    form.refuse_faults()
    interaction.choices = [Choice(choice["name"], choice["value"]) for choice in choices]


def _open_modal(interaction: Interaction, data: Json, files: dict[int, Upload]) -> None:
    form = Form(("data",))
    check_modal(form, data)
    form.refuse_faults()
    interaction.modal = opened(interaction, data, interaction.channel.world.ids.next)


def _focused_kind(options: list[Json]) -> int:
    for option in options:
        if option.get("focused"):
            return int(option["type"])
        if option.get("options"):
            return _focused_kind(option["options"])
    raise AssertionError("an autocompletion has a focused option")


ANSWERS: dict[int, Callable[[Interaction, Json, dict[int, Upload]], None]] = {
    REPLY: _reply,
    DEFERRED: _defer,
    DEFERRED_UPDATE: _defer_update,
    UPDATE: _update,
    CHOICES: _suggest,
    MODAL: _open_modal,
}
"""What each callback type does."""
