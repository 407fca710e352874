"""The words of mail: composed in its language from what is on disk, and nothing in it that a submitter typed."""

import hashlib
from collections.abc import Callable, Mapping, Sequence

from bot.model.codes import spell_code
from bot.model.endorsements.endorsement import entry_text
from bot.model.letters.letter import Letter
from bot.model.proofs.mails import Mail, MailKind
from bot.ports.mailer import Post
from bot.ports.store import Unit
from bot.text.blocks import plain
from bot.text.compose import compose, label
from bot.text.locales import SOURCE, Speech
from bot.text.text import Code, Link, Part, Text, t
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
        page = mail_page(public_url, mail.token)
        parts = (
            _receipt(unit, mail, revision.letter, page)
            if mail.kind is MailKind.RECEIPT
            else _code(mail, revision.letter, page)
        )
        if not parts:
            return None
        speech = speeches.get(mail.language, speeches[SOURCE])
        return Post(
            key=hashlib.sha256(mail.token.encode()).hexdigest()[:32],
            address=mail.address,
            subject=label(_subject(mail), speech),
            text="\n\n".join(plain((block,)) for block in compose(parts, speech)) + "\n",
            language=speech.tag,
            at=unit.now,
            never=f"{page}/{NEVER}" if page else "",
        )

    return compose_mail


def _subject(mail: Mail) -> Text:
    if mail.kind is MailKind.RECEIPT:
        return t("The receipt of a sign-on to an open letter")
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


def _receipt(unit: Unit, mail: Mail, letter: Letter, page: str) -> Sequence[Part]:
    endorsement = unit.endorsements.get(mail.subject_id)
    if endorsement is None:
        return ()
    parts: list[Part] = [
        REASONS[mail.kind],
        which_letter(letter),
        t("The organization: {organization}", organization=entry_text(endorsement.entry)),
        t("The receipt: {receipt}", receipt=receipt(endorsement)),
        t(
            "To see where the sign-on stands, to correct or to withdraw it, write {command} to the bot, from the "
            "account that signed.",
            command=Code(f"/endorsement {spell_code(endorsement.receipt)}"),
        ),
        t("The receipt alone lets nobody change anything."),
    ]
    if page:
        parts.append(
            t("So that this address gets no mail from here ever again, press “Not me, and never again” on this page:")
        )
        parts.append(t("{page}", page=Link(page)))
    return parts
