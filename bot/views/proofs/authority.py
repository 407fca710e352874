"""What reviewers, signers and the public list are told of what shows that an organization has signed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.interface.call import Button, Call, Reply
from bot.model.endorsements.endorsement import STANDING, Check, Endorsement, State
from bot.model.organizations.known_domains import KnownDomain
from bot.model.proofs.authority import VALID, Level, Proof, ProofState, Standing, Why, proves
from bot.model.proofs.domains import Sharing, ascii_host, unicode_host
from bot.ports.store import Unit
from bot.service.people import sessions
from bot.service.proofs import proving
from bot.text.text import Code, Part, Text, n, t
from bot.views.endorsements.desk import desk_button
from bot.views.endorsements.public_entry import clipped

SHOWN: dict[Level, Text] = {
    Level.STATED: t("Stated by its representative"),
    Level.MAILBOX: t("Stated by its representative, from an e-mail address at a domain that nobody has checked"),
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

MAILBOX = t(
    "It shows that you read the mail there, and not yet that the domain is your organization's: the reviewers check "
    "that themselves."
)
"""Said of an address that was proven at a domain of which nobody knows whose it is."""

SHARED: dict[Sharing, Callable[[object], Text]] = {
    Sharing.ANYBODY: lambda domain: t("Anybody can have an address at {domain}: it proves nothing", domain=domain),
    Sharing.MANY: lambda domain: t(
        "Many who do not speak for one another share {domain}: an address there proves nothing", domain=domain
    ),
}
"""What a reviewer's card says of an address at a domain that many share."""

OTHERWISE = t("The reviewers can check in another way that your organization signs. You need to do nothing for that.")


def facts(unit: Unit, endorsement: Endorsement) -> Sequence[Text]:
    """What a reviewer is told of the representative's address: the level, and why it is no higher."""
    found = proving.standing(unit, endorsement)
    return (*_of_address(found), *_of_domain(unit, endorsement, found))


def _of_address(found: Standing) -> Sequence[Text]:
    domain, own = host(found.domain), host(found.own)
    match found.level:
        case Level.CONFIRMED:
            return (t("**Address proven at {domain}, and a second contact there confirmed**", domain=own),)
        case Level.PROVEN:
            return (t("**Address proven at {domain}**", domain=own), *_second(found.second))
        case Level.MAILBOX:
            return (_mailbox(found), *_second(found.second))
    if found.sharing:
        return (SHARED[found.sharing](domain),)
    if not found.counts or (found.known and not any(proves(found.domain, each) for each in found.known)):
        return (t("The address is not at a domain of the organization's own"),)
    if found.first is None or (found.first.mail_id is None and not found.first.why):
        return ()
    return (CARD[found.first.why],) if found.first.why else (t("A code was mailed to the address; no answer yet"),)


def _mailbox(found: Standing) -> Text:
    at = host(found.first.domain if found.first else found.domain)
    if found.known:
        return t(
            "Somebody reads the mail at {domain}, which is not the organization's own domain, {own}",
            domain=at,
            own=host(found.known[0]),
        )
    return t(
        "**Somebody reads the mail at {domain}, and no more is known:** not whose domain it is. Check as if nothing "
        "were proven",
        domain=at,
    )


def _of_domain(unit: Unit, endorsement: Endorsement, found: Standing) -> Sequence[Text]:
    """From where the organization's own domain is known, for reviewers."""
    if not found.known:
        return ()
    stated = unit.known_domains.stated(unit.known_domains.record(endorsement.id))
    listed = [each for each in found.known if each not in {one.domain for one in stated}]
    imported = (t("{domain} is its own domain, by the imported list", domain=host(each)) for each in listed)
    return (*imported, *map(stated_domain, stated))


def stated_domain(statement: KnownDomain) -> Text:
    """Which domain is an organization's own, and how a reviewer found that out, for the others."""
    return t(
        "{domain} is its own domain, as a reviewer has found: {found}",
        domain=host(statement.domain),
        found=clipped(statement.found),
    )


def host(name: str) -> Code | Text:
    """A host or domain as reviewers and signers are shown it: one with letters beyond ASCII, which can look like
    another, also as machines know it."""
    plain = ascii_host(name)
    if plain == name.lower() and not plain.startswith("xn--") and ".xn--" not in plain:
        return Code(name)
    spelled = unicode_host(plain)
    return (
        Code(plain or name) if spelled in (plain, "") else t("{name} ({plain})", name=Code(spelled), plain=Code(plain))
    )


