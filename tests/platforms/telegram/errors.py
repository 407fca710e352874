"""What the server refuses with: values of code and description, as the Bot API words them."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer with `ok: false`."""

    code: int
    description: str
    retry_after: int | None = None
    migrate_to_chat_id: int | None = None

    def wire(self) -> dict[str, Any]:
        """The JSON body, with `parameters` where there are any."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        if self.migrate_to_chat_id is not None:
            body["parameters"] = {"migrate_to_chat_id": self.migrate_to_chat_id}
        return body


class Refused(Exception):
    """Raised inside the server to end a request with a refusal."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.description)
        self.refusal = refusal


def bad_request(reason: str) -> Refused:
    """A 400."""
    return Refused(Refusal(400, f"Bad Request: {reason}"))


def forbidden(reason: str) -> Refused:
    """A 403."""
    return Refused(Refusal(403, f"Forbidden: {reason}"))


def stricter(reason: str) -> Refused:
    """A 400 for what Telegram would silently mend or ignore, and a test should notice."""
    return bad_request(f"{reason} (stricter than Telegram)")


def not_imitated(what: str) -> Refused:
    """A 400 for what Telegram knows and this server does not."""
    return bad_request(f"the loopback server does not imitate {what}")


def too_many_requests(retry_after: int) -> Refusal:
    """A 429."""
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def migrated(chat_id: int) -> Refused:
    """A 400 that names the supergroup that a group became."""
    description = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refused(Refusal(400, description, migrate_to_chat_id=chat_id))


NOT_FOUND = Refusal(404, "Not Found")
UNAUTHORIZED = Refusal(401, "Unauthorized")
LOGGED_OUT = Refusal(400, "Logged out")
TOO_LARGE = Refusal(413, "Request Entity Too Large")
INTERNAL = Refusal(500, "Internal Server Error")
OTHER_POLLER = Refusal(
    409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_SET = Refusal(
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
)
ENDED_BY_WEBHOOK = Refusal(409, "Conflict: terminated by setWebhook request")
