"""Editors add demands, events, documents, speakers and languages to the draft, move them and take them out."""

from dataclasses import replace

from bot.errors import Conflict, NotFound
from bot.model.letters import limits
from bot.model.letters.categories import Category, admits_nobody, new_key, of
from bot.model.letters.editing import spots, text_at
from bot.model.letters.items import (
    MOST_LANGUAGES,
    Item,
    added,
    barred,
    called_off,
    item_seen,
    led_by,
    moved_up,
    removed,
    spoken,
    with_language,
    without_language,
)
from bot.model.letters.letter import Letter, Revision, Speaker
from bot.model.letters.localized import Localized
from bot.model.letters.shapes import MOST_ITEMS, Items, Spot, Written
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.endorsements import reservations
from bot.service.letters.checking import right
from bot.service.letters.editing import edited, keep
from bot.text.text import Language, t

NO_SUCH = t("There is no such part of the letter.")


def add(unit: Unit, person: Person, revision: Revision, items: Items, item: Item) -> int:
    """Add a demand, an event, a document or a category to the draft: its number. Raises `Conflict` where no more
    fit, `Invalid` where something in it can't stand there."""
    letter = edited(unit, revision)
    if len(getattr(letter, items)) >= MOST_ITEMS[items]:
        raise _full(MOST_ITEMS[items])
    if isinstance(item, Category) and len(of(letter.categories, item.trait)) >= limits.CATEGORIES:
        raise _full(limits.CATEGORIES)
    changed = added(letter, item)
    number = len(getattr(changed, items))
    for spot in _of_item(changed, items, number):
        text = text_at(changed, spot)
        if text and spot.shape.written not in (Written.MOMENT, Written.FILE):
            right(spot, text)
    keep(unit, person, revision, changed)
    return number


def remove(unit: Unit, person: Person, *, revision: Revision, items: Items, number: int, before: str) -> bool:
    """Take a demand, event or document out of the draft; false, and nothing done, where somebody else has changed it:
    `before` is what `item_seen` told of it when it was shown. Raises `NotFound` where there is none, `Conflict` where
    the letter needs it."""
    letter = _having(unit, revision, items, number)
    if item_seen(letter, items, number) != before:
        return False
    if revision.number and items == "demands" and len(letter.demands) == 1:
        raise Conflict(t("A letter has one demand at least."))
    without = removed(letter, items, number)
    _refuse_nobody(without)
    _keep_in_place(unit, person, revision, without)
    return True


def move_up(unit: Unit, person: Person, *, revision: Revision, items: Items, number: int, before: str) -> bool:
    """Put an item before the one that is before it; false as `remove`. Raises `NotFound` where there is none,
    `Conflict` where it is the first, or somebody has a reservation about either demand."""
    letter = _having(unit, revision, items, number)
    if item_seen(letter, items, number) != before:
        return False
    if number == 1:
        raise Conflict(t("It is the first already."))
    _keep_in_place(unit, person, revision, moved_up(letter, items, number))
    return True


def add_category(unit: Unit, person: Person, revision: Revision, category: Category) -> int:
    """Add a category, whose key is made of its label where it has none: its number. Raises `Conflict` where it is there
    already or no more fit, `Invalid` where its label can't stand there."""
    there, label = of(edited(unit, revision).categories, category.trait), category.label
    keys = {each.key for each in there}
    if category.key in keys or any(label and each.label and _says_same(each.label, label) for each in there):
        raise Conflict(t("This is there already."))
    key = new_key(next(iter(label.texts.values())), category.trait, keys) if label else category.key
    return add(unit, person, revision, "categories", replace(category, key=key))


def bar(unit: Unit, person: Person, *, revision: Revision, number: int, bars: bool, before: str) -> bool:
    """Let organizations of a category not sign, or sign again; false as `remove`. Raises `NotFound` where there is
    none, `Conflict` where nobody could sign any more."""
    letter = _having(unit, revision, "categories", number)
    if item_seen(letter, "categories", number) != before:
        return False
    changed = barred(letter, number, bars)
    _refuse_nobody(changed)
    keep(unit, person, revision, changed)
    return True


def _says_same(label: Localized, other: Localized) -> bool:
    return any(label.texts.get(tag, "").casefold() == text.casefold() for tag, text in other.texts.items())


def _refuse_nobody(letter: Letter) -> None:
    if admits_nobody(letter.categories):
        raise Conflict(t("Then nobody could sign. Nothing was changed."))


