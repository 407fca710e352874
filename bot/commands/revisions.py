"""What changed from one revision to another, and who confirms it."""

from collections.abc import Sequence

from bot.commands.common import ENDORSEMENT, LETTER, LIST, READ, public_line
from bot.errors import NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Need, Option
from bot.model.deliveries import Subject
from bot.model.difference import Change, Fate, Part, difference, stretches
from bot.model.endorsements import Endorsement
from bot.model.letter import Letter, Revision
from bot.ports.store import Unit
from bot.service import confirming, signing
from bot.text.text import Bullets, Language, Text, n, t
from bot.text.text import Part as Said

CHANGES = Button(t("What changed"), "changes")

SHOWN = 40
"""So many changes at the most are shown word by word."""

NAMED = 12
"""So many changes at the most are named where there is little room."""

CLIP = 600
"""So many characters at the most are shown of words that came or went together."""

NAMES: dict[Part, Text] = {
    Part.TITLE: t("Title"),
    Part.SUMMARY: t("Summary"),
    Part.TEXT: t("Text"),
    Part.LINK: t("Link to the letter on the web"),
    Part.OPENS: t("Sign-ons open"),
    Part.CLOSES: t("Sign-ons close"),
    Part.GOAL: t("Goal"),
    Part.LANGUAGES: t("Languages"),
    Part.ZONE: t("Time zone"),
    Part.INITIATOR: t("Initiator"),
    Part.INITIATOR_ACRONYM: t("Initiator: acronym"),
    Part.INITIATOR_WEBSITE: t("Initiator: website"),
    Part.DEMAND_NUMBER: t("Demand {number}: number"),
    Part.DEMAND_TITLE: t("Demand {number}: title"),
    Part.DEMAND_ASKED: t("Demand {number}: what is asked"),
    Part.DEMAND_ADDRESSEE: t("Demand {number}: addressee"),
    Part.DEMAND_OFFICE: t("Demand {number}: office"),
    Part.DEMAND_TOPICS: t("Demand {number}: words by which it is found"),
    Part.EVENT_TITLE: t("Event {number}: title"),
    Part.EVENT_AT: t("Event {number}: when"),
    Part.EVENT_PLACE: t("Event {number}: place"),
    Part.EVENT_LINK: t("Event {number}: link"),
    Part.EVENT_SPEAKERS: t("Event {number}: speakers"),
    Part.DOCUMENT_TITLE: t("Document {number}: name"),
    Part.DOCUMENT_ISSUER: t("Document {number}: published by"),
    Part.DOCUMENT_LINK: t("Document {number}: link"),
}


def name_of(part: Part, number: int) -> Text:
    """A part of a letter in words."""
    return Text(NAMES[part].template, {"number": number} if "{number}" in NAMES[part].template else {})


def changed_words(before: Letter, after: Letter) -> Sequence[Said]:
    """What changed, word by word: what is gone is labelled, what is new is bold."""
    changes = difference(before, after)
    parts = [each for change in changes[:SHOWN] for each in (_heading(change), _words(change))]
    if not changes:
        return (t("Nothing changed."),)
    if len(changes) > SHOWN:
        parts.append(n("And {count} change more.", "And {count} changes more.", len(changes) - SHOWN))
    return parts


def changed_parts(before: Letter, after: Letter) -> Sequence[Said]:
    """What changed, in short: the parts by their names, with the languages."""
    tags = dict[tuple[Part, int], list[str]]()
    for change in difference(before, after):
        tags.setdefault((change.part, change.number), []).extend([change.language] if change.language else [])
    items = [_named(part, number, languages) for (part, number), languages in tags.items()]
    more = len(items) - NAMED
    if more > 0:
        items[NAMED:] = [n("and {count} part more", "and {count} parts more", more)]
    return (Bullets(tuple(items)),) if items else ()


def _named(part: Part, number: int, tags: Sequence[str]) -> Text:
    if not tags:
        return name_of(part, number)
    names: dict[str, object] = {f"l{index}": Language(tag) for index, tag in enumerate(tags)}
    languages = Text(", ".join(f"{{{name}}}" for name in names), names)
    return t("{part} ({languages})", part=name_of(part, number), languages=languages)


def _heading(change: Change) -> Text:
    part = _named(change.part, change.number, [change.language] if change.language else [])
    return t("**{part}**", part=part)


def _words(change: Change) -> Text:
    pieces, values = list[str](), dict[str, object]()
    for index, stretch in enumerate(stretches(change.before, change.after)):
        words = stretch.text if len(stretch.text) <= CLIP else f"{stretch.text[: CLIP - 1]}…"
        name = f"w{index}"
        values[name] = t("[gone: {words}]", words=words) if stretch.fate is Fate.GONE else words
        pieces.append(f"**{{{name}}}**" if stretch.fate is Fate.NEW else f"{{{name}}}")
    return Text(" ".join(pieces), values) if pieces else t("Only the spacing.")


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


def signed_revisions(unit: Unit, current: Revision) -> Sequence[Said]:
    """How many in the list have signed each revision, where there is more than one."""
    counts = unit.confirmations.signed(current.letter_id)
    if set(counts) <= {current.number} or current.number == 1:
        return ()
    first, *others = counts.items()
    said = [
        n("{count} signed revision {revision}", "{count} signed revision {revision}", first[1], revision=first[0]),
        *(
            n("{count} revision {revision}", "{count} revision {revision}", count, revision=revision)
            for revision, count in others[:NAMED]
        ),
    ]
    values: dict[str, object] = {f"r{index}": each for index, each in enumerate(said)}
    return (t("{counts}.", counts=Text(", ".join(f"{{{name}}}" for name in values), values)),)


