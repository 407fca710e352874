"""The letter's events: what comes, what was, as a calendar file, and to be shared."""

from collections.abc import Sequence

from bot.commands.shared_options import EDITORS, LETTER, among
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.model.files import File
from bot.model.letters.events import in_order, over
from bot.text.text import Bullets, Part, t
from bot.views.buttons import ASK, EVENTS, READ
from bot.views.letters.calendar import MIME, calendar
from bot.views.letters.letter import event_entry
from bot.views.letters.sharing import events_name, share_button, shared_events

FILE = "file"

SHOWN = 20
"""So many events at the most stand in an answer, of those to come and of those that were."""


def _events(call: Call) -> Reply:
    letter, now = call.letter, call.unit.now
    if not letter.events:
        return Reply([t("**No event belongs to this letter now.**")], (*_editing(call), READ, ASK), card=True)
    if call.text("act") == FILE:
        return _file(call)
    events = in_order(letter, now)
    ahead = [event_entry(letter, each, now) for each in events if not over(letter, each, now)]
    past = [event_entry(letter, each, now) for each in events if over(letter, each, now)]
    parts: list[Part] = (
        [t("**What comes**"), Bullets(tuple(ahead[:SHOWN]))] if ahead else [t("**No event is to come.**")]
    )
    if past:
        parts.extend((t("**What was**"), Bullets(tuple(past[:SHOWN]))))
    keep = Button(t("As a calendar file"), "events", {"act": FILE})
    taken = (keep, share_button(call, events_name(letter))) if ahead else ()
    return Reply(parts, (*taken, *_editing(call), READ, ASK), card=True)


def _editing(call: Call) -> Sequence[Button]:
    """What an editor does about events, in private."""
    if not call.caller.confidential or not call.actor.may(*EDITORS):
        return ()
    return (Button(t("Change the events"), "edit", {"what": "events"}), Button(t("Speakers"), "speakers"))


def _file(call: Call) -> Reply:
    said = t(
        "**The dates as a file:** open it, and your calendar takes them in. It does not follow what changes later."
    )
    return Reply([said, *_subscribe(call)], (EVENTS, READ), files=(_calendar(call),))


def _subscribe(call: Call) -> Sequence[Part]:
    if not call.web:
        return ()
    return (t("A calendar that follows the letter stands on its page, under its dates."),)


def _calendar(call: Call) -> File:
    revision, language = call.published, call.speech.language_of(call.letter.title)
    name = f"{revision.letter.slug}-{language}.ics"
    content = calendar(revision, call.unit.ledger.public(revision.letter_id), call.speech, language)
    return call.unit.files.made(revision.letter_id, name, MIME, content)


COMMANDS = (
    Command(
        "events",
        t("What comes, where, and who speaks"),
        _events,
        (LETTER, among("act", t("What"), FILE)),
        linked=True,
        shared=shared_events,
    ),
)
