"""What shows that an organization has signed: codes that were mailed, and colleagues who confirm."""

from collections.abc import Mapping, Sequence

from bot.commands.common import ENDORSEMENT, LETTER
from bot.errors import Conflict, Invalid
from bot.interface import values
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Option
from bot.model.authority import VALID, Contact, Level, Proof, ProofState, Standing, Why
from bot.model.endorsements import STANDING, Endorsement, Line, State
from bot.model.mails import CODE_LENGTH
from bot.model.receipts import read
from bot.ports.store import Unit
from bot.service import proving, reviewing, signing
from bot.text.text import Code, Part, Text, n, t

SHOWN: dict[Level, Text] = {
    Level.STATED: t("Stated by its representative, and checked by the organizers"),
    Level.PROVEN: t("Signed from an address at its own domain"),
    Level.CONFIRMED: t("Signed from an address at its own domain, and confirmed by a second contact there"),
}
"""What the public list says of each level, where the letter shows it."""

CARD: dict[Why, Text] = {
    Why.BOUNCED: t("**Unreachable:** the mail to the address came back"),
    Why.UNDELIVERED: t("**Unreachable:** no mail could be sent to the address"),
    Why.UNANSWERED: t("**Unreachable:** the mail to the address was not answered"),
    Why.UNWANTED: t("Whoever has the address wants no mail, so that it can't be proven"),
    Why.REACHED: t("The address got a mail about this letter before, so that no other was sent"),
    Why.OFTEN: t("Too many mails were asked for, so that no other was sent"),
}
"""What a reviewer's card says of an address that is not proven."""

SIGNER: dict[Why, Text] = {
    Why.BOUNCED: t("**The mail to your address came back.** Is it misspelt? Then correct it."),
    Why.UNDELIVERED: t("**No mail could be sent to your address.** Is it misspelt? Then correct it."),
    Why.UNANSWERED: t("**The code that was mailed to you does not hold any more.**"),
    Why.UNWANTED: t("**No mail goes to your address:** whoever has it has asked us never to write there."),
    Why.REACHED: t("**No mail goes to your address:** one about this letter went there before, and it gets no second."),
    Why.OFTEN: t("**No other mail goes out** for this sign-on: there were too many already."),
}

OTHERWISE = t("The reviewers can check in another way that your organization signs. You need to do nothing for that.")


def facts(unit: Unit, endorsement: Endorsement) -> Sequence[Text]:
    """What a reviewer is told of the representative's address: the level, and why it is no higher."""
    found = proving.standing(unit, endorsement)
    domain, own = Code(found.domain), Code(found.own)
    match found.level:
        case Level.CONFIRMED:
            return (t("**Address proven at {domain}, and a second contact there confirmed**", domain=own),)
        case Level.PROVEN:
            return (t("**Address proven at {domain}**", domain=own), *_second(found.second))
    if found.anybodys:
        return (t("Anybody can have an address at {domain}: it proves nothing", domain=domain),)
    if not found.counts:
        return (t("The address is not at a domain of the organization's own"),)
    if found.first is None or (found.first.mail_id is None and not found.first.why):
        return ()
    return (CARD[found.first.why],) if found.first.why else (t("A code was mailed to the address; no answer yet"),)


def _second(second: Proof | None) -> Sequence[Text]:
    if second is None:
        return ()
    if second.state is ProofState.ASKED:
        return (t("A second contact was asked too; no answer yet"),)
    return (t("A second contact was asked too, and could not be reached"),)


def shown(unit: Unit, listed: Sequence[Endorsement]) -> Mapping[int, Text]:
    """What the public list says of each endorsement's level."""
    levels = unit.proofs.levels([each.id for each in listed])
    return {each.id: SHOWN[levels.get(each.id, Level.STATED)] for each in listed}


