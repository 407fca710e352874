"""Reviewers decide on many sign-ons at once: which, how, a preview, and a way back."""

from collections.abc import Mapping, Sequence

from bot.commands.reviews.decisions import HOW, UNASKED
from bot.commands.shared_options import LETTER, REVIEWERS, hidden
from bot.errors import Conflict
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Option
from bot.model.endorsements.endorsement import Check
from bot.model.people.settings import GUARDED_FROM
from bot.model.reviews import MOST_AT_ONCE, Selection, Verdict, Which
from bot.service.reviews import bulk, decisions
from bot.text.text import Bullets, Part, Typed, n, t
from bot.views.reviews.cards import CHECKED

NAMED = 5
"""So many organizations are named in a preview."""

DOMAINS = 8
"""So many of the commonest e-mail domains can be chosen."""

DAYS = (2, 7, 14, 30)
"""Sign-ons that have waited for longer than so many days can be chosen."""

NONE_LEFT = t("No sign-on that waits is meant by this. Nothing was done.")


def _selection(raw: Mapping[str, str]) -> Selection:
    which = Which(raw["which"])
    return Selection(which, int(raw.get("days", 0)), int(raw.get("domain", 0)))


def _begin(call: Call) -> Mapping[str, str]:
    """Whether the letter's list asks of no sign-on how its organization was checked."""
    letter_id = call.revision.letter_id if call.revision else 0
    return {} if decisions.may_ask_check(call.unit, letter_id) else {UNASKED: "yes"}


def _asks_check(raw: Mapping[str, str]) -> bool:
    """Whether it has to be stated how organizations were checked: some of those meant may have no proven address."""
    return raw.get("verdict") == Verdict.LIST and raw.get("which") != Which.PROVEN and UNASKED not in raw


def _said(raw: Mapping[str, str]) -> bool:
    """Whether it is said which are meant, and what is done about them."""
    number, listed = raw.get("domain", "0"), raw.get("verdict") == Verdict.LIST
    how = not _asks_check(raw) or raw.get("check") in set(Check) if listed else raw.get("reason")
    days = raw.get("days", "0") in {"0", *map(str, DAYS)}
    return raw.get("which") in set(Which) and days and number.isdecimal() and len(number) <= 9 and bool(how)


def _verdict(raw: Mapping[str, str]) -> Verdict:
    return Verdict.DECLINE if raw.get("verdict") == Verdict.DECLINE else Verdict.LIST


def _preview(call: Call) -> bulk.Preview:
    verdict, selection = _verdict(call.raw), _selection(call.raw)
    return bulk.preview(call.unit, call.actor.person, call.published.letter_id, selection, verdict)


def _names(call: Call) -> Sequence[Part]:
    """What would be done, to how many, the first of them, and what they would be told."""
    seen = _preview(call)
    if not seen.chosen:
        raise Conflict(NONE_LEFT)
    listing, count = call.raw.get("verdict") == Verdict.LIST, len(seen.chosen)
    parts: list[Part] = [
        n("**List {count} sign-on?**", "**List {count} sign-ons?**", count)
        if listing
        else n("**Decline {count} sign-on?**", "**Decline {count} sign-ons?**", count),
        Bullets(tuple(t("{name}", name=each.entry.organization) for each in seen.chosen[:NAMED])),
    ]
    if count > NAMED:
        parts.append(n("and {count} more", "and {count} more", count - NAMED))
    if seen.left_out:
        parts.append(
            n(
                "{count} is left out: another reviewer has it, it is your own, or the list requires more.",
                "{count} are left out: other reviewers have them, they are your own, or the list requires more.",
                seen.left_out,
            )
        )
    if count + seen.left_out == MOST_AT_ONCE:
        parts.append(t("That is the most that can be decided on at once. There may be more afterwards."))
    if listing:
        if _asks_check(call.raw):
            parts.extend((t("Where the address is not proven:"), CHECKED[Check(call.raw["check"])]))
        parts.append(t("Each representative is told that their sign-on is listed."))
    elif bulk.tells(call.unit, call.actor.person, call.published.letter_id, count):
        told = t("Each representative is told that their sign-on was declined, with this reason:")
        parts.extend((told, Typed(call.raw["reason"], quoted=True)))
    else:
        parts.append(
            n(
                "**Each representative is told that their sign-on was declined, but not why:** one organizer alone "
                "sends what they have typed to fewer than {count} chat in a day. Decline fewer of them at once, and "
                "your reason goes along.",
                "**Each representative is told that their sign-on was declined, but not why:** one organizer alone "
                "sends what they have typed to fewer than {count} chats in a day. Decline fewer of them at once, and "
                "your reason goes along.",
                GUARDED_FROM,
            )
        )
    return parts


