"""Announcements as chats receive them, and as organizers see them arriving."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.interface.call import Button, Reply
from bot.model.announcements.announcement import OF_SIGNERS, Announcement, Content, Stage
from bot.model.chats import Hold, Unreachable
from bot.model.deliveries import Cooldown, DeliveryState, ReportRow, Tally, Trouble
from bot.model.journal.entries import Head
from bot.model.letters.letter import Letter, Revision
from bot.model.proofs.mails import MailKind, MailState
from bot.model.zones import kept_zone
from bot.ports.store import Unit
from bot.service.announcements import report
from bot.service.announcements.voices import speaker
from bot.text.blocks import bare
from bot.text.text import Bullets, Code, Part, Planned, Text, Typed, n, t
from bot.views.announcements.news import told
from bot.views.announcements.voices import from_endorser, voiced
from bot.views.buttons import ASK, MANAGE, READ, SIGN, SIGN_AGAIN, STOP, STOP_NEXT
from bot.views.letters.documents import attached_notes, given_out
from bot.views.letters.letter import initiator

TITLE = 60
TROUBLES = 10
"""So many chats that an announcement did not reach are named."""

SLOWEST = 0.2
"""A pace below so many a second tells of a pause, and not of how long the rest takes."""

STEADY = timedelta(seconds=3)
"""How fast an announcement leaves is told once it has been leaving for so long."""

REASONS: dict[str, Text] = {
    Unreachable.BLOCKED.value: t("the bot is blocked there"),
    Unreachable.REMOVED.value: t("the bot was removed from it"),
    Unreachable.DELETED.value: t("it was deleted"),
    Unreachable.FORBIDDEN.value: t("the bot may not write there"),
    Unreachable.ARCHIVED.value: t("it is archived or closed"),
    Unreachable.DEACTIVATED.value: t("the account was deactivated"),
    Unreachable.MOVED.value: t("it has moved"),
    Unreachable.UNREACHABLE.value: t("it can't be reached"),
    Unreachable.FORGOTTEN.value: t("the person has asked to be forgotten"),
    Unreachable.UNSERVED.value: t("the bot has no token for its platform now"),
    Trouble.INTERRUPTED.value: t("the bot stopped while it was leaving"),
    Trouble.RESTORED.value: t("a backup was restored: it may have left before"),
    Trouble.TOO_OLD.value: t("too old to be deleted"),
    Trouble.REPLACED.value: t("too old to be deleted: a note stands in its place"),
    Trouble.MISSING.value: t("somebody had deleted it there"),
    Trouble.NOTHING.value: t("there was nothing to say any more"),
    Trouble.UNWANTED.value: t("whoever manages the chat did not let it through"),
    Trouble.UNHEARD.value: t("whoever manages the chat said nothing for a week"),
    Hold.ASKED.value: t("whoever manages the chat is asked about each"),
    Hold.PAUSED.value: t("whoever manages the chat has paused it"),
    Hold.OVER.value: t("it is more than whoever manages the chat wants"),
}

REPEATABLE = frozenset({Stage.RUNNING, Stage.PAUSED, Stage.DONE})

STATES: dict[DeliveryState, Text] = {
    DeliveryState.QUEUED: t("waiting"),
    DeliveryState.HELD: t("held back"),
    DeliveryState.SENDING: t("leaving"),
    DeliveryState.SENT: t("delivered"),
    DeliveryState.FAILED: t("failed"),
    DeliveryState.UNCERTAIN: t("uncertain"),
    DeliveryState.CANCELLED: t("stopped before"),
    DeliveryState.RECALLED: t("recalled"),
}


WHY = t("*You get this because you signed the letter and agreed to news of it.*")
"""Why somebody gets what is only for those who signed."""


WHY_NEXT = t(
    "*You get this once because you signed the letter before and agreed to be shown the next one. Nothing is signed "
    "for you.*"
)
"""Why somebody is shown the letter that follows the one that they signed."""


def reason(text: str) -> Text | str:
    """Why there is trouble, in words; a platform's own, which are in its language, are quoted as such."""
    return REASONS.get(text) or (t("“{words}”", words=text) if text else text)


