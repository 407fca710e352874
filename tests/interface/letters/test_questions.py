"""What is answered to questions: from where it is, and as much of it as may be known."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.interface.conversation import Interface
from bot.model.endorsements.endorsement import State
from bot.model.letters.letter import Letter, PressContact
from bot.model.letters.localized import Localized
from bot.model.letters.questions import Matter
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service.lists import publication
from bot.views.letters.answers import ANSWERS
from tests.conftest import Clock
from tests.interface.someone import Someone
from tests.letters import LETTER
from tests.storage import examples

ZEBRAS = "Example Zebra Quartet"


@pytest.fixture
def ada(interface: Interface) -> Someone:
    return Someone(interface, "ada")


async def asked(person: Someone, question: str) -> str:
    return await person.give("ask", letter=str(LETTER), question=question)


def changed(unit: Unit, **fields: object) -> None:
    """Publish the letter with other fields."""
    current = unit.letters.current(LETTER)
    assert current
    changed: Letter = replace(current.letter, **fields)  # type: ignore[arg-type]
    unit.letters.publish(changed)


def test_every_matter_has_its_answer() -> None:
    assert ANSWERS.keys() == set(Matter)


@pytest.mark.parametrize(
    ("question", "said", "source"),
    [
        ("when is the press conference?", "22 February 2024", "revision 1"),
        ("who speaks at the press conference?", "Canadian Muslim Public Affairs Council", "revision 1"),
        ("what happens if the ministers refuse?", "calls for the resignation", "revision 1"),
        ("what does demand 2 ask?", "Demand 2:", "revision 1"),
        ("what does the letter demand?", "Back the ICJ", "revision 1"),
        ("how do we sign?", "How an organization signs", ""),
        ("can I sign as a person?", "Only organizations sign this letter", ""),
        ("how many have signed?", "No organization has signed on so far.", "From the public list"),
        ("who is behind this?", "The letter was written by Canadians for Justice", "revision 1"),
        ("what do you store about me?", "/privacy", ""),
        ("how do I unsubscribe?", "/unfollow", ""),
        ("how can we withdraw our signature?", "/withdraw", ""),
        ("where does my sign-on stand?", "/endorsement", ""),
        ("there is a typo in our name, how do I fix it?", "there you correct what it says", ""),
        ("who can see my name?", "never published", ""),
        ("hello", "Hello! I am the bot", ""),
        ("👍", "All right.", ""),
        ("🙏🏽", "You're welcome", ""),
        ("thanks", "You're welcome", ""),
        ("help", "You can ask me", ""),
    ],
)
async def test_an_answer_says_it_and_where_it_is_from(ada: Someone, question: str, said: str, source: str) -> None:
    answer = await asked(ada, question)
    assert said in answer
    assert source in answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("where is the press conference?", "The letter does not say where."),
        ("what time is the press conference?", "The letter does not say at what time."),
        ("can I get the press release?", "gives neither a file nor an address"),
        ("who do journalists contact for an interview?", "The letter names no contact for the press."),
    ],
)
async def test_what_the_letter_does_not_say_is_said_to_be_so_with_whom_to_ask(
    ada: Someone, question: str, said: str
) -> None:
    answer = await asked(ada, question)
    assert said in answer
    assert "Canadians for Justice and Peace in the Middle East (CJPME)" in answer


async def test_what_follows_is_not_made_up(ada: Someone, store: Store) -> None:
    await store.write(lambda unit: changed(unit, escalation=None))
    assert "The letter does not say what happens" in await asked(ada, "what if they refuse?")


async def test_the_press_contact_is_named_where_there_is_one(ada: Someone, store: Store) -> None:
    press = PressContact("press@example.org", "Ada Example", "+1 555 0100")
    await store.write(lambda unit: changed(unit, press=press))
    answer = await asked(ada, "is there a press contact?")
    assert "press@example.org" in answer
    assert "revision 2" in answer


async def test_who_may_sign_is_what_the_letter_says(ada: Someone, store: Store) -> None:
    said = Localized({"en": "Groups of the old town.", "fr": "Les groupes de la vieille ville."})
    await store.write(lambda unit: changed(unit, who_may_sign=said))
    assert "Groups of the old town." in await asked(ada, "who can sign?")
    assert "Les groupes de la vieille ville." in await asked(ada, "qui peut signer ?")


async def test_a_deadline_is_told_and_that_it_is_over(ada: Someone, store: Store, clock: Clock) -> None:
    assert "The letter names no last day" in await asked(ada, "what is the deadline?")
    await store.write(lambda unit: changed(unit, closes=datetime(2031, 5, 31, 22, tzinfo=UTC)))
    clock.now = datetime(2031, 5, 1, tzinfo=UTC)
    assert "Organizations can sign on until 31 May 2031" in await asked(ada, "what is the deadline?")
    clock.now += timedelta(days=60)
    assert "Sign-ons closed on 31 May 2031" in await asked(ada, "what is the deadline?")


async def test_two_things_in_one_question_get_both(ada: Someone) -> None:
    answer = await asked(ada, "When is the press conference and how many have signed?")
    assert "22 February 2024" in answer
    assert "No organization has signed on so far." in answer


async def test_the_answer_is_in_the_question_s_language_whatever_the_person_s(ada: Someone) -> None:
    assert "Aucune organisation" in await asked(ada, "Qui a signé la lettre ?")
    assert "No organization is listed yet." in await asked(ada, "Who has signed the letter?")


async def test_what_nothing_answers_is_turned_away_with_what_the_letter_asks(ada: Someone) -> None:
    answer = await asked(ada, "What is the best recipe for bread xyzzy?")
    assert "I find no answer to that" in answer
    assert "Back the ICJ" in answer
    assert "xyzzy" not in answer


async def test_who_has_signed_is_named_up_to_five_and_counted(ada: Someone, store: Store) -> None:
    def fill(unit: Unit) -> None:
        for number in range(7):
            examples.sign(unit, LETTER, f"Example Choir {number}", State.LISTED)

    await store.write(fill)
    answer = await asked(ada, "who has signed?")
    assert "7 organizations have signed on." in answer
    assert "Example Choir 4" in answer
    assert "Example Choir 5" not in answer
    assert "And 2 more" in answer


async def test_whether_an_organization_has_signed_is_told_of_the_list_alone(ada: Someone, store: Store) -> None:
    def fill(unit: Unit) -> None:
        examples.sign(unit, LETTER, ZEBRAS, State.LISTED)
        examples.sign(unit, LETTER, "Example Otter Society", State.SUBMITTED)
        examples.sign(unit, LETTER, "Example Heron Trust", State.WITHDRAWN)

    await store.write(fill)
    assert ZEBRAS in await asked(ada, f"has the {ZEBRAS} signed?")
    waiting = await asked(ada, "has the Example Otter Society signed?")
    gone = await asked(ada, "has the Example Heron Trust signed?")
    unknown = await asked(ada, "has the Example Newt League signed?")
    assert waiting == gone == unknown
    assert "No organization of this name is in the list." in waiting


@pytest.mark.parametrize(
    "question", ["who has signed?", "how many have signed?", f"has the {ZEBRAS} signed?", "who speaks?"]
)
async def test_while_the_list_is_kept_back_nothing_of_it_is_told(
    ada: Someone, store: Store, clock: Clock, question: str
) -> None:
    def keep_back(unit: Unit) -> None:
        publication.keep_back(unit, examples.person(unit, "owner"), LETTER, clock.now + timedelta(days=2))

    await store.write(keep_back)
    before = await asked(ada, question)
    await store.write(lambda unit: examples.sign(unit, LETTER, ZEBRAS, State.LISTED))
    assert await asked(ada, question) == before
    assert ZEBRAS not in before


@pytest.mark.parametrize("question", ["who has signed?", f"has the {ZEBRAS} signed?", "is the Zebra on the list?"])
async def test_in_public_no_organization_of_the_list_is_named(ada: Someone, store: Store, question: str) -> None:
    await store.write(lambda unit: examples.sign(unit, LETTER, ZEBRAS, State.LISTED))
    answer = await ada.give("ask_here", letter=str(LETTER), question=question)
    assert "Zebra" not in answer
    assert isinstance(ada.last, Message)
    assert "Who has signed" in [key.label for key in ada.last.keys]


async def test_in_public_counts_and_facts_of_the_letter_are_told(ada: Someone, store: Store) -> None:
    await store.write(lambda unit: examples.sign(unit, LETTER, ZEBRAS, State.LISTED))
    assert "1 organization has signed on." in await ada.give(
        "ask_here", letter=str(LETTER), question="how many have signed?"
    )
    assert "22 February 2024" in await ada.give(
        "ask_here", letter=str(LETTER), question="when is the press conference?"
    )


async def test_a_question_in_arabic_is_answered_in_arabic(ada: Someone) -> None:
    answer = await asked(ada, "متى المؤتمر الصحفي؟")
    assert "2024" in answer
    assert "مؤتمر صحفي عن الرسالة المفتوحة" in answer
    assert "I don't speak" not in answer


@pytest.mark.parametrize("command", ["ask", "ask_here"])
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("CMPAC", "The letter names Canadian Muslim Public Affairs Council (CMPAC) as a speaker"),
        (
            "the Canadian Muslim Public Affairs Council",
            "The letter names Canadian Muslim Public Affairs Council (CMPAC)",
        ),
        ("cjpme", "Canadians for Justice and Peace in the Middle East (CJPME) started the letter."),
    ],
)
async def test_of_an_organization_that_the_letter_names_it_is_told_what_the_letter_says(
    ada: Someone, command: str, name: str, said: str
) -> None:
    assert said in await ada.give(command, letter=str(LETTER), question=f"Did {name} sign?")


async def test_what_the_letter_says_of_an_organization_tells_nothing_of_its_sign_on(ada: Someone, store: Store) -> None:
    before = await asked(ada, "Did CMPAC sign?")
    await store.write(
        lambda unit: examples.sign(unit, LETTER, "Canadian Muslim Public Affairs Council (CMPAC)", State.SUBMITTED)
    )
    assert await asked(ada, "Did CMPAC sign?") == before
    assert "started the letter" not in before
    assert "No organization of this name is in the list." in before


@pytest.mark.parametrize("question", ["[x](javascript:1)", "https://example.org/2", "example.org/letters/3"])
async def test_what_stands_in_a_link_s_address_is_no_question(ada: Someone, question: str) -> None:
    assert "I find no answer to that" in await asked(ada, question)


@pytest.mark.parametrize("word", ["weapons", "demands", "help", "thanks", "deadline"])
async def test_a_lone_word_is_answered_in_the_person_s_language(ada: Someone, word: str) -> None:
    in_english = await asked(ada, word)
    await ada.give("language", language="fr")
    answer = await asked(ada, word)
    assert answer != in_english
    assert "I find no answer" not in answer


async def test_a_question_of_several_lines_is_answered_line_by_line(ada: Someone) -> None:
    said = await asked(ada, "what is asked about UNRWA?\nwho can sign?")
    assert "UNRWA" in said
    assert "sign" in said


@pytest.mark.parametrize("said", ["two", "#2", "second", "deux", "٢"])
async def test_a_demand_is_given_by_its_number_in_words(ada: Someone, said: str) -> None:
    assert "UNRWA" in await ada.give("demand", letter=str(LETTER), demand=said)
