"""Whether the index finds what looking through all names finds: names as people mistype, shorten and turn them."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.servers import percentile
from bot.model.organizations.likeness import Known, resembling
from bot.model.organizations.naming import readings
from bot.ports.store import Store, Unit

EACH = 8
"""So many names are turned in each way."""


@dataclass(frozen=True, slots=True)
class Recall:
    """Of what all names have that is alike, how much the index finds, in how many; and what asking it took, in
    seconds, of CPU: the median and the 95th percentile."""

    share: float
    alike: int
    median: float
    late: float


def typing_error(name: str, rng: random.Random) -> str:
    """A name with a letter too many, too few, another, or two that are swapped, in a long word."""
    words = name.split()
    long = [index for index, word in enumerate(words) if len(word) > 4] or [0]
    where = rng.choice(long)
    word = words[where]
    at = rng.randrange(1, max(2, len(word) - 1))
    turned = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        f"{word[:at]}e{word[at + 1 :]}",
    )
    return " ".join([*words[:where], rng.choice(turned), *words[where + 1 :]])


def acronym(name: str, rng: random.Random) -> str:
    """What the initials of a name make, or the name itself where they make none."""
    return next(iter(sorted(readings(name)[0].initials)), name)


def word_order(name: str, rng: random.Random) -> str:
    """A name whose words stand in another order."""
    words = name.split()
    rng.shuffle(words)
    return " ".join(words)


def accents(name: str, rng: random.Random) -> str:
    """A name with accents where it had none, in capitals."""
    return name.translate(str.maketrans("aeiou", "âêîôû")).upper()


def fewer_words(name: str, rng: random.Random) -> str:
    """A name without its last word, and with another one before it."""
    return f"The {name.rpartition(' ')[0] or name}"


def none(name: str, rng: random.Random) -> str:
    """A name as it is."""
    return name


TURNS: Mapping[str, Callable[[str, random.Random], str]] = {
    "as it is": none,
    "a typing error": typing_error,
    "an acronym": acronym,
    "another word order": word_order,
    "accents": accents,
    "a word less": fewer_words,
}


def is_arabic(name: str) -> bool:
    """Whether a name is written in Arabic."""
    return any("\u0600" <= character <= "\u06ff" for character in name)


async def recall(store: Store, names: Sequence[str]) -> Mapping[str, Recall]:
    """How much is found of each kind of name, held against all of them; of Latin ones, and of Arabic ones by
    themselves."""
    rng, every = random.Random(3), [Known((name,)) for name in names]
    arabic, latin = [n for n in names if is_arabic(n)], [n for n in names if not is_arabic(n)]
    asked = {kind: [turn(rng.choice(latin), rng) for _ in range(EACH)] for kind, turn in TURNS.items()} | {
        "Arabic": [typing_error(rng.choice(arabic), rng) for _ in range(EACH)]
    }
    return {kind: await _recall(store, typed, names, every) for kind, typed in asked.items()}


async def _recall(store: Store, typed: Sequence[str], names: Sequence[str], every: Sequence[Known]) -> Recall:
    alike, found, busy = 0, 0, list[float]()
    for name in typed:

        def look(unit: Unit, name: str = name) -> tuple[set[str], float]:
            began = time.thread_time()
            near = {each.name for each, _ in unit.organizations.resembling(name)}
            return near, time.thread_time() - began

        there, took = await store.read(look)
        busy.append(took)
        meant = {names[index] for index, _ in resembling(Known((name,)), every)}
        alike, found = alike + len(meant), found + len(meant & there)
    return Recall(found / alike if alike else 1.0, alike, percentile(busy, 0.5), percentile(busy, 0.95))
