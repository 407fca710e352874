"""Owners and editors publish what was edited: looked at first, and told editorial or material."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.commands.letters.reading import choose
from bot.commands.shared_options import ANY_STATE_LETTER, EDITORS, among, asks_when, for_editors, hidden
from bot.errors import Conflict
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.letters.confirmations import TIME_TO_CONFIRM
from bot.model.letters.letter import Revision, fingerprint
from bot.service.letters import publishing
from bot.text.text import Code, Language, Part, Planned, t
from bot.views.buttons import CHANGES
from bot.views.letters.difference import changed_words
from bot.views.letters.drafts import lacks
from bot.views.letters.preview import preview
from bot.views.letters.publication import FINGERPRINT, LANGUAGES, publication_card

EDITORIAL, MATERIAL, SEE, YES, DATE = "editorial", "material", "see", "yes", "date"


def _begin(call: Call) -> Mapping[str, str]:
    """Nothing is filled in; refused where nothing was edited, or something is missing."""
    for said in lacks(publishing.edits(call.unit, call.published)):
        raise Conflict(said, "edit")
    return {}


def _previewed(call: Call) -> str:
    return fingerprint(publishing.edits(call.unit, call.published))[:FINGERPRINT]


def _preview(call: Call) -> Sequence[Part]:
    letter = publishing.edits(call.unit, call.published)
    if not call.published.number:
        return [
            t("**This publishes {title} for the first time.**", title=letter.title),
            t(
                "From then on everybody can read it and organizations can sign it. It can be changed, but not taken "
                "back."
            ),
        ]
    return [
        t(
            "**This changes from revision {before} to revision {after}:**",
            before=call.published.number,
            after=call.published.number + 1,
        ),
        *changed_words(call.published.letter, letter),
        t(
            "**Is it editorial or material?** *Editorial:* what the letter asks and states stays the same; other "
            "words, a mended mistake, a date or a document. Nobody is told; the revision that each organization has "
            "signed stays shown. *Material:* it asks or states something else. Everybody who has "
            "signed is told, and asked to confirm by a date."
        ),
    ]


def _kinds(call: Call) -> Sequence[Choice]:
    mark, languages = _previewed(call), publishing.edits(call.unit, call.published).languages
    see = (
        Choice(f"{SEE}_{index}", t("Read it in {language}", language=Language(tag)))
        for index, tag in enumerate(languages[:LANGUAGES])
    )
    if not call.published.number:
        return (Choice(f"{EDITORIAL}_{mark}", t("Go on"), "primary"), *see)
    return (Choice(f"{EDITORIAL}_{mark}", t("Editorial")), Choice(f"{MATERIAL}_{mark}", t("Material")), *see)


def _by(call: Call) -> datetime:
    """Until when it is to be confirmed: the date that was given, else two weeks from now."""
    return call.letter.local(call.moment("by") or call.unit.now + TIME_TO_CONFIRM)


def _sure(call: Call) -> Sequence[Part]:
    number = call.published.number + 1
    material = call.raw.get("kind", "").startswith(MATERIAL)
    second = publishing.needs_second(
        call.unit,
        call.person().id,
        revision=call.published,
        letter=publishing.edits(call.unit, call.published),
        material=material,
        confirm_by=_by(call) if material else None,
    )
    asked = [t("Another organizer has to agree to it: this reaches more chats than one alone may.")] if second else []
    if not call.published.number:
        title = publishing.edits(call.unit, call.published).title
        return [t("**Publish {title} now?** Nobody is told by that: announce it afterwards.", title=title), *asked]
    if not material:
        return [t("**Publish revision {revision}, as an editorial change?** Nobody is told.", revision=number), *asked]
    return [
        t(
            "**Publish revision {revision}, as a material change?** Everybody who has signed is told now, and asked to "
            "confirm it by {date}. Until they do, the list shows what they have signed.",
            revision=number,
            date=Planned(_by(call)),
        ),
        *asked,
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
    material = kind == MATERIAL and call.published.number > 0
    published = publishing.publish(
        call.unit,
        call.person(),
        revision=call.published,
        previewed=mark,
        material=material,
        confirm_by=_by(call) if material else None,
    )
    if published is None:
        said = t(
            "**Revision {revision} waits for another organizer.** They were asked to agree to it. What was edited is "
            "kept; whoever edits it further has to publish it anew.",
            revision=call.published.number + 1,
        )
        return Reply([said])
    return _published(call, published)


def _published(call: Call, published: Revision) -> Reply:
    parts: list[Part] = [t("**Revision {revision} is published.**", revision=published.number)]
    if published.material:
        parts.append(
            t("Whoever has signed is being told. {command} shows how many have confirmed.", command=Code("/edit"))
        )
    if published.number == 1:
        choose(call)
        begin = (Button(t("Announce it"), "announce"), Button(t("Edit the letter"), "edit"))
        return Reply(parts, (Button(t("Read the letter"), "letter"), *begin))
    return Reply(parts, (Button(t("Read the letter"), "letter"), CHANGES))


def _agree(call: Call) -> Reply:
    if call.text("act") == "refuse":
        publishing.refuse(call.unit, call.published)
        return Reply([t("**It is not published.** What was edited is kept.")], replaces=True)
    if call.text("act") == "agree":
        return _published(call, publishing.agree(call.unit, call.person(), call.published, call.text("shown")))
    publishing.waiting(call.unit, call.published)
    if call.number("language") is not None:
        return _reading(call, call.number("language") or 0)
    return publication_card(call.unit, call.published, whole=True)


def _reading(call: Call, index: int) -> Reply:
    """The letter as it will be read in one of its languages."""
    letter = publishing.edits(call.unit, call.published)
    tag = letter.languages[index] if index < len(letter.languages) else letter.languages[0]
    return Reply(
        preview(letter, tag, call.unit.now),
        (Button(t("Go on"), "publish", style="primary"), Button(t("Edit the letter"), "edit")),
    )


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
        (ANY_STATE_LETTER, _KIND, _SURE, _BY, _AGREED),
        roles=EDITORS,
        private=True,
        begin=_begin,
        irreversible="sure",
    ),
    for_editors(
        "agree_revision",
        t("Publish the revision that another organizer has published"),
        _agree,
        among("act", t("What"), "agree", "refuse"),
        Option("shown", Kind.TEXT, t("Version"), t("Which version?"), need=Need.NEVER, argument=False),
        hidden("language", t("Language")),
        irreversible="shown",
    ),
)
