"""What a homeserver answers instead of taking a message, as the ends that sending can have."""

from adapters.matrix.api.http import MatrixError, NeverLeft, Unanswered
from bot.model.chats import Unreachable
from bot.ports.messenger import Gone, Missing, Outcome, Refused, RetryAfter, Unknown

LIMITED = "M_LIMIT_EXCEEDED"
NO_TOKEN = frozenset({"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED", "M_USER_SUSPENDED"})

_LIMITED_SECONDS = 5.0
_UNREACHABLE_SECONDS = 3.0
_NO_TOKEN_SECONDS = 60.0


def waits(error: MatrixError) -> float:
    """For how many seconds the homeserver asks to make no request; 0 where it does not."""
    limited = error.code == LIMITED or error.status == 429
    return (error.wait or _LIMITED_SECONDS) if limited else 0.0


def outcome(error: Exception) -> Outcome:
    """The end that an error is. What may have arrived is unknown; what surely did not may be tried again."""
    match error:
        case MatrixError() if wait := waits(error):
            return RetryAfter(wait, "the homeserver asked to wait")
        case MatrixError() if error.code in NO_TOKEN:
            return RetryAfter(_NO_TOKEN_SECONDS, "the homeserver refused the token", everything=True)
        case MatrixError(code="M_FORBIDDEN"):
            cause = Unreachable.REMOVED if "not in room" in error.said else Unreachable.FORBIDDEN
            return Gone(cause, error.said)
        case MatrixError(code="M_NOT_FOUND"):
            return Missing(error.said)
        case MatrixError():
            return Refused(error.said or error.code)
        case NeverLeft():
            return RetryAfter(_UNREACHABLE_SECONDS, "the homeserver could not be reached", everything=True)
        case Unanswered():
            return Unknown(str(error))
    return Unknown(type(error).__name__)