def add_speaker(unit: Unit, person: Person, revision: Revision, number: int, speaker: Speaker) -> None:
    """Let somebody speak at an event. Raises `NotFound` where there is none, `Conflict` where no more fit, `Invalid`
    where a name can't stand there."""
    letter = _having(unit, revision, "events", number)
    speakers = letter.events[number - 1].speakers
    if len(speakers) >= limits.SPEAKERS:
        raise _full(limits.SPEAKERS)
    keep(unit, person, revision, spoken(letter, number, (*speakers, speaker)))


def drop_speaker(unit: Unit, person: Person, *, revision: Revision, number: int, speaker: int, before: str) -> bool:
    """Let somebody not speak at an event after all; false as `remove`. Raises `NotFound` where there is none."""
    letter = _having(unit, revision, "events", number)
    speakers = letter.events[number - 1].speakers
    if not 1 <= speaker <= len(speakers):
        raise NotFound(NO_SUCH)
    if item_seen(letter, "events", number) != before:
        return False
    keep(unit, person, revision, spoken(letter, number, (*speakers[: speaker - 1], *speakers[speaker:])))
    return True


def let_speak(
    unit: Unit,
    person: Person,
    *,
    revision: Revision,
    number: int,
    speaker: int,
    languages: tuple[str, ...],
    before: str,
) -> bool:
    """Say in which languages somebody speaks at an event; false as `remove`. Raises `NotFound` where there is none."""
    letter = _having(unit, revision, "events", number)
    speakers = list(letter.events[number - 1].speakers)
    if not 1 <= speaker <= len(speakers):
        raise NotFound(NO_SUCH)
    if item_seen(letter, "events", number) != before:
        return False
    speakers[speaker - 1] = replace(speakers[speaker - 1], languages=languages)
    keep(unit, person, revision, spoken(letter, number, tuple(speakers)))
    return True


def call_off(unit: Unit, person: Person, *, revision: Revision, number: int, off: bool, before: str) -> bool:
    """Say that an event does not take place, or does after all; false as `remove`. Raises `NotFound` where there is
    none."""
    letter = _having(unit, revision, "events", number)
    if item_seen(letter, "events", number) != before:
        return False
    keep(unit, person, revision, called_off(letter, number, off))
    return True


def add_language(unit: Unit, person: Person, revision: Revision, language: str) -> None:
    """Let the draft be in one language more. Raises `Conflict` where it is already, or no more fit."""
    letter = edited(unit, revision)
    if language in letter.languages:
        raise Conflict(t("The letter is in {language} already.", language=Language(language)))
    if len(letter.languages) >= MOST_LANGUAGES:
        raise _full(MOST_LANGUAGES)
    keep(unit, person, revision, with_language(letter, language))


def drop_language(unit: Unit, person: Person, revision: Revision, language: str) -> None:
    """Take out of the draft all that it says in a language. Raises `NotFound` where it is not in it, `Conflict` where
    it says its title in no other."""
    letter = _speaking(unit, revision, language)
    if not letter.title.texts.keys() - {language}:
        raise Conflict(t("The letter has its title in no other language. Write that first."))
    keep(unit, person, revision, without_language(letter, language))


def lead_language(unit: Unit, person: Person, revision: Revision, language: str) -> None:
    """Make a language the draft's own, in which it answers whoever speaks none of its languages. Raises `NotFound`
    where it is not in it."""
    keep(unit, person, revision, led_by(_speaking(unit, revision, language), language))


def _full(most: int) -> Conflict:
    return Conflict(t("There are {most} already, and no more fit into a letter.", most=most))


def _speaking(unit: Unit, revision: Revision, language: str) -> Letter:
    letter = edited(unit, revision)
    if language not in letter.languages:
        raise NotFound(NO_SUCH)
    return letter


def _having(unit: Unit, revision: Revision, items: Items, number: int) -> Letter:
    letter = edited(unit, revision)
    if not 1 <= number <= len(getattr(letter, items)):
        raise NotFound(NO_SUCH)
    return letter


def _keep_in_place(unit: Unit, person: Person, revision: Revision, changed: Letter) -> None:
    reservations.keep_in_place(unit, revision, changed)
    keep(unit, person, revision, changed)


def _of_item(letter: Letter, items: Items, number: int) -> tuple[Spot, ...]:
    return tuple(each for each in spots(letter) if each.shape.items == items and each.number == number)
