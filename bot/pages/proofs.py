"""The page behind a mail's link: whether its address is theirs who open it. Looking at it changes nothing."""

from collections.abc import Mapping

from bot.errors import Refusal
from bot.model.disputes import DisputeState
from bot.model.endorsements.endorsement import STANDING
from bot.model.proofs.authority import VALID
from bot.model.proofs.mails import Mail, MailKind
from bot.pages.page import PageAct, PageView, Shown, WebPage
from bot.pages.visit import Visit
from bot.ports.store import Unit
from bot.service import disputes
from bot.service.proofs import mails, proving
from bot.text.text import Text, t
from bot.views.proofs.mails import NEVER, PLACE, which_letter

STOPPED = t("No mail goes to this address from here any more.")

NO_NEWS = t("You get no more mails when something waits for you. Codes that you ask for still come.")

NO_ANNOUNCEMENTS = t("You get no more news of this letter. Your sign-on stays as it is.")

STOPS: Mapping[MailKind, Text] = {MailKind.NEWS: NO_NEWS, MailKind.ANNOUNCEMENT: NO_ANNOUNCEMENTS}
"""What the page says once somebody wants no more of what they had agreed to."""

UNASKED: Mapping[MailKind, Text] = {
    MailKind.RECEIPT: t("Press the button if you want no mail from here ever again."),
    MailKind.SESSION: t(
        "Press the button if you want no mail from here ever again. Then no code can be mailed to you either, so that "
        "nothing can be signed, changed or withdrawn from your address."
    ),
    MailKind.NEWS: t("Press the button if you want no more mails when something waits for you."),
    MailKind.ANNOUNCEMENT: t("Press the button if you want no more news of this letter. Your sign-on stays as it is."),
}
"""What the page says of a mail that asks for nothing that could be confirmed there."""


def _show(visit: Visit) -> Shown:
    """The page as it is opened."""
    unit, token = visit.unit, visit.names["key"]
    mail = unit.mails.by_token(token)
    if mail and unit.mails.unwanted(mail.address):
        return PageView((STOPPED,), mail.language)
    if mail is None or _spent(unit, mail):
        return None
    revision = unit.letters.current(mail.letter_id)
    letter = (which_letter(revision.letter),) if revision else ()
    if mail.kind in UNASKED:
        act = _STOPS.get(mail.kind, _NEVER)
        return PageView((*letter, UNASKED[mail.kind]), mail.language, (act,))
    asked = t("Somebody gave your address for an organization. Was that you?")
    note = t("Nothing happens before you press a button.")
    return PageView((*letter, asked, note), mail.language, (_CONFIRM, _NEVER))


def _spent(unit: Unit, mail: Mail) -> bool:
    """Whether nothing can be confirmed by a mail's link any more: it was, it is too old, or nothing of it is kept. Who
    comes upon it then, in a history or a log, learns no more than by one that never was."""
    if not mail.address:
        return True
    if mail.kind in UNASKED:
        return False
    if mail.kind is MailKind.DISPUTE:
        dispute = unit.disputes.get(mail.subject_id)
        ended = dispute and (dispute.proven or dispute.state is not DisputeState.OPEN)
        return dispute is not None and (bool(ended) or unit.now >= dispute.created_at + VALID)
    signed, proof = unit.endorsements.get(mail.subject_id), unit.proofs.by_mail(mail.id)
    fallen = signed is not None and signed.state not in STANDING
    return fallen or (proof is not None and not proof.fresh(unit.now))


def _confirm(visit: Visit) -> Shown:
    """Somebody pressed that the address is theirs."""
    unit, token = visit.unit, visit.names["key"]
    mail = unit.mails.by_token(token)
    if mail is None or (_spent(unit, mail) and not unit.mails.unwanted(mail.address)):
        return None
    try:
        with unit.savepoint():
            said = mails.confirm(unit, token, confirmed)
    except Refusal as error:
        said = error.text
    return PageView((said,), mail.language)


def confirmed(unit: Unit, mail: Mail) -> Text:
    """What follows where the address of a mail is confirmed; what the page says then. Raises `Refusal`."""
    if mail.kind is MailKind.DISPUTE:
        return disputes.confirmed(unit, mail)
    return proving.confirmed(unit, mail)


def _never(visit: Visit) -> Shown:
    """Somebody pressed that it wasn't them, or their mail program did for them."""
    unit, token = visit.unit, visit.names["key"]
    mail = unit.mails.by_token(token)
    if mail is None:
        return None
    mails.refuse(unit, token)
    said = STOPS.get(mail.kind, STOPPED)
    return PageView((said, t("You can close this page.")), mail.language)


_CONFIRM = PageAct("confirm", t("Yes, this is my address"), _confirm)
_NEVER = PageAct(NEVER, t("Not me, and never again"), _never)
_STOPS = {
    MailKind.NEWS: PageAct(NEVER, t("No more of these mails"), _never),
    MailKind.ANNOUNCEMENT: PageAct(NEVER, t("No more news of this letter"), _never),
}

MAIL_PAGE = WebPage(f"/{PLACE}/{{key}}", _show, acts=(_CONFIRM, _NEVER), forms={"key": "[0-9A-Z]{1,64}"}, public=False)
