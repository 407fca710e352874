"""The SMTP server that the settings name, and whether a password may go there."""

import ssl
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}
"""Submission, and submission over TLS (RFC 8314)."""


@dataclass(frozen=True, slots=True)
class Server:
    """An SMTP server; `encrypted` from the first byte on, else by STARTTLS where it has it."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    encrypted: bool = False

    @classmethod
    def at(cls, url: str) -> "Server":
        """The server of an address such as `smtp://user:password@host:587`."""
        parts = urlsplit(url)
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.hostname or "", parts.port or PORTS[parts.scheme], user, password, parts.scheme == "smtps")

    @property
    def local(self) -> bool:
        """Whether it runs on this machine, so that nobody stands between."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def context(self) -> ssl.SSLContext:
        """How its certificate is checked: by the machine's authorities, and on this machine not at all."""
        if not self.local:
            return ssl.create_default_context()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context
