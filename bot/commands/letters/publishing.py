"""Owners and editors publish what was edited: looked at first, and told editorial or material."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.commands.letters.draft import lacks
from bot.commands.shared_options import EDITORS, LETTER, asks_when
from bot.errors import Conflict
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Option
from bot.model.letters.confirmations import TIME_TO_CONFIRM
from bot.model.letters.editing import in_language
from bot.model.letters.letter import fingerprint
from bot.service.letters import publishing
from bot.text.text import Code, Language, Part, Planned, Text, t
from bot.views.buttons import CHANGES
from bot.views.letters.difference import changed_words
from bot.views.letters.letter import letter_parts

EDITORIAL, MATERIAL, SEE, YES, DATE = "editorial", "material", "see", "yes", "date"

FINGERPRINT = 12
"""So many digits of a fingerprint tell what was previewed from what was edited since."""

LANGUAGES = 20
"""In so many languages at the most the letter is shown before it is published."""


def _begin(call: Call) -> Mapping[str, str]:
    """Nothing is filled in; refused where nothing was edited, or something is missing."""
    for said in lacks(publishing.edits(call.unit, call.published)):
        raise Conflict(said)
    return {}


def _previewed(call: Call) -> str:
    return fingerprint(publishing.edits(call.unit, call.published))[:FINGERPRINT]


def _preview(call: Call) -> Sequence[Part]:
    letter = publishing.edits(call.unit, call.published)
    return [
        t(
            "**This changes from revision {before} to revision {after}:**",
            before=call.published.number,
            after=call.published.number + 1,
        ),
        *changed_words(call.published.letter, letter),
        t(
            "**Is it editorial or material?** *Editorial:* it says the same in other words, or mends a mistake. Nobody "
            "is told; the revision that each organization has signed stays shown. *Material:* it asks or states "
            "something else. Everybody who has signed is told, and asked to confirm by a date."
        ),
    ]


def _kinds(call: Call) -> Sequence[Choice]:
    mark = _previewed(call)
    return (
        Choice(f"{EDITORIAL}_{mark}", t("Editorial")),
        Choice(f"{MATERIAL}_{mark}", t("Material")),
        *(
            Choice(f"{SEE}_{index}", t("Read it in {language}", language=Language(tag)))
            for index, tag in enumerate(call.letter.languages[:LANGUAGES])
        ),
    )


def _by(call: Call) -> datetime:
    """Until when it is to be confirmed: the date that was given, else two weeks from now."""
    return call.letter.local(call.moment("by") or call.unit.now + TIME_TO_CONFIRM)


def _sure(call: Call) -> Sequence[Part]:
    number = call.published.number + 1
    if not call.raw.get("kind", "").startswith(MATERIAL):
        return [t("**Publish revision {revision}, as an editorial change?** Nobody is told.", revision=number)]
    return [
        t(
            "**Publish revision {revision}, as a material change?** Everybody who has signed is told now, and asked to "
            "confirm it by {date}. Until they do, the list shows what they have signed.",
            revision=number,
            date=Planned(_by(call)),
        )
    ]


def _sures(call: Call) -> Sequence[Choice]:
    mark = _previewed(call)
    other = (Choice(f"{DATE}_{mark}", t("Another date")),) if call.raw.get("kind", "").startswith(MATERIAL) else ()
    return (Choice(f"{YES}_{mark}", t("Publish it"), "primary"), *other, Choice("no", t("Not now")))


def _agrees(call: Call) -> Sequence[Choice]:
    return (Choice(f"{YES}_{_previewed(call)}", t("Publish it"), "primary"), Choice("no", t("Not now")))


def _publish(call: Call) -> Reply:
    kind, _, mark = call.text("kind").partition("_")
    if kind == SEE:
        return _reading(call, int(mark))
    if "no" in (call.text("sure"), call.text("agreed")):
        return Reply([t("Nothing was published. The edits are kept.")], (Button(t("Edit the letter"), "edit"),))
    material = kind == MATERIAL
    published = publishing.publish(
        call.unit,
        call.person(),
        revision=call.published,
        previewed=mark,
        material=material,
        confirm_by=_by(call) if material else None,
    )
    parts: list[Part] = [t("**Revision {revision} is published.**", revision=published.number)]
    if material:
        parts.append(
            t("Whoever has signed is being told. {command} shows how many have confirmed.", command=Code("/edit"))
        )
    return Reply(parts, (Button(t("Read the letter"), "letter"), CHANGES))


def _reading(call: Call, index: int) -> Reply:
    """The letter as it will be read in one of its languages."""
    tag = call.letter.languages[index]
    letter = in_language(publishing.edits(call.unit, call.published), tag)
    parts: list[Part] = [
        t("**{title}**", title=letter.title),
        t("{summary}", summary=letter.summary),
        *letter_parts(letter, tag),
    ]
    for each in letter.demands:
        office: Text = t("{name}, {office}", name=each.addressee.name, office=each.addressee.office)
        parts.append(t("**{number}. {title}** — {addressee}", number=each.number, title=each.title, addressee=office))
        parts.append(t("{asked}", asked=each.asked))
    return Reply(parts, (Button(t("Go on"), "publish", style="primary"), Button(t("Edit the letter"), "edit")))


def _chosen(raw: Mapping[str, str]) -> bool:
    return not raw.get("kind", "").startswith(SEE)


def _dated(raw: Mapping[str, str]) -> bool:
    return _chosen(raw) and raw.get("sure", "").startswith(DATE)


_KIND = Option("kind", Kind.CHOICE, t("Kind of change"), _preview, choices=_kinds, argument=False)
_SURE = Option("sure", Kind.CHOICE, t("Sure"), _sure, choices=_sures, when=_chosen, argument=False)
_BY = Option(
    "by",
    Kind.DATE,
    t("To be confirmed by"),
    asks_when,
    most=80,
    when=_dated,
    argument=False,
    end_of_day=True,
    shown=True,
)
_AGREED = Option("agreed", Kind.CHOICE, t("Agreed"), _sure, choices=_agrees, when=_dated, argument=False)

COMMANDS = (
    Command(
        "publish",
        t("Publish what was edited in the letter"),
        _publish,
        (LETTER, _KIND, _SURE, _BY, _AGREED),
        roles=EDITORS,
        private=True,
        begin=_begin,
    ),
)
