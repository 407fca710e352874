"""An owner takes the file of a document back, which was wrong."""

from collections.abc import Sequence

from bot.commands.shared_options import LETTER, OWNERS, SURE
from bot.errors import NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Option
from bot.model.announcements.announcement import Announcement
from bot.service.letters import former_documents
from bot.text.text import Part, n, t
from bot.views.announcements.announcement_views import values
from bot.views.letters.documents import document_entries

MOST_BUTTONS = 10
"""So many announcements at the most have a button each."""


def _take_back(call: Call) -> Reply:
    number = call.number("document") or 0
    if not call.text("sure"):
        return _asks(call, number)
    recalled = former_documents.take_back(call.unit, call.person(), call.published, number)
    parts: list[Part] = [
        t("**Taken back.** The file is erased, and given out nowhere any more."),
        document_entries(call.unit, call.published)[number - 1],
        *_recalled(recalled),
        t("Whoever has kept it has it still. Tell them, and publish the right one with `/edit`."),
    ]
    buttons = (
        Button(t("Announcement {number}", number=each.id), "announcements", values(each))
        for each in recalled[:MOST_BUTTONS]
    )
    return Reply(parts, tuple(buttons), replaces=True)


def _asks(call: Call, number: int) -> Reply:
    entries = document_entries(call.unit, call.published)
    if not 1 <= number <= len(entries):
        raise NotFound(t("There is no such document."))
    question = t(
        "**Take this file back, since it is wrong?** It is erased at once, and given out no more: not in chats, not on "
        "the page, not in the press kit. Announcements that came with it are recalled everywhere. It can't be undone, "
        "and this very file can't be published again."
    )
    sure = Button(t("Yes, take it back"), "take_back", {"document": number, "sure": "yes"}, style="danger")
    return Reply([question, entries[number - 1]], (sure,))


def _recalled(recalled: Sequence[Announcement]) -> Sequence[Part]:
    """How many announcements are recalled, and where one sees which chats could not be reached."""
    if not recalled:
        return (t("No announcement was sent with it."),)
    return (
        n(
            "{count} announcement that came with it is recalled everywhere. Some platforms delete nothing that is "
            "older than two days: its delivery status names the chats where the file still stands.",
            "{count} announcements that came with it are recalled everywhere. Some platforms delete nothing that is "
            "older than two days: their delivery status names the chats where the file still stands.",
            len(recalled),
        ),
    )


_DOCUMENT = Option("document", Kind.NUMBER, t("Number"), t("The document's number"))

COMMANDS = (
    Command(
        "take_back",
        t("Take back a document's file that was wrong"),
        _take_back,
        (LETTER, _DOCUMENT, SURE),
        roles=OWNERS,
        private=True,
        menu=False,
        irreversible="sure",
    ),
)
