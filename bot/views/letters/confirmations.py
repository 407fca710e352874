"""Which revision was signed, and who is asked to confirm a later one."""

from collections.abc import Callable, Sequence

from bot.interface.call import Button, Reply
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Endorsement
from bot.model.letters.letter import Revision
from bot.ports.store import Unit
from bot.service.letters import confirmations
from bot.text.text import Listing, Text, n, t
from bot.text.text import Part as Said
from bot.views.endorsements import consents
from bot.views.endorsements.public_entry import public_entry
from bot.views.letters.difference import NAMED, changed_parts


def signed_revisions(unit: Unit, current: Revision) -> Sequence[Said]:
    """How many in the list have signed each revision, where there is more than one."""
    counts = unit.confirmations.signed(current.letter_id)
    same = confirmations.same_words(unit, current, counts)
    if set(counts) <= same or current.number == 1:
        return ()
    newest = sum(counts.pop(each) for each in same)
    counts = {**({current.number: newest} if newest else {}), **counts}
    first, *others = counts.items()
    said = [
        n("{count} signed revision {revision}", "{count} signed revision {revision}", first[1], revision=first[0]),
        *(
            n("{count} revision {revision}", "{count} revision {revision}", count, revision=revision)
            for revision, count in others[:NAMED]
        ),
    ]
    return (t("{counts}.", counts=Listing(said)),)


def signed_revision(
    unit: Unit, listed: Sequence[Endorsement], current: Revision
) -> Callable[[Endorsement], Sequence[Said]]:
    """Which revision each of some in the list has signed, where its words are not those of the current one."""
    same = confirmations.same_words(unit, current, (each.revision for each in listed))

    def said(endorsement: Endorsement) -> Sequence[Said]:
        if endorsement.revision in same:
            return ()
        return (t("*Signed revision {revision}.*", revision=endorsement.revision),)

    return said


def since_signed(unit: Unit, endorsement: Endorsement, current: Revision) -> tuple[Sequence[Said], Sequence[Button]]:
    """What somebody who signed an earlier revision is told of the current one, and what they can do about it."""
    if endorsement.revision in confirmations.same_words(unit, current, (endorsement.revision,)):
        return (), ()
    parts: list[Said] = [
        t(
            "You have signed revision {signed}. The letter is at revision {revision} now.",
            signed=endorsement.revision,
            revision=current.number,
        )
    ]
    if confirmations.asked(unit, endorsement) is None:
        return parts, (_see(endorsement),)
    parts.extend(
        (
            *public_entry(endorsement.entry, categories=current.letter.categories),
            _stated(endorsement, current),
            _until(unit, endorsement, current),
        )
    )
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


def _stated(endorsement: Endorsement, current: Revision) -> Text:
    return consents.stated(endorsement.entry.organization, current.number)


def _until(unit: Unit, endorsement: Endorsement, current: Revision) -> Text:
    asked = confirmations.asked(unit, endorsement)
    if asked is None or asked.confirm_by is None:
        return t("Please confirm it.")
    if asked.confirm_by < unit.now:
        return t(
            "It was to be confirmed by {date}; you still can. The list says that you have signed revision {signed}.",
            date=current.letter.local(asked.confirm_by),
            signed=endorsement.revision,
        )
    return t(
        "Please confirm it by {date}. Until you do, the list says that you have signed revision {signed}.",
        date=current.letter.local(asked.confirm_by),
        signed=endorsement.revision,
    )


def _confirm(endorsement: Endorsement, current: Revision) -> Button:
    values: dict[str, str | int] = {
        "letter": current.letter_id,
        "endorsement": endorsement.receipt,
        "revision": current.number,
    }
    return Button(t("We confirm revision {revision}", revision=current.number), "reconfirm", values, style="primary")


def _see(endorsement: Endorsement) -> Button:
    return Button(t("See what changed"), "changes", {"letter": endorsement.letter_id, "since": endorsement.revision})


def told_of_revision(unit: Unit, endorsement: Endorsement, current: Revision, subject: Subject) -> Reply | None:
    """What who signed an earlier revision is told of a material one, once, and once more before the date; nothing where
    they have answered."""
    signed = unit.letters.revision(endorsement.letter_id, endorsement.revision)
    if confirmations.asked(unit, endorsement) is None or signed is None:
        return None
    head = (
        t("**A reminder: “{title}” has changed since you signed it** for {organization}.", **_of(endorsement, current))
        if subject is Subject.REVISION_REMINDER
        else t("**“{title}” has changed since you signed it** for {organization}.", **_of(endorsement, current))
    )
    withdraw: dict[str, str | int] = {"letter": endorsement.letter_id, "endorsement": endorsement.receipt}
    return Reply(
        [
            head,
            t("Revision {revision} differs from what you signed in:", revision=current.number),
            *changed_parts(signed.letter, current.letter),
            *public_entry(endorsement.entry, categories=current.letter.categories),
            _stated(endorsement, current),
            _until(unit, endorsement, current),
        ],
        (
            _confirm(endorsement, current),
            _see(endorsement),
            Button(t("Withdraw"), "withdraw", withdraw, style="danger"),
        ),
    )


def _of(endorsement: Endorsement, current: Revision) -> dict[str, object]:
    return {"title": current.letter.title, "organization": endorsement.entry.organization}


def confirmed(unit: Unit, letter_id: int) -> Sequence[Said]:
    """For organizers: how many of those who were asked have confirmed."""
    asked = unit.confirmations.asked(letter_id)
    if asked is None or asked.confirm_by is None:
        return ()
    yes, not_yet = unit.confirmations.answered(asked)
    return (
        t(
            "Revision {revision} is to be confirmed by {date}. Confirmed: {yes}. Not yet: {not_yet}.",
            revision=asked.number,
            date=asked.letter.local(asked.confirm_by),
            yes=yes,
            not_yet=not_yet,
        ),
    )
