"""An organization signs on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.endorsements import traits
from bot.commands.shared_options import (
    AT,
    EMAIL,
    ENDORSEMENT,
    LETTER,
    REPRESENTATIVE,
    ROLE,
    SUGGESTED,
    hidden,
    suggestions,
)
from bot.interface.call import Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option, Suggestion
from bot.model.endorsements.consents import Item
from bot.model.endorsements.endorsement import Endorsement, PublicEntry, Representative, State
from bot.model.outreach import Prospect
from bot.service.endorsements import boards, signing
from bot.service.lists import disclosure
from bot.service.outreach import links
from bot.service.people import limits
from bot.service.proofs import proving
from bot.text import checks
from bot.text.pasted import visible
from bot.text.text import Code, Part, Planned, t
from bot.views.addressees import late_note
from bot.views.endorsements import consents
from bot.views.endorsements.boards import printed_until
from bot.views.endorsements.public_entry import public_entry
from bot.views.endorsements.received import for_an_individual, received
from bot.views.letters.categories import who_may_sign
from bot.views.letters.confirmations import signs_anew
from bot.views.letters.letter import initiator
from bot.views.proofs import authority

MAY_SIGN, BOARD, INDIVIDUAL = "may_sign", "board", "individual"


def _for_organization(raw: Mapping[str, str]) -> bool:
    return raw.get("capacity") != INDIVIDUAL


def _needs_place(raw: Mapping[str, str]) -> bool:
    return _for_organization(raw) and raw.get("another") == "yes" and not raw.get("place")


def _begin(call: Call) -> Mapping[str, str]:
    """What a correction begins with; and a refusal where nothing can be signed now."""
    if call.revision:
        signing.open_for_signing(call.unit, call.published)
        limits.begin(call.unit, call.published.letter_id, call.actor.account)
    number = call.number("endorsement")
    if number is None:
        return _invited(call)
    endorsement = signing.own(call.unit, call.actor.person, call.published.letter_id, number)
    who = call.unit.endorsements.representative(endorsement.id)
    entry = endorsement.entry
    begun = {
        "capacity": MAY_SIGN,
        "organization": entry.organization,
        "settled": entry.organization,
        "representative": who.name,
        "role": who.role,
        "email": who.email,
        "website": entry.website,
        "place": entry.place,
        "statement": entry.statement,
        **traits.begun(call, entry),
    }
    return {name: text for name, text in begun.items() if text}


def _invited(call: Call) -> Mapping[str, str]:
    """What an organization's own link fills in: its name and website, which can be changed as if they were typed."""
    key = call.raw.get("invitation", "")
    invitation = links.invited(call.unit, call.published.letter_id, key) if key and call.revision else None
    if not isinstance(invitation, Prospect):
        return {}
    begun = {"organization": invitation.organization, "website": invitation.website}
    return {name: text for name, text in begun.items() if text}


def _corrects(call: Call) -> bool:
    """Whether it is about a sign-on that was submitted: a draft is looked at, and submitted."""
    number = call.number("endorsement")
    if number is None:
        return False
    return signing.own(call.unit, call.actor.person, call.published.letter_id, number).state is not State.DRAFT


def _line(call: Call) -> PublicEntry:
    place = call.text("place") or call.text("elsewhere")
    line = PublicEntry(call.text("organization"), call.text("website"), place, call.text("statement"))
    line = line.stating(traits.stated(call))
    if line.website or call.raw.get("endorsement"):
        return line
    known = signing.meant(call.unit, line, _another(call))
    return replace(line, website=known.website) if known and known.imported else line


def _representative(call: Call) -> Representative:
    return Representative(call.text("representative"), call.text("role"), call.text("email"))


def _another(call: Call) -> bool:
    """Whether it is said that another organization of that name is meant."""
    return call.text("another") == "yes"


def _public_line(call: Call) -> Sequence[Part]:
    """The public line as it stands so far, where the organization is known."""
    return (
        [SHOWN_AS, *public_entry(_line(call), categories=call.letter.categories)] if call.text("organization") else []
    )


STAYS_WITHHELD = t("**This stays withheld,** and would be shown only if you published the name:")

DONT_PUBLISH = t("I confirm; don't publish the name")

SHOWN_AS = t("**This is how the public list would show it:**")


