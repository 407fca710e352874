"""The canonical JSON of a letter, by which anybody can check what a revision's fingerprint stands for."""

import hashlib
import json
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
import pytest

from adapters.folder import read_letter
from bot.model.letters.letter import (
    LATER,
    Addressee,
    Demand,
    Document,
    Event,
    Initiator,
    Letter,
    Speaker,
    fingerprint,
    letter_from_json,
    letter_to_json,
)
from bot.model.letters.localized import Localized
from tests.checkout import SAMPLE_LETTER

TORONTO = ZoneInfo("America/Toronto")
SAMPLE = SAMPLE_LETTER

LETTER = Letter(
    slug="clean-river",
    languages=("fr", "en"),
    initiator=Initiator(Localized({"fr": "Les Amis", "en": "The Friends"}), "LA", "https://amis.example"),
    title=Localized({"fr": "Eau « propre »", "en": "Clean water"}),
    summary=Localized({"fr": "Résumé", "en": "Summary"}),
    text=Localized({"fr": "Texte\n\n**gras**", "en": 'Text "quoted" \\ 𝔘'}),
    zone="America/Toronto",
    demands=(
        Demand(
            1,
            Localized({"fr": "Nettoyer", "en": "Clean"}),
            Localized({"fr": "Que…", "en": "That…"}),
            Addressee("A. Placeholder", Localized({"fr": "Ministre", "en": "Minister"})),
            {"fr": ("rivière",), "en": ("river", "water")},
        ),
    ),
    goal=100,
    closes=datetime(2024, 3, 1, 12, 0, tzinfo=TORONTO),
    events=(Event(Localized({"fr": "Point", "en": "Event"}), datetime(2024, 2, 22, tzinfo=TORONTO), True, None, "",
                  (Speaker("Friends"),)),),
    documents=(Document(Localized({"fr": "PDF", "en": "PDF"}), "The Friends", "https://amis.example/x.pdf"),),
)  # fmt: skip

BY_HAND = {
    "slug": "clean-river",
    "languages": ["fr", "en"],
    "initiator": {
        "name": {"texts": {"fr": "Les Amis", "en": "The Friends"}}, "acronym": "LA", "website": "https://amis.example",
    },
    "title": {"texts": {"fr": "Eau « propre »", "en": "Clean water"}},
    "summary": {"texts": {"fr": "Résumé", "en": "Summary"}},
    "text": {"texts": {"fr": "Texte\n\n**gras**", "en": 'Text "quoted" \\ 𝔘'}},
    "zone": "America/Toronto",
    "demands": [
        {
            "number": 1,
            "title": {"texts": {"fr": "Nettoyer", "en": "Clean"}},
            "asked": {"texts": {"fr": "Que…", "en": "That…"}},
            "addressee": {"name": "A. Placeholder", "office": {"texts": {"fr": "Ministre", "en": "Minister"}}},
            "topics": {"fr": ["rivière"], "en": ["river", "water"]},
        }
    ],
    "link": None,
    "opens": None,
    "closes": "2024-03-01T12:00:00-05:00",
    "goal": 100,
    "events": [
        {
            "title": {"texts": {"fr": "Point", "en": "Event"}}, "at": "2024-02-22T00:00:00-05:00", "all_day": True,
            "place": None, "link": "", "speakers": [{"organization": "Friends", "name": ""}],
        }
    ],
    "documents": [
        {
            "title": {"texts": {"fr": "PDF", "en": "PDF"}}, "issuer": "The Friends",
            "link": "https://amis.example/x.pdf",
        }
    ],
}  # fmt: skip
"""What anybody can write down with a JSON library alone."""


def test_the_canonical_json_can_be_made_with_any_json_library() -> None:
    text = json.dumps(BY_HAND, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert letter_to_json(LETTER) == text
    assert fingerprint(LETTER) == hashlib.sha256(text.encode()).hexdigest()


def test_the_fingerprint_of_the_test_vector_never_changes() -> None:
    assert fingerprint(LETTER) == "e32fce0788bff8f51d2e34356db1e3a5d9c1fd840fec46e07a1583b979db0257"


@dataclass(frozen=True, slots=True)
class Longer(Letter):
    """A letter as a later version of the program may know it."""

    later: str = field(default="", metadata=LATER)


def test_a_letter_that_does_not_use_a_later_field_keeps_its_fingerprint() -> None:
    given = {each.name: getattr(LETTER, each.name) for each in fields(LETTER)}
    assert fingerprint(Longer(**given)) == fingerprint(LETTER)
    used = Longer(**given, later="Something")
    assert json.loads(letter_to_json(used)) == {**BY_HAND, "later": "Something"}
    assert fingerprint(used) != fingerprint(LETTER)


def test_a_letter_comes_back_with_its_languages_in_its_own_order() -> None:
    read = letter_from_json(letter_to_json(LETTER))
    assert fingerprint(read) == fingerprint(LETTER)
    assert list(read.title.texts) == ["fr", "en"]
    assert read.title.in_("ar") == "Eau « propre »"


def test_the_sample_letter_comes_back_as_it_was() -> None:
    sample = read_letter(SAMPLE)
    assert letter_to_json(letter_from_json(letter_to_json(sample))) == letter_to_json(sample)


def test_every_change_changes_the_fingerprint() -> None:
    changed = [
        replace(LETTER, goal=None),
        replace(LETTER, languages=("en", "fr")),
        replace(LETTER, title=Localized({"fr": "Eau « propre »", "en": "Clean  water"})),
        replace(LETTER, documents=()),
    ]
    assert len({fingerprint(each) for each in (LETTER, *changed)}) == 5


@pytest.mark.parametrize("text", ["{}", "[]", "3", '{"slug": 1}'])
def test_what_is_no_letter_is_refused(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        letter_from_json(text)


def test_a_demand_is_found_by_its_number_or_not_at_all() -> None:
    demand = LETTER.demand(1)
    assert demand
    assert demand.title.in_("en") == "Clean"
    assert LETTER.demand(2) is None
