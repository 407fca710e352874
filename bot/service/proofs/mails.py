"""What somebody does with a mail: they say that the address is theirs, or that they want no more."""

from collections.abc import Callable

from bot.errors import Conflict, NotFound
from bot.model.proofs.mails import OF_SESSIONS, Mail, MailKind
from bot.ports.store import Unit
from bot.service.announcements import readers
from bot.service.people import sessions
from bot.service.proofs import proving
from bot.text.text import Text, t

Confirmed = Callable[[Unit, Mail], Text]
"""What is done where an address is confirmed by the press of a button, and what is answered; it may refuse."""

LEADS_NOWHERE = t("This link leads nowhere, or not any more. Please open it as it stands in the mail.")


def found(unit: Unit, token: str) -> Mail:
    """The mail that a link names; raises `NotFound`."""
    mail = unit.mails.by_token(token)
    if mail is None:
        raise NotFound(LEADS_NOWHERE)
    return mail


def confirm(unit: Unit, token: str, confirmed: Confirmed) -> Text:
    """Somebody says that the address of a mail is theirs; raises `NotFound` and `Conflict`."""
    mail = found(unit, token)
    if unit.mails.unwanted(mail.address):
        raise Conflict(t("Somebody said here that this address is not theirs. Nothing can be proven by it."))
    if mail.kind is MailKind.RECEIPT or mail.kind in OF_SESSIONS:
        raise Conflict(t("There is nothing to confirm on this page."))
    return confirmed(unit, mail)


def refuse(unit: Unit, token: str) -> None:
    """Somebody says that it wasn't them: no mail goes to that address any more; where they were only told that
    something waits, or got news, no more of that. Raises `NotFound`."""
    mail = found(unit, token)
    if mail.kind is MailKind.NEWS:
        sessions.tell_no_more(unit, mail)
        return
    if mail.kind is MailKind.ANNOUNCEMENT:
        readers.stop_by_mail(unit, mail)
        return
    unit.mails.stop_where(mail)
    proving.unwanted(unit, mail)
