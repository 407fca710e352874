"""What changed between two letters, and a letter with one thing in it changed."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from adapters.host.letters import read_letters
from bot.model.letters.difference import LONGEST, STRETCHES, Change, Fate, Part, difference, same_words, stretches
from bot.model.letters.editing import exists, in_language, missing, sections, spots, text_at, written
from bot.model.letters.items import removed
from bot.model.letters.letter import Document, Event
from bot.model.letters.localized import Localized
from bot.model.letters.shapes import Spot, Written
from bot.views.letters.difference import NAMES, words_of

SAMPLE = read_letters("")[0]
NO_TEXTS = (Written.MOMENT, Written.FILE, Written.NUMBER, Written.ZONE, Written.WORDS, Written.NAME)
SPOTS = [spot for spot in spots(SAMPLE) if spot.shape.written not in NO_TEXTS]
WORDS = st.text(st.sampled_from("ab *_<é\n"), min_size=1, max_size=60).filter(lambda text: bool(text.strip()))


def test_equal_letters_differ_in_nothing() -> None:
    assert difference(SAMPLE, SAMPLE) == ()


@given(st.sampled_from(SPOTS))
def test_writing_what_stands_there_changes_nothing(spot: Spot) -> None:
    assert written(SAMPLE, spot, text_at(SAMPLE, spot)) == SAMPLE


@given(st.sampled_from(SPOTS), WORDS)
def test_one_text_that_is_written_is_the_one_change(spot: Spot, text: str) -> None:
    changed = written(SAMPLE, spot, text.strip())
    (change,) = difference(SAMPLE, changed)
    assert (change.part, change.language) == (spot.part, spot.language)
    assert text.strip() in change.after


def test_a_demand_that_is_taken_out_leaves_the_others_as_they_are_but_for_their_numbers() -> None:
    changes = difference(SAMPLE, removed(SAMPLE, "demands", 1))
    assert {each.after for each in changes if each.number == 1 and each.part is Part.DEMAND_TITLE} == {""}
    renumbered = [(each.before, each.after) for each in changes if each.part is Part.DEMAND_NUMBER]
    assert renumbered == [("2", "1"), ("3", "2")]


def test_every_part_of_a_letter_is_compared() -> None:
    event = Event(
        Localized({"en": "Vigil"}), SAMPLE.events[0].at, place=Localized({"en": "Square"}), link="https://a.b"
    )
    document = Document(Localized({"en": "Report"}), "Somebody", "https://example.org")
    changed = replace(
        SAMPLE,
        goal=5,
        zone="UTC",
        languages=("fr", "en"),
        opens=SAMPLE.events[0].at,
        events=(*SAMPLE.events, event),
        documents=(*SAMPLE.documents, document),
        initiator=replace(SAMPLE.initiator, acronym="X", website=""),
    )
    assert {each.part for each in difference(SAMPLE, changed)} >= {
        Part.GOAL, Part.ZONE, Part.LANGUAGES, Part.OPENS, Part.EVENT_TITLE, Part.EVENT_PLACE, Part.DOCUMENT_ISSUER,
        Part.INITIATOR_ACRONYM, Part.INITIATOR_WEBSITE,
    }  # fmt: skip


def test_every_part_has_a_name_by_which_people_read_of_it() -> None:
    assert set(NAMES) == set(Part)


def test_the_words_that_changed_stand_between_those_around_them() -> None:
    before = f"{'far away ' * 20}for three years{' and on' * 20}"
    found = stretches(before, before.replace("three", "five"))
    assert [each.fate for each in found] == [
        Fate.SAME, Fate.LEFT_OUT, Fate.SAME, Fate.GONE, Fate.NEW, Fate.SAME, Fate.LEFT_OUT, Fate.SAME,
    ]  # fmt: skip
    assert [each.text for each in found if each.fate in (Fate.GONE, Fate.NEW)] == ["three", "five"]


def test_what_is_shown_of_a_change_is_bounded() -> None:
    many = " ".join(f"{index} same" for index in range(LONGEST // 2))
    assert len(stretches(many, many.replace("same", "other"))) <= STRETCHES + 1
    long = "word " * (LONGEST + 1)
    assert [each.fate for each in stretches(long, f"{long} more")] == [Fate.GONE, Fate.NEW]


@given(WORDS, WORDS)
def test_words_that_are_gone_were_there_and_new_ones_are(before: str, after: str) -> None:
    for each in stretches(before, after):
        text = before if each.fate is Fate.GONE else after
        assert each.fate is Fate.LEFT_OUT or set(each.text.split()) <= set(text.split())


@given(st.text(st.sampled_from("ab \n"), max_size=5000))
def test_sections_one_after_the_other_are_the_text(text: str) -> None:
    assert "".join(sections(text)) == text


def test_nothing_stands_beyond_what_is_there_and_what_is_missing_is_named() -> None:
    assert not exists(SAMPLE, Spot(Part.DEMAND_TITLE, 99, "en"))
    assert not exists(SAMPLE, Spot(Part.TITLE, 0, "de"))
    assert missing(SAMPLE) == ()
    lacking = written(SAMPLE, Spot(Part.DEMAND_TITLE, 2, "fr"), "")
    assert missing(lacking) == (Spot(Part.DEMAND_TITLE, 2, "fr"),)
    placed = replace(SAMPLE.events[0], place=Localized({"en": "Square"}))
    half = replace(SAMPLE, events=(placed,))
    assert missing(half) == (Spot(Part.EVENT_PLACE, 1, "fr"), Spot(Part.EVENT_PLACE, 1, "ar"))


def test_a_letter_is_read_in_one_of_its_languages() -> None:
    french = in_language(SAMPLE, "fr")
    assert french.title.in_("en") == SAMPLE.title.in_("fr")
    assert french.demands[0].asked.in_("en") == SAMPLE.demands[0].asked.in_("fr")


def test_a_change_names_its_part_number_and_language() -> None:
    changed = written(SAMPLE, Spot(Part.DEMAND_TITLE, 2, "fr"), "Titre")
    before = SAMPLE.demands[1].title.in_("fr")
    assert difference(SAMPLE, changed) == (Change(Part.DEMAND_TITLE, 2, "fr", before, "Titre"),)


def test_what_changed_is_shown_as_it_is_read_and_not_with_its_marks() -> None:
    def words(before: str, after: str) -> list[tuple[Fate, object]]:
        old, new = (replace(SAMPLE, text=Localized({"en": each})) for each in (before, after))
        return [each for change in difference(old, new) if change.language == "en"
                for each in words_of(change, old, new)]  # fmt: skip

    assert words("We ask for **buses** at night.", "We ask for **trains** at *night*.") == [
        (Fate.SAME, "We ask for"), (Fate.GONE, "buses"), (Fate.NEW, "trains"), (Fate.SAME, "at night."),
    ]  # fmt: skip
    assert words("See [it](https://example.org/1).", "See [it](https://example.org/2).") == [
        (Fate.SAME, "See it"), (Fate.GONE, "(https://example.org/1)."), (Fate.NEW, "(https://example.org/2)."),
    ]  # fmt: skip
    marked = words("We ask.", "We **ask**.")
    assert marked[-1] == (Fate.NEW, "**ask**."), "where only its form has changed, that is what is shown"


SIGNED = ("title", "summary", "text", "link", "initiator", "demand_", "escalation")


@given(st.sampled_from(SPOTS), WORDS)
def test_who_signed_has_signed_other_words_only_where_what_is_signed_has_changed(spot: Spot, text: str) -> None:
    changed = written(SAMPLE, spot, text.strip())
    about_it = spot.part.value.startswith(SIGNED) and spot.part is not Part.DEMAND_TOPICS
    assert same_words(SAMPLE, changed) is (changed == SAMPLE or not about_it)


def test_when_it_closes_and_what_belongs_to_it_is_not_what_is_signed() -> None:
    later = replace(SAMPLE, closes=SAMPLE.events[0].at, events=(), documents=(), goal=7)
    assert same_words(SAMPLE, later)
