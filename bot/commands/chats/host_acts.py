"""What whoever manages a chat does at its desk."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.commands.chats.host_desk import DEEP, PACES, beside
from bot.errors import Conflict, NotAllowed, NotFound
from bot.interface.call import Button, Call, Entry, Reply, Said
from bot.model.chats import Chat, ChatKind
from bot.service.chats import hosting
from bot.text.languages import own_name
from bot.text.text import Text, t
from bot.views.announcements.announcement_views import beginning
from bot.views.chats import chat_name
from bot.views.hosting import desk_button, held_card

PAUSES: Mapping[int, Text] = {1: t("For a day"), 7: t("For a week"), 0: t("Until I say so")}

POSTS = 5
"""So many announcements that stand in a chat are shown at once."""


def _follow(call: Call, chat: Chat) -> Text:
    hosting.follow(call.unit, chat, call.number("value") or 0, True, call.speech.tag)
    return t("**Its announcements come here from now on.**")


def _unfollow(call: Call, chat: Chat) -> Text:
    hosting.follow(call.unit, chat, call.number("value") or 0, False, "")
    return t("**Its announcements come here no more.** What stands here stays.")


def _approve(call: Call, chat: Chat) -> Text:
    asked = call.number("value") == 1
    hosting.decide(call.unit, chat, replace(call.unit.hosting.terms(chat.id), approves=asked))
    if not asked:
        return t("**You are not asked any more.** What waits already still waits for your word.")
    return t("**Each announcement waits for your word from now on.** I show it to you in private.")


def _written(call: Call, chat: Chat) -> None:
    only = call.number("value") == 1
    hosting.decide(call.unit, chat, replace(call.unit.hosting.terms(chat.id), written=only))


def _pace(call: Call, chat: Chat) -> Reply | None:
    value = call.number("value")
    if value is None:
        return _one_of(
            chat, t("**How often may an announcement come?** What is more waits for your word."), "pace", PACES
        )
    if value not in PACES:
        raise Conflict(t("This can't be chosen here any more."))
    hosting.pace(call.unit, chat, value % DEEP, value // DEEP)
    return None


def _pause(call: Call, chat: Chat) -> Reply | None:
    value = call.number("value")
    if value is None:
        question = t("**For how long?** What is announced meanwhile is held back, and offered to you afterwards.")
        return _one_of(chat, question, "pause", PAUSES)
    if value not in PAUSES:
        raise Conflict(t("This can't be chosen here any more."))
    hosting.pause(call.unit, chat, value)
    return None


def _resume(call: Call, chat: Chat) -> Text:
    hosting.resume(call.unit, chat)
    return t("**What is announced comes here again.**")


def _speak(call: Call, chat: Chat) -> Reply | None:
    chosen = call.text("language")
    if not chosen:
        buttons = [desk_button(chat, own_name(tag), act="speak", language=tag) for tag in call.languages]
        return Reply([t("**Which language?**")], (*buttons, _back(chat)), replaces=True, card=True)
    call.unit.chats.speak(chat.id, chosen)
    return None


def _one_of(chat: Chat, question: Text, act: str, choices: Mapping[int, Text]) -> Reply:
    buttons = [desk_button(chat, label, act=act, value=value) for value, label in choices.items()]
    return Reply([question], (*buttons, _back(chat)), replaces=True, card=True)


def _back(chat: Chat) -> Button:
    return desk_button(chat, t("Back"))


def _waits(call: Call, chat: Chat) -> Reply:
    held = call.unit.held.of_chat(chat.id, hosting.SHOWN)
    if not held:
        return Reply([t("**Nothing waits for you.**")], (_back(chat),), replaces=True, card=True)
    buttons = [
        desk_button(
            chat, t("Announcement {number}", number=each.announcement_id), act="show", value=each.announcement_id
        )
        for each in held
    ]
    return Reply([t("**What waits for you**")], (*buttons, _back(chat)), replaces=True, card=True)


def _show(call: Call, chat: Chat) -> Reply:
    held = hosting.waiting(call.unit, chat, call.number("value"))
    revision = call.unit.letters.current(held.letter_id)
    if revision is None:
        raise NotFound(t("No such announcement waits here."))
    return replace(held_card(call.unit, revision, held, call.speech.tag), replaces=True)


def _post(call: Call, chat: Chat) -> Reply | Text:
    held = hosting.waiting(call.unit, chat, call.number("value"))
    if held.version != call.number("version"):
        shown = _show(call, chat)
        return replace(
            shown, parts=[t("**It was corrected since you saw it.** This is what it says now."), *shown.parts]
        )
    hosting.let_go(call.unit, held)
    return t("**It was let through, and leaves.**")


def _drop(call: Call, chat: Chat) -> Text:
    hosting.drop(call.unit, hosting.waiting(call.unit, chat, call.number("value")))
    return t("**It was not let through.**")


def _posted(call: Call, chat: Chat) -> Reply:
    rows = call.unit.held.history(chat.id, call.number("value"), POSTS + 1)
    parts: list[Said] = [t("**What was posted in {chat}**", chat=chat_name(chat))]
    first = next(iter(call.unit.letters.all()), None)
    for each in rows[:POSTS]:
        announcement = call.unit.announcements.get(each.announcement_id)
        revision = call.unit.letters.current(announcement.letter_id) if announcement else None
        if announcement is None or revision is None or first is None:
            continue
        text = beginning(announcement, chat.language or call.speech.tag)
        at = revision.letter.local(each.sent_at)
        line = t("{at}: {text}", at=at, text=text)
        address = call.posted_at(chat.address, each.message.partition(",")[0])
        parts.append(Entry(line, Button(t("Look at it"), url=address)) if address else line)
    if not rows:
        parts.append(t("None."))
    more = (
        [desk_button(chat, t("Earlier ones"), act="posted", value=rows[POSTS - 1].announcement_id)]
        if len(rows) > POSTS
        else []
    )
    return Reply(parts, (*more, _back(chat)), replaces=True, card=True)


def _bring(call: Call, chat: Chat) -> Text:
    there = next((each for each in beside(call, chat) if each.id == call.number("value")), None)
    if there is None:
        raise NotFound(t("There is no such chat any more."))
    hosting.bring(call.unit, chat, there)
    return t("**It comes here from now on**, and no more to {chat}. What stands there stays.", chat=chat_name(there))


def _leave(call: Call, chat: Chat) -> Reply:
    if chat.kind is ChatKind.PRIVATE:
        raise Conflict(t("I can't leave a private chat. You can block me there."))
    if not call.caller.whole:
        raise NotAllowed(t("Only somebody who manages the whole server may let me leave it. Nothing was done."))
    if not call.text("sure"):
        question = t(
            "**Am I to leave?** With {chat}, I leave the whole place: the server with all its channels, the group, or "
            "the channel. Nothing of the letter arrives there any more. What stands there stays.",
            chat=chat_name(chat),
        )
        sure = Button(t("Yes, leave"), "host", {"chat": chat.id, "act": "leave", "sure": "yes"}, style="danger")
        return Reply([question], (sure, desk_button(chat, t("No, stay"))), replaces=True, card=True)
    hosting.leave(call.unit, chat)
    return Reply([t("**I leave {chat}.** Whoever wants me back adds me again.", chat=chat_name(chat))], replaces=True)


ACTS: Mapping[str, Callable[[Call, Chat], Reply | Text | None]] = {
    "follow": _follow,
    "unfollow": _unfollow,
    "approve": _approve,
    "written": _written,
    "pace": _pace,
    "pause": _pause,
    "resume": _resume,
    "speak": _speak,
    "waits": _waits,
    "show": _show,
    "post": _post,
    "drop": _drop,
    "posted": _posted,
    "bring": _bring,
    "leave": _leave,
}
