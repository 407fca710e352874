"""The host of a server lets the letter's dates stand among its events."""

from bot.commands.shared_options import LETTER, among
from bot.errors import Conflict, NotAllowed
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.model.letters.calendars import Gathering
from bot.service.letters import calendars
from bot.text.text import Bullets, Part, Text, t
from bot.views.chats import FOR_THE_WHOLE

BEGIN, END = "begin", "end"


def _calendar(call: Call) -> Reply:
    letter_id, server, act = call.published.letter_id, call.caller.server, call.text("act")
    if server is None or not call.actor.manages_chat:
        raise Conflict(t("This is for a server, and for who manages it: give it there."))
    if act and not call.caller.whole:
        raise NotAllowed(FOR_THE_WHOLE)
    if act == BEGIN:
        calendars.begin(call.unit, letter_id, server, call.speech.tag)
    elif act == END:
        calendars.end(call.unit, letter_id, server)
    shown = call.unit.calendars.has(letter_id, server)
    upcoming = calendars.upcoming(call.unit, letter_id, call.speech.tag)
    parts: list[Part] = [
        t("**The letter's dates stand among this server's events.** They change and go with the letter.")
        if shown
        else t("**The letter's dates do not stand among this server's events.**")
    ]
    parts.append(Bullets(tuple(_line(call, each) for each in upcoming)) if upcoming else t("No date is to come."))
    if call.caller.lacks_events and (shown or not act):
        parts.append(
            t(
                "**I may not do that yet:** I need the permission {permission}. Whoever manages the server gives it to "
                "my role, in the server's settings under its roles.",
                permission=call.caller.lacks_events,
            )
        )
    button = (
        Button(t("Take them away"), "calendar", {"act": END})
        if shown
        else Button(t("Show them among the events"), "calendar", {"act": BEGIN}, style="primary")
    )
    return Reply(parts, (button,), replaces=bool(act))


def _line(call: Call, each: Gathering) -> Text:
    return t("{title}, {at}, {place}", title=each.title, at=call.letter.local(each.begins), place=each.place)


COMMANDS = (
    Command(
        "calendar",
        t("Show the letter's dates among a server's events"),
        _calendar,
        (LETTER, among("act", t("What to do"), BEGIN, END)),
        manager=True,
        private=True,
    ),
)
