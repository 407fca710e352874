"""The words of mail: composed in its language from what is on disk, and nothing in it that a submitter typed.

Organizers typed an announcement, and only who agreed to it gets that.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from bot.model.codes import spell_code
from bot.model.endorsements.endorsement import Endorsement, entry_text
from bot.model.letters.letter import Letter, Revision
from bot.model.people.sessions import CODE_HOLDS
from bot.model.proofs.mails import Mail, MailKind
from bot.model.web_addresses import sign_page
from bot.ports.mailer import Post
from bot.ports.store import Unit
from bot.service.announcements import readers
from bot.text.blocks import as_text
from bot.text.compose import compose, label
from bot.text.locales import SOURCE, Speech
from bot.text.text import Code, Link, Part, Text, n, t
from bot.views.announcements.announcement_views import post
from bot.views.endorsements.public_entry import receipt

ComposeMail = Callable[[Unit, Mail], Post | None]
"""What a mail says now; nothing where its subject is gone."""

REASONS: dict[MailKind, Text] = {
    MailKind.CODE: t("Somebody gave this address to sign an open letter for an organization."),
    MailKind.COLLEAGUE: t(
        "Somebody who signs an open letter for an organization named this address as a colleague’s, who can confirm it."
    ),
    MailKind.DISPUTE: t(
        "Somebody gave this address to say that an entry in the list of an open letter is not their organization’s."
    ),
    MailKind.RECEIPT: t("An organization has signed an open letter, and its representative proved this address."),
    MailKind.SESSION: t(
        "Somebody gave this address on the page of an open letter, to sign it or to look after a sign-on."
    ),
    MailKind.NEWS: t("Something waits for you on the page of an open letter. You asked to be told by mail."),
}
"""Why a mail comes, by its kind."""


PLACE, NEVER = "m", "never"
"""Where the page behind a mail's link stands, and the act there that stops all mail."""


def mail_page(public_url: str, token: str) -> str:
    """The address of the page behind a mail's link; empty where no page is served."""
    return f"{public_url}/{PLACE}/{token}" if public_url else ""


def mail_composer(speeches: Mapping[str, Speech], public_url: str) -> ComposeMail:
    """What composes mail, with links to a page at `public_url`, or without any."""

    def compose_mail(unit: Unit, mail: Mail) -> Post | None:
        revision = unit.letters.current(mail.letter_id)
        if revision is None:
            return None
        page, speech = mail_page(public_url, mail.token), speeches.get(mail.language, speeches[SOURCE])
        parts = _said(
            unit,
            mail,
            revision,
            page,
            lambda token: sign_page(public_url, speech.tag, revision.letter.slug, token),
        )
        if not parts:
            return None
        return Post(
            key=hashlib.sha256(mail.token.encode()).hexdigest()[:32],
            address=mail.address,
            subject=label(_subject(mail), speech),
            text=as_text(compose(parts, speech)) + "\n",
            language=speech.tag,
            at=unit.now,
            never=f"{page}/{NEVER}" if page else "",
        )

    return compose_mail


def _said(unit: Unit, mail: Mail, revision: Revision, page: str, sign: Callable[[str], str]) -> Sequence[Part]:
    letter = revision.letter
    match mail.kind:
        case MailKind.RECEIPT:
            return _receipt(unit, mail, letter, page, sign(""))
        case MailKind.SESSION:
            return _session(mail, letter, page, sign(mail.token))
        case MailKind.NEWS:
            return _news(letter, page, sign(""))
        case MailKind.ANNOUNCEMENT:
            return _announcement(unit, mail, revision, page)
    return _code(mail, letter, page)


def _subject(mail: Mail) -> Text:
    match mail.kind:
        case MailKind.RECEIPT:
            return t("The receipt of a sign-on to an open letter")
        case MailKind.SESSION:
            return t("Your code for the page of an open letter")
        case MailKind.NEWS:
            return t("Something waits for you on the page of an open letter")
        case MailKind.ANNOUNCEMENT:
            return t("News of an open letter that you signed")
    return t("Is this your address? A code for an open letter")


def which_letter(letter: Letter) -> Text:
    """The letter by its title, and who initiated it."""
    return t("The letter: {title}, initiated by {initiator}.", title=letter.title, initiator=letter.initiator.name)


