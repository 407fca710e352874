"""What the desk of whoever manages a chat shows: what comes there, how often, and what can be changed."""

from collections.abc import Mapping, Sequence

from bot.interface.call import Button, Call, Entry, Reply, Said
from bot.model.chats import Chat, ChatKind, Topic
from bot.text.text import Bullets, Language, Text, n, t
from bot.views.chats import chat_name
from bot.views.hosting import LETTERS, desk_button
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


def desk(call: Call, chat: Chat, said: Text | None = None, replaces: bool = False) -> Reply:
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
            for each in beside(call, chat)
        )
        buttons.append(Button(t("Leave"), "host", {"chat": chat.id, "act": "leave"}, style="danger"))
    return buttons


def beside(call: Call, chat: Chat) -> Sequence[Chat]:
    """The other channels or topics of the same place to which something comes."""
    if not call.caller.whole:
        return ()
    there = call.unit.chats.at(chat.address.platform, [chat.address.place, *call.caller.beside])
    return [
        each
        for each in there
        if each.id != chat.id and any(topic is Topic.NEWS for _, topic in call.unit.chats.followed(each.id))
    ][:LETTERS]
