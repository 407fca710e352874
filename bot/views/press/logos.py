"""The logos that organizations have given, as the press kit shows them: beside the names, as it was allowed."""

from collections.abc import Sequence

from bot.model.letters.letter import Revision
from bot.ports.store import Unit
from bot.ports.typesetter import Illustration, Section
from bot.text.compose import label
from bot.text.locales import Speech
from bot.text.text import t
from bot.views.endorsements.logos import alternative

MOST = 60
MOST_BYTES = 4 * 1024 * 1024
"""So many logos are printed at the most, and so much of them."""


def logos(unit: Unit, revision: Revision, speech: Speech) -> Sequence[Section]:
    """The approved logos of organizations that stand in the list now, each with its name; nothing where there are
    none."""
    drawn, size = list[Illustration](), 0
    for signed in unit.endorsements.still_listed(unit.logos.in_list(revision.letter_id, MOST)):
        logo, content = unit.logos.of(signed.id), unit.logos.content(signed.id)
        size += len(content)
        if logo is None or size > MOST_BYTES:
            break
        name = label(t("{organization}", organization=signed.public.organization), speech)
        drawn.append(Illustration(content, label(alternative(signed.public, logo), speech), name))
    return (Section(label(t("Their logos"), speech), pictures=tuple(drawn)),) if drawn else ()
