"""Every text of a letter that was published, and what changed from one to the next."""

from collections.abc import Iterator

from bot.model.letters.difference import difference
from bot.model.letters.letter import Letter, Revision, letter_to_json
from bot.pages.page import Body, PageView, Piece, Shown, WebPage
from bot.pages.pieces import Difference, Links, PageLink, Section
from bot.pages.surroundings import about
from bot.pages.visit import Visit
from bot.text.text import Bullets, Code, Link, Markdown, Text, t
from bot.views.letters.difference import heading, words_of

EXPLAINED = t("Each text stays as it was published. Its fingerprint is the SHA-256 of its canonical JSON.")


def revisions_page(visit: Visit) -> Shown:
    """Every revision, the newest first."""
    numbers = range(visit.revision.number, 0, -1)
    found = [visit.unit.letters.revision(visit.revision.letter_id, number) for number in numbers]
    entries = Bullets(tuple(_entry(visit, each) for each in found if each))
    view = PageView(
        (EXPLAINED, entries),
        title=t("Revisions: {title}", title=visit.revision.letter.title),
        description=t("Every text of the letter that was published, and what changed."),
    )
    return about(visit, view, "revisions")


def _entry(visit: Visit, revision: Revision) -> Text:
    number = t("Revision {revision}", revision=revision.number)
    return t(
        "**{name}** of {date} · {fingerprint}",
        name=Link(visit.address("revisions", str(revision.number)), number),
        date=visit.revision.letter.local(revision.published_at).date(),
        fingerprint=Code(revision.sha256),
    )


def revision_page(visit: Visit) -> Shown:
    """One revision: its text, and what changed since the one before."""
    revision = _revision(visit)
    if revision is None:
        return None
    letter, number = revision.letter, str(revision.number)
    before = visit.unit.letters.revision(revision.letter_id, revision.number - 1)
    read = visit.speech.language_of(letter.text)
    date = letter.local(revision.published_at).date()
    exact = PageLink(
        t("Exactly what the fingerprint is of, as JSON"), visit.address("revisions", number, "letter.json")
    )
    every = PageLink(t("Every revision of the letter"), visit.address("revisions"))
    view = PageView(
        (t("Published on {date}. Fingerprint: {fingerprint}", date=date, fingerprint=Code(revision.sha256)),),
        title=t("{title}: revision {revision}", title=letter.title, revision=revision.number),
        pieces=(
            *(_changes(before.letter, letter) if before else ()),
            Section((Markdown(letter.text),), t("The text"), language=read if read != visit.speech.tag else ""),
            Links(t("About this revision"), (exact, every)),
        ),
        description=t("The text of {title} as it was published on {date}.", title=letter.title, date=date),
    )
    return about(visit, view, "revisions", number)


def _changes(before: Letter, after: Letter) -> Iterator[Piece]:
    """What changed from one text to the next, part by part."""
    yield Section((), t("What changed"))
    for change in difference(before, after):
        yield Difference(heading(change), words_of(change, before, after), change.language)


def revision_json(visit: Visit) -> Shown:
    """The canonical JSON of a revision, of which its fingerprint is."""
    revision = _revision(visit)
    return Body(letter_to_json(revision.letter).encode(), "application/json") if revision else None


def _revision(visit: Visit) -> Revision | None:
    return visit.unit.letters.revision(visit.revision.letter_id, int(visit.names["number"]))


_NUMBER = {"number": "[1-9][0-9]{0,5}"}
REVISIONS = WebPage("/{language}/{letter}/revisions", revisions_page)
REVISION = WebPage("/{language}/{letter}/revisions/{number}", revision_page, forms=_NUMBER)
REVISION_JSON = WebPage("/{language}/{letter}/revisions/{number}/letter.json", revision_json, forms=_NUMBER)
