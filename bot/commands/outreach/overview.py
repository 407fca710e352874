"""Whom to ask: how many stand where, who has taken what, and whom to ask next."""

from collections.abc import Sequence

from bot.commands.shared_options import for_editors, hidden
from bot.interface.call import Button, Call, Entry, Reply, Said
from bot.interface.options import Choice, Kind
from bot.model.outreach import Answer, Prospect
from bot.text.text import Bullets, Text, n, t
from bot.views.outreach import ANSWERS, IN_CONFIDENCE, PARTNERS, line
from bot.views.people import named

PAGE = 8
"""So many organizations stand on a page."""

NEXT, MINE = "next", "mine"

_SHOWS: dict[str, Text] = {
    NEXT: t("Next to ask"),
    MINE: t("Taken by me"),
    Answer.ASKED: t("Asked"),
    Answer.THINKING: t("Thinking about it"),
    Answer.SIGNED: t("Signed"),
    Answer.NO: t("They said no"),
}


def _outreach(call: Call) -> Reply:
    unit, letter_id = call.unit, call.published.letter_id
    which, page = call.text("show") or NEXT, call.number("page") or 0
    found = _shown(call, which, page * PAGE, PAGE + 1)
    parts: list[Said] = [
        t("**Whom to ask to sign {title}**", title=call.letter.title),
        IN_CONFIDENCE,
        *_counts(call),
        t("**{which}**", which=_SHOWS[which]),
    ]
    if not found:
        parts.append(t("Nobody."))
    parts.extend(
        Entry(line(unit, each), Button(t("Open: {name}", name=each.organization), "prospect", {"prospect": each.id}))
        for each in found[:PAGE]
    )
    turns = [Button(t("More"), "outreach", {"show": which, "page": page + 1})] if found[PAGE:] else []
    if page:
        turns.append(Button(t("First page"), "outreach", {"show": which, "page": 0}))
    others = [Button(label, "outreach", {"show": key}) for key, label in _SHOWS.items() if key != which]
    add = Button(t("Add an organization"), "add_prospect", style="primary")
    table = Button(t("Bring in a table"), "import_prospects")
    turned = bool(call.text("show"))
    buttons = (*turns, add, *(others if unit.prospects.count(letter_id) else ()), table, PARTNERS)
    return Reply(parts, buttons, replaces=turned)


def _shown(call: Call, which: str, offset: int, limit: int) -> Sequence[Prospect]:
    every, letter_id = call.unit.prospects.all, call.published.letter_id
    if which == NEXT:
        return every(letter_id, answer=Answer.TO_ASK, free=True, offset=offset, limit=limit)
    if which == MINE:
        return every(letter_id, taken_by=call.person().id, offset=offset, limit=limit)
    return every(letter_id, answer=Answer(which), offset=offset, limit=limit)


def _counts(call: Call) -> Sequence[Said]:
    unit, letter_id = call.unit, call.published.letter_id
    counts = unit.prospects.count(letter_id)
    if not counts:
        return (t("The list is empty."),)
    lines = [t("{answer}: {count}", answer=ANSWERS[each], count=counts[each]) for each in Answer if counts.get(each)]
    taken = [
        n("{who} asks {count} organization", "{who} asks {count} organizations", count, who=named(unit, person))
        for person, count in unit.prospects.takers(letter_id).items()
    ]
    return (Bullets(tuple(lines)), *((Bullets(tuple(taken)),) if taken else ()))


_SHOW = hidden("show", t("Which"), Kind.CHOICE, [Choice(key, label) for key, label in _SHOWS.items()])

COMMANDS = (
    for_editors(
        "outreach",
        t("Whom to ask to sign, and who asks"),
        _outreach,
        _SHOW,
        hidden("page", t("Page")),
        menu=True,
    ),
)
