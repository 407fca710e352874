"""Whom a letter's organizers ask to sign, as they see it. Nobody else ever does."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from bot.errors import Conflict
from bot.interface.call import Button, Call
from bot.model.endorsements.endorsement import State
from bot.model.letters.letter import Revision
from bot.model.outreach import Answer, Contact, Partner, Prospect, Step, may
from bot.ports.messenger import KeyStyle
from bot.ports.store import Unit
from bot.service.outreach import prospects
from bot.service.outreach.following import stands
from bot.service.outreach.links import Invitation
from bot.text.text import Bullets, Code, Language, Link, Part, Text, Typed, n, t
from bot.views.people import named

PLACE = "invited"
"""Where the page of a link stands, below a letter's."""

OUTREACH = Button(t("Whom to ask"), "outreach")
PARTNERS = Button(t("Partners' links"), "partners")

ANSWERS: Mapping[Answer, Text] = {
    Answer.TO_ASK: t("to ask"),
    Answer.ASKED: t("asked"),
    Answer.THINKING: t("thinking about it"),
    Answer.SIGNED: t("signed on, reviewed or still to be"),
    Answer.NO: t("no"),
}

STEPS: Mapping[Step, Text] = {
    Step.ASKED: t("Asked"),
    Step.AGAIN: t("Asked once again"),
    Step.UNASKED: t("It was not asked"),
    Step.THINKING: t("They think about it"),
    Step.NO: t("They say no"),
}
"""What stands on the buttons of those who ask."""

IN_CONFIDENCE = t(
    "Only the letter's owners and editors see this. None of these organizations has agreed to anything: tell nobody "
    "who is here, and least of all who said no. The bot writes to none of them."
)


def answer(unit: Unit, prospect: Prospect) -> Text:
    """Where it stands with an organization; of one that has signed, whether a reviewer has listed it."""
    if not prospect.signed:
        return ANSWERS[prospect.answer]
    found = stands(unit, prospect.letter_id, prospect.organization)
    return t("signed and listed") if found is State.LISTED else t("signed, still to be reviewed")


def line(unit: Unit, prospect: Prospect) -> Text:
    """An organization in one line: where it stands, and who asks it."""
    said = {"organization": prospect.organization, "answer": answer(unit, prospect)}
    if prospect.taken_by is None or not prospects.asks(unit, prospect):
        return t("**{organization}** · {answer}", **said)
    return t("**{organization}** · {answer} · taken by {who}", who=named(unit, prospect.taken_by), **said)


def card(unit: Unit, revision: Revision, prospect: Prospect) -> Sequence[Part]:
    """Everything that is known of an organization."""
    local = revision.letter.local
    facts = [t("Where it stands: {answer}", answer=answer(unit, prospect))]
    if prospect.asked:
        facts.append(n("Asked {count} time", "Asked {count} times", prospect.asked))
    if prospect.taken_by is not None and prospects.asks(unit, prospect):
        facts.append(t("Taken by {who}", who=named(unit, prospect.taken_by)))
    if prospect.remind_at:
        facts.append(t("A reminder comes on {time}", time=local(prospect.remind_at)))
    if prospect.website:
        facts.append(t("Website: {website}", website=Code(prospect.website)))
    if prospect.language:
        facts.append(t("Language: {language}", language=Language(prospect.language)))
    facts.extend(_contact(prospect.contact))
    if prospect.link_until and unit.now < prospect.link_until:
        facts.append(t("Its link leads to signing until {time}", time=local(prospect.link_until)))
    parts: list[Part] = [t("**{organization}**", organization=prospect.organization), Bullets(tuple(facts))]
    if prospect.note:
        parts.extend((t("Note:"), Typed(prospect.note, quoted=True)))
    return parts


def _contact(contact: Contact) -> Sequence[Text]:
    said = (
        (contact.name, t("Contact: {name}", name=contact.name)),
        (contact.role, t("Role: {role}", role=contact.role)),
        (contact.address, t("Address: {address}", address=Code(contact.address))),
        (contact.phone, t("Telephone: {phone}", phone=Code(contact.phone))),
        (contact.source, t("Known by: {source}", source=contact.source)),
    )
    return [text for value, text in said if value]


def buttons(unit: Unit, prospect: Prospect, person_id: int, owns: bool) -> Sequence[Button]:
    """What an organizer can do with an organization as it stands."""

    def act(label: Text, name: str, style: KeyStyle = "plain") -> Button:
        return Button(label, "prospect", {"prospect": prospect.id, "act": name}, style=style)

    mine, open_still = prospect.taken_by == person_id, prospect.answer not in prospects.ENDED
    found = list[Button]()
    if open_still and not mine and not prospects.asks(unit, prospect):
        found.append(act(t("Take it: I ask them"), "take", "primary"))
    if mine:
        found.extend(act(label, each.value) for each, label in STEPS.items() if may(prospect, each))
    if mine and open_still:
        found.append(Button(t("Remind me on a day"), "remind_prospect", {"prospect": prospect.id}))
    if mine or (owns and prospect.taken_by is not None):
        found.append(act(t("Give it back"), "release"))
    found.append(Button(t("Correct it, or note something"), "add_prospect", {"prospect": prospect.id}))
    found.append(act(t("Make its link"), "link"))
    if prospect.link_until and unit.now < prospect.link_until:
        found.append(act(t("End its link"), "unlink"))
    if prospect.contact != Contact() or prospect.note:
        found.append(act(t("Forget the contact and the note"), "contact", "danger"))
    found.append(act(t("Forget the organization"), "forget", "danger"))
    return (*found, OUTREACH)


def partner_line(revision: Revision, partner: Partner) -> Text:
    """A partner in one line."""
    return n(
        "**{name}** · {count} sign-on by their link, which holds until {time}",
        "**{name}** · {count} sign-ons by their link, which holds until {time}",
        partner.signed,
        name=partner.name,
        time=revision.letter.local(partner.until),
    )


def begins_with(invitation: Invitation) -> Text:
    """What whoever opens a link is told of it."""
    if isinstance(invitation, Partner):
        return t("Nothing is signed before you confirm it. Only that somebody signed by this link is counted, not who.")
    return t(
        "The form begins with **{organization}**. You can change that, and nothing is signed before you confirm it. If "
        "this link was for somebody else, don't use it.",
        organization=invitation.organization,
    )


def addresses(call: Call, token: str, language: str = "") -> Sequence[tuple[str, str]]:
    """Where a link can be opened, by a name for each: on the page, and on each platform that begins by links."""
    found = list[tuple[str, str]]()
    if call.web:
        spoken = quote(language or call.letter.languages[0])
        found.append(("Web", f"{call.web}/{spoken}/{quote(call.letter.slug)}/{PLACE}/{token}"))
    values = {"letter": str(call.published.letter_id), "key": token}
    return (*found, *((platform.capitalize(), link) for platform, link in call.links("invited", values)))


def given(call: Call, name: str, token: str, language: str = "") -> tuple[Sequence[Part], Sequence[Button]]:
    """A link that was just made, shown this once, and the buttons that copy it. Raises `Conflict` where there is
    nothing to which one could lead."""
    found = addresses(call, token, language)
    if not found:
        raise Conflict(t("The host serves no pages, so that there is nothing to which a link could lead."))
    lines = tuple(t("{where}: {link}", where=where, link=Link(link)) for where, link in found)
    parts: list[Part] = [t("**A link for {name}**, shown this once:", name=name), Bullets(lines)]
    copies = [Button(t("Copy: {where}", where=where), copy=link) for where, link in found]
    return parts, copies
