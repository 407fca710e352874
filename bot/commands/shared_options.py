"""What several commands say and ask alike."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from bot.errors import Invalid
from bot.interface.call import Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option, Suggestion
from bot.model.codes import read_code, spell_code
from bot.model.endorsements.endorsement import Endorsement
from bot.model.organizations.searching import closest, has, searchable, sought
from bot.model.people.person import Role
from bot.model.proofs.mails import CODE_LENGTH
from bot.ports.store import Unit
from bot.text import checks
from bot.text.compose import label
from bot.text.languages import find_languages
from bot.text.locales import SOURCE
from bot.text.misspelt import likely_meant
from bot.text.moments import days
from bot.text.moments import reading as moments
from bot.text.pasted import visible
from bot.text.text import Code, Part, Text, t
from bot.views.announcements.overview import listed


def _letters(call: Call) -> Sequence[Choice]:
    return [Choice(str(each.letter_id), call.speech.reading(each.letter.title)) for each in call.unit.letters.all()][
        :20
    ]


def _letters_and_begun(call: Call) -> Sequence[Choice]:
    person = call.actor.person
    owns = person is not None and not call.actor.account.visits and Role.OWNER in call.unit.people.everywhere(person.id)
    begun = [
        Choice(str(each.letter_id), t("{title} (not published yet)", title=each.letter.title))
        for each in (call.unit.letters.begun() if owns else ())
    ]
    return (*begun[:10], *_letters(call))[:20]


LETTER = Option(
    "letter",
    Kind.CHOICE,
    t("Letter"),
    t("**Which letter?**"),
    choices=_letters,
    argument=False,
)
"""The letter that is meant: filled in by a button, by the chat that follows one, or where there is only one."""

ANY_LETTER = replace(LETTER, need=Need.NEVER)
"""The letter that is meant, where it is clear; it is not asked for."""

ANY_STATE_LETTER = replace(LETTER, choices=_letters_and_begun, begun=True)
"""The letter that is meant, for those who write it: also one of which nothing was published yet."""

OWNERS, EDITORS, REVIEWERS = (frozenset({role}) for role in (Role.OWNER, Role.EDITOR, Role.REVIEWER))
ORGANIZERS = frozenset(Role)


SUGGESTED = 25
"""So many suggestions at the most are shown to somebody who is typing."""


def suggestions(names: Iterable[str]) -> Sequence[Suggestion]:
    """Names that somebody who is typing may mean, as many of them as are shown."""
    return [Suggestion(name, name) for name in islice(names, SUGGESTED)]


def likely(offered: Sequence[Suggestion], typed: str) -> Sequence[Suggestion]:
    """What of all that can be meant has what was typed in its label; where nothing has, what nearly has."""
    found = [each for each in offered if has(each.label, typed)]
    if not found and typed.strip():
        labels = [searchable(each.label) for each in offered]
        found = [offered[index] for index in closest(sought(typed), labels)]
    return found[:SUGGESTED]


def sign_ons(endorsements: Iterable[Endorsement], typed: str) -> Sequence[Suggestion]:
    """Sign-ons that may be meant, by their receipts, for whoever may see them whole."""
    spelled = ((spell_code(each.receipt), each.entry.organization) for each in endorsements)
    return likely([Suggestion(receipt, f"{name} · {receipt}" if name else receipt) for receipt, name in spelled], typed)


def _own(call: Call, typed: str) -> Sequence[Suggestion]:
    person, revision = call.actor.person, call.revision
    return (
        sign_ons(call.unit.endorsements.of_person(person.id, revision.letter_id), typed) if person and revision else ()
    )


def _announcements(call: Call, typed: str) -> Sequence[Suggestion]:
    recent = call.unit.announcements.recent(call.revision.letter_id, SUGGESTED) if call.revision else ()
    lines = ((each.id, listed(call.unit, each, call.speech.tag)) for each in recent)
    return likely([Suggestion(str(number), label(line, call.speech)) for number, line in lines], typed)


ANNOUNCEMENT = Option(
    "announcement",
    Kind.NUMBER,
    t("Number"),
    t("The announcement's number"),
    need=Need.NEVER,
    suggest=_announcements,
)

RECEIPT = Option(
    "receipt",
    Kind.TEXT,
    t("Receipt"),
    t("The receipt of a sign-on"),
    need=Need.NEVER,
    most=20,
    clean=visible,
    suggest=_own,
)
"""The receipt of a sign-on; whoever types one is offered their own."""


def asks_when(call: Call) -> Sequence[Part]:
    """A question for a moment: an example in the letter's zone, and one in words."""
    example = moments.example(call.letter.zone, call.unit.now)
    return (t("The day, the time and the time zone: {example}, or “tomorrow at 5 pm”", example=example),)


AT = Option("at", Kind.DATE, t("When"), asks_when, most=80)
AT_SHOWN = replace(AT, shown=True)
AT_GIVEN = replace(AT, prompt=t("A day, a time and a time zone"), need=Need.NEVER)
"""A moment that is given together with the command, and not asked for."""

AT_GIVEN_SHOWN = replace(AT_GIVEN, shown=True)


def asks_day(call: Call) -> Sequence[Part]:
    """A question for a day that has come."""
    yesterday = call.letter.local(call.unit.now).date() - timedelta(days=1)
    return (t("The day, such as {example}, or “today”", example=Code(yesterday.isoformat())),)


