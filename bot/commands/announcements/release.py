"""Organizers release an announcement, two of them where it is guarded, and stop it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.announcements.desk import check_fits, desk, found
from bot.commands.shared_options import ANNOUNCEMENT, SURE, among, for_editors
from bot.errors import Conflict
from bot.interface.call import Button, Call, Reply
from bot.interface.options import Kind, Need, Option
from bot.model.announcements.announcement import Announcement, Stage
from bot.model.chats import Chat
from bot.service.announcements import dispatch, drafts, reach, readers, release, running
from bot.text.text import Bullets, Planned, n, t
from bot.views.announcements.announcement_views import local, progress, reason, values
from bot.views.announcements.audience import shared
from bot.views.announcements.release import shown, status, version

UNREACHABLE = 10
"""So many chats that can't be reached are named before an announcement leaves."""


def targets(call: Call) -> Sequence[Chat]:
    """The shared chats of an announcement's audience: of these it is asked beforehand whether they can be reached."""
    announcement = found(call)
    audience = shared(announcement.audience)
    if audience is None or announcement.stage is not Stage.DRAFT:
        return ()
    open_ones = call.unit.chats.reached(announcement.letter_id, audience, 0, 250)
    return [*open_ones, *call.unit.chats.reached(announcement.letter_id, audience, 0, 50, closed=True)]


def _release(call: Call) -> Reply:
    announcement = found(call)
    if announcement.stage is Stage.DRAFT and call.text("shown") != version(call.unit, call.published, announcement):
        return desk(call, announcement)
    check_fits(call, announcement.content)
    letter_id = call.published.letter_id
    lost = call.unit.chats.reached(letter_id, announcement.audience, 0, UNREACHABLE, closed=True)
    if lost and not call.text("sure") and announcement.stage is Stage.DRAFT:
        return _warn(call, announcement, lost)
    count = readers.size(call.unit, letter_id, announcement.audience)
    released = release.release(call.unit, call.person(), letter_id, announcement.id)
    dispatch.send_next(call.unit)
    see = Button(t("Delivery status"), "announcements", {"announcement": released.id})
    stop = Button(t("Stop it"), "steer", values(released, act="stop"), style="danger")
    if not released.ready:
        said = t(
            "**Announcement {number} waits for another organizer.** They were asked to release it.", number=released.id
        )
    elif released.at and released.starts == released.at:
        said = n(
            "**Announcement {number} is planned** for {time}, to {count} chat.",
            "**Announcement {number} is planned** for {time}, to {count} chats.",
            count,
            number=released.id,
            time=Planned(local(released.at, released.zone)),
        )
    elif released.starts and released.starts > call.unit.now:
        said = n(
            "**Announcement {number} is released** to {count} chat. It leaves at {time}; until then you can stop it.",
            "**Announcement {number} is released** to {count} chats. It leaves at {time}; until then you can stop it.",
            count,
            number=released.id,
            time=Planned(call.letter.local(released.starts)),
        )
    else:
        said = n(
            "**Announcement {number} is on its way** to {count} chat.",
            "**Announcement {number} is on its way** to {count} chats.",
            count,
            number=released.id,
        )
    return Reply([said], (see, stop), replaces=True)


def _warn(call: Call, announcement: Announcement, lost: Sequence[Chat]) -> Reply:
    reachable = reach.reached(call.unit, announcement)
    unreachable = call.unit.chats.count(announcement.letter_id, announcement.audience, closed=True)
    named = tuple(
        t("{chat}: {reason}", chat=each.title or str(each.address), reason=reason(each.closed)) for each in lost
    )
    return Reply(
        [
            n("**{count} chat can't be reached:**", "**{count} chats can't be reached:**", unreachable),
            Bullets(named),
            n("It would go to {count} other chat.", "It would go to the {count} others.", reachable),
        ],
        (
            Button(
                t("Send it to the others"),
                "release",
                values(announcement, sure="yes", shown=version(call.unit, call.published, announcement)),
                style="primary",
            ),
            Button(t("Back"), "draft", values(announcement)),
        ),
        replaces=True,
    )


def _agree(call: Call) -> Reply:
    announcement = found(call)
    if call.text("shown") != version(call.unit, call.published, announcement):
        raise Conflict(t("It has changed since you were asked. Look at it again before you release it."))
    agreed = release.agree(call.unit, call.person(), call.published.letter_id, announcement.id)
    dispatch.send_next(call.unit)
    return Reply([t("**Released.** Thank you."), *progress(call.unit, agreed).parts], status(agreed))


def _reopen(call: Call) -> Reply:
    announcement = release.reopen(call.unit, call.person(), call.published.letter_id, found(call).id)
    said = t("**It is a draft again, and does not leave before you release it anew.**")
    if announcement.at:
        said = t(
            "**It is a draft again, and does not leave on {time} before you schedule it anew.**",
            time=Planned(local(announcement.at, announcement.zone)),
        )
    card = desk(call, announcement)
    return replace(card, parts=[said, *card.parts], replaces=False)  # a report would be written over it


def _steer(call: Call) -> Reply:
    announcement, person, letter_id = found(call), call.person(), call.published.letter_id
    match call.text("act"):
        case "pause":
            announcement = running.pause(call.unit, person, letter_id, announcement.id)
        case "resume":
            announcement = running.resume(call.unit, person, letter_id, announcement.id)
        case "refuse":
            announcement = release.refuse(call.unit, person, letter_id, announcement.id)
        case "discard" if not call.text("sure"):
            question = t("**Discard this draft?** Its text and files are lost.")
            sure = Button(
                t("Yes, discard it"), "steer", values(announcement, act="discard", sure="yes"), style="danger"
            )
            return Reply([question], (sure, Button(t("No, keep it"), "draft", values(announcement))), replaces=True)
        case "discard":
            drafts.discard(call.unit, letter_id, announcement.id)
            return Reply([t("Discarded. Nothing was sent.")], replaces=True)
        case _:
            announcement = running.stop(call.unit, person, letter_id, announcement.id)
    return shown(call, announcement)


_SHOWN = Option("shown", Kind.TEXT, t("Version"), t("Which version?"), need=Need.NEVER, argument=False)

COMMANDS = (
    replace(
        for_editors(
            "release", t("Release an announcement"), _release, ANNOUNCEMENT, SURE, _SHOWN, irreversible="shown"
        ),
        reachability=targets,
    ),
    for_editors(
        "agree", t("Release what another organizer has released"), _agree, ANNOUNCEMENT, _SHOWN, irreversible="shown"
    ),
    for_editors("reopen", t("Change what was released and has not left"), _reopen, ANNOUNCEMENT),
    for_editors(
        "steer",
        t("Pause, resume or stop an announcement"),
        _steer,
        ANNOUNCEMENT,
        among("act", t("What"), "pause", "resume", "stop", "refuse", "discard"),
        SURE,
        irreversible="sure",
    ),
)
