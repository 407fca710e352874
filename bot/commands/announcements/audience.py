"""Who gets an announcement: platforms, languages, kinds of chats, groups of chats, single ones."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from bot.commands.shared_options import ANNOUNCEMENT, EDITORS, LETTER, likely
from bot.errors import Invalid
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Need, Option, Suggestion
from bot.model.announcements.announcement import (
    EARLIER_SIGNERS,
    EVERYBODY,
    KINDS,
    OF_SIGNERS,
    SIGNERS,
    Announcement,
    Audience,
)
from bot.model.people.person import SENDERS
from bot.service.announcements import drafts, readers
from bot.text.compose import label
from bot.text.text import Bullets, Language, Text, n, t
from bot.views.announcements.audience import ALL_LETTERS, SIGNED, SIGNED_EARLIER, described, kind_name
from bot.views.announcements.permissions import unpermitted

Value = TypeVar("Value", str, int)

MOST_BUTTONS = 24
"""With the button that ends it, as many as a message holds on Discord."""

EVERY = "every"
_SINGLE = re.compile(r"c_([0-9]{1,9})", re.ASCII)


def choices(call: Call) -> Sequence[tuple[str, Text | str]]:
    """Everything by which recipients can be chosen: a key, and its name."""
    letter_id = call.published.letter_id
    offered: list[tuple[str, Text | str]] = [(f"p_{name}", name.capitalize()) for name in call.platforms]
    offered.extend((f"l_{index}", t("{language}", language=Language(tag))) for index, tag in _languages(call))
    offered.extend((f"k_{kind.replace(':', '_')}", kind_name(call.kinds, kind)) for kind in _kinds(call))
    offered.extend((f"g_{group.id}", group.name) for group in call.unit.groups.of_letter(letter_id))
    offered.append(("r_signers", SIGNED))
    if call.unit.letters.earlier(letter_id) is not None:
        offered.append(("r_earlier", SIGNED_EARLIER))
    if _everywhere(call):
        offered.append(("r_all", ALL_LETTERS))
    return offered


def _kinds(call: Call) -> Sequence[str]:
    """The kinds of chats, by the words of each platform that has some; of any platform where one has none."""
    if not all(call.kinds.get(each) for each in call.platforms):
        return KINDS
    shared = [f"{platform}:{kind}" for platform in call.platforms for kind in call.kinds[platform]]
    return ["private", *shared]


def _everywhere(call: Call) -> bool:
    """Whether there are other letters, and the caller may announce for each of them."""
    letters, person = call.unit.letters.all(), call.actor.person
    return (
        person is not None
        and len(letters) > 1
        and all(call.unit.people.roles(person.id, each.letter_id) & SENDERS for each in letters)
    )


def _languages(call: Call) -> Sequence[tuple[int, str]]:
    tags = dict.fromkeys((*call.letter.languages, *call.languages))
    return list(enumerate(tags))


def toggled(call: Call, audience: Audience, key: str) -> Audience:
    """The audience with one choice more, or less where it was made already."""
    field, _, value = key.partition("_")
    if field != "r" and audience.reach in OF_SIGNERS:
        audience = EVERYBODY
    match field:
        case "p":
            return replace(audience, platforms=_other(audience.platforms, value))
        case "l":
            tags = dict(_languages(call))
            return replace(audience, languages=_other(audience.languages, tags[int(value)]))
        case "k":
            return replace(audience, kinds=_other(audience.kinds, value.replace("_", ":", 1)))
        case "g":
            return replace(audience, groups=_other(audience.groups, int(value)))
        case "c":
            chats = _other(audience.chats, int(value))
            return replace(audience, chats=chats, reach=audience.reach if chats else "letter")
        case "r" if value == audience.reach:
            return replace(audience, reach="letter")
        case "r" if value == "signers":
            return SIGNERS
        case "r" if value == "earlier":
            return EARLIER_SIGNERS
    return replace(EVERYBODY if audience.reach in OF_SIGNERS else audience, reach="all")


def _other(values: tuple[Value, ...], value: Value) -> tuple[Value, ...]:
    without = tuple(each for each in values if each != value)
    return without if len(without) < len(values) else values + (value,)  # noqa: RUF005 - mypy can't type the other


def _chosen(call: Call, audience: Audience) -> frozenset[str]:
    fewer = (key for key, _ in choices(call) if _size(toggled(call, audience, key)) < _size(audience))
    return frozenset(key for key in fewer if not key.startswith("r_")) | {f"r_{audience.reach}"}


def _size(audience: Audience) -> int:
    return sum(map(len, (audience.platforms, audience.languages, audience.kinds, audience.groups, audience.chats)))


def read_audience(call: Call, text: str) -> Audience:
    """The audience of choices that were typed, by their names, with commas between them; raises `Invalid` where there
    is no such choice."""
    audience, names = EVERYBODY, _by_name(call)
    for typed in filter(None, (part.strip() for part in text.split(","))):
        key = typed if may_choose(call, audience, typed) else names.get(typed.casefold())
        if key is None:
            known = ", ".join(sorted(names))
            raise Invalid(t("There are no recipients {typed}. There are: {known}", typed=typed, known=known))
        audience = toggled(call, audience, key)
    return audience


def may_choose(call: Call, audience: Audience, key: str) -> bool:
    """Whether a key stands for something that can be chosen: one of the choices, or a chat that follows the letter."""
    if key in {known for known, _ in choices(call)}:
        return True
    chat = _SINGLE.fullmatch(key)
    if chat is None:
        return False
    number = int(chat[1])
    return number in audience.chats or call.unit.chats.since(number, call.published.letter_id) is not None


def _by_name(call: Call) -> dict[str, str]:
    """The keys of the choices, by what may be typed for them."""
    names = {_name(call, name).casefold(): key for key, name in choices(call)}
    return {**{tag.casefold(): f"l_{index}" for index, tag in _languages(call)}, **names}


def _name(call: Call, name: Text | str) -> str:
    return name if isinstance(name, str) else label(name, call.speech)


def suggest(call: Call, typed: str) -> Sequence[Suggestion]:
    """The choices that the last of what was typed may mean."""
    before, comma, last = typed.rpartition(",")
    names = [_name(call, name) for _, name in choices(call)]
    fitting = [each.value for each in likely([Suggestion(name, name) for name in names], last)]
    return [Suggestion(f"{before}{comma} {name}".strip(), f"{before}{comma} {name}".strip()) for name in fitting]


def _recipients(call: Call) -> Reply:
    letter_id, toggle = call.published.letter_id, call.text("toggle")
    announcement = drafts.find(call.unit, letter_id, call.number("announcement"))
    if toggle:
        if toggle != EVERY and not may_choose(call, announcement.audience, toggle):
            raise Invalid(t("This can't be chosen here any more."))
        audience = EVERYBODY if toggle == EVERY else toggled(call, announcement.audience, toggle)
        announcement = drafts.address(call.unit, letter_id, announcement.id, audience)
    chosen = _chosen(call, announcement.audience)
    values = {"letter": letter_id, "announcement": announcement.id}
    count = readers.size(call.unit, letter_id, announcement.audience)
    buttons = [
        Button(f"✓ {_name(call, name)}" if key in chosen else name, "recipients", {**values, "toggle": key})
        for key, name in choices(call)
    ]
    if announcement.audience != EVERYBODY:
        buttons.append(Button(t("Every chat that follows"), "recipients", {**values, "toggle": EVERY}))
    done = Button(t("Done"), "draft", values, style="primary")
    return Reply(
        [
            _who(announcement, count),
            t(
                "Recipients: {recipients}",
                recipients=described(call.unit, letter_id, announcement.audience, call.kinds),
            ),
            t("Choices of one kind add up; choices of several kinds narrow it down."),
            Bullets(tuple(unpermitted(call, announcement))),
        ],
        (done, *buttons[:MOST_BUTTONS]),
        replaces=True,
    )


def _who(announcement: Announcement, count: int) -> Text:
    if announcement.audience.reach in OF_SIGNERS:
        return n("**Who gets it? {count} person now.**", "**Who gets it? {count} people now.**", count)
    return n("**Who gets it? {count} chat now.**", "**Who gets it? {count} chats now.**", count)


_TOGGLE = Option("toggle", Kind.TEXT, t("Recipients"), t("Who?"), need=Need.NEVER, argument=False)

COMMANDS = (
    Command(
        "recipients",
        t("Choose who gets an announcement"),
        _recipients,
        (LETTER, ANNOUNCEMENT, _TOGGLE),
        roles=EDITORS,
        private=True,
        menu=False,
    ),
)
