"""Whoever manages a chat, its host, decides what the bot does there."""

from dataclasses import replace
from datetime import timedelta

from bot.errors import Conflict, NotFound
from bot.model.announcements.announcement import Stage
from bot.model.chats import HELD_FOR, Chat, HeldPost, Hold, Pace, Terms, Topic
from bot.model.deliveries import Subject, Trouble
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.telling import tell_person
from bot.text.text import t

MOST_HOSTS = 20
"""Of a chat so many hosts are known, and of a person so many chats that they manage."""

TOLD = 3
"""So many hosts of a chat are told what waits for their word."""

AT_ONCE = 100
"""So many chats and announcements are gone through in one unit of work by time."""

SHOWN = 10
"""So many announcements that wait are shown, and told of, at once."""

LEAVES_ON = (Stage.RUNNING, Stage.PAUSED, Stage.DONE)
"""Where an announcement may still leave for a chat."""


def decide(unit: Unit, chat: Chat, terms: Terms) -> None:
    """Keep what was decided about a chat; what has not left for it follows that."""
    unit.hosting.decide(chat.id, terms)
    why = terms.holds(unit.now, ())
    if why:
        for number in unit.held.hold(chat.id, why):
            _changed(unit, number)
            _tell(unit, unit.held.get(number))


def pause(unit: Unit, chat: Chat, days: int) -> Terms:
    """Let nothing come into a chat for so many days; without end, where that is none."""
    resumes = unit.now + timedelta(days=days) if days else None
    paused = replace(unit.hosting.terms(chat.id), paused=True, resumes=resumes)
    decide(unit, chat, paused)
    return paused


def resume(unit: Unit, chat: Chat) -> None:
    """What comes from now on comes again; what was held back meanwhile waits for the host's word."""
    unit.hosting.decide(chat.id, replace(unit.hosting.terms(chat.id), paused=False, resumes=None))


def follow(unit: Unit, chat: Chat, letter_id: int, wanted: bool, language: str) -> None:
    """Let a chat follow a letter's news, or no more; raises `NotFound` where there is no such letter."""
    if all(each.letter_id != letter_id for each in unit.letters.all()):
        raise NotFound(t("There is no such letter."))
    if not wanted:
        unit.chats.unfollow(chat.id, letter_id, Topic.NEWS)
    elif unit.chats.follow(chat.id, letter_id, Topic.NEWS) and not chat.language:
        unit.chats.speak(chat.id, language)


def bring(unit: Unit, here: Chat, there: Chat) -> None:
    """What another chat of the same place gets comes here from now on, as was decided there; raises `Conflict` where
    that is nothing."""
    letters = [letter_id for letter_id, topic in unit.chats.followed(there.id) if topic is Topic.NEWS]
    if not letters:
        raise Conflict(t("Nothing comes there that could be brought here."))
    for letter_id in letters:
        unit.chats.follow(here.id, letter_id, Topic.NEWS)
        for group_id in unit.groups.of_chat(there.id):
            if any(group.id == group_id for group in unit.groups.of_letter(letter_id)):
                unit.groups.put(group_id, here.id, True)
        unit.chats.unfollow(there.id, letter_id, Topic.NEWS)
    unit.hosting.decide(here.id, unit.hosting.terms(there.id))
    unit.hosting.decide(there.id, Terms())
    if not here.language and there.language:
        unit.chats.speak(here.id, there.language)


def pace(unit: Unit, chat: Chat, most: int, days: int) -> None:
    """Let so many announcements at the most into a chat in so many days; no bound, where that is none."""
    decide(unit, chat, replace(unit.hosting.terms(chat.id), pace=Pace(most, max(1, days))))


def waiting(unit: Unit, chat: Chat, announcement_id: int | None) -> HeldPost:
    """An announcement that waits for the word of a chat's host; raises `NotFound`, or `Conflict` where it waits no
    more."""
    post = unit.held.in_chat(chat.id, announcement_id) if announcement_id is not None else None
    if post is None:
        raise NotFound(t("No such announcement waits here."))
    if not post.waits:
        raise Conflict(t("This announcement waits no more."))
    return post


def let_go(unit: Unit, post: HeldPost) -> None:
    """Let an announcement that waits leave now, whatever was decided; raises `Conflict` where it was taken back."""
    announcement = unit.announcements.get(post.announcement_id)
    if announcement is None or announcement.stage not in LEAVES_ON:
        raise Conflict(t("The organizers have taken it back."))
    unit.held.let_go(post.delivery_id)
    unit.announcements.mark_active(post.announcement_id, True)
    _changed(unit, post.delivery_id)


def drop(unit: Unit, post: HeldPost, why: Trouble = Trouble.UNWANTED) -> None:
    """An announcement that waits does not come."""
    unit.held.drop(post.delivery_id, why)
    _changed(unit, post.delivery_id)


def tell_hosts(unit: Unit, announcement_id: int, after: int, limit: int) -> None:
    """The hosts of chats with ids above one are told that an announcement waits for their word."""
    for post in unit.held.of_announcement(announcement_id, after, limit):
        _tell(unit, post)


def leave(unit: Unit, chat: Chat) -> None:
    """The bot leaves the place to which a chat belongs, and nothing comes there any more."""
    for letter_id, topic in unit.chats.followed(chat.id):
        unit.chats.unfollow(chat.id, letter_id, topic)
    unit.hosting.decide(chat.id, Terms())
    unit.hosting.forget(chat.id)
    unit.queue.put(chat.id, Subject.DEPARTURE, chat.id)


def remember(unit: Unit, chat: Chat, person: Person | None) -> None:
    """Somebody manages a chat, and finds it again when they look for it in private."""
    if person is not None:
        unit.hosting.remember(chat.id, person.id, MOST_HOSTS)


def advance(unit: Unit) -> None:
    """End the pauses whose time is over, and drop what nobody has said a word about for too long."""
    for chat_id in unit.hosting.rested(AT_ONCE):
        unit.hosting.decide(chat_id, replace(unit.hosting.terms(chat_id), paused=False, resumes=None))
        for post in unit.held.of_chat(chat_id, SHOWN):
            _tell(unit, post, paused=False)
    for post in unit.held.overdue(HELD_FOR, AT_ONCE):
        drop(unit, post, Trouble.UNHEARD)


def _tell(unit: Unit, post: HeldPost | None, paused: bool = True) -> None:
    """Tell a chat's hosts of an announcement that waits for them; during a pause nobody is disturbed."""
    if post is None or (paused and post.reason == Hold.PAUSED):
        return
    for person_id in unit.hosting.hosts(post.chat.id)[:TOLD]:
        tell_person(unit, person_id, Subject.HELD, post.delivery_id)


def _changed(unit: Unit, delivery_id: int) -> None:
    """What became of an announcement in a chat is shown where it was told."""
    post = unit.held.get(delivery_id)
    unit.queue.refresh(Subject.HELD, delivery_id, at_once=True)
    if post:
        unit.queue.refresh(Subject.PROGRESS, post.announcement_id)
