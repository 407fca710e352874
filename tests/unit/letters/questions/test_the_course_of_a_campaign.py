"""Who asks whether the letter was presented, what was achieved, and what follows a sign-on, is told that."""

import pytest

from bot.model.letters.questions import Matter, understand
from tests.storage.examples import letter


@pytest.mark.parametrize(
    ("question", "language", "matter"),
    [
        ("Was the letter handed over?", "en", Matter.PRESENTED),
        ("has the letter been delivered to the minister yet?", "en", Matter.PRESENTED),
        ("when was it presented to the minister", "en", Matter.PRESENTED),
        ("Did the mayor receive the letter?", "en", Matter.PRESENTED),
        ("La lettre a-t-elle été remise ?", "fr", Matter.PRESENTED),
        ("Le ministre a-t-il reçu la lettre ?", "fr", Matter.PRESENTED),
        ("avez-vous remis la lettre au maire", "fr", Matter.PRESENTED),
        ("هل سُلّمت الرسالة؟", "ar", Matter.PRESENTED),
        ("هل استلم الوزير الرسالة؟", "ar", Matter.PRESENTED),
        ("What happens after I sign?", "en", Matter.AFTER_SIGNING),
        ("what happens once we have signed", "en", Matter.AFTER_SIGNING),
        ("and after signing?", "en", Matter.AFTER_SIGNING),
        ("Que se passe-t-il après avoir signé ?", "fr", Matter.AFTER_SIGNING),
        ("et une fois qu'on a signé, il se passe quoi ?", "fr", Matter.AFTER_SIGNING),
        ("ماذا يحدث بعد التوقيع؟", "ar", Matter.AFTER_SIGNING),
        ("شو بصير بعد ما نوقع؟", "ar", Matter.AFTER_SIGNING),
        ("What has been achieved so far?", "en", Matter.OUTCOME),
        ("have you achieved anything?", "en", Matter.OUTCOME),
        ("any results yet?", "en", Matter.OUTCOME),
        ("Qu'a-t-on obtenu jusqu'ici ?", "fr", Matter.OUTCOME),
        ("quels résultats jusqu'à présent ?", "fr", Matter.OUTCOME),
        ("ماذا تحقق حتى الآن؟", "ar", Matter.OUTCOME),
        ("هل من نتائج؟", "ar", Matter.OUTCOME),
    ],
)
def test_it_is_understood(question: str, language: str, matter: Matter) -> None:
    understood = understand(question, letter(), "en")
    assert ([each.matter for each in understood.asked], understood.language) == ([matter], language)


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("what happens if the minister refuses?", Matter.ESCALATION),
        ("do you hand over my data?", Matter.STORED),
        ("did you receive our sign-on?", Matter.STANDING),
        ("how do I sign?", Matter.HOW_TO_SIGN),
    ],
)
def test_what_is_near_it_is_another_matter(question: str, matter: Matter) -> None:
    assert [each.matter for each in understand(question, letter(), "en").asked] == [matter]
