"""Somebody comes by the web: a code goes to their address, and opens a session at it.

Whoever asks for a code learns nothing of an address: that it is known here is only looked at once its code was typed.
"""

import hmac
from collections.abc import Sequence

from bot.model.codes import read_code
from bot.model.people.limits import Limit
from bot.model.people.person import Account
from bot.model.people.sessions import ASKED, CODE_HOLDS, LASTS, MISTYPED, same_mailbox
from bot.model.proofs.mails import CODE_LENGTH, Mail, MailKind, MailState, mailbox
from bot.ports.store import Unit


def ask(unit: Unit, letter_id: int, address: str, language: str) -> None:
    """Mail a code to an address, unless whoever has it wants no mail, or too many went there, for whichever letter.
    That somebody asked is counted in each case, so that all take the same way."""
    key = mailbox(address)
    if any(_asked(unit, each, key) >= each.most for each in ASKED):
        return
    unit.limits.add(letter_id, *((each.kind, key) for each in ASKED))
    if not unit.mails.unwanted(address):
        unit.mails.put(MailKind.SESSION, letter_id, 0, address, language)


def _asked(unit: Unit, limit: Limit, key: str) -> int:
    """How often codes were asked for a mailbox lately, on the pages of all letters."""
    return sum(unit.limits.count(each.letter_id, limit.kind, key, limit.within) for each in unit.letters.all())


def begin(
    unit: Unit, letter_id: int, *, typed: str, language: str, address: str = "", token: str = "", told: bool = False
) -> str | None:
    """Open a session by a code that was mailed to an address, or in the mail whose link has a token: the session's
    secret, or nothing where that is no such code, or too many wrong ones were typed. A code opens one session.

    `told`: whoever opens it wants a mail where something waits for them; it stays so if it was.
    """
    key = token or mailbox(address)
    if unit.limits.count(letter_id, MISTYPED.kind, key, MISTYPED.within) >= MISTYPED.most:
        return None
    code = read_code(typed, CODE_LENGTH) or ""
    mail = next((each for each in _open(unit, letter_id, address, token) if _is(each, code)), None)
    if mail is None:
        unit.limits.add(letter_id, (MISTYPED.kind, key))
        return None
    unit.mails.use(mail)
    own = unit.sessions.ensure(mail.address, language)
    if told:
        unit.sessions.tell(own.id, told=True)
    return unit.sessions.open(own.id)


def _is(mail: Mail, code: str) -> bool:
    return hmac.compare_digest(mail.code, code)


def _open(unit: Unit, letter_id: int, address: str, token: str) -> Sequence[Mail]:
    """The mails whose code can still open a session."""
    named = unit.mails.by_token(token) if token else None
    mails = [named] if named else unit.mails.reached(MailKind.SESSION, letter_id, address) if address else []
    return [
        each
        for each in mails
        if each.kind is MailKind.SESSION
        and each.letter_id == letter_id
        and each.used_at is None
        and unit.now < each.coded_at + CODE_HOLDS
        and not unit.mails.unwanted(each.address)
    ]


def proven(unit: Unit, address: str, person_id: int | None, account: Account | None = None) -> bool:
    """Whether a person, or whoever uses an account, has come by an address within a day, so that they have just shown
    that they read the mail there."""
    used = unit.sessions.of_account(account) if account else None
    theirs = [*(unit.sessions.of_person(person_id) if person_id else ()), *((used,) if used else ())]
    lately = [each for each in theirs if unit.now < each.seen_at + LASTS]
    return any(same_mailbox(each.address) == same_mailbox(address) for each in lately)


def is_told(unit: Unit, person_id: int) -> bool:
    """Whether a person has a mail when something waits for them on the web."""
    return any(each.told and not unit.mails.unwanted(each.address) for each in unit.sessions.of_person(person_id))


def call(unit: Unit, person_id: int, letter_id: int) -> None:
    """Write to whoever wants that, that something waits for them on the web; one mail at a time waits to leave."""
    for each in unit.sessions.of_person(person_id):
        before = unit.mails.reached(MailKind.NEWS, letter_id, each.address)
        waits = any(mail.state is MailState.QUEUED for mail in before)
        if each.told and not waits and not unit.mails.unwanted(each.address):
            unit.mails.put(MailKind.NEWS, letter_id, 0, each.address, each.language)


def tell_no_more(unit: Unit, mail: Mail) -> None:
    """Whoever has the address of a mail wants none any more when something waits; codes they ask for still come."""
    own = unit.sessions.at(mail.address)
    if own:
        unit.sessions.tell(own.id, told=False)
