"""Which lines are surely questions, and which are answers to what the bot has asked."""

import pytest

from adapters.folder import read_letter
from bot.model.letters.questions import strong
from tests.checkout import SAMPLE_LETTER
from tests.unit.letters.questions.city_for_all import CITY_FOR_ALL

SAMPLE = read_letter(SAMPLE_LETTER)


@pytest.mark.parametrize(
    "line",
    [
        "what does demand 2 ask for",
        "What does the letter say about weapons?",
        "when is the press conference",
        "who has signed?",
        "how many have signed",
        "who can see my name?",
        "Qui a signé ?",
        "c'est quand la conférence de presse",
        "c'est quoi la demande 2",
        "and is it private who signed",
        "please tell me what demand 2 asks for",
        "que se passe-t-il si les ministres refusent ?",
        "متى المؤتمر الصحفي؟",
        "من وقع على الرسالة؟",
        "stop sending me messages",
    ],
)
def test_a_question_about_the_letter_is_one_also_without_its_mark(line: str) -> None:
    assert strong(line, SAMPLE)


@pytest.mark.parametrize(
    "line",
    [
        "Director of communications",
        "Minister",
        "Press officer",
        "Organizer",
        "Spokesperson",
        "Head of public relations",
        "Example Council",
        "Example Refugee Families Association",
        "Embargo Now Example",
        "Friends of the Example Library",
        "ada@example.org",
        "press@example.org",
        "https://example.org/letter",
        "Ada Example",
        "Toronto",
        "31 May 2031",
        "tomorrow at 5 pm",
        "yes",
        "2",
        "4JTH-8Q27",
        "We support this letter because families belong together.",
        "We could not reach you.",
        "It is theirs to say.",
        "They are not who signs for us",
        "We have signed on already",
        "No, they have not signed the letter",
        "Another demand",
        "demand 2, please",
        "Nous appuyons cette lettre.",
        "Ce n'est pas nous qui avons signé",
        "Vous avez déjà signé la lettre",
        "Directrice des communications",
        "Responsable presse",
        "Comité Exemple pour les réfugiés",
        "مديرة الإعلام",
        "منظمة المثال",
        "نحن ندعم هذه الرسالة",
        "",
        "?",
        "who knows",
    ],
)
@pytest.mark.parametrize("letter", [SAMPLE, CITY_FOR_ALL], ids=lambda letter: letter.slug)
def test_a_name_a_role_an_address_or_a_statement_is_none(line: str, letter: object) -> None:
    assert not strong(line, SAMPLE if letter is SAMPLE else CITY_FOR_ALL)


def test_a_long_text_is_none_whatever_it_begins_with() -> None:
    assert not strong(f"What does the letter ask for? {'We think so. ' * 20}", SAMPLE)
