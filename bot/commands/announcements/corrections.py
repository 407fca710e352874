"""Organizers correct what was sent: written language by language, shown in every language, and then made everywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.announcements.desk import check_fits, chosen_language, found, place
from bot.commands.announcements.drafts import LANGUAGE, TEXT
from bot.commands.shared_options import ANNOUNCEMENT, among, for_editors
from bot.errors import Conflict, Refusal
from bot.interface.call import Button, Call, Reply
from bot.interface.forms.formatting import unkept, words
from bot.interface.options import Kind, Need, Option
from bot.model.announcements.announcement import Announcement, Content
from bot.service.announcements import corrections
from bot.text.markup.formatted import IN_WORDS, Unkept
from bot.text.text import Bullets, Language, Listing, Part, Text, n, t
from bot.views.announcements.announcement_views import values
from bot.views.announcements.preview import in_each, lacking, links
from bot.views.announcements.release import changes, shown, status, version


def _wanted(announcement: Announcement) -> Content:
    """What an announcement is to say, as far as that is written."""
    return announcement.correction or announcement.proposed or announcement.content


def _preview(call: Call, announcement: Announcement, kinds: Sequence[Unkept] = ()) -> Reply:
    """A correction in every language of the announcement, before it is made."""
    wanted = _wanted(announcement)
    changed = [tag for tag in wanted.texts if wanted.texts[tag] != announcement.content.texts.get(tag)]
    trouble = _trouble(call, wanted) if changed else None
    tally = call.unit.results.tally(announcement)
    parts: list[Part] = [trouble] if trouble else []
    parts.append(
        n(
            "**Correct announcement {number}, which stands in {count} chat?** Nothing has changed there yet.",
            "**Correct announcement {number}, which stands in {count} chats?** Nothing has changed there yet.",
            tally.total,
            number=announcement.id,
        )
    )
    for tag, arrives in in_each(
        call.unit, call.published, wanted, tuple(wanted.texts), announcement.started_at
    ).items():
        parts.append(t("**In {language}:**", language=Language(tag)))
        parts.extend(changes(announcement.content, wanted, tag, arrives))
    parts.append(Bullets(tuple(_facts(call, announcement, wanted, changed, kinds))))
    return Reply(parts, _buttons(call, announcement, bool(changed) and trouble is None), replaces=True)


def _trouble(call: Call, content: Content) -> Text | None:
    try:
        check_fits(call, content)
    except Refusal as refusal:
        return refusal.text
    return None


def _facts(
    call: Call, announcement: Announcement, wanted: Content, changed: Sequence[str], kinds: Sequence[Unkept]
) -> Sequence[Text]:
    facts = list[Text]()
    kept = [tag for tag in wanted.texts if tag not in changed]
    if kinds:
        facts.append(t("**Not kept:** {forms}", forms=Listing([IN_WORDS[each] for each in kinds])))
    if changed:
        facts.append(t("Changes in {languages}", languages=Listing([Language(tag) for tag in changed])))
    if kept:
        facts.append(t("**Stays as it is** in {languages}", languages=Listing([Language(tag) for tag in kept])))
    facts.extend(lacking(wanted, call.unit.results.languages(announcement.id)))
    facts.extend(link for tag in wanted.texts for link in links(wanted.texts[tag]))
    return facts


def _buttons(call: Call, announcement: Announcement, ready: bool) -> Sequence[Button]:
    buttons = list[Button]()
    if ready:
        told = version(call.unit, call.published, announcement, announcement.correction)
        make = t("Correct it now")
        buttons.append(Button(make, "correct", values(announcement, act="make", shown=told), style="primary"))
    for tag in call.letter.languages:
        written = tag in _wanted(announcement).texts
        name = Language(tag)
        label = t("Change it in {language}", language=name) if written else t("Write it in {language}", language=name)
        buttons.append(Button(label, "correct", values(announcement, language=place(call, tag))))
    if announcement.correction:
        buttons.append(Button(t("Drop the correction"), "correct", values(announcement, act="drop"), style="danger"))
    return (*buttons, Button(t("Back"), "announcements", values(announcement)))


def _correct(call: Call) -> Reply:
    announcement, letter_id = found(call), call.published.letter_id
    match call.text("act"):
        case "make":
            return _make(call, announcement)
        case "drop":
            return shown(call, corrections.drop_correction(call.unit, letter_id, announcement.id))
    if call.number("language") is None:
        return replace(_preview(call, announcement), replaces=False)  # a report would be written over it
    written = corrections.write_correction(
        call.unit,
        letter_id=letter_id,
        announcement_id=announcement.id,
        language=chosen_language(call),
        text=words(call, "text"),
    )
    return _preview(call, written, unkept(call, "text"))


def _make(call: Call, announcement: Announcement) -> Reply:
    """Make the correction that was shown, and no other."""
    told = version(call.unit, call.published, announcement, announcement.correction)
    if announcement.correction is None:
        raise Conflict(t("There is no correction to be made."))
    if call.text("shown") != told:
        return _preview(call, announcement)
    check_fits(call, announcement.correction)
    changed = corrections.correct(
        call.unit, call.person(), letter_id=call.published.letter_id, announcement_id=announcement.id
    )
    if changed.proposed:
        said = t("**The correction waits for another organizer.** They were asked to agree to it.")
        return Reply([said], status(changed), replaces=True)
    return shown(call, changed)


def _begins(call: Call) -> Mapping[str, str]:
    """What is in one language only, is corrected in it."""
    number = call.raw.get("announcement", "")
    announcement = call.unit.announcements.get(int(number)) if number.isdecimal() and len(number) <= 9 else None
    if announcement is None or call.raw.get("act") or announcement.correction or len(announcement.content.texts) != 1:
        return {}
    (tag,) = announcement.content.texts
    return {"language": str(place(call, tag))} if tag in call.letter.languages else {}


_TEXT = replace(TEXT, when=lambda given: bool(given.get("language")) and not given.get("act"))
_SHOWN = Option("shown", Kind.TEXT, t("Version"), t("Which version?"), need=Need.NEVER, argument=False)

COMMANDS = (
    replace(
        for_editors(
            "correct",
            t("Correct an announcement everywhere"),
            _correct,
            ANNOUNCEMENT,
            LANGUAGE,
            _TEXT,
            among("act", t("What"), "make", "drop"),
            _SHOWN,
        ),
        begin=_begins,
    ),
)
