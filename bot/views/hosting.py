"""What whoever manages a chat, its host, is told: that the bot has come, and what waits for their word."""

from collections.abc import Mapping, Sequence

from bot.interface.call import Button, Entry, Reply, Said
from bot.model.chats import HELD_FOR, Chat, HeldPost, Hold, Topic
from bot.model.deliveries import DeliveryState, Trouble
from bot.model.letters.letter import Letter, Revision
from bot.ports.store import Unit
from bot.service.journal import heads
from bot.text.text import Code, Part, Text, n, t
from bot.views.announcements.announcement_views import post
from bot.views.buttons import ASK, READ
from bot.views.chats import chat_name
from bot.views.letters.letter import initiator

LETTERS = 10
"""So many letters have a button of their own."""

WHY: Mapping[str, Text] = {
    Hold.ASKED.value: t("It waits since you are asked about each."),
    Hold.PAUSED.value: t("It came during the pause."),
    Hold.OVER.value: t("It is more than you want in this time."),
}

OUTCOMES: Mapping[str, Text] = {
    Trouble.UNWANTED.value: t("**It was not let through.**"),
    Trouble.UNHEARD.value: t("**It was dropped, since nobody has let it through.**"),
}


def desk_button(chat: Chat, label: Text | str = "", **more: str | int) -> Button:
    """A button of a chat's desk, wherever it is pressed."""
    return Button(label or t("What I do here"), "host", {"chat": chat.id, **more})


def arrival(unit: Unit, chat: Chat, private: bool) -> Reply:
    """What the bot says when it was let into a chat: in private to whoever did that, else in the chat."""
    letters = unit.letters.all()[:LETTERS]
    followed = {letter_id for letter_id, topic in unit.chats.followed(chat.id) if topic is Topic.NEWS}
    parts: list[Said] = [
        t("**I am in {chat} now.** Nobody there was told.", chat=chat_name(chat)) if private else t("**Hello.**")
    ]
    several = len(letters) > 1
    buttons = list[Button]()
    for each in letters:
        here = each.letter_id in followed
        follow = None if here else _follow(chat, each, private, several)
        line = _about(each.letter, here)
        if follow and several:
            parts.append(Entry(line, follow))
        else:
            parts.append(line)
        if follow and not several:
            buttons.append(follow)
    if len(followed) < len(letters):
        parts.append(_what_comes(private))
    if chat.closed:
        parts.append(
            t("**I may not write there yet.** Please give me the right to post messages, or to send them, there.")
        )
    if not several:
        buttons.extend(Button(each.label, each.command, {"letter": letters[0].letter_id}) for each in (READ, ASK))
    return Reply(parts, (*buttons, desk_button(chat)), card=True)


def _what_comes(private: bool) -> Text:
    if private:
        return t(
            "**Once you let it follow**, the letter's announcements are posted there. You decide how many, whether "
            "each waits for your word, and when it ends: {command}. Otherwise I say nothing there, and do not read "
            "what is said.",
            command=Code("/host"),
        )
    return t(
        "**Once somebody who manages this chat lets it follow**, the letter's announcements are posted here. How many, "
        "and whether each waits for their word, they decide too: {command}. Otherwise I say nothing here, and do not "
        "read what is said.",
        command=Code("/host"),
    )


def _about(letter: Letter, followed: bool) -> Text:
    about: dict[str, object] = {"title": letter.title, "initiator": initiator(letter)}
    if followed:
        return t("This chat follows the open letter **{title}**, started by {initiator}, as before.", **about)
    return t("I am the bot for the open letter **{title}**, started by {initiator}.", **about)


def _follow(chat: Chat, revision: Revision, private: bool, several: bool) -> Button:
    label = t("Follow: {title}", title=revision.letter.title) if several else t("Follow here")
    if private:
        label = label if several else t("Let it follow")
        return Button(
            label, "host", {"chat": chat.id, "act": "follow", "value": revision.letter_id}, style="primary"
        )  # fmt: skip
    return Button(label, "follow", {"letter": revision.letter_id}, style="primary")


def held_card(unit: Unit, revision: Revision, held: HeldPost, language: str) -> Reply:
    """An announcement that waits for the word of a chat's host, as it would arrive; or what has become of it."""
    announcement, chat = unit.announcements.get(held.announcement_id), chat_name(held.chat)
    seen = (
        post(
            unit, revision, announcement.content, held.chat.language or language,
            heads.told(unit, announcement.letter_id, announcement.started_at),
        )
        if announcement
        else None
    )  # fmt: skip
    if not held.waits or announcement is None or seen is None:
        return Reply([t("**An announcement for {chat}.**", chat=chat), _outcome(held)], card=True)
    head: Sequence[Part] = (
        t("**An announcement waits for {chat}.**", chat=chat),
        WHY.get(held.reason, WHY[Hold.ASKED.value]),
        t("So it would stand there:"),
    )
    days = n(
        "Without a word it is dropped after {count} day.",
        "Without a word it is dropped after {count} days.",
        HELD_FOR.days,
    )
    mine = {"value": held.announcement_id, "version": held.version}
    buttons = (
        desk_button(held.chat, t("Post it"), act="post", **mine),
        desk_button(held.chat, t("Don't post it"), act="drop", **mine),
        desk_button(held.chat),
    )
    return Reply([*head, *seen.texts, days], buttons, files=seen.files, card=True)


def _outcome(held: HeldPost) -> Text:
    if held.state == DeliveryState.SENT.value:
        return t("**It stands there.**")
    if held.state in (DeliveryState.QUEUED.value, DeliveryState.SENDING.value):
        return t("**It was let through, and leaves.**")
    return OUTCOMES.get(held.reason, t("**It does not come any more.**"))
