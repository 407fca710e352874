"""Organizations of an example town, in many scripts."""

from collections.abc import Iterator

from bot.model.endorsements.endorsement import PublicEntry
from tests.browser.hostile import every_script, hostile

NAMES = (
    "Example Bakers of Ward {number}",
    "Boulangerie Exemple du quartier {number}",
    "خبازو المثال في الحي {number}",
    "Пекари Примера, округ {number}",
    "Αρτοποιοί του Παραδείγματος {number}",
    "אופי הדוגמה ברובע {number}",
    "उदाहरण बेकर संघ, वार्ड {number}",
    "示例市第{number}区面包师协会",
    "例市第{number}区パン職人会",
    "예시시 {number}구 제빵사회",
    "ช่างทำขนมปังตัวอย่าง เขต {number}",
    "የምሳሌ ዳቦ ጋጋሪዎች ቀበሌ {number}",
    "Օրինակի հացթուխներ, թաղամաս {number}",
    "სანიმუშო მცხობელები, უბანი {number}",
    "எடுத்துக்காட்டு ரொட்டி சங்கம் {number}",
    "উদাহরণ রুটিকার সমিতি {number}",
    "ᐃᔾᔪᒃᓴᐅᑎ ᓂᐅᕕᕐᕕᒃ {number}",
    "Vereinigung der Beispielbäckereien und Konditoreien im {number}. Bezirk der Stadt Exempleville",
    "Federación Ejemplo de Asociaciones de Vecinas y Vecinos del Distrito {number}, Sección de Panaderías Cooperativas "
    "y Obradores Autogestionados",
)
PLACES = ("Exampleville", "Exempleville", "مدينة المثال", "")
STATEMENTS = (
    "Our members start at four in the morning.\n\nWithout a bus they walk.",
    "Nos membres commencent à quatre heures du matin. Sans autobus, ils marchent.",
    "يبدأ أعضاؤنا العمل في الرابعة صباحًا، وبلا حافلة يسيرون على الأقدام.",
)
RESERVATION = "We would keep the timetable of line 7 as it is."
SOUGHT = "Riverside Readers’ Circle"
"""The one that somebody looks for."""


def entries(count: int) -> Iterator[PublicEntry]:
    """So many lines of a list: one in seven with a statement, one in eleven with a reservation."""
    statement, reservation = STATEMENTS[0], RESERVATION
    yield PublicEntry(SOUGHT, "https://readers.example.org", "Exampleville", statement, (1, 3), reservation)
    for number in range(1, count):
        reserved = (number % 4 + 1,) if number % 11 == 0 else ()
        yield PublicEntry(
            NAMES[number % len(NAMES)].format(number=number),
            f"https://ward-{number}.example.org" if number % 3 else "",
            PLACES[number % len(PLACES)],
            STATEMENTS[number % len(STATEMENTS)] if number % 7 == 0 else "",
            reserved,
            RESERVATION if reserved else "",
        )


def hostile_entries() -> Iterator[PublicEntry]:
    """Lines whose every field is hostile."""
    for number, text in enumerate(hostile()):
        yield PublicEntry(f"{number} {text}", "javascript:alert(1)", text, text, (1,), text)
    yield PublicEntry(every_script(), f"https://example.org/{'x' * 450}", "", every_script())