def _second(second: Proof | None) -> Sequence[Text]:
    if second is None:
        return ()
    if second.state is ProofState.ASKED:
        return (t("A second contact was asked too; no answer yet"),)
    return (t("A second contact was asked too, and could not be reached"),)


def shown(unit: Unit, listed: Sequence[Endorsement]) -> Mapping[int, Text]:
    """What the public list says of each endorsement's level."""
    levels = unit.proofs.levels([each.id for each in listed])
    return {each.id: _shown(levels.get(each.id, Level.STATED), each.check) for each in listed}


def _shown(level: Level, check: Check | None) -> Text:
    if check is Check.SIGNER:
        return t("{level}; put on the list by the same person", level=SHOWN[level])
    return STATED_AND_CHECKED if check and not level.reaches(Level.PROVEN) else SHOWN[level]


def consent(call: Call, would: Standing, email: str) -> Sequence[Part]:
    """What is said, before a sign-on is confirmed, of the mail that goes to the address."""
    if not call.mails:
        return ()
    if not would.counts:
        return (_not_own(would),)
    if came_by(call, email):
        return (CAME_BY,)
    if not would.told:
        return (
            t(
                "**One mail with a code goes to {email}**, to show that you read it. Whose domain {domain} is, the "
                "reviewers find out themselves: a website in a sign-on proves nothing. The code comes back to me only "
                "from you; only the reviewers see the address.",
                email=Code(email),
                domain=host(would.own),
            ),
        )
    return (
        t(
            "**One mail with a code goes to {email}**, to show that your organization signs. The code comes back to "
            "me only from you; only the reviewers see the address, and that it is proven.",
            email=Code(email),
        ),
    )


CAME_BY = t("Your address is proven already, since you came by it. Only the reviewers see it, and that it is proven.")


def came_by(call: Call, email: str) -> bool:
    """Whether whoever calls has come by an address, to which no code has to go then."""
    person = call.actor.person
    return sessions.proven(call.unit, email, person.id if person else None, call.actor.account)


def _not_own(standing: Standing) -> Text:
    domain = host(standing.domain)
    if standing.sharing is Sharing.MANY:
        return t(
            "Many who do not speak for one another share {domain}, so an address there can't show that your "
            "organization signs, and no mail goes there. With an address at the organization's own domain your "
            "sign-on is reviewed sooner.",
            domain=domain,
        )
    if standing.sharing:
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
        own=host(standing.own),
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
        return (t("**Your address at {domain} is proven.**", domain=host(found.own)), *second_told(found.second))
    if found.level is Level.MAILBOX and found.first:
        proven = t("**Your address at {domain} is proven.**", domain=host(found.first.domain))
        return (proven, MAILBOX, *second_told(found.second))
    if not found.counts:
        waits = endorsement.state is State.SUBMITTED
        return (_not_own(found), OTHERWISE) if waits else ()
    if found.first is None or not (found.first.why or found.first.open(now)):
        return ()
    if found.first.why:
        return (SIGNER[found.first.why], OTHERWISE)
    if not found.told:
        mailed = n(
            "**A code was mailed to {email}.** Type it here within {count} day: it shows that you read the mail there.",
            "**A code was mailed to {email}.** Type it here within {count} days: it shows that you read the mail "
            "there.",
            VALID.days,
            email=Code(found.address),
        )
        return (mailed, RARELY)
    return (
        n(
            "**A code was mailed to {email}.** Type it here within {count} day: then nobody can doubt that your "
            "organization signs.",
            "**A code was mailed to {email}.** Type it here within {count} days: then nobody can doubt that your "
            "organization signs.",
            VALID.days,
            email=Code(found.address),
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
    if found.level in (Level.PROVEN, Level.MAILBOX):
        return (Button(t("A colleague confirms too"), "colleague", number),)
    return ()


def desk_proof_buttons(endorsement: Endorsement, found: Standing, call: Call) -> tuple[Button, ...]:
    """What whoever signed can do about the proof of their address, where they look after their sign-on."""
    again = Button(t("Mail me a code once more"), "ask_again", {"endorsement": endorsement.receipt})
    more = (again,) if call.mails and endorsement.state in STANDING and found.may_ask_again else ()
    return (*buttons(endorsement, found, call.unit.now), *more)


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