def signed_revision(endorsement: Endorsement, current: Revision) -> Sequence[Said]:
    """Which revision somebody in the list has signed, where it is not the current one."""
    if endorsement.revision == current.number:
        return ()
    return (t("*Signed revision {revision}.*", revision=endorsement.revision),)


def since_signed(unit: Unit, endorsement: Endorsement, current: Revision) -> tuple[Sequence[Said], Sequence[Button]]:
    """What somebody who signed an earlier revision is told of the current one, and what they can do about it."""
    if endorsement.revision >= current.number:
        return (), ()
    parts: list[Said] = [
        t(
            "You have signed revision {signed}. The letter is at revision {revision} now.",
            signed=endorsement.revision,
            revision=current.number,
        )
    ]
    if confirming.asked(unit, endorsement) is None:
        return parts, (_see(endorsement),)
    parts.append(_until(unit, endorsement, current))
    return parts, (_confirm(endorsement, current), _see(endorsement))


def signs_anew(unit: Unit, endorsement: Endorsement, current: Revision) -> Sequence[Said]:
    """What changed since an endorsement was written, before it is submitted or corrected for the current revision."""
    before = unit.letters.revision(endorsement.letter_id, endorsement.revision)
    if before is None or before.number >= current.number:
        return ()
    return (
        t(
            "**The letter has changed since.** You wrote this for revision {before}, and sign revision {revision} now. "
            "They differ in:",
            before=before.number,
            revision=current.number,
        ),
        *changed_parts(before.letter, current.letter),
    )


def _until(unit: Unit, endorsement: Endorsement, current: Revision) -> Text:
    asked = confirming.asked(unit, endorsement)
    if asked is None or asked.confirm_by is None:
        return t("Please confirm it.")
    return t(
        "Please confirm it by {date}. Until you do, the list says that you have signed revision {signed}.",
        date=current.letter.local(asked.confirm_by),
        signed=endorsement.revision,
    )


def _confirm(endorsement: Endorsement, current: Revision) -> Button:
    values = {"letter": current.letter_id, "endorsement": endorsement.id, "revision": current.number}
    return Button(t("We confirm revision {revision}", revision=current.number), "reconfirm", values, style="primary")


def _see(endorsement: Endorsement) -> Button:
    return Button(t("See what changed"), "changes", {"letter": endorsement.letter_id, "since": endorsement.revision})


def told_of_revision(unit: Unit, endorsement: Endorsement, current: Revision, subject: Subject) -> Reply | None:
    """What who signed an earlier revision is told of a material one, once, and once more before the date; nothing where
    they have answered."""
    signed = unit.letters.revision(endorsement.letter_id, endorsement.revision)
    if confirming.asked(unit, endorsement) is None or signed is None:
        return None
    head = (
        t("**A reminder: “{title}” has changed since you signed it** for {organization}.", **_of(endorsement, current))
        if subject is Subject.REVISION_REMINDER
        else t("**“{title}” has changed since you signed it** for {organization}.", **_of(endorsement, current))
    )
    withdraw = {"letter": endorsement.letter_id, "endorsement": endorsement.id}
    return Reply(
        [
            head,
            t("Revision {revision} differs from what you signed in:", revision=current.number),
            *changed_parts(signed.letter, current.letter),
            _until(unit, endorsement, current),
        ],
        (
            _confirm(endorsement, current),
            _see(endorsement),
            Button(t("Withdraw"), "withdraw", withdraw, style="danger"),
        ),
    )


def _of(endorsement: Endorsement, current: Revision) -> dict[str, object]:
    return {"title": current.letter.title, "organization": endorsement.line.organization}


def confirmed(unit: Unit, letter_id: int) -> Sequence[Said]:
    """For organizers: how many of those who were asked have confirmed."""
    asked = unit.confirmations.asked(letter_id)
    if asked is None or asked.confirm_by is None:
        return ()
    yes, not_yet = unit.confirmations.answered(asked)
    return (
        t(
            "Revision {revision} is to be confirmed by {date}: {yes} have, {not_yet} have not yet.",
            revision=asked.number,
            date=asked.letter.local(asked.confirm_by),
            yes=yes,
            not_yet=not_yet,
        ),
    )


def _reconfirm(call: Call) -> Reply:
    current, number = call.published, call.number("endorsement") or 0
    language = call.letter.text.language(call.speech.tag)
    if call.number("revision") != current.number:
        endorsement = signing.own(call.unit, call.actor.person, current.letter_id, number)
        parts, buttons = since_signed(call.unit, endorsement, current)
        return Reply([t("The letter has changed once more. Nothing was confirmed yet."), *parts], buttons)
    done = confirming.reconfirm(call.unit, call.person(), current, number, language)
    return Reply(
        [
            t(
                "**Thank you.** {organization} has confirmed revision {revision}, in {language}.",
                organization=done.line.organization,
                revision=done.revision,
                language=Language(done.language),
            ),
            *public_line(done.line),
        ],
        (LIST,),
    )


REVISION = Option("revision", Kind.NUMBER, t("Revision"), t("The revision's number"), need=Need.NEVER)
_SINCE = Option("since", Kind.NUMBER, t("Since"), t("The earlier revision's number"), need=Need.NEVER)

COMMANDS = (
    Command("changes", t("What changed in the letter"), _changes, (LETTER, REVISION, _SINCE), linked=True),
    Command(
        "reconfirm",
        t("Confirm a revision of the letter"),
        _reconfirm,
        (LETTER, ENDORSEMENT, REVISION),
        private=True,
        menu=False,
    ),
)
