"""The letter as members will read it, before it is published."""

from collections.abc import Sequence
from datetime import datetime

from bot.model.letters.editing import in_language
from bot.model.letters.letter import Letter
from bot.text.text import Part, Text, t
from bot.views.letters.letter import initiator, letter_parts


def preview(whole: Letter, tag: str, now: datetime) -> Sequence[Part]:
    """All that a letter says in one of its languages."""
    letter = in_language(whole, tag)
    parts: list[Part] = [
        t("**{title}**", title=letter.title),
        t("An open letter by {initiator}.", initiator=initiator(letter)),
        t("{summary}", summary=letter.summary),
        *letter_parts(letter, tag, now),
    ]
    for each in letter.demands:
        office: Text = t("{name}, {office}", name=each.addressee.name, office=each.addressee.office)
        parts.append(t("**{number}. {title}** — {addressee}", number=each.number, title=each.title, addressee=office))
        parts.append(t("{asked}", asked=each.asked))
    return parts
