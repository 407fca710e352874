"""What a second organizer is asked to release, and where an announcement stands."""

import hashlib
from collections.abc import Mapping, Sequence

import msgspec

from bot.interface.call import Button, Call, Kinds, Reply
from bot.model.announcements.announcement import Announcement, Content, Stage
from bot.model.files import File
from bot.model.letters.letter import Revision
from bot.ports.store import Unit
from bot.service.announcements import readers
from bot.service.announcements.second_organizer import firsts_of
from bot.text.blocks import bare
from bot.text.locales import load
from bot.text.text import Bullets, Language, Listing, Part, Planned, Text, Typed, n, t
from bot.views.announcements.announcement_views import local, post, progress, values
from bot.views.announcements.audience import described, single_chats
from bot.views.announcements.preview import ADDRESS, arriving, audience_languages, lacking, links, targets
from bot.views.people import asks

CARD = 700
"""So many characters of what is to be said stand on a card; of more, the beginnings, and nothing is released there."""

SHORT = 200
"""So many characters of a text stand on a card that does not hold them all, and of no more languages than `FEW`."""

FEW = 3

SWITCHES: Mapping[str, tuple[Text, Text]] = {
    "buttons": (t("Buttons: on"), t("Buttons: off")),
    "previews": (t("Link previews: on"), t("Link previews: off")),
    "pinned": (t("Pinned: yes"), t("Pinned: no")),
    "silent": (t("Silent: yes"), t("Silent: no")),
    "spread": (t("Passed on by announcement channels: yes"), t("Passed on by announcement channels: no")),
}
"""What can be turned on and off about how an announcement is sent."""


