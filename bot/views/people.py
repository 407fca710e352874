"""What organizers are told of one another and of floods, and what a letter's settings say."""

from collections.abc import Mapping

from bot.interface.call import Button, Reply
from bot.model.letters.letter import Revision
from bot.model.people.limits import NOTEWORTHY
from bot.model.people.settings import GUARDED_FROM, Choices, read_choices
from bot.model.proofs.authority import Level
from bot.ports.store import Unit
from bot.text.text import Bullets, Text, n, t

AUTOMATIC = "auto"


SECOND: Mapping[str, Text] = {
    AUTOMATIC: t("from {chats} chats on, where there are two organizers", chats=GUARDED_FROM),
    "on": t("always"),
    "off": t("never"),
}


REQUIRES: Mapping[Level, Text] = {
    Level.STATED: t("a reviewer's decision"),
    Level.PROVEN: t("a proven address, or a reviewer who states how it was checked"),
    Level.CONFIRMED: t("a proven address, and a second contact at the organization who confirmed"),
}


def guard(unit: Unit, revision: Revision) -> Reply:
    """What the other owners are told when somebody has changed who organizes a letter, or what holds for it."""
    choices = read_choices(unit.settings.all(revision.letter_id))
    return Reply(
        [
            t("**Somebody has changed who organizes {title}, or what is set for it.**", title=revision.letter.title),
            Bullets(
                (
                    n("{count} organizer", "{count} organizers", len(unit.people.organizers(revision.letter_id))),
                    t("Another organizer has to release an announcement too: {when}", when=SECOND[choices.second]),
                    t("Time to undo before a released announcement leaves: {time}", time=undo_time(choices)),
                    t("What a sign-on needs to be listed: {level}", level=REQUIRES[choices.list_requires]),
                )
            ),
            t("If you don't know of it, look into it: somebody's account may have been stolen."),
        ],
        (Button(t("Organizers"), "organizers"), Button(t("Settings"), "settings")),
    )


def undo_time(choices: Choices) -> Text:
    """For how long an announcement can be stopped after its release."""
    if choices.undo is None:
        return t("a minute where another organizer has to release it, else none")
    return in_minutes(choices.undo // 60)


def burst() -> Reply:
    """What organizers are told of a burst."""
    said = t(
        "**Very many sign on at this moment:** more than {count} within ten minutes. Nothing is listed without your "
        "decision. If they are not genuine, keep their domain or their accounts out with `/block`.",
        count=NOTEWORTHY.most,
    )
    return Reply([said], (Button(t("The sign-ons that wait for a decision"), "review"),))


def in_minutes(minutes: int) -> Text:
    """So many minutes, in words."""
    return n("{count} minute", "{count} minutes", minutes) if minutes else t("none")
