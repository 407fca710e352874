"""What the server refuses, with Discord's status, code and text (reference: Opcodes and Status Codes, JSON)."""

from typing import Any, Final

Json = dict[str, Any]
Path = tuple[str | int, ...]


class Refusal(Exception):
    """An answer other than success: an HTTP status and the JSON error that goes with it."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status: Final = status
        self.code: Final = code
        self.message: Final = message
        self.errors: Final = errors

    def body(self) -> Json:
        """The error as it travels."""
        body: Json = {"message": self.message, "code": self.code}
        if self.errors is not None:
            body["errors"] = self.errors
        return body


class ClientRefused(Exception):
    """The client app would not let a person do this: nothing reaches the bot."""


class NoAnswer(AssertionError):
    """The person sees that the application did not respond."""


def unauthorized() -> Refusal:
    return Refusal(401, 0, "401: Unauthorized")


def not_found() -> Refusal:
    return Refusal(404, 0, "404: Not Found")


def method_not_allowed() -> Refusal:
    return Refusal(405, 0, "405: Method Not Allowed")


def bad_json() -> Refusal:
    return Refusal(400, 50109, "The request body contains invalid JSON.")


def unknown_channel() -> Refusal:
    return Refusal(404, 10003, "Unknown Channel")


def unknown_guild() -> Refusal:
    return Refusal(404, 10004, "Unknown Guild")


def unknown_member() -> Refusal:
    return Refusal(404, 10007, "Unknown Member")


def unknown_message() -> Refusal:
    return Refusal(404, 10008, "Unknown Message")


def unknown_user() -> Refusal:
    return Refusal(404, 10013, "Unknown User")


def unknown_webhook() -> Refusal:
    return Refusal(404, 10015, "Unknown Webhook")


def unknown_interaction() -> Refusal:
    return Refusal(404, 10062, "Unknown interaction")


def unknown_command() -> Refusal:
    return Refusal(404, 10063, "Unknown application command")


def unknown_tag() -> Refusal:
    return Refusal(404, 10087, "Unknown Tag")


def too_many_pins(limit: int) -> Refusal:
    return Refusal(400, 30003, f"Maximum number of pins reached for the channel ({limit})")


def too_many_commands(limit: int) -> Refusal:
    return Refusal(400, 30032, f"Maximum number of application commands reached ({limit})")


def too_large() -> Refusal:
    return Refusal(413, 40005, "Request entity too large")


def already_crossposted() -> Refusal:
    return Refusal(400, 40033, "This message has already been crossposted.")


def already_acknowledged() -> Refusal:
    return Refusal(400, 40060, "Interaction has already been acknowledged.")


def unknown_event() -> Refusal:
    return Refusal(404, 10070, "Unknown Guild Scheduled Event")


def too_many_events(limit: int) -> Refusal:
    return Refusal(400, 30038, f"Maximum number of guild scheduled events reached ({limit})")


def too_many_follow_ups() -> Refusal:
    return Refusal(400, 40094, "This interaction has hit the maximum number of follow up messages")


def tag_required() -> Refusal:
    return Refusal(400, 40067, "A tag is required to create a forum post in this channel")


def missing_access() -> Refusal:
    return Refusal(403, 50001, "Missing Access")


def another_author() -> Refusal:
    return Refusal(403, 50005, "Cannot edit a message authored by another user")


def empty_message() -> Refusal:
    return Refusal(400, 50006, "Cannot send an empty message")


def closed_to_bot() -> Refusal:
    return Refusal(403, 50007, "Cannot send messages to this user")


def not_a_text_channel() -> Refusal:
    return Refusal(400, 50008, "Cannot send messages in a non-text channel")


def missing_permissions() -> Refusal:
    return Refusal(403, 50013, "Missing Permissions")


def system_message() -> Refusal:
    return Refusal(403, 50021, "Cannot execute action on a system message")


def wrong_channel_type() -> Refusal:
    return Refusal(400, 50024, "Cannot execute action on this channel type")


def invalid_webhook_token() -> Refusal:
    return Refusal(401, 50027, "Invalid Webhook Token")


def invalid_recipients() -> Refusal:
    return Refusal(400, 50033, "Invalid Recipient(s)")


def invalid_form(errors: Json) -> Refusal:
    return Refusal(400, 50035, "Invalid Form Body", errors)


def archived_thread() -> Refusal:
    return Refusal(
        400,
        50083,
        "Tried to perform an operation on an archived thread, such as editing a message or adding a user to the thread",
    )


def no_mutual_guild() -> Refusal:
    return Refusal(403, 50278, "Cannot send messages to this user due to having no mutual guilds")


def locked_thread() -> Refusal:
    return Refusal(400, 160005, "Thread is locked")
