"""The words in which people say when, as far as no library has them: names of months and days are Babel's."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in one language. `days`: so many days from today; `evenings` are those of them whose hours are those
    after noon. `now`: this moment. `after`: what stands before or after a weekday and
    may skip one; `this` does not. `at`: what stands before an hour, `small` what says nothing. `within`: what begins
    "in two hours"; `units` are minutes. `hours`: an hour by its name, between 1 and 12."""

    now: tuple[str, ...]
    days: Mapping[str, int]
    evenings: tuple[str, ...]
    after: tuple[str, ...]
    this: tuple[str, ...]
    at: tuple[str, ...]
    small: tuple[str, ...]
    within: tuple[str, ...]
    noon: tuple[str, ...]
    midnight: tuple[str, ...]
    morning: tuple[str, ...]
    afternoon: tuple[str, ...]
    units: Mapping[str, int]
    numbers: Mapping[str, int]
    hours: Mapping[str, int]


_HOUR, _DAY, _WEEK = 60, 24 * 60, 7 * 24 * 60

_EN = Words(
    now=("now", "right now", "right away", "at once", "immediately"),
    days={"yesterday": -1,
        "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "tomorrow": 1,
        "day after tomorrow": 2},
    evenings=("tonight", "this afternoon", "this evening"),
    after=("next",),
    this=("this", "this coming", "coming"),
    at=("at",),
    small=("on", "the", "of", "o'clock", "sharp"),
    within=("in", "within"),
    noon=("noon", "midday", "12 noon"),
    midnight=("midnight", "12 midnight"),
    morning=("am", "a.m.", "in the morning", "morning"),
    afternoon=("pm", "p.m.", "in the afternoon", "in the evening", "at night", "afternoon", "evening"),
    units={
        "minute": 1, "minutes": 1, "min": 1, "mins": 1, "hour": _HOUR, "hours": _HOUR, "hr": _HOUR, "hrs": _HOUR,
        "h": _HOUR, "day": _DAY, "days": _DAY, "week": _WEEK, "weeks": _WEEK, "half an hour": 30,
    },
    numbers={
        "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
        "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    },
    hours={},
)  # fmt: skip

_FR = Words(
    now=("maintenant", "tout de suite", "immédiatement", "à l'instant"),
    days={"hier": -1, "aujourd'hui": 0, "aujourd hui": 0, "ce matin": 0, "cet après-midi": 0, "ce soir": 0, "demain": 1,
         "après-demain": 2, "après demain": 2},
    evenings=("cet après-midi", "ce soir"),
    after=("prochain", "prochaine"),
    this=("ce", "cet", "cette"),
    at=("à",),
    small=("le", "la", "de", "du", "pile"),
    within=("dans", "d'ici"),
    noon=("midi",),
    midnight=("minuit",),
    morning=("du matin", "le matin", "matin"),
    afternoon=("de l'après-midi", "l'après-midi", "du soir", "le soir", "après-midi", "soir"),
    units={
        "minute": 1, "minutes": 1, "min": 1, "heure": _HOUR, "heures": _HOUR, "h": _HOUR, "jour": _DAY, "jours": _DAY,
        "semaine": _WEEK, "semaines": _WEEK, "une demi-heure": 30, "une demi heure": 30,
    },
    numbers={
        "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
        "dix": 10, "onze": 11, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30,
    },
    hours={},
)  # fmt: skip

_AR = Words(
    now=("الآن", "حالا", "فورا", "على الفور"),
    days={"أمس": -1, "امس": -1, "اليوم": 0, "الليلة": 0, "غدا": 1, "الغد": 1, "بكرة": 1, "بعد غد": 2, "بعد الغد": 2},
    evenings=("الليلة",),
    after=("القادم", "القادمة", "المقبل", "المقبلة"),
    this=("هذا", "هذه"),
    at=("الساعة", "في الساعة", "عند الساعة"),
    small=("يوم", "في", "من", "تمام", "تماما"),
    within=("بعد", "خلال", "في غضون"),
    noon=("ظهرا", "الظهر", "منتصف النهار"),
    midnight=("منتصف الليل",),
    morning=("صباحا", "ص", "ص.", "في الصباح"),
    afternoon=("مساء", "م", "م.", "بعد الظهر", "عصرا", "في المساء", "ظهرا"),
    units={
        "دقيقة": 1, "دقائق": 1, "دقيقتين": 2, "ساعة": _HOUR, "ساعات": _HOUR, "ساعتين": 2 * _HOUR, "يوم": _DAY,
        "أيام": _DAY, "يومين": 2 * _DAY, "أسبوع": _WEEK, "أسابيع": _WEEK, "أسبوعين": 2 * _WEEK, "نصف ساعة": 30,
    },
    numbers={
        "ثلاث": 3, "ثلاثة": 3, "أربع": 4, "أربعة": 4, "خمس": 5, "خمسة": 5, "ست": 6, "ستة": 6, "سبع": 7, "سبعة": 7,
        "ثماني": 8, "ثمانية": 8, "تسع": 9, "تسعة": 9, "عشر": 10, "عشرة": 10,
    },
    hours={
        "الواحدة": 1, "الثانية": 2, "الثالثة": 3, "الرابعة": 4, "الخامسة": 5, "السادسة": 6, "السابعة": 7,
        "الثامنة": 8, "التاسعة": 9, "العاشرة": 10, "الحادية عشرة": 11, "الثانية عشرة": 12,
    },
)  # fmt: skip

WORDS: Mapping[str, Words] = {"en": _EN, "fr": _FR, "ar": _AR}
"""By language. Of the others only numbers and the names of months and days are understood."""

ABBREVIATIONS = frozenset(
    ["ACDT", "ACST", "ADT", "AEDT", "AEST", "AKDT", "AKST", "ART", "AST", "AWST", "BRT", "BST", "CAT", "CDT",
     "CEST", "CET", "CLT", "COT", "CST", "EAT", "EDT", "EEST", "EET", "EST", "GST", "HAA", "HAC", "HAE", "HAP",
     "HAR", "HAT", "HKT", "HNA", "HNC", "HNE", "HNP", "HNR", "HNT", "HST", "IDT", "IRST", "IST", "JST", "KST",
     "MDT", "MEST", "MET", "MEZ", "MESZ", "MSK", "MST", "NDT", "NST", "NZDT", "NZST", "PDT", "PHT", "PKT",
     "PST", "SAST", "SGT", "TRT", "UYT", "WAT", "WEST", "WET", "WIB", "EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT"]
)  # fmt: skip
"""Short names of time zones, which mean another time elsewhere, or in the other half of the year."""

VARIANTS: Mapping[str, tuple[str, ...]] = {"en": ("en_GB",), "ar": ("ar_SY", "ar_DZ", "ar_MA")}
"""Where a language's months have other names, too."""
