"""Mail, examined for the host: whether the server lets it in, and what others look up of the sender's domain."""

from collections.abc import Sequence
from email.utils import parseaddr

from dns.asyncresolver import Resolver
from dns.exception import DNSException
from dns.resolver import NXDOMAIN, NoAnswer

from adapters.mail.composing import ascii_domain
from adapters.mail.mailer import SmtpMailer
from bot.model.diagnostics import Finding, Level
from bot.ports.mailer import Later

SECONDS = 10.0

SELECTORS = (
    "default",
    "mail",
    "dkim",
    "k1",
    "s1",
    "s2",
    "selector1",
    "selector2",
    "google",
    "fm1",
    "protonmail",
    "key1",
)
"""Under these names common providers keep the key by which their mail is signed. Others can't be guessed."""


async def examine(url: str, origin: str, resolver: Resolver | None = None) -> Sequence[Finding]:
    """Examine the server and the sender that are set; nothing is sent. `resolver` looks names up, by default as this
    machine does."""
    return [await _server(url, origin), *await _domain(origin, resolver)]


async def _server(url: str, origin: str) -> Finding:
    trouble = await SmtpMailer(url, origin, seconds=SECONDS).examined()
    if isinstance(trouble, Later):
        return _finding(
            Level.MEND, trouble.reason, "Look at SMTP_URL and MAIL_FROM, and at the account at the provider."
        )
    return _finding(Level.GOOD, "the server lets the bot in, and takes mail from MAIL_FROM")


async def _domain(origin: str, resolver: Resolver | None) -> Sequence[Finding]:
    domain = ascii_domain(parseaddr(origin)[1]).rpartition("@")[2]
    try:
        asking = resolver or Resolver()
    except DNSException:
        return [_unasked(domain)]
    asking.lifetime = SECONDS
    spf, dmarc = await _texts(asking, domain), await _texts(asking, f"_dmarc.{domain}")
    if spf is None or dmarc is None:
        return [_unasked(domain)]
    return [_spf(domain, spf), await _dkim(asking, domain), _dmarc(domain, dmarc)]


def _unasked(domain: str) -> Finding:
    said = f"what others look up of {domain} (SPF, DKIM, DMARC) is not known: no name server answers here"
    return _finding(Level.UNKNOWN, said, "Look it up elsewhere: without SPF and DKIM, mail is taken for spam.")


def _spf(domain: str, texts: Sequence[str]) -> Finding:
    found = [each for each in texts if each.lower().startswith("v=spf1")]
    if len(found) == 1:
        return _finding(Level.GOOD, f"{domain} has SPF: {found[0][:200]}")
    said = f"{domain} has {'more than one SPF record, so that none counts' if found else 'no SPF'}"
    return _finding(Level.MEND, said, "Add the one TXT record (v=spf1 …) that your mail provider names.")


async def _dkim(resolver: Resolver, domain: str) -> Finding:
    for selector in SELECTORS:
        texts = await _texts(resolver, f"{selector}._domainkey.{domain}")
        if texts and any("p=" in each for each in texts):
            return _finding(Level.GOOD, f"{domain} has a key for DKIM, by the name of {selector}")
    said = f"no key for DKIM was found at {domain} under the usual names, which proves nothing"
    return _finding(Level.LOOK, said, "Send yourself a mail and look for DKIM-Signature among its headers.")


def _dmarc(domain: str, texts: Sequence[str]) -> Finding:
    found = [each for each in texts if each.lower().startswith("v=dmarc1")]
    if found:
        return _finding(Level.GOOD, f"{domain} has DMARC: {found[0][:200]}")
    return _finding(Level.LOOK, f"{domain} has no DMARC", "Large mail hosts ask for a TXT record at _dmarc (v=DMARC1; p=none).")  # fmt: skip  # noqa: E501


async def _texts(resolver: Resolver, name: str) -> Sequence[str] | None:
    """The texts of a name; nothing where nobody answers."""
    try:
        answer = await resolver.resolve(name, "TXT")
    except (NXDOMAIN, NoAnswer):
        return ()
    except (DNSException, OSError):
        return None
    return [b"".join(each.strings).decode(errors="replace") for each in answer]


def _finding(level: Level, said: str, mend: str = "") -> Finding:
    return Finding(level, "mail", said, mend)
