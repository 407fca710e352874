"""Who has signed, as the press kit prints it: the newest frozen list with its hash, else the list as it is now."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from bot.model.endorsements.endorsement import Endorsement, PublicEntry, State
from bot.model.letters.letter import Revision
from bot.model.lists.press_links import PressLink
from bot.model.lists.snapshots import ADDENDUM, Snapshot
from bot.ports.store import Unit
from bot.ports.typesetter import Passage, Section
from bot.service.addressees import first
from bot.service.lists import press_links, publication
from bot.text.compose import label
from bot.text.locales import Speech
from bot.text.text import Bullets, Code, Text, n, t
from bot.views.counts import organizations, withheld
from bot.views.endorsements.public_entry import with_reservations
from bot.views.endorsements.reservations import counted
from bot.views.lists import ADDENDUM_TITLE, not_yet, said_by_traits, snapshot_line
from bot.views.press.embargo import frozen_list
from bot.views.press.logos import logos
from bot.views.press.passages import bulleted, heading, quoted, said

PIECE = 1000
"""So many sign-ons are read at once."""

MOST_ENTRIES = 20_000
"""So many organizations are printed at the most."""

MOST_STATEMENTS = 200
"""So many organizations at the most are printed with what they say."""

GONE = t("— not in the list any more")


def signatories(
    unit: Unit, revision: Revision, speech: Speech, *, named: bool, until: datetime | None
) -> Sequence[Section]:
    """The sections about who has signed. `until`: they are kept back until then. Without names it says where those
    stand."""
    title, letter = label(t("The organizations that have signed"), speech), revision.letter
    if until is not None:
        return (Section(title, (said([not_yet(letter.local(until))], speech),)),)
    if not named:
        where = t(
            "Who has signed is in the letter's list, which is always as it is now: {command}",
            command=Code("/signatories"),
        )
        return (Section(title, (said([where], speech),)),)
    if first(unit, revision.letter_id):
        return _since_presented(unit, revision, speech)
    latest = publication.latest(unit, revision.letter_id)
    entries, saying = list[str](), list[Endorsement]()
    for each in _listed(unit, revision.letter_id):
        public = each.public
        if latest is None and len(entries) < MOST_ENTRIES:
            entries.append(label(_entry(public), speech))
        if public.statement or public.reservation:
            saying.append(each)
    if latest:
        entries.extend(
            label(_entry(each.line), speech)
            for each in islice(publication.shown(unit, latest), MOST_ENTRIES)
            if not each.withheld
        )
    count = latest.count if latest else unit.endorsements.signed(revision.letter_id)
    about = [
        *(_of(revision, latest) if latest else [_now(unit, revision)]),
        *_left_out(count.named - len(entries)),
        *withheld(count),
    ]
    sections = [Section(title, (said(about, speech),), tuple(entries))]
    return (*sections, *_of_those(unit, revision, saying, speech))


def _of_those(unit: Unit, revision: Revision, saying: Sequence[Endorsement], speech: Speech) -> Sequence[Section]:
    """What those are who stand in the list now, what they look like, and what they say."""
    stated = bulleted(t("What the organizations are"), said_by_traits(unit, revision), speech)
    shown = logos(unit, revision, speech)
    return (*stated, *shown, *_statements(saying, speech), *_reservations(unit, revision.letter_id, speech))


def _since_presented(unit: Unit, revision: Revision, speech: Speech) -> Sequence[Section]:
    """The sections about who has signed where the letter was presented: those who were in the list that went with it,
    with its number and hash, and the addendum, each with its date."""
    letter_id, late = revision.letter_id, unit.endorsements.late(revision.letter_id)
    went, since, saying = list[str](), list[str](), list[Endorsement]()
    for each in islice(_listed(unit, letter_id), MOST_ENTRIES):
        public = each.public
        if each.id in late:
            day = revision.letter.local(each.changed_at).date()
            since.append(label(t("{entry} — {date}", entry=_entry(public), date=day), speech))
        else:
            went.append(label(_entry(public), speech))
        if public.statement or public.reservation:
            saying.append(each)
    count = unit.endorsements.signed(letter_id)
    about = [
        t("This is the list as of {at}.", at=revision.letter.local(unit.now)),
        *_went_along(unit, letter_id),
        *_left_out(count.named - len(went) - len(since)),
        *withheld(count),
    ]
    title = label(t("The organizations that have signed"), speech)
    sections = [Section(title, (said(about, speech),), tuple(went))]
    if since:
        addendum = publication.latest(unit, letter_id, ADDENDUM)
        frozen = (said([snapshot_line(revision.letter, addendum), _hash(addendum)], speech),) if addendum else ()
        sections.append(Section(label(ADDENDUM_TITLE, speech), frozen, tuple(since)))
    return (*sections, *_of_those(unit, revision, saying, speech))


def _went_along(unit: Unit, letter_id: int) -> Sequence[Text]:
    """Which frozen list went with the letter, and its hash."""
    presentation = first(unit, letter_id)
    snapshot = unit.lists.snapshot(letter_id, presentation.said.snapshot) if presentation else None
    if snapshot is None:
        return ()
    return (t("Snapshot {number} went with the letter as it was first presented.", number=snapshot.number),
            _hash(snapshot))  # fmt: skip


def _hash(snapshot: Snapshot) -> Text:
    return t("Its hash, by which it can be proven (SHA-256): {hash}", hash=Code(snapshot.sha256))


def by_link(unit: Unit, revision: Revision, speech: Speech, link: PressLink) -> Sequence[Section]:
    """The sections about who stands in the list to which a link for the press leads."""
    entries, saying = list[str](), list[Endorsement]()
    while len(entries) < MOST_ENTRIES and (found := press_links.listed(unit, link, len(entries), PIECE)):
        entries.extend(label(_entry(each.public), speech) for each in found)
        saying.extend(each for each in found if each.public.statement or each.public.reservation)
    count = press_links.count(unit, link)
    about = [*frozen_list(unit, revision, link), *_left_out(count.named - len(entries)), *withheld(count)]
    title = label(t("The organizations that have signed"), speech)
    return (Section(title, (said(about, speech),), tuple(entries)), *_statements(saying, speech))


def _listed(unit: Unit, letter_id: int) -> Iterator[Endorsement]:
    order, after = publication.order(unit, letter_id), None
    while found := unit.endorsements.page(letter_id, {State.LISTED}, order, after, PIECE):
        yield from found
        after = found[-1]


def _of(revision: Revision, snapshot: Snapshot) -> Sequence[Text]:
    return (
        t(
            "This is snapshot {number} of the list, of {at}: {organizations}.",
            number=snapshot.number,
            at=revision.letter.local(snapshot.at),
            organizations=organizations(snapshot.count),
        ),
        _hash(snapshot),
    )


def _now(unit: Unit, revision: Revision) -> Text:
    return t(
        "This is the list as of {at}. It was not frozen so far, so that it has no number and no hash.",
        at=revision.letter.local(unit.now),
    )


def _left_out(count: int) -> Sequence[Text]:
    if count <= 0:
        return ()
    more = n("{count} more stands in the list, and not here.", "{count} more stand in the list, and not here.", count)
    return (more,)


def _entry(entry: PublicEntry | None) -> Text:
    """An organization in one line: that it has reservations goes along with its name."""
    if entry is None:
        return GONE
    said = t("{organization}", organization=entry.organization)
    if entry.place:
        said = t("{organization}, {place}", organization=entry.organization, place=entry.place)
    if entry.reserved:
        said = t("{organization} ({reserved})", organization=said, reserved=with_reservations(entry))
    return said


def _statements(saying: Sequence[Endorsement], speech: Speech) -> Sequence[Section]:
    """What organizations that stand in the list now say, as far as that is shown."""
    if not saying:
        return ()
    passages = [passage for each in saying[:MOST_STATEMENTS] for passage in _statement(each, speech)]
    more = len(saying) - MOST_STATEMENTS
    if more > 0:
        rest = n("{count} more says something in the list.", "{count} more say something in the list.", more)
        passages.append(said([rest], speech))
    return (Section(label(t("What they say"), speech), tuple(passages)),)


def _statement(endorsement: Endorsement, speech: Speech) -> Iterator[Passage]:
    public = endorsement.public
    yield heading(t("{organization}", organization=public.organization), speech)
    if public.statement:
        yield quoted(public.statement, endorsement.language, speech)
    if public.reservation:
        yield said([with_reservations(public)], speech)
        yield quoted(public.reservation, endorsement.language, speech)


def _reservations(unit: Unit, letter_id: int, speech: Speech) -> Sequence[Section]:
    found = tuple(counted(unit, letter_id))
    return (Section(label(t("Reservations"), speech), (said([Bullets(found)], speech),)),) if found else ()
