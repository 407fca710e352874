"""A fictional letter on everyday matters of a city, for questions on which nothing is tuned."""

from datetime import UTC, datetime

from bot.model.letters.letter import Addressee, Demand, Initiator, Letter
from bot.model.letters.localized import Localized


def _text(en: str, fr: str) -> Localized:
    return Localized({"en": en, "fr": fr})


def _topics(listed: str) -> tuple[str, ...]:
    return tuple(listed.split(", "))


LIBRARY = Demand(
    number=1,
    title=_text("Open the library in the evening and on Sundays", "Ouvrir la bibliothèque le soir et le dimanche"),
    asked=_text(
        "That the central library stay open until ten on weekdays and all of Sunday from September, with the staff that"
        " this needs, so that students and people who work by day can use it.",
        "Que la bibliothèque centrale reste ouverte jusqu'à vingt-deux heures en semaine et toute la journée du"
        " dimanche dès septembre, avec le personnel nécessaire, pour que les étudiants et ceux qui travaillent le jour"
        " y aient accès.",
    ),
    addressee=Addressee("Ruth Okafor", _text("Chief Librarian", "Bibliothécaire en chef")),
    topics={
        "en": _topics("library, books, reading, opening hours, closing time, Sunday, evening, librarian, study"),
        "fr": _topics("bibliothèque, livres, lecture, heures d'ouverture, fermeture, dimanche, soir, étudier"),
    },
)
NOISE = Demand(
    number=2,
    title=_text("Quiet streets at night", "Des rues calmes la nuit"),
    asked=_text(
        "That terraces close at eleven, that lorries deliver by day only, and that the city measure the noise in the"
        " old town and publish what it finds.",
        "Que les terrasses ferment à vingt-trois heures, que les camions ne livrent que de jour, et que la ville mesure"
        " le bruit dans la vieille ville et publie les résultats.",
    ),
    addressee=Addressee("Daniel Lévesque", _text("Mayor", "Maire")),
    topics={
        "en": _topics("noise, loud music, bars, night, sleep, terraces, deliveries, trucks, parties, quiet"),
        "fr": _topics("bruit, musique forte, bars, nuit, sommeil, terrasses, livraisons, camions, fêtes, calme"),
    },
)
CYCLING = Demand(
    number=3,
    title=_text("Protected cycle lanes on every main road", "Des pistes cyclables protégées sur chaque artère"),
    asked=_text(
        "That the city build twelve kilometres of lanes with a kerb by 2027, clear them of snow first, and lower the"
        " speed limit to thirty where there is no room for them.",
        "Que la ville construise douze kilomètres de pistes avec bordure d'ici 2027, les déneige en premier, et abaisse"
        " la limite de vitesse à trente là où la place manque.",
    ),
    addressee=Addressee("Priya Raman", _text("Commissioner of Transportation", "Commissaire aux transports")),
    topics={
        "en": _topics("bicycles, bikes, cycling, cyclists, bike paths, traffic, cars, road safety, speed limit"),
        "fr": _topics("vélos, cyclistes, pistes cyclables, circulation, voitures, sécurité routière, vitesse"),
    },
)
TOILETS = Demand(
    number=4,
    title=_text("Public toilets and drinking water in the parks", "Des toilettes publiques et de l'eau dans les parcs"),
    asked=_text(
        "That each of the nine parks have a toilet that a wheelchair can enter and a drinking fountain, open and free"
        " of charge from April to November.",
        "Que chacun des neuf parcs ait des toilettes accessibles en fauteuil roulant et une fontaine d'eau potable,"
        " ouvertes et gratuites d'avril à novembre.",
    ),
    addressee=Addressee("Hélène Bouchard", _text("Director of Parks", "Directrice des parcs")),
    topics={
        "en": _topics("toilets, washrooms, restrooms, parks, drinking water, fountains, playgrounds, accessibility"),
        "fr": _topics("toilettes, parcs, eau potable, fontaines, terrains de jeu, accessibilité, hygiène"),
    },
)
CITY_FOR_ALL = Letter(
    slug="city-for-all",
    languages=("en", "fr"),
    initiator=Initiator(_text("Example Coalition", "Coalition Exemple"), "EC", "https://coalition.example"),
    title=_text("A City for All", "Une ville pour tous"),
    summary=_text(
        "Four things that would make the city a better place to live, and the people who can decide them.",
        "Quatre choses qui rendraient la ville plus agréable, et les personnes qui peuvent en décider.",
    ),
    text=_text("We live here, and we ask for little.", "Nous vivons ici, et nous demandons peu."),
    zone="America/Toronto",
    demands=(LIBRARY, NOISE, CYCLING, TOILETS),
    opens=datetime(2026, 1, 15, tzinfo=UTC),
)
