"""What owners and editors change in a letter, one thing after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.letters.drafting.draft import ITEM, TEXT, values, view
from bot.commands.shared_options import ANY_STATE_LETTER, EDITORS, SURE, asks_when, for_editors_of_any, hidden
from bot.errors import NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.forms.formatting import unkept
from bot.interface.options import Kind, Option
from bot.model.letters import limits
from bot.model.letters.difference import Part
from bot.model.letters.document_files import KINDS
from bot.model.letters.editing import exists, seen, text_at
from bot.model.letters.letter import Letter
from bot.model.letters.shapes import SHAPES, Spot, Written
from bot.service.letters import editing
from bot.text.markup.formatted import not_kept
from bot.text.text import Code, Language, Text, Typed, n, t
from bot.text.text import Part as Said
from bot.views.letters.drafts import spot_name

LONGEST = 4000
"""So many characters at the most can be sent at once."""


def spot_of(call: Call) -> Spot:
    """What a button means to change; raises `NotFound` where there is no such thing."""
    letter, raw = editing.edited(call.unit, call.published), call.raw
    part, index, item = raw.get("part", ""), raw.get("language", "0"), raw.get("item", "0")
    if part not in set(SHAPES) or not (index.isdecimal() and item.isdecimal()):
        raise NotFound(t("There is no such part of the letter."))
    shape, number = SHAPES[Part(part)], int(item)
    tag = letter.languages[int(index)] if int(index) < len(letter.languages) else ""
    spot = Spot(Part(part), number if shape.items or part == Part.TEXT else 0, tag if shape.localized else "")
    if not exists(letter, spot):
        raise NotFound(t("There is no such part of the letter."))
    return spot


def _begin(call: Call) -> Mapping[str, str]:
    """What stands there when somebody begins to change it, so that nobody's edit is lost to another's."""
    return {"seen": seen(editing.edited(call.unit, call.published), spot_of(call))}


def _change(call: Call) -> Reply:
    spot, before, moment, file = spot_of(call), call.raw.get("seen", ""), call.moment("at"), call.number("file")
    text = call.text("line") or call.text("paragraphs")
    unit, person, revision = call.unit, call.person(), call.published
    if spot.shape.moment:
        kept = editing.plan(unit, person, revision=revision, spot=spot, moment=moment, before=before)
    elif spot.shape.written is Written.FILE:
        kept = editing.attach(unit, person, revision=revision, spot=spot, file_id=file or 0, before=before)
    else:
        kept = editing.write(unit, person, revision=revision, spot=spot, text=text, before=before)
    if kept:
        return _after(call, spot, KEPT, *not_kept(unkept(call, "paragraphs")))
    letter = editing.edited(call.unit, call.published)
    return Reply(
        [
            t("**Somebody else has changed this since you began.** Nothing of yours was kept. Now it says:"),
            Typed(text_at(letter, spot) or "—", quoted=True),
            *((t("You wrote:"), Typed(text, quoted=True)) if text else ()),
        ],
        (Button(t("Change it all the same"), "change", values(letter, spot)), Button(t("Back"), "edit")),
    )


def _after(call: Call, spot: Spot, *said: Text) -> Reply:
    if spot.shape.items:
        return view(call, spot.shape.items, spot.number, *said)
    return view(call, TEXT if spot.part is Part.TEXT else "", None, *said)


def _clear(call: Call) -> Reply:
    spot = spot_of(call)
    if not editing.clear(call.unit, call.person(), call.published, spot, call.text("seen")):
        return view(call, "", None, OVERTAKEN)
    return _after(call, spot, t("**Taken away.** Nobody but the editors sees it until it is published."))


def _only_the_day(call: Call) -> Reply:
    spot = spot_of(call)
    if not editing.plan_day(call.unit, call.person(), call.published, spot, call.text("seen")):
        return view(call, "", None, OVERTAKEN)
    return _after(call, spot, KEPT)


KEPT = t("**Kept.** Nobody but the editors sees it until it is published.")
OVERTAKEN = t("**Somebody else has changed this meanwhile.** Nothing was done; look again.")


def _undo(call: Call) -> Reply:
    if not call.published.number:
        return view(call)
    if not call.text("sure"):
        return Reply(
            [t("**Undo every edit since the last publication?** What all editors have typed since is lost.")],
            (
                Button(t("Yes, undo them all"), "undo_edits", {"sure": "yes"}, style="danger"),
                Button(t("No, keep them"), "edit"),
            ),
            replaces=True,
        )
    editing.discard(call.unit, call.published)
    return view(call, "", None, t("**The edits are undone.** The letter is as it was published."))


def _asks(call: Call) -> Sequence[Said]:
    """What stands there now, and what can."""
    letter, spot = editing.edited(call.unit, call.published), spot_of(call)
    now = text_at(letter, spot)
    stands = (t("Now it says:"), Typed(now, quoted=True)) if now else _first_written(letter, spot)
    return [t("**{part}**", part=spot_name(spot, letter)), *stands, *_how(call, letter, spot)]


def _first_written(letter: Letter, spot: Spot) -> Sequence[Said]:
    """What stands there in the first language that has it, for whoever translates it; nothing where none has."""
    others = (replace(spot, language=tag) for tag in letter.languages if spot.language and tag != spot.language)
    for each in others:
        written = text_at(letter, each)
        if written:
            return (t("In {language} it says:", language=Language(each.language)), Typed(written, quoted=True))
    return ()


def _how(call: Call, letter: Letter, spot: Spot) -> Sequence[Said]:
    """How it is written."""
    most = spot.shape.longest
    match spot.shape.written:
        case Written.MOMENT:
            return asks_when(call)
        case Written.LINK:
            said = t("Write the whole address, for example {example}.", example=Code("https://example.org/page"))
        case Written.PARAGRAPHS:
            said = n(
                "Write all of it; bold and links are kept. The limit is {count} character.",
                "Write all of it; bold and links are kept. The limit is {count} characters.",
                min(most, LONGEST),
            )
        case Written.NUMBER:
            said = t("Write a whole number from 1 to {most}.", most=most)
        case Written.WORDS:
            said = t("Write the words by which people ask about it, with commas between them. Be generous.")
        case Written.ZONE:
            said = t(
                "Write a region and a city, such as {example}. Dates and times that are there stay the same moments.",
                example=Code(letter.zone),
            )
        case Written.NAME:
            said = t(
                "Write 1 to {most} of the characters a-z, 0-9 and -. It can't be changed once published.", most=most
            )
        case Written.EMAIL:
            said = t(
                "Write the address, for example {example}. Everybody will read it.", example=Code("press@example.org")
            )
        case Written.PHONE:
            said = t(
                "Write the number with its country, for example {example}. Everybody will read it.",
                example=Code("+1 555 0100"),
            )
        case Written.FILE:
            return (asks_file(),)
        case Written.LINE:
            said = n(
                "Write it on one line. The limit is {count} character.",
                "Write it on one line. The limit is {count} characters.",
                most,
            )
    return (said,)


def asks_file() -> Text:
    """What is asked for a document's file."""
    return t("Please send the file. It can be one of these: {endings}", endings=", ".join(KINDS))


