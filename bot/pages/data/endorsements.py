"""A letter's list as data: as JSON and as a table, read and written piece by piece."""

from collections.abc import Iterator, Sequence
from dataclasses import fields

import msgspec
from msgspec import UNSET

from bot.model.tables.writing import written
from bot.pages.data.places import LETTER, as_json, data
from bot.pages.data.shapes import EndorsementEntry, EndorsementList
from bot.pages.page import Body, Shown
from bot.pages.visit import Visit
from bot.service.endorsements import logos
from bot.service.lists import disclosure, exports, publication
from bot.service.lists.exports import Exported

COLUMNS = tuple(each.name for each in fields(EndorsementEntry))
"""Those of the table: what an organization has in JSON."""


def endorsements(visit: Visit) -> Shown:
    """Everybody in the list, in its order; while that is kept back, until when it is."""
    revision, unit = visit.revision, visit.unit
    disclosed = disclosure.discloses(unit, revision.letter_id)
    count = unit.endorsements.signed(revision.letter_id) if disclosed else None
    begun = as_json(
        EndorsementList(
            letter=revision.letter.slug,
            revision=revision.number,
            sha256=revision.sha256,
            order=publication.order(unit, revision.letter_id),
            published_from=disclosure.hidden_until(unit, revision.letter_id) or UNSET,
            count=count.named if count else UNSET,
            withheld=count.withheld if count else UNSET,
        )
    )
    if not disclosed:
        return begun
    items = b",".join(msgspec.json.encode(piece)[1:-1] for piece in _pieces(visit))
    return Body(b'%s,"endorsements":[%s]}' % (begun.content[:-1], items), begun.mime)


def table(visit: Visit) -> Shown:
    """Everybody in the list as a table, which begins with the mark by which Excel knows UTF-8; there is none while the
    list is kept back."""
    if not disclosure.discloses(visit.unit, visit.revision.letter_id):
        return None
    rows = ("".join(written([_cells(each) for each in piece])) for piece in _pieces(visit))
    text = "".join(("\ufeff", written([COLUMNS]), *rows))
    return Body(text.encode(), "text/csv; charset=utf-8; header=present", f"{visit.revision.letter.slug}.csv", True)


def _pieces(visit: Visit) -> Iterator[Sequence[EndorsementEntry]]:
    """The list, so many at once that others have their turn in between."""
    place = visit.address("list", language=visit.revision.letter.languages[0])
    for piece in exports.pages(visit.unit, visit.revision.letter_id, exports.PUBLIC):
        drawn = logos.shown(visit.unit, [each.endorsement for each in piece])
        yield [
            _entry(each, f"{place}/{each.endorsement.handle}", has_logo=each.endorsement.id in drawn) for each in piece
        ]


def _entry(exported: Exported, address: str, has_logo: bool) -> EndorsementEntry:
    signed, line = exported.endorsement, exported.endorsement.public
    return EndorsementEntry(
        handle=signed.handle,
        address=address,
        organization=line.organization,
        website=line.website,
        place=line.place,
        statement=line.statement,
        reserved=line.reserved,
        reservation=line.reservation,
        revision=signed.revision,
        language=signed.language,
        listed_since=signed.changed_at,
        level=exported.level or UNSET,
        spokesperson=line.spokesperson,
        addendum=exported.late,
        kind=line.kind,
        sector=line.sector,
        scope=line.scope,
        region=line.region,
        logo=f"{address}/logo.png" if has_logo else UNSET,
    )


def _cells(entry: EndorsementEntry) -> Sequence[str]:
    """What is said of an organization, in the order of `COLUMNS`."""
    return (
        entry.handle, entry.address, entry.organization, entry.website, entry.place, entry.statement,
        ", ".join(map(str, entry.reserved)), entry.reservation, str(entry.revision), entry.language,
        entry.listed_since.isoformat(), entry.level or "", entry.spokesperson,
        "addendum" if entry.addendum else "", entry.kind, entry.sector, entry.scope, entry.region, entry.logo or "",
    )  # fmt: skip


ENDORSEMENTS = data(f"{LETTER}/endorsements.json", endorsements)
TABLE = data(f"{LETTER}/endorsements.csv", table)