def _sure(call: Call) -> Sequence[Choice]:
    """One button, which carries what was previewed: where that has changed, it is previewed again."""
    seen = _preview(call)
    count, listing = len(seen.chosen), call.raw.get("verdict") == Verdict.LIST
    label = n("List {count}", "List {count}", count) if listing else n("Decline {count}", "Decline {count}", count)
    return (Choice(seen.mark, label, "primary" if listing else "danger"),)


def _domains(call: Call) -> Sequence[Choice]:
    domains = call.unit.reviews.domains(call.published.letter_id)[:DOMAINS]
    if not domains:
        raise Conflict(NONE_LEFT)
    return [Choice(str(number), f"{domain} ({count})") for domain, count, number in domains]


def _bulk(call: Call) -> Reply:
    letter_id, verdict = call.published.letter_id, Verdict(call.text("verdict"))
    check = Check(call.text("check")) if _asks_check(call.raw) else None
    decided = bulk.decide(
        call.unit,
        call.person(),
        letter_id=letter_id,
        selection=_selection(call.raw),
        verdict=verdict,
        check=check,
        reason=call.text("reason"),
    )
    count = len(decided.ids)
    said = (
        n("**{count} sign-on is listed.**", "**{count} sign-ons are listed.**", count)
        if verdict is Verdict.LIST
        else n("**{count} sign-on was declined.**", "**{count} sign-ons were declined.**", count)
    )
    return Reply([said], (Button(t("Undo all of it"), "undo_bulk", {"bulk": decided.id}),))


def _undo(call: Call) -> Reply:
    undone, count = bulk.undo(call.unit, call.person(), call.published.letter_id, call.number("bulk") or 0)
    parts = [
        n("**{count} sign-on waits for a decision again.**", "**{count} sign-ons wait for a decision again.**", undone)
    ]
    if undone < count:
        parts.append(
            n(
                "{count} stands otherwise by now, and was left so.",
                "{count} stand otherwise by now, and were left so.",
                count - undone,
            )
        )
    return Reply(parts)


_VERDICT = Option(
    "verdict",
    Kind.CHOICE,
    t("Decision"),
    t("**Decide on many sign-ons at once.** What is decided?"),
    choices=(Choice(Verdict.LIST, t("List"), "primary"), Choice(Verdict.DECLINE, t("Decline"))),
)
_WHICH = Option(
    "which",
    Kind.CHOICE,
    t("Which ones"),
    t("Which of those that wait? You see them before anything is done."),
    choices=(
        Choice(Which.PROVEN, t("All with a proven address")),
        Choice(Which.IMPORTED, t("All that the host's directory of organizations has")),
        Choice(Which.OLDER, t("All that have waited for long")),
        Choice(Which.DOMAIN, t("All from one e-mail domain")),
    ),
)
_DAYS = Option(
    "days",
    Kind.CHOICE,
    t("Waiting for longer than"),
    t("Waiting for longer than how many days?"),
    choices=tuple(Choice(str(days), n("{count} day", "{count} days", days)) for days in DAYS),
    when=lambda raw: raw.get("which") == Which.OLDER,
    argument=False,
)
_DOMAIN = Option(
    "domain",
    Kind.CHOICE,
    t("E-mail domain"),
    t("From which e-mail domain?"),
    choices=_domains,
    when=lambda raw: raw.get("which") == Which.DOMAIN,
    argument=False,
)
_CHECK = Option(
    "check",
    Kind.CHOICE,
    t("How it was checked"),
    t(
        "**How did you check that each of these organizations signs?** It is recorded of those whose address is not "
        "proven."
    ),
    choices=tuple(Choice(check.value, text) for check, text in HOW.items()),
    when=_asks_check,
    argument=False,
)
_REASON = Option(
    "reason",
    Kind.PARAGRAPH,
    t("Your message"),
    t("Why are they declined? It is sent to each of them, exactly as written."),
    most=500,
    questions=True,
    when=lambda raw: raw.get("verdict") == Verdict.DECLINE,
    argument=False,
)
_SURE = Option("sure", Kind.CHOICE, t("Sure"), _names, choices=_sure, when=_said, argument=False)
_BULK = hidden("bulk", t("Number"))

COMMANDS = (
    Command(
        "bulk",
        t("Decide on many sign-ons at once"),
        _bulk,
        (LETTER, _VERDICT, _WHICH, _DAYS, _DOMAIN, _CHECK, _REASON, _SURE),
        roles=REVIEWERS,
        private=True,
        begin=_begin,
        irreversible="sure",
    ),
    Command(
        "undo_bulk",
        t("Undo what was decided at once"),
        _undo,
        (LETTER, _BULK),
        roles=REVIEWERS,
        private=True,
        menu=False,
    ),
)
