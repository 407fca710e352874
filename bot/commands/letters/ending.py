"""Owners close the signing, end the campaign, and look after copies of its pages."""

from bot.commands.announcements.desk import drafted
from bot.commands.shared_options import LETTER, OWNERS, SURE, among, hidden
from bot.errors import Conflict
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Option
from bot.model.announcements.announcement import EVERYBODY, SIGNERS
from bot.model.people.retention import KEPT_AFTER_THE_END
from bot.service.letters import ending
from bot.text import checks
from bot.text.pasted import visible
from bot.text.text import Code, n, t
from bot.views.announcements.announcement_views import values
from bot.views.letters.ending import MAKE, copies_told, copy_file, ended
from bot.views.people import others_told

LAST_WORDS = t(
    "The campaign for this open letter has ended. Thank you to everybody who has carried it. The letter, and who has "
    "signed it, stay to be read."
)
"""How a draft of the last words to every chat begins."""

TO_SIGNERS = t(
    "The campaign for the open letter that you signed has ended. Thank you. Your organization stays in the list, and "
    "can still withdraw at any time. Your name, role and address are erased soon, as promised."
)
"""How a draft of the last words to those who signed begins."""


def _close(call: Call) -> Reply:
    if not call.text("sure"):
        yes = Button(t("Yes, close it now"), "close", {"sure": "yes"}, style="danger")
        return Reply(
            [
                t("**Close the signing of {title} now?**", title=call.letter.title),
                t(
                    "No organization can sign on from then on, or correct its sign-on; each can still withdraw, and "
                    "what waits is still reviewed. It is published as a revision; under `/edit` it can be opened again."
                ),
            ],
            (yes,),
        )
    closed = ending.close(call.unit, call.person(), call.published)
    if closed is None:
        return Reply([t("**It waits for another organizer**, who was asked to agree.")], replaces=True)
    end = Button(t("End the campaign"), "end_campaign")
    return Reply([t("**Closed.** No organization can sign on any more.")], (end,), replaces=True)


def _end(call: Call) -> Reply:
    if call.text("act") == "resume":
        ending.resume(call.unit, call.person(), call.published.letter_id)
        return Reply([t("**The campaign goes on.** Nobody is erased. To let organizations sign again, use `/edit`.")])
    if not call.text("sure"):
        return _ask(call)
    made = ending.end(call.unit, call.person(), call.published)
    everybody, signers = drafted(call, LAST_WORDS, EVERYBODY), drafted(call, TO_SIGNERS, SIGNERS)
    return Reply(
        [
            t("**The campaign has ended.**"),
            ended(call.letter, made),
            t(
                "Two announcements are drafted: the last words to every chat, and to those who signed and agreed to "
                "news. Nothing was sent: look at them, change them, and release them."
            ),
            t("Until the people are erased, every owner can take the end back."),
        ],
        (
            Button(t("To every chat"), "draft", values(everybody), style="primary"),
            Button(t("To those who signed"), "draft", values(signers), style="primary"),
            Button(t("The copies"), "copies"),
            Button(t("Take it back"), "end_campaign", {"act": "resume"}, style="danger"),
        ),
        replaces=True,
    )


def _ask(call: Call) -> Reply:
    found = call.unit.endings.of(call.published.letter_id)
    if found:
        take_back = Button(t("Take it back"), "end_campaign", {"act": "resume"}, style="danger")
        copies = Button(t("The copies"), "copies")
        return Reply([ended(call.letter, found)], (copies,) if found.erased_at else (copies, take_back))
    return Reply(
        [
            t("**End the campaign of {title}?**", title=call.letter.title),
            *others_told(call.unit, call.published.letter_id, call.person()),
            n(
                "In {count} day the names, roles and addresses of all who signed are "
                "erased, as they were promised; the list and the record stay, and every organization can still "
                "withdraw. Until then every owner can take it back.",
                "In {count} days the names, roles and addresses of all who signed are "
                "erased, as they were promised; the list and the record stay, and every organization can still "
                "withdraw. Until then every owner can take it back.",
                KEPT_AFTER_THE_END.days,
            ),
        ],
        (Button(t("Yes, end it"), "end_campaign", {"sure": "yes"}, style="danger"),),
    )


def _copies(call: Call) -> Reply:
    if call.text("act") == "make":
        return _made(call)
    letter_id, number = call.published.letter_id, call.number("copy")
    if number is not None:
        copy = ending.find_copy(call.unit, letter_id, number)
        (call.unit.endings.renewed if call.text("act") == "renewed" else call.unit.endings.remove_copy)(copy.id)
    copies = call.unit.endings.copies(letter_id)
    buttons = [
        Button(t("Replaced: {address}", address=each.address), "copies", {"copy": each.id, "act": "renewed"})
        for each in copies
        if each.outdated_at
    ]
    buttons.extend(
        Button(t("Gone: {address}", address=each.address), "copies", {"copy": each.id, "act": "gone"})
        for each in copies
    )
    return Reply(
        [
            t("**Copies of the letter's pages that others show**"),
            *copies_told(copies),
            t(
                "A copy is every page, the data, the documents and the frozen lists, to be opened from a folder or put "
                "on any server. Make one here; whoever runs the bot can with {command}. Note where one stands: at each "
                "withdrawal you are told to have it replaced.",
                command=Code(f"countersign archive --letter {call.letter.slug}"),
            ),
        ],
        (
            MAKE,
            Button(t("Note a copy"), "note_copy"),
            *buttons,
        ),
        replaces=number is not None,
    )


def _made(call: Call) -> Reply:
    file = copy_file(call)
    if file is None:
        raise Conflict(
            t("A copy can't be made here now, or is too large for a chat. Whoever runs the bot can make one."), "copies"
        )
    return Reply(
        [t("**The copy as it is now.** Unpack it, and open `index.html`.")], (Button(t("The copies"), "copies"),),
        files=(file,),
    )  # fmt: skip


def _note_copy(call: Call) -> Reply:
    ending.note_copy(call.unit, call.published.letter_id, call.text("address"))
    return _copies(call)


_ADDRESS = Option(
    "address",
    Kind.TEXT,
    t("Address"),
    t("The address at which the copy stands, such as `https://archive.example.org/letter`"),
    most=checks.WEBSITE_LENGTH,
    clean=visible,
    check=checks.website,
    argument=False,
)

COMMANDS = (
    Command(
        "close",
        t("End the signing now"),
        _close,
        (LETTER, SURE),
        roles=OWNERS,
        private=True,
        irreversible="sure",
    ),
    Command(
        "end_campaign",
        t("End the letter's campaign"),
        _end,
        (LETTER, SURE, among("act", t("What"), "resume")),
        roles=OWNERS,
        private=True,
        irreversible="sure",
    ),
    Command(
        "copies",
        t("Copies of the letter's pages that others show"),
        _copies,
        (LETTER, hidden("copy", t("Copy")), among("act", t("What"), "renewed", "gone", "make")),
        roles=OWNERS,
        private=True,
        menu=False,
    ),
    Command(
        "note_copy",
        t("Note where a copy of the letter's pages stands"),
        _note_copy,
        (LETTER, _ADDRESS),
        roles=OWNERS,
        private=True,
        menu=False,
    ),
)
