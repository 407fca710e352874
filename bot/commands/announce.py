"""Organizers tell every chat that follows a letter something, and see how it arrives."""

from collections.abc import Sequence

from bot.commands.common import ASK, LETTER, READ, SIGN, initiator
from bot.errors import Invalid
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.announcements import Announcement, DeliveryState
from bot.model.letter import Revision
from bot.model.people import Role
from bot.ports.store import Unit
from bot.service import announcing
from bot.text.text import Bullets, Code, Part, Text, Typed, n, t

EDITORS = frozenset({Role.EDITOR})
TROUBLES = 10
"""So many chats that an announcement did not reach are named."""

RECENT = 8


def post(revision: Revision, text: str) -> Reply:
    """An announcement as every chat receives it."""
    letter = revision.letter
    parts: list[Part] = [
        Typed(text, links=True),
        t(
            "*{title}* — news from {initiator}, not from the organizations that signed.",
            title=letter.title,
            initiator=initiator(letter),
        ),
    ]
    letter_id = revision.letter_id
    buttons = [Button(each.label, each.command, {"letter": letter_id}, style=each.style) for each in (READ, ASK, SIGN)]
    return Reply(parts, buttons)


def progress(unit: Unit, announcement: Announcement) -> Reply:
    """How an announcement is arriving, or has arrived."""
    counts = unit.queue.counts(announcement.id)
    total = sum(counts.values())
    sent, failed = counts.get(DeliveryState.SENT, 0), counts.get(DeliveryState.FAILED, 0)
    uncertain = counts.get(DeliveryState.UNCERTAIN, 0)
    open_still = total - sent - failed - uncertain - counts.get(DeliveryState.CANCELLED, 0)
    head = (
        t("**Announcement {number}: {sent} of {total} delivered.**", number=announcement.id, sent=sent, total=total)
        if open_still
        else t(
            "**Announcement {number} is done: {sent} of {total} delivered.**",
            number=announcement.id,
            sent=sent,
            total=total,
        )
    )
    facts: list[Text] = []
    if open_still:
        facts.append(n("{count} still to go", "{count} still to go", open_still))
    if failed:
        facts.append(n("{count} failed", "{count} failed", failed))
    if uncertain:
        facts.append(
            n(
                "{count} uncertain: it may have arrived, and won't be resent automatically",
                "{count} uncertain: they may have arrived, and won't be resent automatically",
                uncertain,
            )
        )
    for chat, state, reason in unit.queue.troubles(announcement.id, TROUBLES):
        name = chat.title or str(chat.address)
        if state is DeliveryState.UNCERTAIN:
            facts.append(t("{chat}: uncertain ({reason})", chat=name, reason=reason))
        else:
            facts.append(t("{chat}: {reason}", chat=name, reason=reason))
    return Reply([head, Bullets(tuple(facts))] if facts else [head])


def _preview(call: Call) -> Sequence[Part]:
    count = announcing.followers(call.unit, call.published.letter_id)
    return [
        n(
            "**This will be sent to {count} chat, exactly as shown:**",
            "**This will be sent to {count} chats, exactly as shown:**",
            count,
        ),
        *post(call.published, call.text("text")).parts,
    ]


def _announce(call: Call) -> Reply:
    text = call.text("text")
    for language in call.languages:
        call.prepare(post(call.published, text), language)
    announcement, queued = announcing.announce(
        call.unit,
        call.person(),
        call.actor.account,
        call.published.letter_id,
        text,
        call.speech.tag,
        call.caller.address,
    )
    said = n(
        "**Announcement {number} is on its way** to {count} chat.",
        "**Announcement {number} is on its way** to {count} chats.",
        queued,
        number=announcement.id,
    )
    see = Button(t("Delivery status"), "announcements", {"announcement": announcement.id})
    return Reply([said], (see,))


def _announcements(call: Call) -> Reply:
    number = call.number("announcement")
    if number is not None:
        announcement = call.unit.announcements.get(number)
        if announcement is None or announcement.letter_id != call.published.letter_id:
            raise Invalid(t("There is no announcement {number}.", number=number))
        shown = progress(call.unit, announcement)
        again = Button(t("Look again"), "announcements", {"announcement": number})
        return Reply([*shown.parts, Typed(announcement.text, links=True, quoted=True)], (again,), replaces=True)
    recent = call.unit.announcements.recent(call.published.letter_id, RECENT)
    if not recent:
        return Reply([t("Nothing has been announced yet. Start with {command}.", command=Code("/announce"))])
    items = tuple(
        t("{number}: {text} ({sent} of {total} delivered)", number=each.id, text=_short(each.text), **_sent(call, each))
        for each in recent
    )
    buttons = tuple(
        Button(t("Announcement {number}", number=each.id), "announcements", {"announcement": each.id})
        for each in recent
    )
    return Reply([t("**The latest announcements**"), Bullets(items)], buttons)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _sent(call: Call, announcement: Announcement) -> dict[str, int]:
    counts = call.unit.queue.counts(announcement.id)
    return {"sent": counts.get(DeliveryState.SENT, 0), "total": sum(counts.values())}


_TEXT = Option(
    "text",
    Kind.PARAGRAPH,
    t("The announcement"),
    t("What do you want to announce? Web addresses become links; the rest is shown as typed."),
    most=1500,
)
_RELEASE = Option(
    "release",
    Kind.CHOICE,
    t("Release"),
    _preview,
    choices=(Choice("yes", t("Send it now"), "primary"),),
    argument=False,
)
_NUMBER = Option("announcement", Kind.NUMBER, t("Number"), t("The announcement's number"), need=Need.NEVER)

COMMANDS = (
    Command(
        "announce",
        t("Send an announcement to every chat that follows"),
        _announce,
        (LETTER, _TEXT, _RELEASE),
        roles=EDITORS,
        private=True,
        title=t("Announce"),
    ),
    Command(
        "announcements",
        t("Announcements and their delivery"),
        _announcements,
        (LETTER, _NUMBER),
        roles=EDITORS,
        private=True,
    ),
)
