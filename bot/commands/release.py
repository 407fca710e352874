"""Organizers release an announcement, watch it leave, and correct, recall or repeat it."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

import msgspec

from bot.commands import recipients
from bot.commands.announce import EDITORS, LANGUAGE, NUMBER, TEXT, chosen_language, desk, found, values
from bot.commands.common import LETTER
from bot.commands.posts import STATES, local, post, progress, reason, where
from bot.errors import Conflict
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.announcements import Announcement, Content, Stage
from bot.model.chats import Chat
from bot.model.deliveries import DeliveryState
from bot.model.letter import Revision
from bot.ports.store import Unit
from bot.service import announcing, drafting, reporting, running
from bot.text.text import Bullets, Code, Part, Text, Typed, n, t

UNREACHABLE = 10
"""So many chats that can't be reached are named before an announcement leaves."""

RECENT = 8
LINES = 25
CUT = 400
"""So many characters of each text stand on the card of whoever is asked to release it."""

"""So many chats are told of on a page of a report."""


def targets(call: Call) -> Sequence[Chat]:
    """The shared chats of an announcement's audience: of these it is asked beforehand whether they can be reached."""
    announcement = found(call)
    shared = recipients.shared(announcement.audience)
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
    released = announcing.release(call.unit, call.person(), letter_id, announcement.id)
    running.advance(call.unit)
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
    reachable = announcing.reached(call.unit, announcement)
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
    agreed = announcing.agree(call.unit, call.person(), call.published.letter_id, announcement.id)
    running.advance(call.unit)
    return Reply([t("**Released.** Thank you."), *progress(call.unit, agreed).parts], _status(agreed))


def _status(announcement: Announcement) -> Sequence[Button]:
    return (Button(t("Delivery status"), "announcements", values(announcement)),)


def _steer(call: Call) -> Reply:
    announcement, person, letter_id = found(call), call.person(), call.published.letter_id
    match call.text("act"):
        case "pause":
            announcement = announcing.pause(call.unit, person, letter_id, announcement.id)
        case "resume":
            announcement = announcing.resume(call.unit, person, letter_id, announcement.id)
        case "refuse":
            announcement = announcing.refuse(call.unit, person, letter_id, announcement.id)
        case "discard":
            drafting.discard(call.unit, letter_id, announcement.id)
            return Reply([t("Discarded. Nothing was sent.")], replaces=True)
        case _:
            announcement = announcing.stop(call.unit, person, letter_id, announcement.id)
    return _shown(call, announcement)


def _shown(call: Call, announcement: Announcement) -> Reply:
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


def _correct(call: Call) -> Reply:
    announcement, language = found(call), chosen_language(call)
    changed = announcing.correct(
        call.unit, call.person(), call.published.letter_id, announcement.id, language, call.text("text")
    )
    wanted = changed.proposed or changed.content
    for each in {*wanted.texts, *call.languages}:
        seen = post(call.unit, call.published, wanted, each)
        if seen:
            call.prepare(seen, each)
    if changed.proposed:
        said = t("**The correction waits for another organizer.** They were asked to agree to it.")
        return Reply([said], _status(changed), replaces=True)
    return _shown(call, changed)


def _recall(call: Call) -> Reply:
    announcement = found(call)
    if not call.text("sure"):
        question = t(
            "**Recall announcement {number} everywhere?** It is deleted where the platform lets the bot; where it is "
            "too old for that, a note takes its place. What was read stays read.",
            number=announcement.id,
        )
        sure = Button(t("Yes, recall it"), "recall", values(announcement, sure="yes"), style="danger")
        return Reply([question], (sure, Button(t("Back"), "announcements", values(announcement))), replaces=True)
    return _shown(call, announcing.recall(call.unit, call.person(), call.published.letter_id, announcement.id))


def _repeat(call: Call) -> Reply:
    announcement, which = found(call), DeliveryState(call.text("which") or "failed")
    if which is DeliveryState.UNCERTAIN and not call.text("sure"):
        question = t(
            "**Send it again where it is uncertain?** Where it did arrive, it will stand twice. Look into those chats "
            "first if you can."
        )
        sure = Button(t("Yes, send it again there"), "repeat", values(announcement, which="uncertain", sure="yes"))
        return Reply([question], (sure, Button(t("Back"), "announcements", values(announcement))), replaces=True)
    number = announcing.repeat(call.unit, call.person(), call.published.letter_id, announcement.id, which)
    said = n("**It leaves again for {count} chat.**", "**It leaves again for {count} chats.**", number)
    return Reply([said], _status(announcement), replaces=True)


def _followup(call: Call) -> Reply:
    announcement = found(call)
    audience = announcing.stale(call.unit, announcement)
    if not audience.chats:
        raise Conflict(t("None of those chats can be reached now."))
    content = announcement.content
    new = drafting.draft(
        call.unit, call.person(), call.actor.account, call.published.letter_id, content.texts, call.caller.address,
        audience,
    )  # fmt: skip
    return desk(call, new)


