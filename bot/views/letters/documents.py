"""A letter's documents, with what became of them: replaced openly, or taken back."""

from collections.abc import Callable, Sequence

from bot.model.announcements.announcement import Content
from bot.model.letters.documents import Former, Present
from bot.model.letters.letter import Document, Letter, Revision
from bot.ports.store import Unit
from bot.service.letters import former_documents
from bot.text.text import Code, Text, t
from bot.views.letters.letter import document_entry


def document_entries(
    unit: Unit, revision: Revision, address: Callable[[Document], str] = lambda document: ""
) -> tuple[Text, ...]:
    """The letter's documents, each in one line. `address`: where the file of one is; empty where it is nowhere."""
    return tuple(present_entry(revision.letter, each, address) for each in former_documents.present(unit, revision))


def present_entry(letter: Letter, present: Present, address: Callable[[Document], str] = lambda document: "") -> Text:
    """A document in one line: that it was taken back goes along, and that its file took the place of another."""
    document = present.document
    entry = document_entry(document, "" if present.taken_back else address(document))
    if present.taken_back:
        return t("{document} — taken back on {date}", document=entry, date=letter.local(present.taken_back).date())
    if present.replaced:
        date = letter.local(present.replaced).date()
        return t("{document} — replaced an earlier file on {date}", document=entry, date=date)
    return entry


def former_text(letter: Letter, former: Former) -> Text:
    """Why a file is not given out any more."""
    date = letter.local(former.at).date()
    if former.taken_back:
        return t("This file was taken back on {date}: it was wrong. Please do not use it.", date=date)
    if former.by is None:
        return t("This file is not among the letter's documents any more, since {date}.", date=date)
    return t("This file was replaced on {date} by {document}.", date=date, document=former.by.title)


def attached_notes(unit: Unit, revision: Revision, content: Content) -> Sequence[Text]:
    """Of each document of the letter that comes along, as of which revision it is; that it is not given out any more,
    where that is so."""
    names = {each.id: each.name for each in unit.files.get(content.files)}
    notes = list[Text]()
    for each in content.documents:
        gone = former_documents.former(unit, revision, each.sha256)
        if gone is None:
            note = t("*{name} is as of revision {number} of the letter.*", name=names.get(each.file, ""),
                     number=each.revision)  # fmt: skip
        elif gone.by:
            note = t("*A file that came with this was replaced on {date}. The one that holds stands under {command}.*",
                     date=revision.letter.local(gone.at).date(), command=Code("/letter"))  # fmt: skip
        else:
            note = t("*A file that came with this was taken back on {date}. Please do not use it.*",
                     date=revision.letter.local(gone.at).date())  # fmt: skip
        notes.append(note)
    return notes


def given_out(unit: Unit, revision: Revision, content: Content) -> tuple[int, ...]:
    """The files that come along: none that the letter had as a document, and does not any more."""
    gone = {each.file for each in content.documents if former_documents.former(unit, revision, each.sha256)}
    return tuple(each for each in content.files if each not in gone)
