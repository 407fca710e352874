"""Organizers release an announcement, two of them where it is guarded, and stop it."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from bot.commands.announcements import audience
from bot.commands.announcements.drafts import found, values
from bot.commands.shared_options import ANNOUNCEMENT, SURE, among, for_editors
from bot.errors import Conflict
from bot.interface.call import Button, Call, Reply
from bot.interface.options import Kind, Need, Option
from bot.model.announcements.announcement import Announcement, Content, Stage
from bot.model.chats import Chat
from bot.model.letters.letter import Revision
from bot.ports.store import Unit
from bot.service.announcements import dispatch, drafts, release
from bot.text.text import Bullets, Part, Typed, n, t
from bot.views.announcements.announcement_views import local, post, progress, reason

UNREACHABLE = 10
"""So many chats that can't be reached are named before an announcement leaves."""

CUT = 400
"""So many characters of each text stand on the card of whoever is asked to release it."""


def targets(call: Call) -> Sequence[Chat]:
    """The shared chats of an announcement's audience: of these it is asked beforehand whether they can be reached."""
    announcement = found(call)
    shared = audience.shared(announcement.audience)
    if shared is None or announcement.stage is not Stage.DRAFT:
        return ()
    open_ones = call.unit.chats.reached(announcement.letter_id, shared, 0, 250)
    return [*open_ones, *call.unit.chats.reached(announcement.letter_id, shared, 0, 50, closed=True)]


def _release(call: Call) -> Reply:
    announcement = found(call)
    letter_id = call.published.letter_id
    lost = call.unit.chats.reached(letter_id, announcement.audience, 0, UNREACHABLE, closed=True)
    if lost and not call.text("sure") and announcement.stage is Stage.DRAFT:
        return _warn(call, announcement, lost)
    released = release.release(call.unit, call.person(), letter_id, announcement.id)
    dispatch.advance(call.unit)
    count = call.unit.chats.count(letter_id, announcement.audience)
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
            time=local(released.at, released.zone),
        )
    elif released.starts and released.starts > call.unit.now:
        said = n(
            "**Announcement {number} is released** to {count} chat. It leaves at {time}; until then you can stop it.",
            "**Announcement {number} is released** to {count} chats. It leaves at {time}; until then you can stop it.",
            count,
            number=released.id,
            time=call.letter.local(released.starts),
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
    reachable = release.reached(call.unit, announcement)
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
            Button(t("Send it to the others"), "release", values(announcement, sure="yes"), style="primary"),
            Button(t("Back"), "draft", values(announcement)),
        ),
        replaces=True,
    )


def version(content: Content) -> str:
    """What tells apart what may be said: a button agrees to what was shown beside it, and to nothing else."""
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()[:32]


def release_card(unit: Unit, revision: Revision, announcement: Announcement) -> Reply:
    """What another organizer is asked to release, and where it stands now."""
    wanted = announcement.proposed or announcement.content
    if announcement.proposed is None and (announcement.stage is not Stage.WAITING or announcement.ready):
        return progress(unit, announcement)
    count = unit.chats.count(announcement.letter_id, announcement.audience)
    head = (
        t("**Another organizer wants to correct announcement {number}** to this:", number=announcement.id)
        if announcement.proposed
        else n(
            "**Another organizer wants to send announcement {number} to {count} chat.** It leaves only if you release "
            "it too:",
            "**Another organizer wants to send announcement {number} to {count} chats.** It leaves only if you release "
            "it too:",
            count,
            number=announcement.id,
        )
    )
    parts: list[Part] = [head]
    cut = False
    for language in wanted.texts:
        text = wanted.texts[language]
        shown = text if len(text) <= CUT else f"{text[: CUT - 1]}…"
        seen = post(unit, revision, replace(wanted, texts={language: shown}), language)
        parts.extend(seen.parts if seen else ())
        cut |= len(text) > CUT
    if announcement.at:
        parts.append(t("Leaves on {time}", time=local(announcement.at, announcement.zone)))
    about = values(announcement)
    return Reply(
        parts,
        (
            Button(t("Release it"), "agree", {**about, "shown": version(wanted)}, style="primary"),
            *([Button(t("Show it whole"), "draft", about)] if cut else []),
            Button(t("Don't"), "steer", {**about, "act": "refuse"}, style="danger"),
        ),
    )


def _agree(call: Call) -> Reply:
    announcement = found(call)
    if call.text("shown") != version(announcement.proposed or announcement.content):
        raise Conflict(t("It has changed since you were asked. Look at it again before you release it."))
    agreed = release.agree(call.unit, call.person(), call.published.letter_id, announcement.id)
    dispatch.advance(call.unit)
    return Reply([t("**Released.** Thank you."), *progress(call.unit, agreed).parts], status(agreed))


def status(announcement: Announcement) -> Sequence[Button]:
    """The button that shows where it stands."""
    return (Button(t("Delivery status"), "announcements", values(announcement)),)


def _steer(call: Call) -> Reply:
    announcement, person, letter_id = found(call), call.person(), call.published.letter_id
    match call.text("act"):
        case "pause":
            announcement = release.pause(call.unit, person, letter_id, announcement.id)
        case "resume":
            announcement = release.resume(call.unit, person, letter_id, announcement.id)
        case "refuse":
            announcement = release.refuse(call.unit, person, letter_id, announcement.id)
        case "discard":
            drafts.discard(call.unit, letter_id, announcement.id)
            return Reply([t("Discarded. Nothing was sent.")], replaces=True)
        case _:
            announcement = release.stop(call.unit, person, letter_id, announcement.id)
    return shown(call, announcement)


def shown(call: Call, announcement: Announcement) -> Reply:
    """Where an announcement stands, and what can be done about it."""
    again = Button(t("Look again"), "announcements", values(announcement))
    if _waits_for(call, announcement):
        card = release_card(call.unit, call.published, announcement)
        return Reply(card.parts, (*card.buttons, again), replaces=True)
    seen = progress(call.unit, announcement)
    return Reply([*seen.parts, *_says(call, announcement)], (again, *seen.buttons), replaces=True)


def _waits_for(call: Call, announcement: Announcement) -> bool:
    """Whether the caller is another organizer than the one who has released or corrected it, and it waits for one."""
    if announcement.proposed is not None:
        return announcement.proposed_by != call.person().id
    return announcement.stage is Stage.WAITING and not announcement.ready and announcement.person_id != call.person().id


def _says(call: Call, announcement: Announcement) -> Sequence[Part]:
    if announcement.content.made:
        seen = post(call.unit, call.published, announcement.content, call.speech.tag)
        return seen.parts if seen else ()
    return (Typed(announcement.content.in_(call.speech.tag)[0], links=True, quoted=True),)


_SHOWN = Option("shown", Kind.TEXT, t("Version"), t("Which version?"), need=Need.NEVER, argument=False)

COMMANDS = (
    for_editors("release", t("Release an announcement"), _release, ANNOUNCEMENT, SURE, reaches=targets),
    for_editors("agree", t("Release what another organizer has released"), _agree, ANNOUNCEMENT, _SHOWN),
    for_editors(
        "steer",
        t("Pause, resume or stop an announcement"),
        _steer,
        ANNOUNCEMENT,
        among("act", t("What"), "pause", "resume", "stop", "refuse", "discard"),
    ),
)
