"""Announcements in the words of an endorser, as chats and organizers read them."""

from collections.abc import Sequence

from bot.interface.call import Button, Reply
from bot.model.announcements.announcement import Announcement, Content, Stage
from bot.model.endorsements.endorsement import Endorsement
from bot.model.letters.letter import Letter
from bot.ports.store import Unit
from bot.service.announcements.voices import speaker
from bot.text.text import Part, Text, Typed, t
from bot.views.letters.letter import initiator


def voiced(unit: Unit, content: Content, language: str) -> Sequence[Part] | None:
    """What an announcement says in the words of an endorser; nothing where that does not speak any more."""
    return (Typed(content.in_(language)[0], links=True),) if speaker(unit, content) else None


def from_endorser(letter: Letter, endorsement: Endorsement) -> Text:
    """From whom an announcement is that is in the words of an endorser."""
    return t(
        "*{title}* — from {organization}, which has signed it, in its own words and not in those of {initiator}.",
        title=letter.title,
        organization=endorsement.entry.organization,
        initiator=initiator(letter),
    )


def offered(unit: Unit, announcement: Announcement) -> Reply:
    """What organizers are told of a communiqué that they are offered as an announcement."""
    endorsement = speaker(unit, announcement.content)
    if announcement.stage is not Stage.DRAFT or endorsement is None:
        gone = t("A communiqué was offered here as an announcement. It is no draft any more.")
        return Reply([gone], card=True)
    about = {"letter": announcement.letter_id, "announcement": announcement.id}
    return Reply(
        [
            t("**{organization} offers you its communiqué as an announcement.**",
              organization=endorsement.entry.organization),
            t("It is draft {number}. Nothing was sent: it leaves as any announcement does, if you release it, and says "
              "that it is from them.", number=announcement.id),
        ],
        (
            Button(t("Look at it"), "draft", about, style="primary"),
            Button(t("Discard"), "steer", {**about, "act": "discard"}, style="danger"),
        ),
        card=True,
    )  # fmt: skip
