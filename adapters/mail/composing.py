"""A composed mail as it goes over the wire."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import parseaddr

from bot.model.proofs.domains import ascii_host
from bot.ports.mailer import Post

SPECIAL = frozenset('<>()[],;:"\\')
"""Characters that an address without quotation marks does not hold (RFC 5322, 3.2.3)."""

LONGEST_LINE = 998
"""Characters of a line (RFC 5322, 2.1.1), so that no header's address is broken in two."""


def sender(text: str) -> Address:
    """The sender of a setting such as `Name <name@host>`."""
    name, address = parseaddr(text)
    return Address(name, addr_spec=ascii_domain(address))


def ascii_domain(address: str) -> str:
    """An address whose domain is in ASCII, as every server takes it. Raises `ValueError` where it has none."""
    local, _, host = address.rpartition("@")
    plain = ascii_host(host)
    if not (local and plain) or any(
        each.isspace() or not each.isprintable() or each in SPECIAL for each in (*local, *plain)
    ):
        raise ValueError("this is no address")
    return f"{local}@{plain}"


def composed(post: Post, address: str, origin: Address) -> bytes:
    """The mail, to an address whose domain is in ASCII. Its headers hold nothing that anybody typed but the address."""
    policy = SMTP if address.isascii() else SMTPUTF8
    mail = EmailMessage(policy)
    local, _, host = address.rpartition("@")
    mail["From"] = origin
    mail["To"] = Address(username=local, domain=host)
    mail["Subject"] = post.subject
    mail["Date"] = post.at
    mail["Message-ID"] = f"<{post.key}@{origin.domain}>"
    mail["Content-Language"] = post.language
    mail["Auto-Submitted"] = "auto-generated"
    if post.never:
        mail["List-Unsubscribe"] = f"<{post.never}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(post.text, cte="quoted-printable")
    return mail.as_bytes(policy=policy.clone(max_line_length=LONGEST_LINE))
