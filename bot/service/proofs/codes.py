"""A code goes to an address by mail, and holds for everybody who gives that address."""

from bot.model.proofs.authority import MOST_TO_ONE, VALID
from bot.model.proofs.mails import Mail, MailKind
from bot.ports.store import Unit
from bot.text.text import t

SEVERAL = t(
    "More than one person gave this address. Please type the code that is in the mail in your chat with the bot."
)
"""What is answered where the press of a button does not say whose sign-on or dispute is meant."""


def ask(
    unit: Unit, kind: MailKind, *, letter_id: int, subject_id: int, address: str, language: str, anew: bool = False
) -> Mail:
    """Ask whoever has an address for a code: for that of the last mail there where it is fresh, or where enough went
    there, else for a new one. `anew`: only a new one will do.

    So what others did in an address's name uses nothing up for whoever has it, and tells nobody else that they did.
    Whether any mail may go there is the caller's to ask.
    """
    went = unit.mails.reached(kind, letter_id, address)
    if went and not anew and (unit.now < went[0].created_at + VALID or len(went) >= MOST_TO_ONE):
        return unit.mails.share(went[0], subject_id, address, language)
    return unit.mails.put(kind, letter_id, subject_id, address, language)
