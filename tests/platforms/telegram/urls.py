"""Addresses in buttons and links, refused as Telegram refuses them."""

import re

from .errors import bad_request

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d)")
_BROKEN = re.compile(r"[\s<>\"\\^`{|}\x00-\x20\x7f]")


def check_url(url: str, where: str) -> str:
    """The address itself, if it is one that Telegram takes: http, https or tg, and a host with a dot."""
    if re.match("tg:", url, re.IGNORECASE):
        if not re.fullmatch(r"tg:(//)?[A-Za-z0-9_-]+([/?][^\s]*)?", url, re.IGNORECASE):
            raise bad_request(f"{where} URL '{url}' is invalid: Wrong tg URL")
        return url
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() not in ("http", "https"):
        raise bad_request(f"{where} URL '{url}' is invalid: Unsupported URL protocol")
    rest = re.sub("^https?://", "", url, flags=re.IGNORECASE)
    host = re.split("[/?#]", rest, maxsplit=1)[0].rpartition("@")[2]
    name = re.sub(r":\d{1,5}$", "", host)
    if not name:
        raise bad_request(f"{where} URL '{url}' is invalid: URL host is empty")
    if "." not in name and not name.startswith("["):
        raise bad_request(f"{where} URL '{url}' is invalid: Wrong HTTP URL")
    if _BROKEN.search(url) or ".." in name or name.startswith(".") or name.endswith("."):
        raise bad_request("BUTTON_URL_INVALID" if where.startswith("inline") else f"{where} URL '{url}' is invalid")
    return url