def consent(call: Call, line: Line, email: str) -> Sequence[Part]:
    """What is said, before a sign-on is confirmed, of the mail that goes to the address."""
    if not call.mails:
        return ()
    domain = email.rpartition("@")[2]
    if not proving.would_prove(line, domain).counts:
        return (_not_own(domain, line),)
    return (
        t(
            "**One mail with a code goes to {email}**, to show that your organization signs. The code comes back to "
            "me only from you; only the reviewers see the address, and that it is proven.",
            email=email,
        ),
    )


def _not_own(domain: str, line: Line) -> Text:
    standing = proving.would_prove(line, domain)
    if standing.anybodys:
        return t(
            "Anybody can have an address at {domain}, so it can't show that your organization signs, and no mail goes "
            "there. With an address at the organization's own domain your sign-on is reviewed sooner.",
            domain=Code(domain),
        )
    if not standing.own:
        return t(
            "The website's domain is not your organization's own, so an address can't show that it signs, and no mail "
            "goes out."
        )
    return t(
        "{domain} is not the domain of your organization's website ({own}), so no mail goes there. With an address at "
        "{own} your sign-on is reviewed sooner.",
        domain=Code(domain),
        own=Code(standing.own),
    )


def told(call: Call, endorsement: Endorsement) -> Sequence[Part]:
    """What whoever signed is told of the proof of their address."""
    if endorsement.state not in STANDING:
        return ()
    found = proving.standing(call.unit, endorsement)
    if found.first is None and not call.mails:
        return ()
    return _told(found, endorsement, call.unit)


def _told(found: Standing, endorsement: Endorsement, unit: Unit) -> Sequence[Part]:
    if found.level is Level.CONFIRMED:
        return (t("**Your address is proven, and a colleague has confirmed.** There is nothing more to prove."),)
    if found.level is Level.PROVEN:
        return (t("**Your address at {domain} is proven.**", domain=Code(found.own)), *_second_told(found.second))
    if not found.counts:
        waits = endorsement.state is State.SUBMITTED
        return (_not_own(found.domain, endorsement.line), OTHERWISE) if waits else ()
    if found.first is None or not (found.first.why or found.first.open(unit.now)):
        return ()
    if found.first.why:
        return (SIGNER[found.first.why], OTHERWISE)
    return (
        t(
            "**A code was mailed to {email}.** Type it here within {days} days: then nobody can doubt that your "
            "organization signs.",
            email=unit.endorsements.representative(endorsement.id).email,
            days=VALID.days,
        ),
    )


def _second_told(second: Proof | None) -> Sequence[Part]:
    if second is None:
        return ()
    if second.state is ProofState.ASKED:
        return (
            t(
                "A code was mailed to your colleague. It counts when they press the button on the page to which the "
                "mail leads, or type it here from their own account with {command} and your receipt.",
                command=Code("/confirm"),
            ),
        )
    return (t("**Your colleague could not be asked.** You can name another one."),)


def buttons(unit: Unit, endorsement: Endorsement) -> tuple[Button, ...]:
    """What whoever signed can do about the proof of their address."""
    if endorsement.state not in STANDING:
        return ()
    number = {"endorsement": endorsement.id}
    first = unit.proofs.get(endorsement.id, Contact.FIRST)
    if first and first.open(unit.now):
        return (Button(t("Type the code from the mail"), "confirm", number, style="primary"),)
    if reviewing.level(unit, endorsement) is Level.PROVEN:
        return (Button(t("A colleague confirms too"), "colleague", number),)
    return ()


def notice(unit: Unit, endorsement: Endorsement) -> Reply:
    """What whoever signed is told unasked: a reminder, or what became of the proof."""
    found = proving.standing(unit, endorsement)
    said = _told(found, endorsement, unit) if endorsement.state in STANDING else ()
    parts: list[Part] = [
        t("Your sign-on for **{organization}**:", organization=endorsement.line.organization),
        *(said or (t("Nothing is asked of you any more."),)),
    ]
    desk = Button(t("Your sign-on"), "endorsement", {"receipt": endorsement.receipt})
    return Reply(parts, (*buttons(unit, endorsement), desk))


