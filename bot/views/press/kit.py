"""The press kit: the letter and everything that is public about it, as one document."""

from collections.abc import Sequence

from bot.model.letters.letter import Revision
from bot.model.lists.counts import Count
from bot.model.lists.press_links import PressLink
from bot.ports.store import Unit
from bot.ports.typesetter import Paper
from bot.service.lists import disclosure, press_links
from bot.text.compose import label
from bot.text.locales import Speech
from bot.text.text import Link, Planned, t
from bot.views.counts import organizations
from bot.views.letters.letter import initiator
from bot.views.press.embargo import under_embargo
from bot.views.press.letter import Fact, fingerprint, for_journalists, letter_sections, on_the_web, published
from bot.views.press.passages import paper
from bot.views.press.signatories import by_link, signatories


def press_kit(
    unit: Unit,
    revision: Revision,
    *,
    speech: Speech,
    named: bool = True,
    kept_back: bool = False,
    link: PressLink | None = None,
    page: str = "",
) -> Paper:
    """A letter's press kit in a language, as it is now. `named`: it says who has signed, where everybody may know that.
    `kept_back`: it says so too where the list is kept back, for an organizer who has asked for it, and is marked.
    `link`: it says who stands in the list to which a link for the press leads, and is marked for its recipient. `page`:
    where the letter's page is, by which whoever holds it in hand finds out whether it is real."""
    letter = revision.letter
    until = disclosure.hidden_until(unit, revision.letter_id)
    discloses = until is None or kept_back or link is not None
    who = by_link(unit, revision, speech, link) if link else signatories(
        unit, revision, speech, named=named, until=None if discloses else until
    )  # fmt: skip
    return paper(
        speech,
        kind=t("Press kit"),
        title=t("{title}", title=letter.title),
        byline=t("An open letter by {initiator}", initiator=initiator(letter)),
        facts=_facts(unit, revision, speech=speech, discloses=discloses, link=link, page=page),
        sections=(*letter_sections(unit, revision, speech, page), *who),
        warning=_warning(unit, revision, speech, kept_back, link),
    )


def _warning(unit: Unit, revision: Revision, speech: Speech, kept_back: bool, link: PressLink | None) -> str:
    """What has to be known of a kit that says more than is public; empty where none does."""
    until = disclosure.hidden_until(unit, revision.letter_id)
    if until is None or not (kept_back or link):
        return ""
    if link:
        return " ".join(label(each, speech) for each in under_embargo(unit, revision))
    return label(
        t(
            "Not public before {until}. Until then only the letter's organizers may know who has signed.",
            until=Planned(revision.letter.local(until)),
        ),
        speech,
    )


def _facts(
    unit: Unit, revision: Revision, *, speech: Speech, discloses: bool, link: PressLink | None, page: str
) -> Sequence[Fact]:
    letter = revision.letter
    facts = [published(revision)]
    if discloses:
        facts.append((t("Signed by"), organizations(_count(unit, revision, link))))
    if letter.goal:
        facts.append((t("Goal"), t("{value}", value=letter.goal)))
    if letter.closes:
        facts.append((t("Sign-ons close"), t("{value}", value=letter.local(letter.closes))))
    facts.extend(on_the_web(letter, speech))
    facts.extend(for_journalists(letter))
    if page:
        facts.append((t("The letter's page"), t("{link}", link=Link(page))))
    facts.append(fingerprint(revision))
    facts.append((t("This document is of"), t("{value}", value=letter.local(unit.now).date())))
    return facts


def _count(unit: Unit, revision: Revision, link: PressLink | None) -> Count:
    return press_links.count(unit, link) if link else unit.endorsements.signed(revision.letter_id)
