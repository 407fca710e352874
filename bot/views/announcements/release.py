"""What a second organizer is asked to release, and where an announcement stands."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from bot.interface.call import Button, Call, Reply
from bot.model.announcements.announcement import Announcement, Content, Stage
from bot.model.letters.letter import Revision
from bot.ports.store import Unit
from bot.text.text import Part, Planned, Typed, n, t
from bot.views.announcements.announcement_views import local, post, progress, values

CUT = 400
"""So many characters of each text stand on the card of whoever is asked to release it."""


def version(content: Content) -> str:
    """What tells apart what may be said: a button agrees to what was shown beside it, and to nothing else."""
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()[:32]


def release_card(unit: Unit, revision: Revision, announcement: Announcement) -> Reply:
    """What another organizer is asked to release, and where it stands now."""
    wanted = announcement.proposed or announcement.content
    if announcement.proposed is None and (announcement.stage is not Stage.WAITING or announcement.ready):
        return progress(unit, announcement)
    count = unit.chats.count(announcement.letter_id, announcement.audience)
    head = (
        t("**Another organizer wants to correct announcement {number}** to this:", number=announcement.id)
        if announcement.proposed
        else n(
            "**Another organizer wants to send announcement {number} to {count} chat.** It leaves only if you release "
            "it too:",
            "**Another organizer wants to send announcement {number} to {count} chats.** It leaves only if you release "
            "it too:",
            count,
            number=announcement.id,
        )
    )
    parts: list[Part] = [head]
    cut = False
    for language in wanted.texts:
        text = wanted.texts[language]
        shown = text if len(text) <= CUT else f"{text[: CUT - 1]}…"
        seen = post(unit, revision, replace(wanted, texts={language: shown}), language)
        parts.extend(seen.parts if seen else ())
        cut |= len(text) > CUT
    if announcement.at:
        parts.append(t("Leaves on {time}", time=Planned(local(announcement.at, announcement.zone))))
    about = values(announcement)
    return Reply(
        parts,
        (
            Button(t("Release it"), "agree", {**about, "shown": version(wanted)}, style="primary"),
            *([Button(t("Show it whole"), "draft", about)] if cut else []),
            Button(t("Don't"), "steer", {**about, "act": "refuse"}, style="danger"),
        ),
    )


def status(announcement: Announcement) -> Sequence[Button]:
    """The button that shows where it stands."""
    return (Button(t("Delivery status"), "announcements", values(announcement)),)


def shown(call: Call, announcement: Announcement) -> Reply:
    """Where an announcement stands, and what can be done about it."""
    again = Button(t("Look again"), "announcements", values(announcement))
    if _waits_for(call, announcement):
        card = release_card(call.unit, call.published, announcement)
        return Reply(card.parts, (*card.buttons, again), replaces=True)
    seen = progress(call.unit, announcement)
    return Reply(
        [*seen.parts, *says(call.unit, call.published, announcement, call.speech.tag)],
        (again, *seen.buttons),
        replaces=True,
    )


def _waits_for(call: Call, announcement: Announcement) -> bool:
    """Whether the caller is another organizer than the one who has released or corrected it, and it waits for one."""
    if announcement.proposed is not None:
        return announcement.proposed_by != call.person().id
    return announcement.stage is Stage.WAITING and not announcement.ready and announcement.person_id != call.person().id


def says(unit: Unit, revision: Revision, announcement: Announcement, language: str) -> Sequence[Part]:
    """What an announcement says, in a language."""
    if announcement.content.made:
        seen = post(unit, revision, announcement.content, language)
        return seen.parts if seen else ()
    return (Typed(announcement.content.in_(language)[0], links=True, quoted=True),)
