"""What the queue sends: each message composed when it leaves, from what is on disk then."""

from collections.abc import Callable
from dataclasses import replace

from bot.commands.announce import post, progress
from bot.commands.common import LIST, public_line, receipt
from bot.commands.review import card
from bot.interface.call import Button, Reply
from bot.interface.conversation import Interface
from bot.model.announcements import Delivery, Subject
from bot.model.chats import Chat, ChatKind, Topic
from bot.model.endorsements import Endorsement, State
from bot.model.letter import Revision
from bot.model.people import Account, Person, Role
from bot.ports.messenger import Message
from bot.ports.store import Unit
from bot.text.text import Part, Text, Typed, t

OUTCOMES: dict[State, Text] = {
    State.DRAFT: t("**Your sign-on is a draft.**"),
    State.SUBMITTED: t("**Your sign-on is reviewed again.** It is not public now."),
    State.LISTED: t("**Your sign-on is listed.** Thank you: everybody can see it now."),
    State.DECLINED: t("**Your sign-on was declined.** It is not listed."),
    State.WITHDRAWN: t("**Your sign-on was withdrawn.**"),
    State.DISPUTED: t("**Your sign-on is disputed.** It is not listed until the organizers have settled it."),
}


def notice(unit: Unit, delivery: Delivery) -> tuple[Reply, Revision] | None:
    """What a message of the queue says, and the letter that it belongs to; nothing where its subject is gone."""
    if delivery.subject in (Subject.ANNOUNCEMENT, Subject.PROGRESS):
        announcement = unit.announcements.get(delivery.subject_id)
        revision = unit.letters.current(announcement.letter_id) if announcement else None
        if announcement is None or revision is None:
            return None
        reply = (
            post(revision, announcement.text)
            if delivery.subject is Subject.ANNOUNCEMENT
            else progress(unit, announcement)
        )
        return reply, revision
    endorsement = unit.endorsements.get(delivery.subject_id)
    revision = unit.letters.current(endorsement.letter_id) if endorsement else None
    if endorsement is None or revision is None:
        return None
    said = {Subject.CARD: card, Subject.OUTCOME: _outcome, Subject.QUESTION: _question}[delivery.subject]
    return said(unit, endorsement), revision


def _outcome(unit: Unit, endorsement: Endorsement) -> Reply:
    parts: list[Part] = [
        OUTCOMES[endorsement.state],
        *public_line(replace(endorsement.line, statement="")),
        t("Receipt {receipt}", receipt=receipt(endorsement)),
    ]
    if endorsement.reason:
        parts.extend((t("The reviewer's reason:"), Typed(endorsement.reason, quoted=True)))
    desk = Button(t("Your sign-on"), "endorsement", {"receipt": endorsement.receipt})
    return Reply(parts, (desk, LIST))


def _question(unit: Unit, endorsement: Endorsement) -> Reply:
    asked = [each for each in unit.endorsements.exchanges(endorsement.id) if not each.answer]
    parts: list[Part] = [
        t(
            "**The reviewers of the letter have a question** about your sign-on for {organization}:",
            organization=endorsement.line.organization,
        )
    ]
    parts.extend(Typed(each.question, quoted=True) for each in asked)
    if not asked:
        return Reply([t("The reviewers' question about your sign-on was answered. Thank you.")])
    return Reply(parts, (Button(t("Answer"), "answer", {"endorsement": endorsement.id}, style="primary"),))


def composer(interface: Interface) -> Callable[[Unit, Delivery, Chat], Message | None]:
    """What composes the queue's messages, each in the language of the chat to which it goes."""

    def compose(unit: Unit, delivery: Delivery, chat: Chat) -> Message | None:
        found = notice(unit, delivery)
        if found is None:
            return None
        if delivery.subject is Subject.CARD and not _reviews(unit, chat, found[1].letter_id):
            found = Reply([t("This chat does not review sign-ons any more.")]), found[1]
        reply, revision = found
        language = chat.language or _own_language(unit, chat) or revision.letter.languages[0]
        return interface.renderer.message(reply, language, revision, private=False)

    return compose


def _own_language(unit: Unit, chat: Chat) -> str:
    """The language that the person of a private chat chose."""
    person = _person(unit, chat)
    return person.language if person else ""


def _person(unit: Unit, chat: Chat) -> Person | None:
    """The person whose private chat it is."""
    if chat.kind is not ChatKind.PRIVATE:
        return None
    return unit.people.find(Account(chat.address.platform, chat.address.place.removeprefix("@")))


def _reviews(unit: Unit, chat: Chat, letter_id: int) -> bool:
    """Whether a chat may see a letter's sign-ons: it follows the review, or is a reviewer's own."""
    if (letter_id, Topic.REVIEWS) in unit.chats.followed(chat.id):
        return True
    person = _person(unit, chat)
    return person is not None and not unit.people.roles(person.id, letter_id).isdisjoint({Role.OWNER, Role.REVIEWER})
