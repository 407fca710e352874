"""The desk of whoever manages a chat: what comes there, how often, and what stands there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.commands.shared_options import SURE, among, hidden
from bot.errors import Conflict, NotAllowed, NotFound
from bot.interface.call import Button, Call, Entry, Reply, Said
from bot.interface.command import Command
from bot.interface.options import Choice, Kind
from bot.model.chats import Chat, ChatKind, Topic
from bot.service.chats import hosting
from bot.text.languages import own_name
from bot.text.text import Bullets, Code, Language, Part, Text, n, t
from bot.views.announcements.announcement_views import beginning
from bot.views.buttons import INVITATIONS
from bot.views.chats import chat_name, platform_name
from bot.views.hosting import LETTERS, desk_button, held_card
from bot.views.letters.letter import initiator, press_contact

DEEP = 100
"""A bound is a number: how many days, times this, and how many announcements in them."""

PACES: Mapping[int, Text] = {
    0: t("As often as it comes"),
    1 * DEEP + 1: t("At the most one a day"),
    1 * DEEP + 3: t("At the most three a day"),
    7 * DEEP + 1: t("At the most one a week"),
    7 * DEEP + 3: t("At the most three a week"),
}
PAUSES: Mapping[int, Text] = {1: t("For a day"), 7: t("For a week"), 0: t("Until I say so")}

POSTS = 5
"""So many announcements that stand in a chat are shown at once."""


def _host(call: Call) -> Reply:
    chat = _chat(call)
    if chat is None:
        return _choose(call)
    if call.actor.account.id != chat.address.place and chat.kind is not ChatKind.PRIVATE:
        hosting.remember(call.unit, chat, call.person())
    act = call.text("act")
    done = ACTS[act](call, chat) if act else None
    return done if isinstance(done, Reply) else _desk(call, chat, done, replaces=bool(act))


def _chat(call: Call) -> Chat | None:
    """The chat that is meant; nothing where somebody has to choose first."""
    number, here = call.number("chat"), call.unit.chats.find(call.caller.address)
    if number is not None and (here is None or here.id != number):
        raise NotFound(t("There is no such chat any more."))
    if number is None and call.caller.kind is ChatKind.PRIVATE:
        return None
    return here or call.unit.chats.ensure(call.caller.address, call.caller.kind, call.caller.title)


def _choose(call: Call) -> Reply:
    """The chats that somebody manages, as far as is known; whether they still do is asked when they choose one."""
    person, here = call.actor.person, call.unit.chats.find(call.caller.address)
    chats = call.unit.hosting.hosted(person.id) if person else ()
    own = here if here and call.unit.chats.followed(here.id) else None
    buttons = [*(desk_button(each, _named(each)) for each in chats)]
    if own:
        buttons.append(desk_button(own, t("This private chat")))
    parts: list[Part] = [t("**Which chat?**")] if buttons else [t("**I know of no chat that you manage.**")]
    parts.append(
        t(
            "One that is missing here is known once you type {command} there, as somebody who manages it.",
            command=Code("/host"),
        )
    )
    return Reply(parts, (*buttons, *INVITATIONS), card=True)


def _named(chat: Chat) -> Text:
    return t("{chat} ({platform})", chat=chat_name(chat), platform=platform_name(chat))


# What the desk shows.


def _desk(call: Call, chat: Chat, said: Text | None = None, replaces: bool = False) -> Reply:
    letters = call.unit.letters.all()[:LETTERS]
    followed = {letter_id for letter_id, topic in call.unit.chats.followed(chat.id) if topic is Topic.NEWS}
    terms, waits = call.unit.hosting.terms(chat.id), call.unit.held.count(chat.id)
    private = chat.kind is ChatKind.PRIVATE
    head = t("**What I do in this private chat**") if private else t("**What I do in {chat}**", chat=chat_name(chat))
    parts: list[Said] = [*([said] if said else []), head]
    for each in letters:
        here = each.letter_id in followed
        line = (
            t("Announcements of **{title}** come here.", title=each.letter.title)
            if here
            else t("Announcements of **{title}** don't come here.", title=each.letter.title)
        )
        label = t("Stop it") if here else t("Follow")
        act = "unfollow" if here else "follow"
        parts.append(Entry(line, desk_button(chat, label, act=act, value=each.letter_id)))
        parts.append(t("It is run by {initiator}, who started it.", initiator=initiator(each.letter)))
        if each.letter.press:
            parts.append(press_contact(each.letter.press))
    facts = [
        _rests(call, chat),
        t("Each waits until you let it through.") if terms.approves else t("They come without asking you."),
        t("How often: {pace}", pace=PACES.get(_deep(chat, call), PACES[0])),
        t("Only what organizers write.")
        if terms.written
        else t("Also what a letter tells by itself: new sign-ons, round numbers, dates."),
        t("I speak {language} here.", language=Language(chat.language)) if chat.language else t("No language is set."),
    ]
    if waits:
        facts.append(n("**{count} announcement waits for you.**", "**{count} announcements wait for you.**", waits))
    facts.extend(_lacks(call, chat))
    parts.append(Bullets(tuple(each for each in facts if each)))
    return Reply(parts, _buttons(call, chat), replaces=replaces, card=True)


def _deep(chat: Chat, call: Call) -> int:
    bound = call.unit.hosting.terms(chat.id).pace
    return bound.days * DEEP + bound.most if bound.most else 0


def _rests(call: Call, chat: Chat) -> Text | None:
    terms, first = call.unit.hosting.terms(chat.id), next(iter(call.unit.letters.all()), None)
    if not terms.rests(call.unit.now):
        return None
    if terms.resumes is None or first is None:
        return t("**Paused until you say so.**")
    return t("**Paused until {time}.**", time=first.letter.local(terms.resumes))


def _lacks(call: Call, chat: Chat) -> Sequence[Text]:
    if call.unit.chats.find(call.caller.address) != chat or call.caller.writable:
        return ()
    return (t("**Nothing arrives: I may not write here.** Please let me view the chat and send messages in it."),)


def _buttons(call: Call, chat: Chat) -> Sequence[Button]:
    terms, waits = call.unit.hosting.terms(chat.id), call.unit.held.count(chat.id)
    private = chat.kind is ChatKind.PRIVATE
    buttons = list[Button]()
    if waits:
        buttons.append(
            Button(t("What waits"), "host", {"chat": chat.id, "act": "waits"}, style="primary")
        )  # fmt: skip
    buttons.append(
        desk_button(chat, t("Go on"), act="resume")
        if terms.rests(call.unit.now)
        else desk_button(chat, t("Pause"), act="pause")
    )
    if not private:
        buttons.append(
            desk_button(chat, t("Don't ask me any more"), act="approve", value=0)
            if terms.approves
            else desk_button(chat, t("Ask me before each"), act="approve", value=1)
        )
    buttons.extend(
        (
            desk_button(chat, t("How often"), act="pace"),
            desk_button(chat, t("What a letter tells by itself too"), act="written", value=0)
            if terms.written
            else desk_button(chat, t("Only what organizers write"), act="written", value=1),
            desk_button(chat, t("Language"), act="speak"),
            desk_button(chat, t("What was posted here"), act="posted"),
        )
    )
    if not private:
        buttons.extend(
            desk_button(chat, t("Bring here what comes to {chat}", chat=chat_name(each)), act="bring", value=each.id)
            for each in _beside(call, chat)
        )
        buttons.append(Button(t("Leave"), "host", {"chat": chat.id, "act": "leave"}, style="danger"))
    return buttons


def _beside(call: Call, chat: Chat) -> Sequence[Chat]:
    """The other channels or topics of the same place to which something comes."""
    if not call.caller.whole:
        return ()
    there = call.unit.chats.at(chat.address.platform, [chat.address.place, *call.caller.beside])
    return [
        each
        for each in there
        if each.id != chat.id and any(topic is Topic.NEWS for _, topic in call.unit.chats.followed(each.id))
    ][:LETTERS]


# What it does.


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
    there = next((each for each in _beside(call, chat) if each.id == call.number("value")), None)
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


def _languages(call: Call) -> Sequence[Choice]:
    return [Choice(tag, own_name(tag)) for tag in call.languages]


COMMANDS = (
    Command(
        "host",
        t("What I do in a chat that you manage"),
        _host,
        (
            hidden("chat", t("Chat")),
            among("act", t("What to do"), *ACTS),
            hidden("value", t("Number")),
            hidden("version", t("Version")),
            replace(hidden("language", t("Language"), Kind.CHOICE), choices=_languages),
            SURE,
        ),
        manager=True,
        private=True,
        linked=True,
        about_chat="chat",
        irreversible="sure",
    ),
)