def post(unit: Unit, revision: Revision, content: Content, language: str, head: Head | None = None) -> Reply | None:
    """An announcement as a chat receives it in a language, with the journal's head that it tells, if any; nothing where
    there is nothing to tell any more."""
    letter = revision.letter
    said: Sequence[Part] | None = (Typed(content.in_(language)[0], links=True),)
    if content.made:
        said = told(unit, revision, content.made)
    elif content.voice is not None:
        said = voiced(unit, content, language)
    if said is None:
        return None
    values = {"letter": revision.letter_id}
    to_who_signed = content.to_signers or content.next_letter
    under = (READ, ASK, *(() if to_who_signed else (SIGN,))) if content.buttons else ()
    ends = (SIGN_AGAIN, STOP_NEXT) if content.next_letter else (STOP, MANAGE) if content.to_signers else ()
    why = (WHY_NEXT,) if content.next_letter else (WHY,) if content.to_signers else ()
    return Reply(
        [
            *said,
            *attached_notes(unit, revision, content),
            sender(unit, letter, content),
            *why,
            *((told_head(head),) if head else ()),
        ],
        [Button(each.label, each.command, {**values, **each.values}, style=each.style) for each in (*under, *ends)],
        files=tuple(unit.files.get(given_out(unit, revision, content))),
        silent=content.silent,
        previews=content.previews,
        card=True,
    )


def from_whom(letter: Letter) -> Text:
    """From whom an announcement is."""
    return t(
        "*{title}* — news from {initiator}, not from the organizations that signed.",
        title=letter.title,
        initiator=initiator(letter),
    )


def sender(unit: Unit, letter: Letter, content: Content) -> Text:
    """From whom an announcement is: from the initiator, or from the endorser in whose words it is."""
    endorser = speaker(unit, content)
    return from_endorser(letter, endorser) if endorser else from_whom(letter)


def told_head(head: Head) -> Text:
    """A head of the journal in one line, without its number, for whoever keeps messages."""
    return t(
        "*To check later that nothing in the record was changed:* {head} ({command})",
        head=Code(head.hash),
        command=Code("/verify"),
    )


LONGEST_HEAD = Head(0, "0" * 64)
"""A head, where it counts only how long its line is."""

RECALLED = t("This announcement was recalled by its sender.")

BEGINNING = 100
"""So many characters say which announcement it is."""


def beginning(announcement: Announcement, language: str) -> Text | str:
    """How an announcement begins, as a chat receives it in a language."""
    content = announcement.content
    if content.made:
        return t("news that the letter told by itself")
    words = " ".join(bare(content.in_(language)[0]).split())
    return words if len(words) <= BEGINNING else f"{words[: BEGINNING - 1]}…"


def where(row: ReportRow) -> str:
    """A chat as an organizer knows it."""
    title = " ".join(row.chat.title.split())
    return (title if len(title) <= TITLE else f"{title[: TITLE - 1]}…") or str(row.chat.address)


def local(moment: datetime, zone: str) -> datetime:
    """A moment in the zone in which it was said."""
    return moment.astimezone(kept_zone(zone))


def progress(unit: Unit, announcement: Announcement) -> Reply:
    """How an announcement is arriving, or has arrived, and what can be done about it."""
    tally = unit.results.tally(announcement)
    facts = [*_pace(unit, announcement, tally), *_mailed(unit, announcement), *_trouble(unit, announcement, tally)]
    parts: list[Part] = [_head(announcement, tally), *_waits(announcement)]
    if facts:
        parts.append(Bullets(tuple(facts)))
    if announcement.proposed:
        parts.append(t("A correction waits until another organizer agrees to it."))
    done = tally.ended / tally.total if tally.total and announcement.stage in (Stage.RUNNING, Stage.PAUSED) else None
    return Reply(parts, buttons(announcement, tally), silent=True, done=done, card=True)


