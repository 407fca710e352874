"""Addresses in embeds, buttons and media."""

from urllib.parse import urlsplit

from tests.platforms.discord.checks.form import Form
from tests.platforms.discord.errors import Path

WEB = ("http", "https")
BUTTON = ("http", "https", "discord")
MEDIA = ("http", "https", "attachment")


def check_url(form: Form, path: Path, value: object, schemes: tuple[str, ...], high: int = 2048) -> None:
    """Note an address that is too long, of a scheme that is not allowed, or not well formed."""
    text = form.text(path, value, 1, high)
    if not text:
        return
    parts = urlsplit(text)
    if parts.scheme not in schemes:
        allowed = ", ".join(repr(scheme) for scheme in schemes)
        message = f'Scheme "{parts.scheme}" is not supported. Scheme must be one of ({allowed}).'
        form.fault(path, "URL_TYPE_INVALID_SCHEME", message)
    elif not parts.netloc or any(sign.isspace() for sign in text):
        form.fault(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
