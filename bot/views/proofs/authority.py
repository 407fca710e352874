"""What reviewers, signers and the public list are told of what shows that an organization has signed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.interface.call import Button, Call, Reply
from bot.model.endorsements.endorsement import STANDING, Endorsement, State
from bot.model.proofs.authority import VALID, Level, Proof, ProofState, Standing, Why
from bot.ports.store import Unit
from bot.service.proofs import proving
from bot.text.text import Code, Part, Text, t
from bot.views.endorsements.desk import desk_button

SHOWN: dict[Level, Text] = {
    Level.STATED: t("Stated by its representative"),
    Level.PROVEN: t("Signed from an address at its own domain"),
    Level.CONFIRMED: t("Signed from an address at its own domain, and confirmed by a second contact there"),
}
"""What the public list says of each level, where the letter shows it."""

STATED_AND_CHECKED = t("Stated by its representative, and checked by the organizers")
"""Instead, where a reviewer has stated how the organization was checked."""

CARD: dict[Why, Text] = {
    Why.BOUNCED: t("**Unreachable:** the mail to the address came back"),
    Why.UNDELIVERED: t("**Unreachable:** no mail could be sent to the address"),
    Why.UNANSWERED: t("**Unreachable:** the mail to the address was not answered in time, or came back later"),
    Why.UNWANTED: t("Whoever has the address wants no mail, so that it can't be proven"),
    Why.OFTEN: t("Too many mails were asked for, so that no other was sent"),
}
"""What a reviewer's card says of an address that is not proven."""

SIGNER: dict[Why, Text] = {
    Why.BOUNCED: t("**The mail to your address came back.** Is it misspelt? Then correct it."),
    Why.UNDELIVERED: t("**No mail could be sent to your address.** Is it misspelt? Then correct it."),
    Why.UNANSWERED: t("**The code that was mailed to you does not hold any more.**"),
    Why.UNWANTED: t("**No mail goes to your address:** whoever has it has asked us never to write there."),
    Why.OFTEN: t("**No other mail goes out** for this sign-on: there were too many already."),
}

RARELY = t("It may have come a while ago: an address gets few mails about a letter, and the code of the latest counts.")
"""Said of every code, so that nobody learns from it whether somebody else gave an address before."""

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
    stated = {each.id: STATED_AND_CHECKED if each.check else SHOWN[Level.STATED] for each in listed}
    return {**stated, **{number: SHOWN[level] for number, level in levels.items()}}


def consent(call: Call, would: Standing, email: str) -> Sequence[Part]:
    """What is said, before a sign-on is confirmed, of the mail that goes to the address."""
    if not call.mails:
        return ()
    if not would.counts:
        return (_not_own(would),)
    return (
        t(
            "**One mail with a code goes to {email}**, to show that your organization signs. The code comes back to "
            "me only from you; only the reviewers see the address, and that it is proven.",
            email=email,
        ),
    )


def _not_own(standing: Standing) -> Text:
    domain = Code(standing.domain)
    if standing.anybodys:
        return t(
            "Anybody can have an address at {domain}, so it can't show that your organization signs, and no mail goes "
            "there. With an address at the organization's own domain your sign-on is reviewed sooner.",
            domain=domain,
        )
    if not standing.own:
        return t(
            "No domain is known to be your organization's own, so an address can't show that it signs, and no mail "
            "goes out."
        )
    return t(
        "{domain} is not your organization's own domain ({own}), so no mail goes there. With an address at {own} your "
        "sign-on is reviewed sooner.",
        domain=domain,
        own=Code(standing.own),
    )


def told(call: Call, endorsement: Endorsement, found: Standing) -> Sequence[Part]:
    """What whoever signed is told of the proof of their address."""
    if endorsement.state not in STANDING or (found.first is None and not call.mails):
        return ()
    return _told(found, endorsement, call.unit.now)


def _told(found: Standing, endorsement: Endorsement, now: datetime) -> Sequence[Part]:
    if found.level is Level.CONFIRMED:
        return (t("**Your address is proven, and a colleague has confirmed.** There is nothing more to prove."),)
    if found.level is Level.PROVEN:
        return (t("**Your address at {domain} is proven.**", domain=Code(found.own)), *second_told(found.second))
    if not found.counts:
        waits = endorsement.state is State.SUBMITTED
        return (_not_own(found), OTHERWISE) if waits else ()
    if found.first is None or not (found.first.why or found.first.open(now)):
        return ()
    if found.first.why:
        return (SIGNER[found.first.why], OTHERWISE)
    return (
        t(
            "**A code was mailed to {email}.** Type it here within {days} days: then nobody can doubt that your "
            "organization signs.",
            email=found.address,
            days=VALID.days,
        ),
        RARELY,
    )


def second_told(second: Proof | None) -> Sequence[Part]:
    """What whoever signed is told of the colleague whom they named."""
    if second is None:
        return ()
    if second.state is ProofState.ASKED:
        return (
            t(
                "A code was mailed to your colleague. It counts when they press the button on the page to which the "
                "mail leads, or type it here from their own account with {command} and your receipt.",
                command=Code("/confirm"),
            ),
            RARELY,
        )
    return (t("**Your colleague could not be asked.** You can name another one."),)


def buttons(endorsement: Endorsement, found: Standing, now: datetime) -> tuple[Button, ...]:
    """What whoever signed can do about the proof of their address."""
    if endorsement.state not in STANDING:
        return ()
    number = {"endorsement": endorsement.receipt}
    if found.first and found.first.open(now):
        return (Button(t("Type the code from the mail"), "confirm", number, style="primary"),)
    if found.level is Level.PROVEN:
        return (Button(t("A colleague confirms too"), "colleague", number),)
    return ()


def reminder(unit: Unit, endorsement: Endorsement) -> Reply:
    """What whoever signed is told unasked: a reminder, or what became of the proof."""
    found = proving.standing(unit, endorsement)
    said = _told(found, endorsement, unit.now) if endorsement.state in STANDING else ()
    parts: list[Part] = [
        t("Your sign-on for **{organization}**:", organization=endorsement.entry.organization),
        *(said or (t("Nothing is asked of you any more."),)),
    ]
    desk = desk_button(endorsement)
    return Reply(parts, (*buttons(endorsement, found, unit.now), desk))
