"""By what a browser is known again, and that a press comes from the site's own page."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web

from bot.model.people.sessions import LASTS


@dataclass(frozen=True, slots=True)
class Cookie:
    """The cookie that holds a session's secret, on a site at a public address.

    It goes along only where the site's own pages lead: a mail's link opens a form for its code, which needs none. So it
    is `Strict`, and whoever comes from elsewhere with a session goes on by a link of the page.
    """

    public_url: str

    @property
    def _secure(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def name(self) -> str:
        """Its name; the prefix has browsers refuse it where another host of the domain has set it."""
        return "__Host-session" if self._secure else "session"

    def secret(self, cookies: Mapping[str, str]) -> str:
        """The secret that a browser has sent; empty where it has none."""
        return cookies.get(self.name, "")

    def give(self, response: web.Response, secret: str) -> web.Response:
        """Give the browser a session's secret."""
        response.set_cookie(
            self.name,
            secret,
            max_age=int(LASTS.total_seconds()),
            path="/",
            secure=self._secure,
            httponly=True,
            samesite="Strict",
        )
        return response

    def take(self, response: web.Response) -> web.Response:
        """Have the browser forget it."""
        response.set_cookie(
            self.name, "", max_age=0, path="/", secure=self._secure, httponly=True, samesite="Strict"
        )  # fmt: skip
        return response


def form_token(secret: str) -> str:
    """What each form of a session carries: who does not know the secret can't make it, and it tells nothing of it."""
    return hmac.digest(secret.encode(), b"form", "sha256").hex()


def is_form_token(secret: str, given: str) -> bool:
    """Whether a form is one of this session."""
    return hmac.compare_digest(form_token(secret).encode(), given.encode())


def here(host: str) -> str:
    """The address at which the site's pages stand on this machine, where no public one is set; empty where it was asked
    for by any other name: whoever has a domain can have it lead to this machine."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return f"http://{host}" if name == "localhost" or ip_address(name).is_loopback else ""
    except ValueError:
        return ""


def is_own(headers: Mapping[str, str], public_url: str) -> bool:
    """Whether a page of the site's own has made a request, as its browser says: by `Sec-Fetch-Site`, which browsers
    send to https and to this machine, else by `Origin`. What says neither is no browser of the last years. None has,
    where it is not known at which address the site is."""
    if not public_url:
        return False
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    parts = urlsplit(public_url)
    return headers.get("Origin") == f"{parts.scheme}://{parts.netloc}"
