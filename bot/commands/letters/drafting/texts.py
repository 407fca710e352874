"""Owners and editors write the letter's text: paragraph after paragraph, or as a file."""

from collections.abc import Mapping, Sequence

from bot.commands.letters.drafting.draft import TEXT, view
from bot.commands.letters.drafting.editing import KEPT, LONGEST, TAG
from bot.commands.shared_options import ANY_STATE_LETTER, EDITORS, for_editors_of_any
from bot.errors import Invalid, NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.forms.formatting import unkept
from bot.interface.options import Kind, Option
from bot.model.letters import limits
from bot.model.letters.document_files import TEXTS, ending, text_in
from bot.service.letters import editing
from bot.text.markup.formatted import not_kept
from bot.text.text import Language, Text, t


def _language(call: Call) -> str:
    """The language that a button means; raises `NotFound` where the letter does not have it."""
    languages, index = editing.edited(call.unit, call.published).languages, call.raw.get("language", "0")
    if not index.isdecimal() or int(index) >= len(languages):
        raise NotFound(t("There is no such part of the letter."))
    return languages[int(index)]


def _begin(call: Call) -> Mapping[str, str]:
    return {"seen": editing.text_seen(editing.edited(call.unit, call.published), _language(call))}


def _more(call: Call) -> Reply:
    editing.write_more(call.unit, call.person(), call.published, _language(call), call.text("paragraphs"))
    return view(call, TEXT, None, KEPT, *not_kept(unkept(call, "paragraphs")))


def _file(call: Call) -> Reply:
    kept = editing.write_whole(
        call.unit,
        call.person(),
        revision=call.published,
        language=_language(call),
        text=_sent(call),
        before=call.raw.get("seen", ""),
    )
    if kept:
        return view(call, TEXT, None, KEPT)
    again = Button(t("Send it all the same"), "write_file", {"language": call.number("language") or 0})
    said = t("**Somebody else has changed the text since you began.** Nothing of yours was kept.")
    return Reply([said], (again, Button(t("Back"), "edit", {"what": TEXT})))


def _sent(call: Call) -> str:
    """The text in the file that was sent; raises `Invalid` where there is none in it."""
    files = call.unit.files.get([call.number("file") or 0])
    if not files or ending(files[0].name) not in TEXTS:
        raise Invalid(t("The text has to come as a file whose name ends in {endings}.", endings=", ".join(TEXTS)))
    if files[0].size > limits.FILE_BYTES:
        raise Invalid(t("This file is too large for a letter's text."))
    text = text_in(call.unit.files.content(files[0].id))
    if text is None:
        raise Invalid(t("This file is not a text in UTF-8. Save it with that encoding in your editor."))
    return text


def _asks_more(call: Call) -> Sequence[Text]:
    said = t(
        "Write what follows, in {language}; bold, italic, quotations and links are kept.",
        language=Language(_language(call)),
    )
    return (said,)


def _asks_file(call: Call) -> Sequence[Text]:
    said = t(
        "Please send the whole text in {language} as a file whose name ends in {endings}. It takes the place of what "
        "is there.",
        language=Language(_language(call)),
        endings=", ".join(TEXTS),
    )
    return (said,)


COMMANDS = (
    for_editors_of_any(
        "write_more",
        t("Write more of the letter's text"),
        _more,
        TAG,
        Option(
            "paragraphs",
            Kind.PARAGRAPH,
            t("The new text"),
            _asks_more,
            most=LONGEST,
            questions=True,
            argument=False,
            marked=True,
        ),
    ),
    Command(
        "write_file",
        t("Send the letter's text as a file"),
        _file,
        (ANY_STATE_LETTER, TAG, Option("file", Kind.FILE, t("File"), _asks_file, argument=False)),
        roles=EDITORS,
        private=True,
        menu=False,
        begin=_begin,
    ),
)
