"""What the owners of a letter can set: how announcements are guarded, what its list requires, what it announces."""

from collections.abc import Mapping, Sequence

from bot.commands.shared_options import LETTER, OWNERS, among, hidden
from bot.errors import Conflict, Invalid
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind
from bot.model.announcements.news import DIGEST_AT, REMINDED_AT, next_milestone
from bot.model.deliveries import Subject
from bot.model.letters.letter import Letter
from bot.model.lists.order import Order
from bot.model.people.settings import LOOSENED, OFFERED_DAYS, SWITCHES, Choices, Guard, Loosening, read_choices
from bot.model.proofs.authority import Level
from bot.service.announcements import news
from bot.service.announcements.news import SETTLED_AFTER
from bot.service.people import guards
from bot.service.telling import tell_owners
from bot.text.text import Bullets, Code, Part, Text, n, t
from bot.views.people import (
    AUTOMATIC,
    EVENT_DAYS,
    LABELS,
    NAMES,
    REQUIRES,
    SECOND,
    day_before,
    event_days,
    in_minutes,
    undo_time,
    waiting,
)

SECOND_BUTTONS: Mapping[str, Text] = {
    AUTOMATIC: t("Second organizer: automatic"),
    "on": t("Second organizer: always"),
    "off": t("Second organizer: never"),
}
UNDO_MINUTES = (0, 1, 5, 15)

TURN_ON: Mapping[str, Text] = {
    "milestones": t("Announce milestones"),
    "digest": t("Announce new organizations"),
    "events": t("Announce events"),
    "closing": t("Announce the closing"),
    "shows_level": t("Show how each was proven"),
}
TURN_OFF: Mapping[str, Text] = {
    "milestones": t("Don't announce milestones"),
    "digest": t("Don't announce new organizations"),
    "events": t("Don't announce events"),
    "closing": t("Don't announce the closing"),
    "shows_level": t("Don't show how each was proven"),
}

ORDERS: Mapping[Order, Text] = {
    Order.ALPHABETICAL: t("in the order of the alphabet"),
    Order.ARRIVAL: t("in the order in which organizations signed"),
}
ORDER: Mapping[Order, Text] = {
    Order.ALPHABETICAL: t("List: by the alphabet"),
    Order.ARRIVAL: t("List: as they signed"),
}
REQUIRE: Mapping[Level, Text] = {
    Level.STATED: t("List: a reviewer decides"),
    Level.PROVEN: t("List: proven, or checked"),
    Level.CONFIRMED: t("List: a second contact too"),
}


def _settings(call: Call) -> Reply:
    letter_id, name, value = call.published.letter_id, call.text("setting"), call.text("value")
    return _shown(call, _change(call, letter_id, name, value) if name else (), bool(name))


def _shown(call: Call, said: Sequence[Part], replaces: bool) -> Reply:
    """Everything that is set, after what was done about it."""
    letter_id = call.published.letter_id
    choices = read_choices(call.unit.settings.all(letter_id))
    waits, agreeing = waiting(call.unit, call.published, choices)
    return Reply(
        [
            *said,
            t("**Settings of {title}**", title=call.letter.title),
            Bullets(
                (
                    t(
                        "Another organizer has to release an announcement too: {when}",
                        when=SECOND[choices.guard(call.unit.now)],
                    ),
                    t("Time to undo before a released announcement leaves: {time}", time=undo_time(choices)),
                )
            ),
            t("**The list**"),
            Bullets(
                (
                    t("What a sign-on needs to be listed: {level}", level=REQUIRES[choices.list_requires]),
                    _state("shows_level", choices.shows_level),
                    t("The list is {order}", order=ORDERS[choices.order]),
                )
            ),
            t("**What the letter announces by itself**"),
            Bullets(
                (
                    *(_state(name, getattr(choices, name)) for name in SWITCHES),
                    t("{name}: {days}", name=EVENT_DAYS, days=event_days(choices.event_days)),
                )
            ),
            *waits,
        ],
        (*agreeing, *_buttons(choices, choices.guard(call.unit.now))),
        replaces=replaces,
    )


def _state(name: str, on: bool) -> Text:
    return t("{name}: on", name=NAMES[name]) if on else t("{name}: off", name=NAMES[name])