def _report(call: Call) -> Reply:
    announcement, after = found(call), call.number("after") or 0
    if call.text("csv"):
        file = reporting.table(call.unit, announcement)
        return Reply(
            [t("Every chat, and what came of announcement {number} there.", number=announcement.id)], files=(file,)
        )
    rows = call.unit.results.rows(announcement.id, after, LINES)
    if not rows:
        raise Conflict(t("There is nothing more to tell."))
    lines = tuple(
        t("{chat}: {state} ({reason})", chat=where(row), state=STATES[row.state], reason=reason(row.reason))
        if row.reason
        else t("{chat}: {state}", chat=where(row), state=STATES[row.state])
        for row in rows
    )
    buttons = [Button(t("As a table (CSV)"), "report", values(announcement, csv="yes"))]
    if len(rows) == LINES:
        buttons.insert(0, Button(t("More"), "report", values(announcement, after=rows[-1].delivery_id)))
    head = t("**Announcement {number}, chat by chat**", number=announcement.id)
    return Reply([head, Bullets(lines)], (*buttons, Button(t("Back"), "announcements", values(announcement))))


def _announcements(call: Call) -> Reply:
    letter_id = call.published.letter_id
    if call.number("announcement") is not None:
        announcement = found(call)
        return desk(call, announcement) if announcement.stage is Stage.DRAFT else _shown(call, announcement)
    recent = call.unit.announcements.recent(letter_id, RECENT)
    if not recent:
        return Reply([t("Nothing has been announced yet. Start with {command}.", command=Code("/announce"))])
    items = tuple(_listed(call, each) for each in recent)
    buttons = tuple(
        Button(t("Announcement {number}", number=each.id), "announcements", {"announcement": each.id})
        for each in recent
    )
    return Reply([t("**The latest announcements**"), Bullets(items)], buttons)


def _listed(call: Call, announcement: Announcement) -> Text:
    tally = call.unit.results.tally(announcement)
    facts = {"number": announcement.id, "text": _short(call, announcement)}
    match announcement.stage:
        case Stage.DRAFT:
            return t("{number}: {text} (a draft)", **facts)
        case Stage.WAITING:
            return t("{number}: {text} (waits)", **facts)
        case Stage.RECALLED:
            return t("{number}: {text} (recalled)", **facts)
    return t("{number}: {text} ({sent} of {total} delivered)", sent=tally.sent, total=tally.total, **facts)


def _short(call: Call, announcement: Announcement) -> str:
    content = announcement.content
    line = " ".join((content.in_(call.speech.tag)[0] or (content.made.kind if content.made else "")).split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _choice(name: str, label: Text, *choices: str) -> Option:
    offered = tuple(Choice(each, t("Yes")) for each in choices)
    return Option(name, Kind.CHOICE, label, t("Which?"), need=Need.NEVER, argument=False, choices=offered)


_SURE = _choice("sure", t("Sure"), "yes")
_ACT = _choice("act", t("What"), "pause", "resume", "stop", "refuse", "discard")
_WHICH = _choice("which", t("Where"), "failed", "uncertain")
_CSV = _choice("csv", t("As a table"), "yes")
_AFTER = Option("after", Kind.NUMBER, t("After"), t("After which?"), need=Need.NEVER, argument=False)
_SHOWN = Option("shown", Kind.TEXT, t("Version"), t("Which version?"), need=Need.NEVER, argument=False)


def _about(
    name: str,
    text: Text,
    handler: Callable[[Call], Reply],
    *options: Option,
    reaches: Callable[[Call], Sequence[Chat]] | None = None,
) -> Command:
    about = (LETTER, NUMBER, *options)
    return Command(name, text, handler, about, roles=EDITORS, private=True, menu=False, reaches=reaches)


COMMANDS = (
    Command(
        "announcements",
        t("Announcements and their delivery"),
        _announcements,
        (LETTER, NUMBER),
        roles=EDITORS,
        private=True,
    ),
    _about("release", t("Release an announcement"), _release, _SURE, reaches=targets),
    _about("agree", t("Release what another organizer has released"), _agree, _SHOWN),
    _about("steer", t("Pause, resume or stop an announcement"), _steer, _ACT),
    _about("correct", t("Correct an announcement everywhere"), _correct, LANGUAGE, TEXT),
    _about("recall", t("Recall an announcement everywhere"), _recall, _SURE),
    _about("repeat", t("Repeat an announcement where it did not arrive"), _repeat, _WHICH, _SURE),
    _about("followup", t("Follow up where an announcement could not be changed"), _followup),
    _about("report", t("What came of an announcement, chat by chat"), _report, _AFTER, _CSV),
)