def _code(mail: Mail, letter: Letter, page: str) -> Sequence[Part]:
    code = t("Your code: {code}", code=Code(spell_code(mail.code)))
    parts: list[Part] = [REASONS[mail.kind], which_letter(letter), code]
    if page:
        parts.append(
            t("If that was you, type the code in your chat with the bot, or open this page and press the button there:")
        )
        parts.append(t("{page}", page=Link(page)))
    else:
        parts.append(t("If that was you, type the code in your chat with the bot."))
    parts.append(t("If it was not you, you need not do anything: then nothing is proven."))
    if page:
        parts.append(
            t(
                "Or press “Not me, and never again” on the same page, so that this address gets no mail from here ever "
                "again."
            )
        )
    return parts


def _session(mail: Mail, letter: Letter, page: str, form: str) -> Sequence[Part]:
    parts: list[Part] = [
        REASONS[mail.kind],
        which_letter(letter),
        t("Your code: {code}", code=Code(spell_code(mail.code))),
        n(
            "If that was you, type it where you gave your address. It holds for {count} hour, and opens it once.",
            "If that was you, type it where you gave your address. It holds for {count} hours, and opens it once.",
            CODE_HOLDS // timedelta(hours=1),
        ),
    ]
    if form:
        parts.extend((t("If you have closed it, open this one and type the code there:"), t("{page}", page=Link(form))))
    parts.append(t("If it was not you, you need not do anything: without the code nothing happens."))
    return (*parts, *_stop(page))


def _news(letter: Letter, page: str, sign: str) -> Sequence[Part]:
    if not sign:
        return ()
    read = t("What it is stands in no mail. To read it, open this page, and have a code mailed to you there:")
    no_more = (t("If you want no more of these mails, say so on this page:"), t("{page}", page=Link(page)))
    return (REASONS[MailKind.NEWS], which_letter(letter), read, t("{page}", page=Link(sign)), *no_more)


def _announcement(unit: Unit, mail: Mail, revision: Revision, page: str) -> Sequence[Part]:
    """An announcement to those who signed; nothing where it does not leave any more, or they want none."""
    sent = unit.announcements.get(mail.subject_id)
    if sent is None or sent.stage in readers.OVER or not readers.wants(unit, mail):
        return ()
    said = post(unit, revision, sent.content, mail.language)
    parts = list(said.texts) if said else []
    if said and said.files:
        parts.append(t("The files that come with it are not in this mail."))
    if said and page:
        parts.extend((t("If you want no more of it, say so on this page:"), t("{page}", page=Link(page))))
    return parts


def _stop(page: str) -> Sequence[Part]:
    """How an address gets no mail any more; nothing where no page is served."""
    if not page:
        return ()
    how = t("So that this address gets no mail from here ever again, press “Not me, and never again” on this page:")
    return (how, t("{page}", page=Link(page)))


def _receipt(unit: Unit, mail: Mail, letter: Letter, page: str, sign: str) -> Sequence[Part]:
    endorsement = unit.endorsements.get(mail.subject_id)
    if endorsement is None:
        return ()
    parts: list[Part] = [
        REASONS[mail.kind],
        which_letter(letter),
        t("The organization: {organization}", organization=entry_text(endorsement.entry)),
        t("The receipt: {receipt}", receipt=receipt(endorsement)),
        *_where_it_stands(unit, endorsement, sign),
        t("The receipt alone lets nobody change anything."),
    ]
    return (*parts, *_stop(page))


def _where_it_stands(unit: Unit, endorsement: Endorsement, sign: str) -> Sequence[Part]:
    """How whoever signed comes to their sign-on: by the page or from a chat, as they signed."""
    accounts = unit.people.accounts(endorsement.person_id)
    if sign and accounts and all(each.visits for each in accounts):
        return (
            t("To see where the sign-on stands, to correct or to withdraw it, open this page with this address:"),
            t("{page}", page=Link(sign)),
        )
    return (
        t(
            "To see where the sign-on stands, to correct or to withdraw it, write {command} to the bot, from the "
            "account that signed.",
            command=Code(f"/endorsement {spell_code(endorsement.receipt)}"),
        ),
    )