def _confirm(call: Call) -> Sequence[Part]:
    entry, signed = _line(call), _signed(call)
    if signed:
        entry = signed.corrected(entry, _representative(call)).entry
    above = STAYS_WITHHELD if entry.withheld else SHOWN_AS
    parts: list[Part] = [above, *public_entry(entry, categories=call.letter.categories)]
    parts.append(
        t(
            "**Only the organizers' reviewers can see:** {name}, {role}, {email}",
            name=call.text("representative"),
            role=call.text("role"),
            email=Code(call.text("email")),
        )
    )
    if signed and call.text("capacity") != BOARD:
        parts.extend(signs_anew(call.unit, signed, call.published))
    if not call.raw.get("endorsement") and disclosure.has_signed(call.unit, entry.organization):
        parts.append(t("This organization may have signed already. An organization signs a letter only once."))
    if call.text("capacity") == BOARD:
        parts.append(
            t(
                "It is kept as a draft that nobody else sees. When your board has decided, you submit "
                "it with one button."
            )
        )
        at = call.moment("meets")
        parts.append(
            t("Your board meets on {at}.", at=Planned(at)) if at else t("You can add the date on which it meets.")
        )
    else:
        email = call.text("email")
        organization = signing.meant(call.unit, entry, _another(call), signed)
        would = proving.would_prove(call.unit, entry, email, organization)
        asked = consents.asked(call, entry.organization, call.published.number, entry.withheld)
        parts.extend((*authority.consent(call, would, email), *asked))
        if signed is None or signed.state is State.DRAFT:
            parts.append(
                t(
                    "**Would it be dangerous to be named?** Choose “{choice}” instead: {withheld}",
                    choice=DONT_PUBLISH,
                    withheld=consents.WORDS[Item.WITHHELD],
                )
            )
    parts.extend(printed_until(call.unit, call.published.letter_id))
    parts.extend(late_note(call.unit, call.published.letter_id))
    return parts


def _authorities(call: Call) -> Sequence[Choice]:
    revision = call.published.number
    if call.raw.get("capacity") == BOARD:
        return (Choice(f"draft_{revision}", t("Keep as a draft"), "primary"),)
    named = Choice(f"stated_{revision}", t("I confirm, and sign on"), "primary")
    withheld = Choice(f"withheld_{revision}", DONT_PUBLISH)
    signed = _signed(call)
    if signed is None or signed.state is State.DRAFT:
        return (named, withheld)
    return (
        (replace(withheld, label=t("I confirm; the name stays withheld"), style="primary"),)
        if (signed.entry.withheld)
        else (named,)
    )


def _signed(call: Call) -> Endorsement | None:
    """The sign-on that is corrected, or the draft that is submitted."""
    number = call.number("endorsement")
    return signing.own(call.unit, call.actor.person, call.published.letter_id, number) if number else None


def _sign(call: Call) -> Reply:
    if call.text("capacity") == INDIVIDUAL:
        return for_an_individual(call)
    board = call.text("authority").startswith("draft")
    withheld = call.text("authority").startswith("withheld")
    representative = _representative(call)
    language = call.speech.language_of(call.letter.text)
    line, number = replace(_line(call), withheld=withheld), call.number("endorsement")
    limits.admit(
        call.unit,
        call.published.letter_id,
        account=call.actor.account,
        address=call.caller.address,
        entry=line,
        representative=representative,
    )
    person = call.person()
    if number is None:
        endorsement = signing.sign(
            call.unit,
            person,
            revision=call.published,
            entry=line,
            representative=representative,
            language=language,
            board_decides=board,
            another=_another(call),
        )
        links.came(call.unit, endorsement.letter_id, call.text("invitation"))
    else:
        endorsement = signing.correct(
            call.unit,
            person,
            endorsement_id=number,
            revision=call.published,
            entry=line,
            representative=representative,
            language=language,
            board_decides=board,
            another=_another(call),
        )
    if not board:
        given = consents.wordings(call, endorsement.entry.withheld)
        call.unit.consents.give(endorsement.id, person.id, given, call.speech.tag)
    at = call.moment("meets")
    if board and at:
        endorsement = boards.meets(call.unit, person, endorsement.letter_id, endorsement.id, at)
    proofs = proving.begin(call.unit, endorsement) if call.mails else proving.standing(call.unit, endorsement)
    return received(call, endorsement, proofs)