def _buttons(choices: Choices, second: Guard) -> Sequence[Button]:
    """A button for everything that can be set otherwise than it is."""
    buttons = [_button(label, "second", value) for value, label in SECOND_BUTTONS.items() if value != second]
    if choices.undo is not None:
        buttons.append(_button(t("Time to undo: automatic"), "undo", AUTOMATIC))
    buttons.extend(
        _button(t("Time to undo: {time}", time=in_minutes(minutes)), "undo", f"m{minutes}")
        for minutes in UNDO_MINUTES
        if choices.undo != minutes * 60
    )
    buttons.extend(
        _button(label, "list_requires", level) for level, label in REQUIRE.items() if level is not choices.list_requires
    )
    buttons.extend(_button(label, "order", order) for order, label in ORDER.items() if order is not choices.order)
    for name in (*SWITCHES, "shows_level"):
        on = getattr(choices, name)
        buttons.append(_button((TURN_OFF if on else TURN_ON)[name], name, "off" if on else "on"))
    return (*buttons, Button(EVENT_DAYS, "event_days"))


def _button(label: Text, setting: str, value: str) -> Button:
    return Button(label, "settings", {"setting": setting, "value": value})


def _change(call: Call, letter_id: int, name: str, value: str) -> Sequence[Part]:
    """Set something, and say what happens from now on."""
    if value not in VALUES[name]:
        raise Invalid(t("This can't be chosen here any more."))
    if name in SWITCHES:
        waits = news.switch(call.unit, letter_id, name, value == "on", call.person())
        if waits:
            return (_waits(call, waits),)
        return (_promise(call, name),) if value == "on" else (t("Off: nothing more of this is announced."),)
    if value == Level.CONFIRMED and not call.mails:
        raise Conflict(t("No mail is sent from here, so that nobody could confirm, and nothing be listed."))
    if name == "second":
        loosened = guards.set_second(call.unit, call.person(), letter_id, _guard(value))
        return (_waits(call, loosened),) if loosened else (t("This is set for what is released from now on."),)
    kept = "" if value == AUTOMATIC else str(int(value[1:]) * 60) if name == "undo" else value
    call.unit.settings.set(letter_id, name, kept)
    tell_owners(call.unit, letter_id, Subject.GUARD, call.person().id)
    if name == "order":
        return (t("This holds from now on, for the list, for files and for what is frozen."),)
    if name in ("list_requires", "shows_level"):
        return (t("This holds from now on. What is listed stays listed."),)
    return (t("This is set for what is released from now on."),)


def _guard(value: str) -> Guard:
    return "on" if value == "on" else "off" if value == "off" else "auto"


def _waits(call: Call, loosening: Loosening) -> Text:
    """That what was pressed does not hold yet, why, and from when on it does."""
    return t(
        "**This holds from {time} on.** One owner alone can't loosen what guards the letter: the other owners were "
        "told. It holds at once when one of them agrees, and not at all when one refuses.",
        time=call.letter.local(loosening.at),
    )


def _guards(call: Call) -> Reply:
    unit, letter_id, person, setting = call.unit, call.published.letter_id, call.person(), call.text("setting")
    organizer = call.number("organizer")
    match call.text("act"):
        case "agree":
            guards.agree_to_loosening(unit, person, letter_id, setting)
            said = t("**Agreed.** It holds from now on.")
        case "refuse":
            guards.refuse_loosening(unit, person, letter_id, setting)
            said = t("**Refused.** The old rule goes on to hold.")
        case _:
            guards.count_organizer(unit, person, letter_id, organizer or 0)
            said = t("**Agreed.** They count as another organizer from now on.")
    return _shown(call, (said,), True)


