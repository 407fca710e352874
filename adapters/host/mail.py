"""Mail, and the page behind its links."""

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from adapters.host.settings import Settings
from adapters.mail.mailer import SmtpMailer
from adapters.web.server import Site, Throttle, serving
from bot.delivery.mailing import MailWorker
from bot.interface.conversation import Interface
from bot.model.proofs.mails import Mail, MailKind
from bot.pages.proofs import MailPage
from bot.ports.store import Store, Unit
from bot.service import disputes
from bot.service.proofs import proving
from bot.text.text import Text
from bot.views.proofs.mails import mail_composer


@asynccontextmanager
async def mail_out(settings: Settings, store: Store, interface: Interface) -> AsyncIterator[Sequence[MailWorker]]:
    """The worker of mail, where there is a server for it, while the page behind its links is served."""
    speeches, workers = interface.renderer.speeches, list[MailWorker]()
    if settings.smtp_url:
        mailer = SmtpMailer(settings.smtp_url, settings.mail_from)
        words = mail_composer(speeches, settings.public_url)
        workers.append(MailWorker(store, mailer, words, follow=proving.advance))
        interface.mails = True
    if not settings.public_url:
        yield workers
        return
    site = Site(store, MailPage(speeches, _confirmed), settings.public_url, Throttle(time.monotonic))
    async with serving(site, settings.web_address):
        yield workers


def _confirmed(unit: Unit, mail: Mail) -> Text:
    """What the press of a button on a mail's page does."""
    if mail.kind is MailKind.DISPUTE:
        return disputes.confirmed(unit, mail)
    return proving.confirmed(unit, mail)
