"""The public list: who has signed, and how many."""

from bot.commands.shared_options import LETTER
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Need, Option
from bot.model.endorsements.endorsement import State
from bot.model.people.settings import read_choices
from bot.text.text import Part, n, t
from bot.views.buttons import DISPUTE, LIST, SIGN
from bot.views.endorsements.public_entry import public_entry
from bot.views.endorsements.reservations import counts
from bot.views.letters.confirmations import signed_revision, signed_revisions
from bot.views.lists import discloses, kept_back
from bot.views.organizations import of_chapters
from bot.views.proofs import authority

PAGE = 10
"""So many organizations stand on a page of the list."""


def _signatories(call: Call) -> Reply:
    letter_id = call.published.letter_id
    if not discloses(call):
        return Reply(kept_back(call), (SIGN,))
    count = call.unit.endorsements.count(letter_id, State.LISTED)
    if count == 0:
        return Reply([t("No organization is listed yet."), *kept_back(call)], (SIGN,))
    pages = -(-count // PAGE)
    page = min(max(call.number("page") or 1, 1), pages)
    listed = call.unit.endorsements.in_state(letter_id, State.LISTED, (page - 1) * PAGE, PAGE)
    parts: list[Part] = [
        n(
            "**{count} organization has signed {title}**",
            "**{count} organizations have signed {title}**",
            count,
            title=call.letter.title,
        ),
        *of_chapters(call.unit, letter_id),
    ]
    levels = authority.shown(call.unit, listed) if read_choices(call.unit.settings.all(letter_id)).shows_level else {}
    parts.extend(signed_revisions(call.unit, call.published))
    for each in listed:
        level = [levels[each.id]] if levels else []
        parts.extend((*public_entry(each.public), *level, *signed_revision(each, call.published)))
    if page == pages:
        parts.extend(counts(call))
    buttons = [
        Button(label, "signatories", {"page": number})
        for label, number in ((t("Back"), page - 1), (t("More"), page + 1))
        if 1 <= number <= pages
    ]
    if pages > 1:
        parts.append(t("Page {page} of {pages}", page=page, pages=pages))
    parts.extend(kept_back(call))
    latest = call.unit.lists.snapshots(letter_id, 1) if not kept_back(call) else ()
    buttons.extend(
        Button(t("The list of {date}", date=call.letter.local(each.at).date()), "frozen", {"number": each.number})
        for each in latest
    )
    return Reply(parts, (*buttons, SIGN, DISPUTE), replaces=call.number("page") is not None)


def _progress(call: Call) -> Reply:
    letter = call.letter
    parts: list[Part] = list(kept_back(call))
    if discloses(call):
        count = call.unit.endorsements.count(call.published.letter_id, State.LISTED)
        parts = [
            n("**{count} organization** has signed on.", "**{count} organizations** have signed on.", count),
            *of_chapters(call.unit, call.published.letter_id),
            *parts,
        ]
    if letter.goal:
        parts.append(t("The goal is {goal}.", goal=letter.goal))
    if letter.closes:
        closed = call.unit.now > letter.closes
        closes = letter.local(letter.closes)
        parts.append(
            t("Sign-ons closed on {closes}.", closes=closes)
            if closed
            else t("Sign-ons close on {closes}.", closes=closes)
        )
    return Reply(parts, (LIST, SIGN))


_PAGE = Option("page", Kind.NUMBER, t("Page"), t("The page of the list"), need=Need.NEVER)

COMMANDS = (
    Command("signatories", t("The organizations that have signed"), _signatories, (LETTER, _PAGE), linked=True),
    Command("progress", t("How many have signed, and the deadline"), _progress, (LETTER,), linked=True),
)
