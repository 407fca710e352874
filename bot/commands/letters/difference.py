"""What changed from one revision to another."""

from dataclasses import replace

from bot.commands.shared_options import LETTER, REVISION
from bot.errors import NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.text.text import Part as Said
from bot.text.text import t
from bot.views.buttons import READ
from bot.views.letters.difference import changed_words


def _changes(call: Call) -> Reply:
    current, letter_id = call.published, call.published.letter_id
    number = call.number("revision") or current.number
    since = call.number("since") or number - 1
    after, before = call.unit.letters.revision(letter_id, number), call.unit.letters.revision(letter_id, since)
    if number == 1 and after:
        return Reply([t("This is the first revision of the letter: nothing has changed yet.")], (READ,))
    if after is None or before is None or before.number >= after.number:
        raise NotFound(t("There is no such revision of this letter."))
    parts: list[Said] = [
        t(
            "**What changed from revision {since} to revision {revision}**, of {date}",
            since=before.number,
            revision=after.number,
            date=after.letter.local(after.published_at).date(),
        )
    ]
    if before.number == after.number - 1:
        parts.append(MATERIAL if after.material else EDITORIAL)
    parts.extend(changed_words(before.letter, after.letter))
    earlier = [Button(t("What changed before"), "changes", {"revision": number - 1})] if number > 2 else []
    return Reply(parts, (READ, *earlier))


MATERIAL = t("The organizers say: this changes what the letter asks or states. Whoever has signed is asked to confirm.")
EDITORIAL = t("The organizers say: this changes only how the letter says it, and not what it asks or states.")


_SINCE = replace(REVISION, name="since", label=t("Since"), prompt=t("The earlier revision's number"))

COMMANDS = (Command("changes", t("What changed in the letter"), _changes, (LETTER, REVISION, _SINCE), linked=True),)