def _head(announcement: Announcement, tally: Tally) -> Text:
    facts: dict[str, object] = {
        "number": announcement.id,
        "sent": tally.sent + tally.recalled,
        "total": tally.total,
    }
    match announcement.stage:
        case Stage.DRAFT:
            return t("**Announcement {number} is a draft.** Nothing was sent.", **facts)
        case Stage.WAITING if announcement.ready and announcement.at and announcement.starts == announcement.at:
            return t("**Announcement {number} is planned.**", **facts)
        case Stage.WAITING:
            return t("**Announcement {number} is released** and has not begun to leave.", **facts)
        case Stage.PAUSED:
            return t("**Announcement {number} is paused: {sent} of {total} delivered.**", **facts)
        case Stage.CANCELLED if tally.total:
            return t("**Announcement {number} was stopped: {sent} of {total} delivered.**", **facts)
        case Stage.CANCELLED:
            return t("**Announcement {number} was stopped.** Nothing was sent.", **facts)
        case Stage.RECALLED:
            return t(
                "**Announcement {number} was recalled: {recalled} of {sent} taken back.**",
                recalled=tally.recalled,
                **facts,
            )
        case Stage.DONE:
            return t("**Announcement {number} is done: {sent} of {total} delivered.**", **facts)
    if announcement.queued_to is not None:
        return t("**Announcement {number} leaves: {sent} delivered so far.**", **facts)
    return t("**Announcement {number}: {sent} of {total} delivered.**", **facts)


def _waits(announcement: Announcement) -> Sequence[Text]:
    """For what an announcement waits that was released."""
    if announcement.stage is not Stage.WAITING:
        return ()
    if not announcement.ready:
        return (t("It waits until another organizer releases it too."),)
    if announcement.at and announcement.starts == announcement.at:
        return (t("It leaves on {time}.", time=Planned(local(announcement.at, announcement.zone))),)
    return (t("It leaves in a moment, or after the announcement before it. Until then it can be stopped."),)


def wait(cooldown: Cooldown) -> Text:
    """That a platform asks to wait, and until when: up to the next full minute, for no seconds are told."""
    minute = (cooldown.until + timedelta(seconds=59, microseconds=999_999)).replace(second=0, microsecond=0)
    facts: dict[str, object] = {"platform": cooldown.platform.capitalize(), "time": minute}
    if cooldown.chats is None:
        return t("{platform} asks to wait until {time}", **facts)
    return n(
        "{platform} asks to wait with {count} chat, until {time}",
        "{platform} asks to wait with {count} chats, until {time} at the latest",
        cooldown.chats,
        **facts,
    )


def _pace(unit: Unit, announcement: Announcement, tally: Tally) -> Sequence[Text]:
    facts = list[Text]()
    if tally.open:
        facts.append(n("{count} still to go", "{count} still to go", tally.open))
    halts = unit.results.cooldowns(announcement.id) if tally.open or tally.behind else ()
    facts.extend(map(wait, halts))
    took = unit.now - announcement.started_at if announcement.started_at else timedelta(0)
    moves = announcement.stage is Stage.RUNNING and all(each.chats is not None for each in halts)
    if moves and tally.open and tally.ended and took >= STEADY:
        rate = tally.ended / took.total_seconds()
        if rate >= SLOWEST:
            facts.append(t("{rate} a second, {time}", rate=max(1, round(rate)), time=_left(tally.open / rate)))
    if tally.held:
        facts.append(
            n(
                "{count} held back by whoever manages the chat",
                "{count} held back by those who manage the chats",
                tally.held,
            )
        )
    if tally.behind:
        facts.append(n("{count} still to be changed", "{count} still to be changed", tally.behind))
    return facts


def _mailed(unit: Unit, announcement: Announcement) -> Sequence[Text]:
    """How many of those who signed get it by mail, and how many of the mails have left."""
    if announcement.audience.reach not in OF_SIGNERS:
        return ()
    mails = unit.mails.tally(MailKind.ANNOUNCEMENT, announcement.id)
    total = sum(mails.values())
    left = mails.get(MailState.SENT, 0)
    return (
        (n("{count} by mail, of which {sent} left", "{count} by mail, of which {sent} left", total, sent=left),)
        if total
        else ()
    )


