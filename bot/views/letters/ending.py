"""What is said of the end of a letter's campaign."""

from collections.abc import Hashable, Sequence

from bot.interface.call import Button, Call, Reply
from bot.interface.typesetting import Wanted
from bot.model.files import File
from bot.model.letters.ending import Copy, Ending
from bot.model.letters.letter import Letter
from bot.ports.store import Unit
from bot.ports.typesetter import PagesCopy
from bot.service.lists import exports
from bot.text.text import Bullets, Link, Part, Text, t

COPIES = Button(t("The copies"), "copies")
MAKE = Button(t("Make a copy now"), "copies", {"act": "make"}, style="primary")


def ended(letter: Letter, ending: Ending) -> Text:
    """That the campaign has ended, and what becomes of those who signed."""
    on, erase = letter.local(ending.at).date(), letter.local(ending.erase_at).date()
    if ending.erased_at:
        return t("The campaign ended on {date}. Nothing is kept any more of the people who signed.", date=on)
    return t(
        "The campaign ended on {date}. What is kept of the people who signed is erased on {erased}; the organizations "
        "stay in the list, and each can still withdraw.",
        date=on,
        erased=erase,
    )


def told(unit: Unit, letter: Letter, letter_id: int) -> Reply:
    """What the other owners are told where one has ended a campaign, or taken that back."""
    ending = unit.endings.of(letter_id)
    if ending is None:
        goes_on = t("**Another owner has taken back that the campaign ended:** {title}", title=letter.title)
        return Reply([goes_on])
    take_back = Button(t("Take it back"), "end_campaign", {"letter": letter_id, "act": "resume"}, style="danger")
    return Reply(
        [t("**Another owner has ended the campaign of {title}.**", title=letter.title), ended(letter, ending)],
        () if ending.erased_at else (take_back,),
    )


def outdated(unit: Unit, letter: Letter, letter_id: int) -> Reply | None:
    """What owners are told where copies name an organization that has left the list; nothing where none does."""
    behind = [each for each in unit.endings.copies(letter_id) if each.outdated_at]
    if not behind:
        return None
    title = letter.title
    return Reply(
        [
            t("**Copies of the pages of {title} name an organization that has left its list.**", title=title),
            Bullets(tuple(t("{page}", page=Link(each.address)) for each in behind)),
            t("Please ask those who show them to replace them at once, by a copy as it is now:"),
        ],
        (
            Button(MAKE.label, MAKE.command, {"letter": letter_id, **MAKE.values}, style="primary"),
            Button(COPIES.label, COPIES.command, {"letter": letter_id}),
        ),
    )


def copy_file(call: Call) -> File | None:
    """A copy of the letter's pages as a file; nothing where it can't be made now, or is too large for a chat."""
    revision, letter = call.published, call.letter

    def state(unit: Unit) -> Hashable:
        last, today = unit.journal.last(revision.letter_id).number, letter.local(unit.now).date()
        return ("copy", revision.letter_id, revision.number, last, today)

    content = call.typeset(Wanted(state, lambda unit: PagesCopy(letter.slug)))
    if content is None or len(content) > exports.MOST_BYTES:
        return None
    return call.unit.files.made(revision.letter_id, f"{letter.slug}.zip", "application/zip", content)


def copies_told(copies: Sequence[Copy]) -> Sequence[Part]:
    """Where copies stand, and which are to be replaced."""
    if not copies:
        return (t("No copy is noted."),)
    return (
        Bullets(
            tuple(
                t("{address}: **to be replaced**", address=Link(each.address))
                if each.outdated_at
                else t("{address}: as it is now", address=Link(each.address))
                for each in copies
            )
        ),
    )
