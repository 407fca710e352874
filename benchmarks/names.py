"""Names of organizations that never were, as many as are wanted, spread as real ones are: few words are common."""

import random
from collections.abc import Iterator

KINDS = (
    "Union", "Association", "Federation", "Council", "Coalition", "Network", "Group", "Centre", "Alliance", "League",
    "Society", "Collective", "Cooperative", "Movement", "Foundation", "Committee", "Club", "Choir", "Theatre",
    "Mission",
)  # fmt: skip
PEOPLE = (
    "Teachers", "Students", "Workers", "Women", "Tenants", "Bakers", "Nurses", "Farmers", "Youth", "Doctors", "Writers",
    "Artists", "Fishers", "Drivers", "Seniors", "Miners", "Gardeners", "Weavers", "Musicians", "Engineers",
)  # fmt: skip
CAUSES = (
    "Peace", "Justice", "Climate", "Housing", "Health", "Water", "Refugees", "Literacy", "Food", "Memory", "Forests",
    "Rights", "Dignity", "Rivers", "Solidarity", "Democracy", "Science", "Culture", "Shelter", "Transport",
)  # fmt: skip
FRENCH = (
    "Syndicat des enseignants", "Fédération des infirmières", "Réseau pour la santé", "Comité pour l’eau",
    "Collectif des étudiants", "Association des locataires", "Coalition pour la paix", "Maison des jeunes",
)  # fmt: skip
ARABIC = ("جمعية", "اتحاد", "نقابة", "شبكة", "رابطة", "مركز", "مجلس", "مؤسسة")
ROOTS = ("النور", "السلام", "الأمل", "الزيتون", "البحر", "العدالة", "الكرمة", "الفجر", "النخيل", "الياسمين")
ONSETS = ("b", "br", "c", "d", "dr", "f", "g", "gl", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v")
NUCLEI, CODAS = ("a", "e", "i", "o", "u", "ai", "é", "ou"), ("", "l", "n", "r", "s", "nd", "lm", "th")
SCATTERED = 1_299_709
"""A prime: words of numbers that follow one another are not alike."""

OWN, PLACES = 40_000, 3_000
"""So many words stand in names for what is one organization's own, and for where it is."""


def coined(number: int) -> str:
    """A word that stands for a name: the same for the same number, and for no other."""
    syllables = list[str]()
    number = SCATTERED + number * 48_271 % SCATTERED
    while number:
        number, onset = divmod(number, len(ONSETS))
        number, nucleus = divmod(number, len(NUCLEI))
        number, coda = divmod(number, len(CODAS))
        syllables.append(ONSETS[onset] + NUCLEI[nucleus] + CODAS[coda])
    return "".join(syllables).capitalize()


def names(count: int, seed: int = 1) -> Iterator[str]:
    """So many names, all different."""
    rng, seen = random.Random(seed), set[str]()

    def rare(most: int) -> int:
        return int(most * rng.random() ** 2)

    def made() -> str:
        own, place = coined(rare(OWN)), coined(OWN + rare(PLACES))
        kind, people, cause = rng.choice(KINDS), rng.choice(PEOPLE), rng.choice(CAUSES)
        shape = rng.random()
        if shape < 0.2:
            return f"{own} {people} {kind}"
        if shape < 0.4:
            return f"{place} {kind} for {cause} {own}"
        if shape < 0.55:
            return f"{own} {coined(rare(OWN))} {kind}"
        if shape < 0.65:
            return f"{people} for {cause} of {own} {place}"
        if shape < 0.7:
            return f"{own} Union Local {rng.randrange(1, 2000)}"
        if shape < 0.8:
            return f"{rng.choice(FRENCH)} {rng.choice(('de', 'du'))} {own} {place}"
        if shape < 0.9:
            return f"{rng.choice(ARABIC)} {rng.choice(ROOTS)} {_arabic(rare(OWN))}"
        return f"{own} {place} {cause} {kind}"

    while len(seen) < count:
        name = made()
        if name not in seen:
            seen.add(name)
            yield name


def _arabic(number: int) -> str:
    """The word of a number, in Arabic letters."""
    letters, word = "بتثجحخدرزسشصطعغفقكلمنهوي", ""
    number += 600
    while number:
        number, letter = divmod(number, len(letters))
        word += letters[letter] + ("ا" if letter % 3 == 0 else "")
    return word