def _left(seconds: float) -> Text:
    """How long it will take, roughly."""
    if seconds >= 90:
        return n("about {count} minute left", "about {count} minutes left", round(seconds / 60))
    return n("about {count} second left", "about {count} seconds left", max(1, round(seconds)))


def _trouble(unit: Unit, announcement: Announcement, tally: Tally) -> Sequence[Text]:
    facts = list[Text]()
    if tally.failed:
        facts.append(n("{count} failed", "{count} failed", tally.failed))
    if tally.uncertain:
        facts.append(
            n(
                "{count} uncertain: it may have arrived, and won't be resent automatically",
                "{count} uncertain: they may have arrived, and won't be resent automatically",
                tally.uncertain,
            )
        )
    if tally.bare:
        facts.append(n("{count} chat without the files", "{count} chats without the files", tally.bare))
    if tally.unpinned:
        facts.append(n("{count} chat where it is not pinned", "{count} chats where it is not pinned", tally.unpinned))
    if tally.unpassed:
        facts.append(
            n(
                "{count} channel that has not passed it on",
                "{count} channels that have not passed it on",
                tally.unpassed,
            )
        )
    if tally.cancelled and announcement.stage is not Stage.CANCELLED:
        facts.append(n("{count} stopped before it left", "{count} stopped before they left", tally.cancelled))
    if tally.stale:
        facts.append(
            n(
                "{count} could not be changed where it stands",
                "{count} could not be changed where they stand",
                tally.stale,
            )
        )
    for row in report.rows(unit, announcement, after=0, limit=TROUBLES, troubles=True):
        if row.state is DeliveryState.UNCERTAIN:
            facts.append(t("{chat}: uncertain ({reason})", chat=where(row), reason=reason(row.reason)))
        else:
            facts.append(t("{chat}: {reason}", chat=where(row), reason=reason(row.reason)))
    if tally.stale:
        facts.extend(
            t("{chat}: {reason}", chat=where(row), reason=reason(row.reason))
            for row in report.rows(unit, announcement, after=0, limit=TROUBLES, stale=True)
        )
    return facts


def buttons(announcement: Announcement, tally: Tally) -> Sequence[Button]:
    """What can be done about an announcement that was released, by where it stands."""
    values = {"letter": announcement.letter_id, "announcement": announcement.id}

    def button(label: Text, command: str, **more: str) -> Button:
        return Button(label, command, {**values, **more})

    stop = button(t("Stop it"), "steer", act="stop")
    change = () if announcement.content.made else (button(t("Change or move it"), "reopen"),)
    found = list[Button]()
    match announcement.stage:
        case Stage.WAITING:
            found.extend((*change, stop))
        case Stage.RUNNING:
            found.extend((button(t("Pause"), "steer", act="pause"), stop))
        case Stage.PAUSED:
            found.extend((button(t("Go on"), "steer", act="resume"), stop))
    if announcement.stage in (Stage.RUNNING, Stage.PAUSED, Stage.DONE, Stage.CANCELLED) and tally.ended:
        if not announcement.content.made and announcement.content.voice is None:
            found.append(button(t("Correct it everywhere"), "correct"))
        found.append(button(t("Recall it everywhere"), "recall"))
    if (tally.failed or tally.bare) and announcement.stage in REPEATABLE:
        found.append(button(t("Repeat where it failed"), "repeat", which="failed"))
    if tally.uncertain and announcement.stage in REPEATABLE:
        found.append(button(t("Repeat where it is uncertain"), "repeat", which="uncertain"))
    if tally.stale and not announcement.content.made and announcement.content.voice is None:
        found.append(button(t("Post a follow-up there"), "followup"))
    if tally.total:
        found.append(button(t("Chat by chat"), "report"))
    return found


def values(announcement: Announcement, **more: str | int) -> Mapping[str, str | int]:
    """The options that a button about an announcement has filled in."""
    return {"letter": announcement.letter_id, "announcement": announcement.id, **more}
