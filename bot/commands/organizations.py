"""Reviewers hold organizations against one another: one record, two, or a chapter and its parent."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.shared_options import LETTER, REVIEWERS, SUGGESTED, hidden, suggestions
from bot.errors import NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Option, Suggestion
from bot.model.endorsements.endorsement import STANDING, State
from bot.model.organizations.organization import Organization
from bot.service.organizations import merges
from bot.service.organizations.merges import Side, Stands
from bot.text.compose import label
from bot.text.locales import load
from bot.text.text import Bullets, Code, Listing, Part, Text, t
from bot.views.organizations import SHOWN
from bot.views.proofs.authority import host, stated_domain
from bot.views.reviews.known_domains import retraction

MOST = 20
"""So many organizations of one name at the most are offered."""

SAME, APART, CHAPTER, PARENT, ALONE = "same", "apart", "chapter", "parent", "alone"


NOW: dict[State, Text] = {
    State.DRAFT: t("Not signed on yet"),
    State.SUBMITTED: t("Waiting for a decision since {date}", date=""),
    State.LISTED: t("Listed since {date}", date=""),
    State.WITHHELD: t("Counted since {date}, its name withheld", date=""),
    State.DECLINED: t("Declined on {date}", date=""),
    State.WITHDRAWN: t("Withdrawn on {date}", date=""),
    State.DISPUTED: t("Disputed since {date}", date=""),
}

DECLINED = t(
    "Your organization has another sign-on of this letter, which stands. An organization signs once, so this one is "
    "not listed."
)


def _facts(call: Call, side: Side) -> Sequence[Part]:
    """What is known of an organization, but of nobody who signed for it."""
    record, signed = side.organization, side.endorsement
    entry = signed.entry if signed else None
    website, place = entry.website if entry else record.website, entry.place if entry else record.place
    facts = list[Text]()
    if signed:
        facts.append(replace(NOW[signed.state], values={"date": call.letter.local(signed.changed_at).date()}))
    others = [each.name for each in side.names if each.name != (entry.organization if entry else record.name)]
    if others:
        facts.append(t("Known as: {names}", names=Listing(others[:5])))
    if record.acronym:
        facts.append(t("Acronym: {acronym}", acronym=record.acronym))
    facts.append(t("Website: {website}", website=Code(website or "—")))
    if record.domain:
        facts.append(t("Domain: {domain}", domain=host(record.domain)))
    if place:
        facts.append(t("Place: {place}", place=place))
    if record.kind:
        facts.append(t("Kind: {kind}", kind=record.kind))
    parent = call.unit.organizations.get(record.parent_id) if record.parent_id else None
    if parent:
        facts.append(t("A chapter of {name}", name=parent.name))
    if record.imported:
        facts.append(t("It stands in the imported list"))
    facts.extend(map(stated_domain, call.unit.known_domains.stated(record.id)))
    return (t("**{name}**", name=entry.organization if entry else record.name), Bullets(tuple(facts)))


def _compare(call: Call) -> Reply:
    letter_id, one, other = call.published.letter_id, call.number("one") or 0, call.number("other")
    if other is None:
        named = [each for each in _named(call) if each.id != one] or _named(call)
        if len(named) > 1:
            return _which(named, "compare", "other", one=one)
        other = named[0].id
    sides = [merges.side(call.unit, letter_id, each) for each in (one, other)]

    def relate(text: Text, relation: str, stands: Stands = Stands.EARLIER) -> Button:
        values: dict[str, str | int] = {"one": one, "other": other, "relation": relation, "stands": stands.value}
        return Button(text, "relate", values)

    same = (
        (
            relate(t("The same: the earlier sign-on stands"), SAME),
            relate(t("The same: the later one stands"), SAME, Stands.LATER),
        )
        if merges.both_stand(call.unit, letter_id, one, other)
        else (relate(t("The same organization"), SAME),)
    )
    chapters = (
        relate(t("The first is a chapter of the second"), CHAPTER),
        relate(t("The second is a chapter of the first"), PARENT),
    )
    parts = [*(part for each in sides for part in _facts(call, each)), *_wishes(sides)]
    return Reply(
        [t("**The same organization, or two?**"), *parts], (*same, relate(t("Not the same"), APART), *chapters)
    )


def _wishes(sides: Sequence[Side]) -> Sequence[Text]:
    """That only one of two sign-ons that stand wants no name to be published: who decides has to know it."""
    standing = [each.endorsement for each in sides if each.endorsement and each.endorsement.state in STANDING]
    if len({each.entry.withheld for each in standing}) < 2:
        return ()
    return (
        t(
            "**One of the two sign-ons asks that the name is not published, and the other does not.** If they are one "
            "organization, ask it before you decide: the one that stands says whether its name is in the list."
        ),
    )


def _relate(call: Call) -> Reply:
    letter_id, one, other = call.published.letter_id, call.number("one") or 0, call.number("other") or 0
    person = call.person()
    match call.text("relation"):
        case "same":
            merge = merges.merge(
                call.unit,
                person,
                letter_id=letter_id,
                one=one,
                other=other,
                stands=Stands(call.text("stands")),
                because=lambda tag: _declined(call, tag),
            )
            said = t("**One record now.** Both names lead to it. Whose sign-on was declined is told why.")
            return Reply([said], (_undo(merge.id, t("Undo")),))
        case "apart":
            merges.distinguish(call.unit, person, letter_id, one, other)
            return Reply([t("Noted: they are not the same. You are not asked about these two again.")])
        case "alone":
            merges.make_chapter(call.unit, person, letter_id, one, None)
            return Reply([t("Noted: it is a chapter of no other organization.")])
        case relation:
            child, parent = (one, other) if relation == CHAPTER else (other, one)
            merges.make_chapter(call.unit, person, letter_id, child, parent)
            return Reply([t("Noted: a chapter and its parent. Neither signs for the other, and both can be listed.")])


def _declined(call: Call, language: str) -> str:
    return label(DECLINED, load().get(language, call.speech))


def _undo(merge_id: int, text: Text) -> Button:
    return Button(text, "unmerge", {"merge": merge_id})


def _unmerge(call: Call) -> Reply:
    merges.unmerge(call.unit, call.person(), call.published.letter_id, call.number("merge") or 0)
    return Reply([t("**Two records again.** Each has its names and its sign-ons back.")])


def _named(call: Call) -> Sequence[Organization]:
    named = call.unit.organizations.named(call.text("name"))
    if not named:
        raise NotFound(t("No organization is known by this name."))
    return named


def _which(named: Sequence[Organization], command: str, option: str, **values: int) -> Reply:
    """A question which organization of one name is meant."""
    buttons = [Button(t("{name}", name=each.placed), command, {**values, option: each.id}) for each in named[:MOST]]
    return Reply([t("**Several organizations have this name. Which one?**")], buttons)


def _organization(call: Call) -> Reply:
    unit, number = call.unit, call.number("one")
    if number is None:
        named = _named(call)
        if len(named) > 1:
            return _which(named, "organization", "one")
        number = named[0].id
    side = merges.side(unit, call.published.letter_id, number)
    parts, buttons = list(_facts(call, side)), [Button(t("Compare with another"), "compare", {"one": number})]
    chapters = unit.organizations.chapters(number)
    if chapters:
        parts.append(t("Its chapters: {names}", names=Listing([each.name for each in chapters[:20]])))
    if side.organization.parent_id:
        buttons.append(Button(t("Not a chapter"), "relate", {"one": number, "other": number, "relation": ALONE}))
    buttons.extend(retraction(each, call.published.letter_id) for each in unit.known_domains.stated(number))
    for each in unit.merges.into(number)[-SHOWN:]:
        gone = unit.organizations.get(each.gone_id)
        if gone:
            parts.append(
                t("{name} was merged into it on {date}.", name=gone.name, date=call.letter.local(each.at).date())
            )
            buttons.append(_undo(each.id, t("Undo: {name}", name=gone.name)))
    return Reply(parts, buttons)


def _suggest(call: Call, typed: str) -> Sequence[Suggestion]:
    return suggestions(each.name for each in call.unit.organizations.suggested(typed, SUGGESTED))


_ONE = hidden("one", t("Organization"))
_OTHER = hidden("other", t("The other organization"))
_NAME = Option(
    "name",
    Kind.TEXT,
    t("Name"),
    t("The organization's name"),
    most=150,
    when=lambda raw: not raw.get("one"),
    suggest=_suggest,
)
_OTHER_NAME = replace(_NAME, when=lambda raw: not raw.get("other"))
_RELATION = Option(
    "relation",
    Kind.CHOICE,
    t("Relation"),
    t("What are they to one another?"),
    choices=(
        Choice(SAME, t("The same organization")),
        Choice(APART, t("Not the same")),
        Choice(CHAPTER, t("A chapter of it")),
        Choice(PARENT, t("Its parent")),
        Choice(ALONE, t("Not a chapter")),
    ),
    argument=False,
)
_STANDS = Option(
    "stands",
    Kind.CHOICE,
    t("Which one stands"),
    t("Which sign-on stands?"),
    choices=(Choice(Stands.EARLIER, t("The earlier one")), Choice(Stands.LATER, t("The later one"))),
    when=lambda raw: raw.get("relation") == SAME,
    argument=False,
)
_MERGE = hidden("merge", t("Merge"))

COMMANDS = (
    Command(
        "organization",
        t("The record of an organization"),
        _organization,
        (LETTER, _ONE, _NAME),
        roles=REVIEWERS,
        private=True,
    ),
    Command(
        "compare",
        t("Two organizations side by side"),
        _compare,
        (LETTER, _ONE, _OTHER, _OTHER_NAME),
        roles=REVIEWERS,
        private=True,
        menu=False,
    ),
    Command(
        "relate",
        t("Say what two organizations are to one another"),
        _relate,
        (LETTER, _ONE, _OTHER, _RELATION, _STANDS),
        roles=REVIEWERS,
        private=True,
        menu=False,
    ),
    Command("unmerge", t("Undo a merge"), _unmerge, (LETTER, _MERGE), roles=REVIEWERS, private=True, menu=False),
)
