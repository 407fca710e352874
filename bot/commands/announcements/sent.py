"""What becomes of an announcement once it was released: recall, repeat, and what came of it."""

from bot.commands.announcements.desk import desk, found
from bot.commands.shared_options import ANNOUNCEMENT, EDITORS, LETTER, SURE, among, for_editors, hidden
from bot.errors import Conflict
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.model.announcements.announcement import Stage
from bot.model.deliveries import DeliveryState
from bot.service.announcements import corrections, drafts, report, running
from bot.service.announcements.voices import check_own
from bot.text.text import Bullets, Code, n, t
from bot.views import written
from bot.views.announcements.announcement_views import values
from bot.views.announcements.overview import halted, listed, report_head, report_lines
from bot.views.announcements.release import shown, status
from bot.views.buttons import ANNOUNCE

RECENT = 8
"""So many announcements stand in the list."""

LINES = 25
"""So many chats are told of on a page of a report."""


def _announcements(call: Call) -> Reply:
    letter_id = call.published.letter_id
    if call.number("announcement") is not None:
        announcement = found(call)
        return desk(call, announcement) if announcement.stage is Stage.DRAFT else shown(call, announcement)
    recent, halts = call.unit.announcements.recent(letter_id, RECENT), halted(call.unit)
    if not recent:
        nothing = t("Nothing has been announced yet. Start with {command}.", command=Code("/announce"))
        return Reply([nothing, *halts], (ANNOUNCE,))
    items = tuple(listed(call.unit, each, call.speech.tag) for each in recent)
    buttons = tuple(
        Button(t("Announcement {number}", number=each.id), "announcements", {"announcement": each.id}, choice=True)
        for each in recent
    )
    return Reply([t("**The latest announcements**"), Bullets(items), *halts], buttons, card=True)


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
    return shown(call, corrections.recall(call.unit, call.person(), call.published.letter_id, announcement.id))


def _repeat(call: Call) -> Reply:
    announcement, which = found(call), DeliveryState(call.text("which") or "failed")
    if which is DeliveryState.UNCERTAIN and not call.text("sure"):
        question = t(
            "**Send it again where it is uncertain?** Where it did arrive, it will stand twice. Look into those chats "
            "first if you can."
        )
        sure = Button(t("Yes, send it again there"), "repeat", values(announcement, which="uncertain", sure="yes"))
        return Reply([question], (sure, Button(t("Back"), "announcements", values(announcement))), replaces=True)
    number = running.repeat(call.unit, call.person(), call.published.letter_id, announcement.id, which)
    said = n("**It leaves again for {count} chat.**", "**It leaves again for {count} chats.**", number)
    return Reply([said], status(announcement), replaces=True)


def _followup(call: Call) -> Reply:
    announcement = found(call)
    check_own(announcement.content)
    audience = corrections.stale(call.unit, announcement)
    if not audience.chats:
        raise Conflict(t("None of those chats can be reached now."))
    content = announcement.content
    new = drafts.draft(
        call.unit,
        call.person(),
        account=call.actor.account,
        letter_id=call.published.letter_id,
        texts=content.texts,
        ordered_in=call.caller.address,
        audience=audience,
    )
    return desk(call, new)


def _report(call: Call) -> Reply:
    announcement, after = found(call), call.number("after") or 0
    if call.text("csv"):
        content = written.as_asked_for(call, ("report", announcement.id), lambda unit: report.table(unit, announcement))
        file = report.file(call.unit, announcement, content)
        return Reply(
            [t("Every chat, and what came of announcement {number} there.", number=announcement.id)], files=(file,)
        )
    rows = report.rows(call.unit, announcement, after=after, limit=LINES)
    if not rows:
        raise Conflict(t("There is nothing more to tell."))
    buttons = [Button(t("As a table (CSV)"), "report", values(announcement, csv="yes"))]
    if len(rows) == LINES:
        buttons.insert(0, Button(t("More"), "report", values(announcement, after=rows[-1].delivery_id)))
    return Reply(
        [report_head(announcement), Bullets(tuple(report_lines(rows)))],
        (*buttons, Button(t("Back"), "announcements", values(announcement))),
    )


_AFTER = hidden("after", t("After"))

COMMANDS = (
    Command(
        "announcements",
        t("Announcements and their delivery"),
        _announcements,
        (LETTER, ANNOUNCEMENT),
        roles=EDITORS,
        private=True,
    ),
    for_editors("recall", t("Recall an announcement everywhere"), _recall, ANNOUNCEMENT, SURE, irreversible="sure"),
    for_editors(
        "repeat",
        t("Repeat an announcement where it did not arrive"),
        _repeat,
        ANNOUNCEMENT,
        among("which", t("Where"), "failed", "uncertain"),
        SURE,
        irreversible="sure",
    ),
    for_editors("followup", t("Follow up where an announcement could not be changed"), _followup, ANNOUNCEMENT),
    for_editors(
        "report",
        t("What came of an announcement, chat by chat"),
        _report,
        ANNOUNCEMENT,
        _AFTER,
        among("csv", t("As a table"), "yes"),
    ),
)
