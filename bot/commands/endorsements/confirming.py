"""What whoever signs sees before they confirm it: the public line as it will stand, and what they agree to."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.endorsements import traits
from bot.interface.call import Call
from bot.interface.options import Choice
from bot.model.endorsements.consents import Item
from bot.model.endorsements.endorsement import Endorsement, PublicEntry, Representative, State
from bot.service.endorsements import signing
from bot.service.lists import disclosure
from bot.service.proofs import proving
from bot.text.text import Code, Part, Planned, t
from bot.views.addressees import late_note
from bot.views.endorsements import consents
from bot.views.endorsements.boards import printed_until
from bot.views.endorsements.public_entry import public_entry
from bot.views.letters.confirmations import signs_anew
from bot.views.proofs import authority

BOARD = "board"


def line_of(call: Call) -> PublicEntry:
    """The public line as it was typed; the website of an organization that is known from an imported list."""
    place = call.text("place") or call.text("elsewhere")
    line = PublicEntry(call.text("organization"), call.text("website"), place, call.text("statement"))
    line = line.stating(traits.stated(call))
    if line.website or call.raw.get("endorsement"):
        return line
    known = signing.meant(call.unit, line, is_another(call))
    return replace(line, website=known.website) if known and known.imported else line


def representative_of(call: Call) -> Representative:
    """Who signs, as it was typed; only reviewers see it."""
    return Representative(call.text("representative"), call.text("role"), call.text("email"))


def is_another(call: Call) -> bool:
    """Whether it is said that another organization of that name is meant."""
    return call.text("another") == "yes"


def signed_before(call: Call) -> Endorsement | None:
    """The sign-on that is corrected, or the draft that is submitted."""
    number = call.number("endorsement")
    return signing.own(call.unit, call.actor.person, call.published.letter_id, number) if number else None


def public_line(call: Call) -> Sequence[Part]:
    """The public line as it stands so far, where the organization is known."""
    return (
        [SHOWN_AS, *public_entry(line_of(call), categories=call.letter.categories)] if call.text("organization") else []
    )


STAYS_WITHHELD = t("**This stays withheld,** and would be shown only if you published the name:")

DONT_PUBLISH = t("I confirm; don't publish the name")

SHOWN_AS = t("**This is how the public list would show it:**")


def confirmed(call: Call) -> Sequence[Part]:
    entry, signed = line_of(call), signed_before(call)
    if signed:
        entry = signed.corrected(entry, representative_of(call)).entry
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
        organization = signing.meant(call.unit, entry, is_another(call), signed)
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


def authorities(call: Call) -> Sequence[Choice]:
    revision = call.published.number
    if call.raw.get("capacity") == BOARD:
        return (Choice(f"draft_{revision}", t("Keep as a draft"), "primary"),)
    named = Choice(f"stated_{revision}", t("I confirm, and sign on"), "primary")
    withheld = Choice(f"withheld_{revision}", DONT_PUBLISH)
    signed = signed_before(call)
    if signed is None or signed.state is State.DRAFT:
        return (named, withheld)
    return (
        (replace(withheld, label=t("I confirm; the name stays withheld"), style="primary"),)
        if (signed.entry.withheld)
        else (named,)
    )
