"""Verification: the published heads and the snapshots, and what somebody has a receipt, a hash or a file of."""

from collections.abc import Sequence
from dataclasses import replace

from bot.errors import NotFound
from bot.model.journal.entries import Head
from bot.model.journal.examined import NEITHER
from bot.model.lists.snapshots import Snapshot
from bot.pages.page import Body, Form, PageView, Piece, Shown, WebPage
from bot.pages.pieces import Links, PageLink, Section
from bot.pages.surroundings import about
from bot.pages.visit import Visit
from bot.service.endorsements import signing
from bot.service.journal import noted, verification
from bot.service.lists import disclosure, publication
from bot.text.text import Bullets, Code, Link, Part, Text, t
from bot.views import journal as views
from bot.views.examined import found_in_file
from bot.views.lists import STILL_HOLDS, not_yet, snapshot_line

SHOWN = 100
"""So many heads and snapshots at the most stand on the page, the latest."""

RECEIPT_LENGTH = 40
"""Characters of a receipt that are taken, with whatever was copied along."""


def verify_page(visit: Visit) -> Shown:
    """What anybody can check, and against what."""
    return _page(visit)


def _page(visit: Visit, *answer: Part) -> PageView:
    """The page, and above it what is answered."""
    letter, letter_id = visit.revision.letter, visit.revision.letter_id
    until = disclosure.hidden_until(visit.unit, letter_id)
    hidden = (not_yet(letter.local(until)),) if until else ()
    view = PageView(
        (*answer, *hidden) if answer else (_ABOUT, *hidden),
        title=t("Verification: {title}", title=letter.title),
        pieces=(*_forms(visit), *_heads(visit), *_snapshots(visit)),
        description=t("Check that the record of the sign-ons to {title} is as it was.", title=letter.title),
    )
    shown = about(visit, view, "verify")
    return replace(shown, description=None) if answer else shown


_ABOUT = t(
    "Everything that is done to the letter and its sign-ons is an entry of a journal, each chained to the one before. "
    "Here you find out whether what you have of it is as it was."
)


def _forms(visit: Visit) -> Sequence[Piece]:
    script = visit.script
    own = (
        t("Or check it yourself by {script}, without sending it here. Python is all that it needs.",
          script=Link(script.address, "verify.py")),
        t("Its SHA-256: {hash}", hash=Code(script.sha256)),
    ) if script else ()  # fmt: skip
    return (
        Section((t("Says only whether a sign-on with this receipt is in the journal and as it was: not whose it is, "
                   "and not where it stands."),), t("A receipt"), "receipt"),
        RECEIPT,
        Section((t("Of a head of the journal, a snapshot of the list, or a text of the letter."),),
                t("A hash that you noted"), "hash"),
        HASH,
        Section((t("An exported journal, which the letter's organizers hand out, or a snapshot as JSON. It is read "
                   "once, and not kept."), *own), t("A file"), "file"),
        FILE,
    )  # fmt: skip


def _heads(visit: Visit) -> Sequence[Piece]:
    letter, letter_id = visit.revision.letter, visit.revision.letter_id
    heads = visit.unit.journal.heads(letter_id)[: -SHOWN - 1 : -1]
    if not heads:
        return (Section((t("None was published yet."),), _HEADS, "heads"),)
    if not disclosure.discloses(visit.unit, letter_id):
        return (Section((*views.head(heads[0], numbered=False), views.WHAT_A_HEAD_IS), _HEADS, "heads"),)
    entries = Bullets(
        tuple(
            t("{time}, after entry {number}: {head}", time=letter.local(each.at) if each.at else "",
              number=each.number, head=Code(each.hash))
            for each in heads
        )
    )  # fmt: skip
    every = PageLink(t("Every head, as a text for the script"), visit.address("heads.txt"))
    return (Section((views.WHAT_A_HEAD_IS, entries), _HEADS, "heads"), Links(_HEADS, (every,)))


_HEADS = t("The published heads of the journal")


def _snapshots(visit: Visit) -> Sequence[Piece]:
    snapshots = publication.public_snapshots(visit.unit, visit.revision.letter_id)[:SHOWN]
    if not snapshots:
        return ()
    entries = Bullets(tuple(_snapshot(visit, each) for each in snapshots))
    return (Section((STILL_HOLDS, entries), t("Snapshots of the list"), "snapshots"),)


def _snapshot(visit: Visit, snapshot: Snapshot) -> Text:
    number = str(snapshot.number)
    return t(
        "{snapshot} · {printed} · {proven} · {hash}",
        snapshot=snapshot_line(visit.revision.letter, snapshot),
        printed=Link(visit.address("snapshots", number, "list.md"), t("To be printed")),
        proven=Link(visit.address("snapshots", number, "list.json"), t("To be proven (JSON)")),
        hash=Code(snapshot.sha256),
    )


def _of_receipt(visit: Visit) -> PageView:
    """Whether a sign-on is in the journal and as it was, and nothing else of it."""
    try:
        endorsement = signing.received(visit.unit, visit.revision.letter_id, visit.sent)
    except NotFound as error:
        return _page(visit, error.text)
    holds = verification.verify_one(visit.unit, endorsement).holds
    return _page(visit, *((views.IN_THE_JOURNAL,) if holds else views.NOT_AS_IT_WAS))


def _of_hash(visit: Visit) -> PageView:
    letter, letter_id = visit.revision.letter, visit.revision.letter_id
    found = noted.noted(visit.unit, letter_id, visit.sent)
    if found is None:
        return _page(visit, views.UNKNOWN_HASH)
    return _page(visit, *views.known_hash(letter, found, disclosure.discloses(visit.unit, letter_id)))


def _of_file(visit: Visit) -> PageView:
    return _page(visit, *found_in_file(visit.unit, visit.revision, visit.examined or NEITHER))


def _published(visit: Visit) -> Sequence[Head]:
    return visit.unit.journal.heads(visit.revision.letter_id)


def heads_text(visit: Visit) -> Shown:
    """Every published head on a line, with its number and time. Nothing while the list is kept back, since the numbers
    tell how much was done."""
    letter_id = visit.revision.letter_id
    if not disclosure.discloses(visit.unit, letter_id):
        return None
    heads = visit.unit.journal.heads(letter_id)
    lines = (f"{each.number}:{each.hash} {each.at.isoformat() if each.at else ''}".rstrip() for each in heads)
    return Body("".join(f"{line}\n" for line in lines).encode(), "text/plain; charset=utf-8")


RECEIPT = Form("receipt", t("A receipt, such as 4JTH-8Q27"), t("Check the receipt"), _of_receipt, RECEIPT_LENGTH)
HASH = Form("hash", t("64 digits and letters from a to f"), t("Check the hash"), _of_hash, noted.LONGEST)
FILE = Form("file", t("The file, up to 32 MB"), t("Check the file"), _of_file, heads=_published)

VERIFY = WebPage("/{language}/{letter}/verify", verify_page, asks=(RECEIPT, HASH, FILE))
HEADS = WebPage("/{language}/{letter}/heads.txt", heads_text)