def _suggest_organizations(call: Call, typed: str) -> Sequence[Suggestion]:
    signed = disclosure.published_names(call.unit, typed, SUGGESTED)
    listed = [each.name for each in call.unit.organizations.suggested(typed, SUGGESTED)]
    return suggestions(dict.fromkeys((*signed, *listed)))


_CAPACITY = Option(
    "capacity",
    Kind.CHOICE,
    t("Who signs"),
    lambda call: [
        t("**Sign “{title}” by {initiator}**", title=call.letter.title, initiator=initiator(call.letter)),
        *who_may_sign(call.letter),
        t("Only organizations sign. Which one applies to you?"),
    ],
    choices=(
        Choice(MAY_SIGN, t("I may sign for my organization"), "primary"),
        Choice(BOARD, t("Our board must decide first")),
        Choice(INDIVIDUAL, t("I am an individual")),
    ),
    argument=False,
)
ORGANIZATION = Option(
    "organization",
    Kind.ORGANIZATION,
    t("Organization"),
    t("The organization's full name, as the public list should show it."),
    least=2,
    most=150,
    when=_for_organization,
    suggest=_suggest_organizations,
)
_REPRESENTATIVE, _ROLE, _EMAIL = (replace(each, when=_for_organization) for each in (REPRESENTATIVE, ROLE, EMAIL))
WEBSITE = Option(
    "website",
    Kind.TEXT,
    t("Website"),
    t("The organization's website, shown on the public list."),
    need=Need.OFFERED,
    most=checks.WEBSITE_LENGTH,
    when=_for_organization,
    clean=visible,
    check=checks.website,
)
PLACE = Option(
    "place",
    Kind.TEXT,
    t("Place"),
    t("Where the organization is based, such as a town. Shown on the public list."),
    need=Need.OFFERED,
    most=100,
    when=lambda raw: _for_organization(raw) and not _needs_place(raw),
)
_STATEMENT = Option(
    "statement",
    Kind.PARAGRAPH,
    t("Statement"),
    t("A few words from the organization, shown on the public list."),
    above=_public_line,
    need=Need.OFFERED,
    personal=True,
    most=500,
    questions=True,
    when=_for_organization,
)
_AUTHORITY = Option(
    "authority",
    Kind.CHOICE,
    t("Authority"),
    _confirm,
    choices=_authorities,
    when=lambda raw: _for_organization(raw) and (not _needs_place(raw) or "elsewhere" in raw),
    applies=traits.all_given,
    argument=False,
)

_MEETS = replace(
    AT,
    name="meets",
    label=t("The board meets"),
    need=Need.OFFERED,
    argument=False,
    when=lambda raw: raw.get("capacity") == BOARD,
    end_of_day=True,
    shown=True,
)
_ANOTHER = replace(
    hidden("another", t("Another organization"), Kind.CHOICE),
    choices=(Choice("yes", t("We are another organization of that name")),),
    when=_for_organization,
)
"""Asked for where an organization of the name has signed."""

_ELSEWHERE = replace(
    PLACE,
    name="elsewhere",
    prompt=t("Where is your organization based? The public list shows it, so that the two are told apart."),
    need=Need.REQUIRED,
    when=_needs_place,
    argument=False,
)

_INVITATION = hidden("invitation", t("Invitation"), Kind.TEXT)
"""The token of a link by which whoever signs was asked to."""

_TRAITS = tuple(replace(each, when=_for_organization) for each in traits.OPTIONS)
_TYPED = (ORGANIZATION, _REPRESENTATIVE, _ROLE, _EMAIL, WEBSITE, PLACE, _STATEMENT)

COMMANDS = (
    Command(
        "sign",
        t("Sign on for an organization"),
        _sign,
        (LETTER, _CAPACITY, *_TYPED, _AUTHORITY, ENDORSEMENT, _MEETS, _ANOTHER, _ELSEWHERE, *_TRAITS, _INVITATION),
        private=True,
        linked=True,
        title=t("Sign on"),
        begin=_begin,
        corrects=_corrects,
        heading=lambda call: t("Correct your sign-on") if _corrects(call) else None,
        irreversible="authority",
        while_open=True,
    ),
)