def past_day(name: str, label: Text, asks: Callable[[Call], Sequence[Part]], need: Need = Need.REQUIRED) -> Option:
    """A day up to today, as somebody types it."""
    return Option(name, Kind.TEXT, label, asks, need=need, most=80, judge=_past_day)


def read_day(call: Call, name: str) -> date:
    """The day that was typed for an option. Raises `Invalid` where it is none that has come."""
    return _past_day(call, call.text(name))


def _past_day(call: Call, typed: str) -> date:
    tags = (call.speech.tag, *call.letter.languages, SOURCE)
    return days.read_past(typed, zone=call.letter.zone, languages=tags, now=call.unit.now)


def hidden(name: str, label: Text, kind: Kind = Kind.NUMBER, choices: Sequence[Choice] = ()) -> Option:
    """An option that only buttons fill in: it is never asked for, and nobody reads what it would be asked with."""
    return Option(name, kind, label, label, need=Need.NEVER, argument=False, choices=tuple(choices))


def among(name: str, label: Text, *choices: str) -> Option:
    """A choice that only buttons make."""
    return hidden(name, label, Kind.CHOICE, [Choice(each, t("Yes")) for each in choices])


def _by_receipt(unit: Unit, handle: str) -> int | None:
    endorsement = unit.endorsements.by_receipt(handle)
    return endorsement.id if endorsement else None


def handle(name: str, label: Text, find: Callable[[Unit, str], int | None], instead: str) -> Option:
    """What only buttons name, by a random handle: numbers would tell everybody how many there are. `instead`: the
    command that an older button leads to."""
    return replace(hidden(name, label, Kind.HANDLE), find=find, instead=instead)


ENDORSEMENT = handle("endorsement", t("Sign-on"), _by_receipt, "endorsement")
"""The sign-on that is meant, by its receipt, for whoever signed."""

SIGN_ON = replace(ENDORSEMENT, instead="review")
"""The sign-on that is meant, by its receipt, for reviewers."""

SURE = among("sure", t("Sure"), "yes")
"""Somebody was asked whether they are sure, and is."""


def for_editors(
    name: str,
    text: Text,
    handler: Callable[[Call], Reply],
    *options: Option,
    menu: bool = False,
    irreversible: str = "",
) -> Command:
    """A command about a letter for its editors, whose answer only they see."""
    about = (LETTER, *options)
    return Command(name, text, handler, about, roles=EDITORS, private=True, menu=menu, irreversible=irreversible)


def for_editors_of_any(
    name: str, text: Text, handler: Callable[[Call], Reply], *options: Option, irreversible: str = ""
) -> Command:
    """A command for the editors of a letter, also of one of which nothing was published yet, whose answer only they
    see."""
    about = (ANY_STATE_LETTER, *options)
    return Command(name, text, handler, about, roles=EDITORS, private=True, menu=False, irreversible=irreversible)


def _revisions(call: Call, typed: str) -> Sequence[Suggestion]:
    """The latest revisions of the letter, the last first."""
    if call.revision is None:
        return ()
    last, letter_id = call.revision.number, call.revision.letter_id
    numbers = range(last, max(0, last - SUGGESTED), -1)
    found = filter(None, (call.unit.letters.revision(letter_id, number) for number in numbers))
    lines = (
        (
            each.number,
            t("Revision {number}, of {date}", number=each.number, date=each.letter.local(each.published_at).date()),
        )
        for each in found
    )
    return likely([Suggestion(str(number), label(line, call.speech)) for number, line in lines], typed)


REVISION = Option(
    "revision", Kind.NUMBER, t("Revision"), t("The revision's number"), need=Need.NEVER, suggest=_revisions
)


def _code(typed: str) -> str:
    """A code in its one spelling; a misread one is no wrong try."""
    code = read_code(typed, CODE_LENGTH)
    if code is None:
        raise Invalid(
            t(
                "This is none of the bot's codes, or a character of it is mistyped: one has 8 letters and digits, such "
                "as `4JTH-8Q27`. Please look at the mail again."
            )
        )
    return code


CODE = Option(
    "code",
    Kind.TEXT,
    t("Code"),
    t("The code from the mail, such as `4JTH-8Q27`."),
    personal=True,
    most=30,
    clean=visible,
    check=_code,
)


REPRESENTATIVE = Option(
    "representative",
    Kind.TEXT,
    t("Your name"),
    t("Your own name. It stays private."),
    personal=True,
    most=100,
)


ROLE = Option(
    "role",
    Kind.TEXT,
    t("Your role there"),
    t("Your role in the organization, such as chair or director. It stays private."),
    personal=True,
    most=100,
)


def _came_by(call: Call) -> str:
    """The address by which somebody came who uses the web; nothing for others."""
    mailbox = call.unit.sessions.of_account(call.actor.account)
    return mailbox.address if mailbox else ""


EMAIL = Option(
    "email",
    Kind.TEXT,
    t("Your e-mail address"),
    t("Your address at the organization, or another of yours if you have none there. It stays private."),
    personal=True,
    most=254,
    clean=visible,
    check=checks.email_address,
    shaped=True,
    meant=likely_meant,
    prefill=_came_by,
)


SPOKEN = Option(
    "languages",
    Kind.TEXT,
    t("Languages"),
    t("The languages in which they speak, with commas between them, such as “French, Arabic”"),
    most=300,
    check=find_languages,
)
"""The languages that somebody speaks to others, by their short names with commas between them."""


ANSWER = Option(
    "text",
    Kind.PARAGRAPH,
    t("Your answer"),
    t("Your answer to the reviewers. It stays between you and them."),
    most=1000,
    questions=True,
)
