"""What the queue sends: each message composed when it leaves, from what is on disk then."""

from collections.abc import Callable, Mapping

from bot.commands.announcements.release import release_card
from bot.commands.disputes import settling
from bot.commands.endorsements.boards import reminder
from bot.commands.endorsements.handing_over import handed_over
from bot.commands.endorsements.statements import words_card, words_outcome
from bot.commands.letters.confirmations import told_of_revision
from bot.commands.people.blocks import burst
from bot.commands.people.settings import guard
from bot.commands.reviews.decisions import card
from bot.commands.shared_options import LIST, not_yet, public_line, receipt
from bot.delivery.worker import Compose
from bot.interface.call import Button, Reply
from bot.interface.conversation import Interface
from bot.model.announcements.announcement import Stage
from bot.model.chats import Chat, ChatKind, Topic
from bot.model.deliveries import SILENT, Delivery, DeliveryState, Subject, Trouble
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.letters.letter import Revision
from bot.model.people.person import Account, Person, Role
from bot.ports.messenger import Message
from bot.ports.store import Unit
from bot.service.announcements.release import SENDERS
from bot.service.lists import disclosure
from bot.text.text import Part, Text, Typed, t
from bot.views.announcements.announcement_views import RECALLED, post, progress
from bot.views.proofs import authority
from bot.views.reviews.queue import overdue, queue_card

OUTCOMES: dict[State, Text] = {
    State.DRAFT: t("**Your sign-on is a draft.**"),
    State.SUBMITTED: t("**Your sign-on is reviewed again.** It is not public now."),
    State.LISTED: t("**Your sign-on is listed.** Thank you: everybody can see it now."),
    State.DECLINED: t("**Your sign-on was declined.** It is not listed."),
    State.WITHDRAWN: t("**Your sign-on was withdrawn.**"),
    State.DISPUTED: t("**Your sign-on is disputed.** It is not listed until the organizers have settled it."),
}

ACCEPTED = t("**Your sign-on was accepted.** Thank you: it is in the list, which is kept back for now.")
"""The outcome of one that is listed, where the list is kept back."""

REVIEWED = frozenset({Subject.CARD, Subject.QUEUE, Subject.OVERDUE, Subject.DISPUTE, Subject.WORDS})
"""What is for reviewers alone."""

REVISED = frozenset({Subject.REVISION, Subject.REVISION_REMINDER})
ANNOUNCED = frozenset({Subject.ANNOUNCEMENT, Subject.FILES, Subject.PROGRESS, Subject.RELEASE})


def _notice(unit: Unit, delivery: Delivery, language: str) -> tuple[Reply, Revision] | None:
    """What a message of the queue says, and the letter that it belongs to; nothing where its subject is gone."""
    if delivery.subject in SILENT:
        return None
    if delivery.subject in ANNOUNCED:
        return _announced(unit, delivery, language)
    if delivery.subject is Subject.BURST:
        letter = unit.letters.current(delivery.subject_id)
        return (burst(), letter) if letter else None
    if delivery.subject is Subject.GUARD:
        letter = unit.letters.current(delivery.subject_id)
        return (guard(unit, letter), letter) if letter else None
    if delivery.subject in (Subject.QUEUE, Subject.OVERDUE):
        return _queued(unit, delivery)
    if delivery.subject in (Subject.DISPUTE, Subject.DISPUTED, Subject.SETTLED):
        return settling.notice(unit, delivery)
    endorsement = unit.endorsements.get(delivery.subject_id)
    revision = unit.letters.current(endorsement.letter_id) if endorsement else None
    if endorsement is None or revision is None:
        return None
    if delivery.subject in REVISED:
        reply = told_of_revision(unit, endorsement, revision, delivery.subject)
    else:
        reply = ABOUT_ENDORSEMENTS[delivery.subject](unit, endorsement)
    return (reply, revision) if reply else None


def _queued(unit: Unit, delivery: Delivery) -> tuple[Reply, Revision] | None:
    revision = unit.letters.current(delivery.subject_id)
    reply = (queue_card if delivery.subject is Subject.QUEUE else overdue)(unit, revision) if revision else None
    return (reply, revision) if reply and revision else None