def _confirm(call: Call) -> Reply:
    number = call.number("endorsement")
    mine = call.unit.endorsements.get(number) if number else None
    if number is None or mine is None or mine.person_id != call.person().id:
        number = reviewing.by_receipt(call.unit, call.text("receipt"))
    proof = proving.confirm(call.unit, call.person(), call.published.letter_id, number, call.text("code"))
    if proof.state is ProofState.ASKED:
        again = Button(t("Type it again"), "confirm", {"endorsement": number} if mine else {})
        wrong = t("**This is not the code.** Nothing was recorded.")
        left = n("It can be typed {count} more time.", "It can be typed {count} more times.", proof.tries_left)
        return Reply([wrong, left], (again,))
    if proof.state is not ProofState.PROVEN:
        return Reply(
            [t("**This is not the code**, and it was the last try. This code does not hold any more."), OTHERWISE]
        )
    if proof.contact is Contact.SECOND:
        return Reply([t("**Thank you: you have confirmed this sign-on**, and that you are at the organization.")])
    endorsement = signing.own(call.unit, call.actor.person, call.published.letter_id, number)
    parts = [
        t("**Thank you: your address at {domain} is proven.** The reviewers see it.", domain=Code(proof.domain)),
        t("Your receipt is mailed to you too. A colleague can confirm as well, which makes it surer still."),
    ]
    return Reply(parts, buttons(call.unit, endorsement))


def _begin_code(call: Call) -> Mapping[str, str]:
    """The caller's own sign-on that waits for a code; a colleague gives the receipt of the one that is meant."""
    if call.revision is None or call.raw.get("endorsement") or call.raw.get("receipt"):
        return {}
    person = call.actor.person
    for each in call.unit.endorsements.of_person(person.id, call.revision.letter_id) if person else ():
        proof = call.unit.proofs.get(each.id, Contact.FIRST)
        if proof and proof.open(call.unit.now):
            return {"endorsement": str(each.id)}
    return {}


def _colleague(call: Call) -> Reply:
    if not call.mails:
        raise Conflict(t("No mail is sent from here, so that nobody else can be asked."))
    letter_id, number = call.published.letter_id, call.number("endorsement") or 0
    proof = proving.ask_colleague(call.unit, call.actor.person, letter_id, number, call.text("email"))
    if proof.why is Why.UNWANTED:
        return Reply([t("**Nobody was asked:** whoever has this address wants no mail from us.")])
    if proof.why is Why.REACHED:
        return Reply([t("**Nobody was asked:** a mail about this letter went to this address before.")])
    if proof.why:
        return Reply([SIGNER[proof.why]])
    return Reply(_second_told(proof))


def _code(typed: str) -> str:
    """A code in its one spelling; a misread one is no wrong try."""
    code = read(typed, CODE_LENGTH)
    if code is None:
        raise Invalid(t("A code has 8 letters and digits, such as `4JTH-8Q27`. Please look at the mail again."))
    return code


_RECEIPT = Option(
    "receipt",
    Kind.TEXT,
    t("Receipt"),
    t("The receipt of the sign-on. Your colleague who signed has it."),
    most=20,
    when=lambda raw: not raw.get("endorsement"),
)
_CODE = Option(
    "code", Kind.TEXT, t("Code"), t("The code from the mail, such as `4JTH-8Q27`."), personal=True, most=30, check=_code
)
_EMAIL = Option(
    "email",
    Kind.TEXT,
    t("Your colleague's e-mail address"),
    t("The address of a colleague at the same domain. One mail with a code goes there, and nothing that you write."),
    personal=True,
    most=254,
    check=values.email_address,
)

COMMANDS = (
    Command(
        "confirm",
        t("Type a code that was mailed to you"),
        _confirm,
        (LETTER, ENDORSEMENT, _CODE, _RECEIPT),
        private=True,
        begin=_begin_code,
    ),
    Command(
        "colleague", t("A colleague confirms too"), _colleague, (LETTER, ENDORSEMENT, _EMAIL), private=True, menu=False
    ),
)
