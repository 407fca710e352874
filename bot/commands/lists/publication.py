"""The letter's list as a whole: kept back until a moment, frozen, taken out as a file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.commands.shared_options import AT_GIVEN_SHOWN, AT_SHOWN, LETTER, OWNERS, hidden
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.files import File
from bot.model.lists.snapshots import ADDENDUM, Snapshot
from bot.model.people.person import Role
from bot.service.lists import disclosure, exports, publication
from bot.service.lists.exports import FileFormat
from bot.text.text import Bullets, Code, Part, Planned, Text, n, t
from bot.views import written
from bot.views.buttons import LIST
from bot.views.counts import withheld
from bot.views.lists import STILL_HOLDS, in_addendum, not_yet, snapshot_line

ORGANIZERS = frozenset({Role.OWNER, Role.EDITOR, Role.REVIEWER})
RECENT = 5
"""So many snapshots are named."""

FORMS: Mapping[FileFormat, Text] = {
    FileFormat.CSV: t("A table (CSV)"),
    FileFormat.JSON: t("JSON"),
    FileFormat.MARKDOWN: t("Text (Markdown)"),
}


def _embargo(call: Call) -> Reply:
    letter_id, act = call.published.letter_id, call.text("act")
    moment, until = _chosen(call), disclosure.hidden_until(call.unit, letter_id)
    if act == "lift":
        made = publication.publish(call.unit, letter_id, call.person(), written.lines(call))
        return Reply([t("**The list is public.** Everybody can see it now."), *_facts(call, made)], replaces=True)
    if act == "set" and moment:
        publication.keep_back(call.unit, call.person(), letter_id, moment)
        return _kept_back(call, moment)
    if act == "sure":
        return Reply(
            [t("**Publish the list now?** Everybody sees it at once, and it can't be kept back again.")],
            (Button(t("Yes, publish it now"), "embargo", {"act": "lift"}, style="danger"), _back()),
            replaces=True,
        )
    if moment:
        return _asked(call, moment, until)
    if until is None:
        parts: list[Part] = [t("**The list is public:** everybody can see who has signed.")]
        if call.unit.endorsements.signed(letter_id).total:
            parts.append(t("It can be kept back only before the first organization is listed."))
            return Reply(parts, (LIST,), replaces=bool(act))
        return Reply(parts, (Button(t("Keep it back until a moment"), "embargo_at", style="primary"),))
    return replace(_kept_back(call, until), replaces=bool(act))


def _kept_back(call: Call, until: datetime) -> Reply:
    return Reply(
        [t("**The list is kept back.**"), not_yet(call.letter.local(until))],
        (Button(t("Another moment"), "embargo_at"), Button(t("Publish it now"), "embargo", {"act": "sure"})),
        replaces=True,
    )


def _chosen(call: Call) -> datetime | None:
    """The moment that was typed, or that the button holds in minutes since 1970."""
    minute = call.number("minute")
    return datetime.fromtimestamp(minute * 60, UTC) if minute is not None else call.moment("at")


def _asked(call: Call, moment: datetime, until: datetime | None) -> Reply:
    publication.can_be_kept_back(call.unit, call.published.letter_id)
    parts: list[Part] = [
        t("**Keep the list back until {until}?**", until=Planned(call.letter.local(moment))),
        t(
            "Until then only the letter's organizers see who has signed, and how many. At that moment the list is "
            "frozen under a number, and published."
        ),
    ]
    if until:
        parts.append(t("So far it is kept back until {until}.", until=Planned(call.letter.local(until))))
    confirm = Button(
        t("Yes, keep it back"),
        "embargo",
        {"minute": int(moment.timestamp()) // 60, "act": "set"},
        style="primary",
    )
    return Reply(parts, (confirm, _back()))


def _back() -> Button:
    return Button(t("Back"), "embargo", {"act": "look"})


def _snapshot(call: Call) -> Reply:
    letter_id, act = call.published.letter_id, call.text("act")
    if act == "preview":
        return Reply(
            [t("The list as it is now. **This is a preview, and not final.**")],
            files=(_preview(call),),
        )
    if act:
        part = ADDENDUM if act == ADDENDUM else ""
        return _made(call, publication.freeze(call.unit, call.person(), letter_id, part, written.lines(call, part)))
    late = len(call.unit.endorsements.late(letter_id))
    count = call.unit.endorsements.signed(letter_id)
    made_so_far = call.unit.lists.snapshots(letter_id, RECENT)
    parts: list[Part] = [
        n("**{count} organization is in the list.**", "**{count} organizations are in the list.**", count.named),
        *withheld(count),
        *in_addendum(late),
        t("A snapshot freezes it under a number, with its date and a hash by which it can be proven later."),
    ]
    if made_so_far:
        parts.append(Bullets(tuple(snapshot_line(call.letter, each) for each in made_so_far)))
    return Reply(
        parts,
        (
            Button(t("Preview"), "snapshot", {"act": "preview"}),
            Button(t("Freeze it now"), "snapshot", {"act": "make"}, style="primary"),
            *((Button(t("Freeze the addendum"), "snapshot", {"act": ADDENDUM}),) if late else ()),
            *(
                Button(t("Snapshot {number}", number=each.number), "frozen", {"number": each.number})
                for each in made_so_far
            ),
        ),
    )


def _facts(call: Call, snapshot: Snapshot) -> Sequence[Part]:
    return (snapshot_line(call.letter, snapshot), t("SHA-256: {hash}", hash=Code(snapshot.sha256)), STILL_HOLDS)


def _made(call: Call, snapshot: Snapshot) -> Reply:
    """A list that was frozen just now, as a file where it is not long; else that is written when it is asked for."""
    if snapshot.size <= written.AT_ONCE:
        return _file(call, snapshot)
    which = ((t("To be printed"), "print"), (t("To be proven (JSON)"), "prove"))
    buttons = [Button(label, "frozen", {"number": snapshot.number, "act": act}) for label, act in which]
    return Reply(_facts(call, snapshot), tuple(buttons))


def _preview(call: Call) -> File:
    revision = call.published
    content = written.of_letter(call, ("preview",), lambda unit: exports.preview_content(unit, revision))
    return exports.kept(call.unit, revision, f"{call.letter.slug}-preview.md", "text/markdown", content)


def _frozen_file(call: Call, snapshot: Snapshot, provable: bool) -> File:
    """What is written of a frozen list: at once where it is short."""
    revision, write = call.published, exports.proven_content if provable else exports.printed_content
    content = (
        write(call.unit, revision, snapshot)
        if snapshot.size <= written.AT_ONCE
        else written.of_letter(
            call, ("frozen", snapshot.number, provable), lambda unit: write(unit, revision, snapshot)
        )
    )
    suffix, mime = ("json", "application/json") if provable else ("md", "text/markdown")
    return exports.kept(call.unit, revision, f"{call.letter.slug}-{snapshot.number}.{suffix}", mime, content)


def _file(call: Call, snapshot: Snapshot, provable: bool = False) -> Reply:
    """A frozen list as a file to be printed, or as one by which its hash can be computed."""
    other = (t("To be printed"), "print") if provable else (t("To be proven (JSON)"), "prove")
    button = Button(other[0], "frozen", {"number": snapshot.number, "act": other[1]})
    return Reply(_facts(call, snapshot), (button,), files=(_frozen_file(call, snapshot, provable),))


def _frozen(call: Call) -> Reply:
    letter_id = call.published.letter_id
    if not disclosure.discloses(call.unit, letter_id, call.actor):
        until = disclosure.hidden_until(call.unit, letter_id)
        return Reply([not_yet(call.letter.local(until))] if until else ())
    snapshot = publication.find(call.unit, letter_id, call.number("number"))
    return _file(call, snapshot, provable=call.text("act") == "prove")


def _export(call: Call) -> Reply:
    states = exports.ALL if call.text("which") == "all" else exports.PUBLIC
    form, reviews = FileFormat(call.text("format")), call.actor.may(Role.REVIEWER)
    revision = call.published
    content = written.of_letter(
        call,
        ("export", form, states is exports.ALL, reviews),
        lambda unit: exports.export_content(unit, revision, form, states, withheld=reviews),
    )
    suffix, mime = exports.SUFFIX[form]
    file = exports.kept(call.unit, revision, f"{call.letter.slug}.{suffix}", mime, content)
    parts: list[Part] = [t("The list, without anything about the people who signed for the organizations.")]
    if states is exports.ALL:
        parts.append(
            t("**Not all of it is public:** it also holds what waits, is disputed, was declined or was withdrawn.")
        )
    elif not disclosure.discloses(call.unit, call.published.letter_id):
        parts.append(t("**The list is kept back for now:** don't pass this on."))
    everything = Button(t("Also what is not listed"), "export", {"format": call.text("format"), "which": "all"})
    return Reply(parts, () if states is exports.ALL else (everything,), files=(file,))


def _choice(name: str, label: Text, *choices: str) -> Option:
    offered = tuple(Choice(each, t("Yes")) for each in choices)
    return Option(name, Kind.CHOICE, label, t("Which?"), need=Need.NEVER, argument=False, choices=offered)


_NUMBER = Option("number", Kind.NUMBER, t("Number"), t("The snapshot's number"), need=Need.NEVER)
_MINUTE = hidden("minute", t("Minute"))
_FORMAT = Option(
    "format",
    Kind.CHOICE,
    t("Format"),
    t("**As what?**"),
    choices=tuple(Choice(form.value, label) for form, label in FORMS.items()),
)
_WHICH = Option(
    "which",
    Kind.CHOICE,
    t("Which"),
    t("The public list, or everything"),
    need=Need.NEVER,
    choices=(Choice("public", t("The public list")), Choice("all", t("Also what is not listed"))),
)

COMMANDS = (
    Command(
        "embargo",
        t("Keep the list of organizations back until a moment"),
        _embargo,
        (LETTER, AT_GIVEN_SHOWN, _MINUTE, _choice("act", t("What"), "look", "set", "sure", "lift")),
        roles=OWNERS,
        private=True,
        irreversible="act",
    ),
    Command(
        "embargo_at",
        t("Choose until when the list is kept back"),
        _embargo,
        (LETTER, AT_SHOWN),
        roles=OWNERS,
        private=True,
        menu=False,
        title=t("Keep the list back"),
    ),
    Command(
        "snapshot",
        t("Freeze the list of organizations under a number"),
        _snapshot,
        (LETTER, _choice("act", t("What"), "preview", "make", ADDENDUM)),
        roles=ORGANIZERS,
        private=True,
    ),
    Command(
        "frozen",
        t("The list of organizations as it was frozen"),
        _frozen,
        (LETTER, _NUMBER, _choice("act", t("What"), "print", "prove")),
        private=True,
        menu=False,
    ),
    Command(
        "export",
        t("The list of organizations as a file"),
        _export,
        (LETTER, _FORMAT, _WHICH),
        roles=ORGANIZERS,
        private=True,
    ),
)