def file_line(file: File) -> Text:
    """A file that is sent along, and what is said to be on it."""
    facts: dict[str, object] = {"name": file.name, "size": max(1, file.size // 1000)}
    if file.alt:
        return t("File: {name} ({size} kB), described as: {alt}", alt=file.alt, **facts)
    return t("File: {name} ({size} kB)", **facts)


def unlike(unit: Unit, announcement: Announcement) -> Mapping[str, int]:
    """How many chats are told in each language: where it stands already, or would arrive."""
    standing = unit.results.languages(announcement.id)
    return standing or audience_languages(unit, announcement, tuple(load()))


def version(unit: Unit, revision: Revision, announcement: Announcement, correction: Content | None = None) -> str:
    """What tells apart what may be released: a button agrees to what was shown beside it, and to nothing else."""
    content = correction or announcement.proposed or announcement.content
    text = revision.sha256 if content.made else ""
    at = announcement.at.timestamp() if announcement.at else None
    alts = [each.alt for each in unit.files.get(content.files)]
    shown = msgspec.json.encode((content, announcement.audience, at, text, alts), order="sorted")
    return hashlib.sha256(shown).hexdigest()[:32]


def release_card(
    unit: Unit, revision: Revision, announcement: Announcement, kinds: Kinds, whole: bool = False
) -> Reply:  # fmt: skip
    """What another organizer is asked to release: everything that will arrive, with whom, when, and who asks. A card
    that does not hold it all releases nothing: `whole`, as an answer of whatever length, does."""
    if announcement.proposed is None and (announcement.stage is not Stage.WAITING or announcement.ready):
        return progress(unit, announcement)
    wanted = announcement.proposed or announcement.content
    tags = list(wanted.texts) or list(revision.letter.languages)
    fits = whole or _length(revision, announcement, wanted) <= CARD
    parts: list[Part] = [_head(unit, announcement), *_askers(unit, announcement)]
    for tag in tags if fits else list(wanted.texts)[:FEW]:
        if len(tags) > 1:
            parts.append(t("**In {language}:**", language=Language(tag)))
        beginning = Typed(f"{bare(wanted.texts.get(tag, ''))[:SHORT]}…", quoted=True)
        parts.extend(_said(unit, revision, announcement, wanted, tag) if fits else (beginning,))
    parts.append(Bullets(tuple(_facts(unit, announcement, wanted, kinds, fits))))
    about = values(announcement)
    agree = Button(t("Release it"), "agree", {**about, "shown": version(unit, revision, announcement)}, style="primary")
    see = Button(t("Show it whole"), "draft", about, style="plain" if fits else "primary")
    files = tuple(unit.files.get(wanted.files)) if whole else ()
    buttons = (*([agree] if fits else []), *([see] if not whole and (wanted.files or not fits) else []))
    refuse = Button(t("Don't"), "steer", {**about, "act": "refuse"}, style="danger")
    return Reply(parts, (*buttons, refuse), files=files, card=True)


def _length(revision: Revision, announcement: Announcement, wanted: Content) -> int:
    """How much is to be shown, roughly: every text with what stands under it, and of a correction the one before. What
    the letter tells by itself is never short enough."""
    if wanted.made:
        return CARD + 1
    letter = revision.letter
    under = sum(len(letter.title.in_(tag)) + len(letter.initiator.name.in_(tag)) for tag in wanted.texts)
    before = announcement.content.texts.values() if announcement.proposed is not None else ()
    linked = sum(
        len(label) + min(len(leads), ADDRESS) for each in wanted.texts.values() for label, leads in targets(each)
    )
    return under + linked + sum(len(bare(each)) for each in (*wanted.texts.values(), *before))


def _head(unit: Unit, announcement: Announcement) -> Text:
    if announcement.proposed is not None:
        return n(
            "**Another organizer wants to correct announcement {number}** in {count} chat. It changes only if you "
            "agree:",
            "**Another organizer wants to correct announcement {number}** in {count} chats. It changes only if you "
            "agree:",
            unit.results.tally(announcement).total,
            number=announcement.id,
        )
    count = readers.size(unit, announcement.letter_id, announcement.audience)
    if announcement.content.made:
        return n(
            "**The letter wants to send announcement {number} to {count} chat by itself.** Another organizer has "
            "written what it tells; it leaves only if you release it:",
            "**The letter wants to send announcement {number} to {count} chats by itself.** Another organizer has "
            "written what it tells; it leaves only if you release it:",
            count,
            number=announcement.id,
        )
    return n(
        "**Another organizer wants to send announcement {number} to {count} chat.** It leaves only if you release it "
        "too:",
        "**Another organizer wants to send announcement {number} to {count} chats.** It leaves only if you release it "
        "too:",
        count,
        number=announcement.id,
    )


def _askers(unit: Unit, announcement: Announcement) -> Sequence[Text]:
    return [asks(unit, announcement.letter_id, each) for each in sorted(firsts_of(unit, announcement))]


def _said(unit: Unit, revision: Revision, announcement: Announcement, wanted: Content, language: str) -> Sequence[Part]:
    """What arrives in a language; of a correction, what stands there now, and what will."""
    seen = arriving(unit, revision, wanted, language, announcement.started_at)
    parts = list(seen.texts if seen else ())
    return parts if announcement.proposed is None else changes(announcement.content, wanted, language, parts)


def changes(stands: Content, wanted: Content, language: str, arrives: Sequence[Part]) -> Sequence[Part]:
    """What stands there now in a language, and what will arrive in its place."""
    before = stands.texts.get(language)
    if before == wanted.texts.get(language):
        return (t("It still says:"), *arrives)
    now: list[Part] = [t("Now it says:"), Typed(before, quoted=True)] if before is not None else []
    return (*now, t("It will say:"), *arrives)


def _facts(unit: Unit, announcement: Announcement, wanted: Content, kinds: Kinds, fits: bool) -> Sequence[Text]:
    audience = announcement.audience
    facts = [t("Recipients: {recipients}", recipients=described(unit, announcement.letter_id, audience, kinds))]
    facts.extend(link for words in wanted.texts.values() if fits for link in links(words))
    facts.extend(lacking(wanted, unlike(unit, announcement)))
    if announcement.audience.chats:
        facts.append(t("Single chats: {chats}", chats=Listing(single_chats(unit, announcement.audience))))
    if announcement.at:
        facts.append(t("Leaves on {time}", time=Planned(local(announcement.at, announcement.zone))))
    facts.extend(map(file_line, unit.files.get(wanted.files)))
    facts.extend(on if getattr(wanted, name) else off for name, (on, off) in SWITCHES.items())
    return facts


def status(announcement: Announcement) -> Sequence[Button]:
    """The button that shows where it stands."""
    return (Button(t("Delivery status"), "announcements", values(announcement)),)


def shown(call: Call, announcement: Announcement) -> Reply:
    """Where an announcement stands, and what can be done about it."""
    again = Button(t("Look again"), "announcements", values(announcement))
    if _waits_for(call, announcement):
        card = release_card(call.unit, call.published, announcement, call.kinds, whole=True)
        return Reply(card.parts, (*card.buttons, again), replaces=True, files=card.files, card=True)
    seen = progress(call.unit, announcement)
    return Reply(
        [*seen.parts, *says(call.unit, call.published, announcement, call.speech.tag)],
        (again, *seen.buttons),
        replaces=True,
        card=True,
    )


def _waits_for(call: Call, announcement: Announcement) -> bool:
    """Whether the caller is another organizer than the one who has released or corrected it, and it waits for one."""
    waits = announcement.proposed is not None or (announcement.stage is Stage.WAITING and not announcement.ready)
    return waits and call.person().id not in firsts_of(call.unit, announcement)


def says(unit: Unit, revision: Revision, announcement: Announcement, language: str) -> Sequence[Part]:
    """What an announcement says, in a language."""
    if announcement.content.made:
        seen = post(unit, revision, announcement.content, language)
        return seen.texts if seen else ()
    return (Typed(announcement.content.in_(language)[0], links=True, quoted=True),)
