"""What of the press's things is wanted of the typesetter, and how it is known that it is another than before."""

from collections.abc import Callable, Hashable

from bot.interface.typesetting import Wanted
from bot.model.journal.entries import only_added
from bot.model.letters.letter import Revision
from bot.model.lists.press_links import PressLink
from bot.ports.store import Unit
from bot.ports.typesetter import Printable
from bot.service.lists import disclosure, publication
from bot.text.locales import Speech
from bot.views.press.kit import press_kit
from bot.views.press.pictures import Described

MOST_ENTRIES = 1000
"""So many entries of the journal at the most are looked through for one that takes something away."""


def wanted_kit(
    revision: Revision,
    speech: Speech,
    *,
    named: bool = True,
    kept_back: bool = False,
    link: PressLink | None = None,
    page: str = "",
) -> Wanted:
    """A letter's press kit, as `press_kit` composes it. By a link for the press it says which list that shows."""
    return _wanted(
        revision,
        speech,
        lambda unit: press_kit(unit, revision, speech=speech, named=named, kept_back=kept_back, link=link, page=page),
        ("kit", named, kept_back, (link.snapshot,) if link else None, page),
        public=not (kept_back or link),
    )


def wanted_picture(
    revision: Revision, speech: Speech, name: str, describe: Callable[[Unit], Described | None]
) -> Wanted:  # fmt: skip
    """A picture of a letter; `name` tells it from the letter's others. `describe` finds all of it in the unit that it
    is given, for it is known by the state in which that is."""

    def compose(unit: Unit) -> Printable | None:
        described = describe(unit)
        return described.picture if described else None

    return _wanted(revision, speech, compose, ("picture", name))


def _wanted(
    revision: Revision,
    speech: Speech,
    compose: Callable[[Unit], Printable | None],
    which: tuple[Hashable, ...],
    public: bool = False,
) -> Wanted:
    """Whatever is done to a letter or its list is in its journal, but for the order of the list. It says its date, and
    a document the time: so what is `public` is not made anew by what is done to a list that is kept back, which would
    tell when, and how often."""

    def state(unit: Unit) -> tuple[int, Hashable]:
        letter_id = revision.letter_id
        until = disclosure.hidden_until(unit, letter_id)
        entry = 0 if public and until else unit.endorsements.latest_entry(letter_id)
        return entry, (
            *which,
            letter_id,
            revision.number,
            speech.tag,
            speech.reads,
            until,
            publication.order(unit, letter_id),
            len(unit.ledger.public(letter_id).entries),
            tuple(each.said for each in unit.presentations.all(letter_id)),
            revision.letter.local(unit.now).date(),
        )

    def still_so(unit: Unit, before: Hashable) -> bool:
        entry, rest = state(unit)
        match before:
            case (int(earlier), same) if same == rest and entry - earlier <= MOST_ENTRIES:
                return only_added(unit.journal.each(revision.letter_id, after=earlier))
        return False

    return Wanted(state, compose, still_so)
