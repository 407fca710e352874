"""Mail, where the host has set a server for it."""

from collections.abc import Sequence

from adapters.host.settings import Settings
from adapters.mail.mailer import SmtpMailer
from bot.delivery.mailing import MailWorker
from bot.interface.conversation import Interface
from bot.ports.store import Store
from bot.service.proofs import proving
from bot.views.proofs.mails import mail_composer


def mail_workers(settings: Settings, store: Store, interface: Interface) -> Sequence[MailWorker]:
    """The worker of mail, of which the interface knows from now on; none where there is no server for it."""
    if not settings.smtp_url:
        return ()
    interface.mails = True
    mailer = SmtpMailer(settings.smtp_url, settings.mail_from)
    words = mail_composer(interface.speeches, settings.public_url)
    return (MailWorker(store, mailer, words, follow=proving.follow_up),)