def _promise(call: Call, name: str) -> Text:
    letter = call.letter
    match name:
        case "milestones":
            count = call.unit.endorsements.signed(call.published.letter_id).total
            return n(
                "**On.** When {count} organization is listed, every chat that follows is told, if it is still so "
                "after {time}. Then at the next milestone, and so on.",
                "**On.** When {count} organizations are listed, every chat that follows is told, if it is still so "
                "after {time}. Then at the next milestone, and so on.",
                next_milestone(count, letter.goal),
                time=in_minutes(SETTLED_AFTER.seconds // 60),
            )
        case "digest":
            return t(
                "**On.** Every day at {time} ({zone}), every chat that follows is told which organizations were newly "
                "listed, where there are any. One that leaves the list is not named any more.",
                time=f"{DIGEST_AT:%H:%M}",
                zone=Code(letter.zone),
            )
        case "events":
            return _events(letter, read_choices(call.unit.settings.all(call.published.letter_id)))
    return _closing(letter)


def _event_days(call: Call) -> Reply:
    letter_id, day = call.published.letter_id, call.number("day")
    said = list[Part]()
    if day is not None:
        chosen = set(read_choices(call.unit.settings.all(letter_id)).event_days)
        wanted = chosen | {day} if call.text("act") == "on" else chosen - {day}
        if not wanted:
            raise Conflict(t("One day has to stay. To tell nothing of events, turn that off in the settings."))
        waits = news.choose_days(call.unit, call.person(), letter_id, wanted)
        said.append(_waits(call, waits) if waits else t("This holds from now on."))
    chosen = set(read_choices(call.unit.settings.all(letter_id)).event_days)
    return Reply(
        [
            *said,
            t("**{name}**", name=EVENT_DAYS),
            t(
                "Where the letter announces events, it does so {days}, at {time} ({zone}).",
                days=event_days(sorted(chosen, reverse=True)),
                time=f"{REMINDED_AT:%H:%M}",
                zone=Code(call.letter.zone),
            ),
        ],
        (*(_day(each, each in chosen) for each in OFFERED_DAYS), Button(t("Settings"), "settings")),
        replaces=day is not None,
    )


def _day(day: int, chosen: bool) -> Button:
    label = t("Not {day}", day=day_before(day)) if chosen else t("Also {day}", day=day_before(day))
    return Button(label, "event_days", {"day": day, "act": "off" if chosen else "on"})


def _events(letter: Letter, choices: Choices) -> Text:
    if not letter.events:
        return t("**On.** The letter has no events now: once a revision has some, every chat that follows is told.")
    return t(
        "**On.** Every chat that follows is told of each event {days}, at {time} ({zone}), and when it is moved or "
        "called off.",
        days=event_days(choices.event_days),
        time=f"{REMINDED_AT:%H:%M}",
        zone=Code(letter.zone),
    )


def _closing(letter: Letter) -> Text:
    if letter.closes is None:
        return t(
            "**On.** The letter has no closing date now: once a revision has one, every chat that follows is told."
        )
    return t(
        "**On.** Sign-ons close on {closes}. Every chat that follows is told 7 days and 1 day before, at {time} "
        "({zone}), and when they have closed.",
        closes=letter.local(letter.closes),
        time=f"{REMINDED_AT:%H:%M}",
        zone=Code(letter.zone),
    )


VALUES: Mapping[str, Sequence[str]] = {
    "second": tuple(SECOND),
    "undo": (AUTOMATIC, *(f"m{minutes}" for minutes in UNDO_MINUTES)),
    "list_requires": tuple(REQUIRE),
    "order": tuple(Order),
    **dict.fromkeys((*SWITCHES, "shows_level"), ("on", "off")),
}
"""What each setting can be."""

_LABELS: Mapping[str, Text] = {
    **LABELS,
    "undo": t("Time to undo"),
    "list_requires": t("What the list requires"),
    "order": t("Order of the list"),
}
_SETTING = hidden("setting", t("Setting"), Kind.CHOICE, tuple(Choice(name, _LABELS[name]) for name in VALUES))
_VALUE = hidden(
    "value",
    t("Value"),
    Kind.CHOICE,
    tuple(Choice(value, value) for value in dict.fromkeys(value for each in VALUES.values() for value in each)),
)

COMMANDS = (
    Command(
        "settings",
        t("How announcements are guarded, what the list requires, and what the letter announces by itself"),
        _settings,
        (LETTER, _SETTING, _VALUE),
        roles=OWNERS,
        private=True,
    ),
    Command(
        "event_days",
        t("On which days before an event it is told of"),
        _event_days,
        (LETTER, hidden("day", t("Day")), among("act", t("What"), "on", "off")),
        roles=OWNERS,
        private=True,
        menu=False,
    ),
    Command(
        "guards",
        t("Agree to what another owner has loosened, or refuse it"),
        _guards,
        (
            LETTER,
            among("act", t("What"), "agree", "refuse", "count"),
            among("setting", t("Setting"), *LOOSENED),
            hidden("organizer", t("Organizer")),
        ),
        roles=OWNERS,
        private=True,
        menu=False,
    ),
)
