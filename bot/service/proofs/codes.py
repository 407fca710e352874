"""A code goes to an address by mail, and holds for everybody who gives that address."""

from bot.model.proofs.authority import MOST_TO_ONE, MOST_TO_ONE_WITHIN
from bot.model.proofs.mails import Mail, MailKind
from bot.ports.store import Unit
from bot.text.text import t

SEVERAL = t(
    "More than one person gave this address. Please type the code that is in the mail in your chat with the bot."
)
"""What is answered where the press of a button does not say whose sign-on or dispute is meant."""


def ask(
    unit: Unit, kind: MailKind, *, letter_id: int, subject_id: int, address: str, language: str, anew: bool = False
) -> Mail | None:
    """Ask whoever has an address for a code: for that of the last mail there while it holds, else for a new one; for
    none where too many went there unanswered. `anew`: only a new one will do.

    So what others did in an address's name uses nothing up for whoever has it, and tells nobody else that they did.
    Whether any mail may go there is the caller's to ask.
    """
    went = unit.mails.reached(kind, letter_id, address)
    if went and not anew and went[0].good(unit.now):
        return unit.mails.share(went[0], subject_id, address, language)
    lately = unit.now - MOST_TO_ONE_WITHIN
    unanswered = [each for each in went if each.used_at is None and each.created_at > lately]
    if not anew and len(unanswered) >= MOST_TO_ONE:
        return None
    return unit.mails.put(kind, letter_id, subject_id, address, language)
