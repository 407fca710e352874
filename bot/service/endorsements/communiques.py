"""An endorser says in its own name that it has signed: written, approved, offered, and never published by itself."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec

from bot.errors import Conflict
from bot.model.announcements.announcement import EVERYBODY, Announcement, Content, Stage
from bot.model.blocks import Block, Span, Words
from bot.model.chats import Topic
from bot.model.deliveries import Subject
from bot.model.endorsements.communiques import MOST_OFFERS, Communique
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.announcements import voices
from bot.service.endorsements.signing import own
from bot.service.lists import disclosure
from bot.service.people import guards
from bot.service.telling import tell_person
from bot.text.compose import typed
from bot.text.text import n, t

DIGEST_LENGTH = 16


def listed(unit: Unit, person: Person | None, letter_id: int, endorsement_id: int) -> Endorsement:
    """A person's own sign-on that a reviewer has listed; raises `Conflict` where it is not, or is without its name."""
    endorsement = own(unit, person, letter_id, endorsement_id)
    if endorsement.state is State.WITHHELD:
        raise Conflict(t("Your organization has signed without its name: a communiqué would tell it."))
    if endorsement.state is not State.LISTED:
        raise Conflict(t("Your organization is not in the list."))
    return endorsement


def write(unit: Unit, endorsement: Endorsement, language: str, text: Words) -> Communique:
    """What it says in a language from now on: it waits to be approved anew."""
    last = unit.communiques.latest(endorsement.id)
    return _keep(unit, endorsement, replace(last, texts={**last.texts, language: text}, approved=False))


def undo(unit: Unit, endorsement: Endorsement) -> Communique:
    """The last version is as if it had not been; raises `Conflict` where there is none."""
    last = unit.communiques.latest(endorsement.id)
    if not last.version:
        raise Conflict(t("Nothing was changed so far."))
    unit.communiques.drop(endorsement.id, last.version)
    return unit.communiques.latest(endorsement.id)


def approve(unit: Unit, endorsement: Endorsement, texts: Mapping[str, Words], shown: str) -> Communique:
    """Its representative approves what was shown, in every language. Raises `Conflict` where it says something else by
    now."""
    if digest(texts) != shown:
        raise Conflict(t("It says something else by now than when you looked. Please read it again."))
    last = unit.communiques.latest(endorsement.id)
    return last if last.approved else _keep(unit, endorsement, replace(last, texts=dict(texts), approved=True))


def digest(texts: Mapping[str, Words]) -> str:
    """What tells apart what was shown from whatever came after."""
    return hashlib.sha256(msgspec.json.encode(dict(texts), order="sorted")).hexdigest()[:DIGEST_LENGTH]


def _keep(unit: Unit, endorsement: Endorsement, communique: Communique) -> Communique:
    kept = replace(communique, version=communique.version + 1)
    unit.communiques.add(endorsement.id, kept)
    return kept


def offer(unit: Unit, endorsement: Endorsement, titles: Mapping[str, str]) -> Announcement:
    """Offer what was approved to those who may announce, as a draft in the endorser's words under these titles; one
    that nobody has released yet says this from now on. Raises `Conflict` where nothing was approved, the list is kept
    back, or it is on its way or was offered often enough."""
    communique, letter_id = unit.communiques.latest(endorsement.id), endorsement.letter_id
    if not communique.approved:
        raise Conflict(t("Approve it first."))
    if not disclosure.discloses(unit, letter_id):
        raise Conflict(t("The list is not public yet. Offer it once it is."))
    texts = {tag: _headed(titles[tag], text) for tag, text in communique.texts.items() if tag in titles}
    before = unit.announcements.telling(letter_id, voices.kind(endorsement.id))
    draft = next((each for each in before if each.stage is Stage.DRAFT), None)
    if draft:
        again = replace(draft, content=replace(draft.content, texts=texts))
        unit.announcements.save(again)
        unit.queue.refresh(Subject.OFFERED, again.id)
        return again
    _check_offered(before)
    reviews = unit.chats.followers(letter_id, Topic.REVIEWS)
    new = unit.announcements.add(
        letter_id,
        Content(texts, voice=endorsement.id),
        audience=EVERYBODY,
        person_id=None,
        report_to=reviews[0].id if reviews else None,
        origin=f"{voices.kind(endorsement.id)}:{len(before) + 1}",
    )
    for each in sorted(guards.senders(unit, letter_id)):
        tell_person(unit, each, Subject.OFFERED, new.id)
    return new


def _check_offered(before: Sequence[Announcement]) -> None:
    if any(each.stage in (Stage.WAITING, Stage.RUNNING, Stage.PAUSED) for each in before):
        raise Conflict(t("It is on its way: the letter's organizers have released it."))
    if len(before) >= MOST_OFFERS:
        raise Conflict(
            n(
                "It was offered {count} time already, which is the most.",
                "It was offered {count} times already, which is the most.",
                len(before),
            )
        )


def _headed(title: str, text: Words) -> Words:
    heading = Block("paragraph", (Span(title, bold=True, typed=True),))
    return (heading, *(typed(text, links=True) if isinstance(text, str) else text))
