"""What a second organizer is asked to publish."""

from collections.abc import Sequence

from bot.interface.call import Button, Reply
from bot.model.announcements.announcement import EVERYBODY
from bot.model.letters.difference import difference
from bot.model.letters.letter import Letter, Proposal, Revision, fingerprint
from bot.ports.store import Unit
from bot.text.text import Language, Part, Text, n, t
from bot.views.letters.difference import changed_parts, changed_words
from bot.views.people import asks

CARD = 700
"""So many characters that changed stand on a card; of more, the names of the parts, and nothing is published there."""

HEADING = 60
"""So long is the name of a part that changed, at the most."""

FINGERPRINT = 12
"""So many digits of a fingerprint tell what was shown from what was edited since."""

LANGUAGES = 20
"""In so many languages at the most the letter is shown before it is published."""


def publication_card(unit: Unit, revision: Revision, whole: bool = False) -> Reply:
    """What another organizer is asked to publish: what changes, who is told, and who asks. A card that does not hold it
    all publishes nothing: `whole`, as an answer of whatever length, does."""
    draft = unit.letters.draft(revision.letter_id)
    if draft is None or draft.proposed is None:
        published = t("**Revision {revision} is published.**", revision=revision.number)
        return Reply([published, t("No other one waits for another organizer any more.")])
    letter, wanted = draft.letter, draft.proposed
    changes = difference(revision.letter, letter)
    fits = whole or sum(len(each.before) + len(each.after) + HEADING for each in changes) <= CARD
    parts: list[Part] = [
        t(
            "**Another organizer wants to publish revision {number}.** It is published only if you agree:",
            number=revision.number + 1,
        ),
        asks(unit, revision.letter_id, wanted.person_id),
        *_reaches(unit, revision, wanted),
        *(changed_words(revision.letter, letter, whole=True) if fits else changed_parts(revision.letter, letter)),
    ]
    buttons = [Button(t("Publish it"), "agree_revision", _shown(letter), style="primary")] if fits else []
    if not whole:
        buttons.append(Button(t("Show it whole"), "agree_revision"))
    buttons.extend(
        Button(t("Read it in {language}", language=Language(tag)), "agree_revision", {"language": index})
        for index, tag in enumerate(letter.languages[:LANGUAGES] if whole else ())
    )
    return Reply(parts, (*buttons, Button(t("Don't"), "agree_revision", {"act": "refuse"}, style="danger")))


def _shown(letter: Letter) -> dict[str, str | int]:
    return {"act": "agree", "shown": fingerprint(letter)[:FINGERPRINT]}


def _reaches(unit: Unit, revision: Revision, wanted: Proposal) -> Sequence[Text]:
    """Whom it reaches, and what they are asked."""
    followers = n(
        "Its title, its events and its other words reach {count} chat that follows, as far as messages show them.",
        "Its title, its events and its other words reach {count} chats that follow, as far as messages show them.",
        unit.chats.count(revision.letter_id, EVERYBODY),
    )
    if not wanted.material or wanted.confirm_by is None:
        return (t("It is to be an editorial change: whoever has signed is not asked anything."), followers)
    asked = n(
        "It is to be a material change: {count} representative is told, and asked to confirm it by {date}.",
        "It is to be a material change: {count} representatives are told, and asked to confirm it by {date}.",
        unit.confirmations.standing(revision.letter_id),
        date=revision.letter.local(wanted.confirm_by),
    )
    return (asked, followers)