def _announced(unit: Unit, delivery: Delivery, language: str) -> tuple[Reply, Revision] | None:
    announcement = unit.announcements.get(delivery.subject_id)
    revision = unit.letters.current(announcement.letter_id) if announcement else None
    if announcement is None or revision is None:
        return None
    match delivery.subject:
        case Subject.PROGRESS:
            return progress(unit, announcement), revision
        case Subject.RELEASE:
            return release_card(unit, revision, announcement), revision
    if announcement.stage is Stage.RECALLED:
        standing = delivery.state is DeliveryState.SENT and delivery.reason == Trouble.TOO_OLD
        return (Reply([RECALLED]), revision) if standing else None
    reply = post(unit, revision, announcement.content, language)
    if reply is None and delivery.state is DeliveryState.SENT and delivery.reason == Trouble.TOO_OLD:
        reply = Reply([t("What stood here does not hold any more.")])
    return (reply, revision) if reply else None


def _outcome(unit: Unit, endorsement: Endorsement) -> Reply:
    revision = unit.letters.current(endorsement.letter_id)
    until = disclosure.hidden_until(unit, endorsement.letter_id)
    hidden = endorsement.state is State.LISTED and revision and until
    parts: list[Part] = [
        ACCEPTED if hidden else OUTCOMES[endorsement.state],
        *((not_yet(revision.letter.local(until)),) if revision and until else ()),
        *public_line(endorsement.line.bare),
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


ABOUT_ENDORSEMENTS: Mapping[Subject, Callable[[Unit, Endorsement], Reply | None]] = {
    Subject.CARD: card,
    Subject.WORDS: words_card,
    Subject.OUTCOME: _outcome,
    Subject.QUESTION: _question,
    Subject.PROOF: authority.notice,
    Subject.SAID: words_outcome,
    Subject.BOARD: reminder,
    Subject.HANDED_OVER: handed_over,
}
"""What is said about an endorsement, by what the message is."""


def composer(interface: Interface) -> Compose:
    """What composes the queue's messages, each in the language of the chat to which it goes.

    In one unit of work an announcement is composed once for each language.
    """

    def begin(unit: Unit) -> Callable[[Delivery], Message | None]:
        composed = dict[tuple[Subject, int, str, str], Message | None]()

        def compose(delivery: Delivery) -> Message | None:
            chat = delivery.chat
            if delivery.subject not in (Subject.ANNOUNCEMENT, Subject.FILES):
                return _compose(interface, unit, delivery, chat.language or _own_language(unit, chat))
            recalled = delivery.reason if delivery.state is DeliveryState.SENT else ""
            key = delivery.subject, delivery.subject_id, chat.language, recalled
            if key not in composed:
                composed[key] = _compose(interface, unit, delivery, chat.language)
            return composed[key]

        return compose

    return begin


def _compose(interface: Interface, unit: Unit, delivery: Delivery, language: str) -> Message | None:
    found = _notice(unit, delivery, language)
    if found is None:
        return None
    reply, revision = found
    if delivery.subject in REVIEWED and not _reviews(unit, delivery.chat, revision.letter_id):
        reply = Reply([t("This chat does not review sign-ons any more.")])
    if delivery.subject is Subject.RELEASE and not _announces(unit, delivery.chat, revision.letter_id):
        reply = Reply([t("This chat does not release announcements any more.")])
    return interface.renderer.message(reply, language or revision.letter.languages[0], revision, private=False)


def _own_language(unit: Unit, chat: Chat) -> str:
    """The language that the person of a private chat chose, else the one in which they signed."""
    person = _person(unit, chat)
    return (person.language or unit.people.spoken(person.id)) if person else ""


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


def _announces(unit: Unit, chat: Chat, letter_id: int) -> bool:
    """Whether a chat is that of somebody who may announce."""
    person = _person(unit, chat)
    return person is not None and not unit.people.roles(person.id, letter_id).isdisjoint(SENDERS)