def _stands(call: Call) -> str:
    return text_at(editing.edited(call.unit, call.published), spot_of(call))


def _field(raw: Mapping[str, str]) -> str:
    """Into which field what is meant is written."""
    part = raw.get("part", "")
    if part not in set(SHAPES):
        return ""
    match SHAPES[Part(part)].written:
        case Written.MOMENT:
            return "at"
        case Written.PARAGRAPHS | Written.WORDS:
            return "paragraphs"
        case Written.FILE:
            return "file"
        case _:
            return "line"


PART = hidden("part", t("Part"), Kind.TEXT)
TAG = hidden("language", t("Language"))
SEEN = hidden("seen", t("What stood there"), Kind.TEXT)
_AT = Option(
    "at", Kind.DATE, t("When"), _asks, most=80, when=lambda raw: _field(raw) == "at", prefill=_stands, argument=False
)
_LINE = Option(
    "line", Kind.TEXT, t("The new text"), _asks, most=limits.LINK, when=lambda raw: _field(raw) == "line",
    questions=True, prefill=_stands, argument=False,
)  # fmt: skip
_PARAGRAPHS = Option(
    "paragraphs", Kind.PARAGRAPH, t("The new text"), _asks, most=LONGEST, when=lambda raw: _field(raw) == "paragraphs",
    questions=True, prefill=_stands, argument=False, marked=True,
)  # fmt: skip
_FILE = Option(
    "file", Kind.FILE, t("File"), _asks, when=lambda raw: _field(raw) == "file", argument=False, given_out=True
)


COMMANDS = (
    Command(
        "change",
        t("Change a part of the letter"),
        _change,
        (ANY_STATE_LETTER, PART, ITEM, TAG, _AT, _LINE, _PARAGRAPHS, _FILE),
        roles=EDITORS,
        private=True,
        menu=False,
        begin=_begin,
    ),
    for_editors_of_any("clear", t("Take something away from the letter"), _clear, PART, ITEM, TAG, SEEN),
    for_editors_of_any("only_the_day", t("Leave the time out of a date"), _only_the_day, PART, ITEM, TAG, SEEN),
    for_editors_of_any("undo_edits", t("Undo the edits"), _undo, SURE, irreversible="sure"),
)
