"""Questions that nothing answered: counted without who asked, shown from three people on, gone after a month."""

from datetime import timedelta

import msgspec
from sqlalchemy import select

from bot.model.letters.answers import KEPT_FOR, MOST_UNANSWERED
from bot.model.letters.questions.nameless import Gist
from bot.model.people.person import Account
from bot.ports.store import Store, Unit
from bot.service.letters.answers import unanswered
from storage import tables
from storage.keys import reseal
from storage.unit import ConnectionUnit
from tests.conftest import Clock
from tests.storage.conftest import OnDisk
from tests.storage.examples import person, publish

ASKED = "Can dogs come along on the tram?"


async def ask(store: Store, who: str, question: str = ASKED, letter_id: int = 1, language: str = "en") -> None:
    """Somebody asks what nothing answers."""
    account = Account("console", who)
    await store.write(lambda unit: unanswered(unit, letter_id, account, question, language))


async def shown(store: Store, letter_id: int = 1) -> list[str]:
    """What owners see."""
    return [each.text for each in await store.read(lambda unit: unit.unanswered.shown(letter_id, 10))]


async def sealed(store: Store) -> list[tuple[str, str, list[str]]]:
    """What is encrypted of each question: its text, the salt, and the hashes of who asked."""

    def rows(unit: Unit) -> list[tuple[str, str, list[str]]]:
        assert isinstance(unit, ConnectionUnit)
        kept = unit.connection.execute(select(tables.unanswered_questions.c.sealed)).scalars().all()
        found = [msgspec.json.decode(unit.cipher.open(each)) for each in kept]
        return [(text, salt, askers) for text, salt, askers in found]

    return await store.read(rows)


async def test_a_question_is_shown_once_three_people_have_asked_it_in_whatever_order_of_words(store: Store) -> None:
    await store.write(publish)
    await ask(store, "ada")
    await ask(store, "eve", "the tram: can a dog come along")
    await ask(store, "ada", ASKED.upper())
    await ask(store, "eve")
    assert await shown(store) == []
    await ask(store, "joe", "Along on trams, could dogs come?")
    assert await shown(store) == ["Can dogs come along on the tram?"]


async def test_what_asks_something_else_is_another_question(store: Store) -> None:
    await store.write(publish)
    await store.write(lambda unit: publish(unit, "day-buses"))
    await ask(store, "ada", "When do dogs come along on the tram?")
    await ask(store, "eve", "Where do dogs come along on the tram?")
    await ask(store, "joe", "Can dogs come along on the ferry?")
    await ask(store, "kim", ASKED, language="fr")
    await ask(store, "sam", ASKED, letter_id=2)
    assert len(await sealed(store)) == 5
    assert await shown(store) == []


async def test_somebody_with_several_accounts_is_counted_once(store: Store) -> None:
    await store.write(publish)
    accounts = [Account("console", "ada"), Account("telegram", "1"), Account("discord", "2")]

    def link(unit: Unit) -> None:
        ada = person(unit, "ada")
        for each in accounts[1:]:
            unit.people.attach(each, ada.id)

    await store.write(link)
    for each in accounts:
        await store.write(lambda unit, each=each: unanswered(unit, 1, each, ASKED, "en"))  # type: ignore[misc]
    ((_, _, askers),) = await sealed(store)
    assert len(askers) == 1


async def test_who_asked_is_no_account_on_disk_and_gone_once_three_have_asked(store: Store, on_disk: OnDisk) -> None:
    await store.write(publish)
    await ask(store, "somebody-special")
    await ask(store, "somebody-special", "Are there zebras at the stop?")
    (_, salt, (one,)), (_, other_salt, (other,)) = await sealed(store)
    assert salt != other_salt
    assert one != other, "the same person is another one in every question"
    files = await on_disk()
    for secret in ("special", "dogs", "zebra", "tram"):
        assert secret.encode() not in files
    await ask(store, "eve")
    await ask(store, "joe")
    assert ("Can dogs come along on the tram?", "", []) in await sealed(store)


async def test_what_only_one_has_typed_is_gone_once_another_asks_alike(store: Store) -> None:
    await store.write(publish)
    await ask(store, "ada", "my friend mariama asks if tiny dogs can come along on the tram near the orchard")
    await ask(store, "eve", "can tiny dogs come along on the tram near the orchard")
    ((text, _, _),) = await sealed(store)
    assert text == "my … asks if tiny dogs can come along on the tram near the orchard"


async def test_a_question_is_gone_after_a_month_whether_or_not_it_was_shown(store: Store, clock: Clock) -> None:
    await store.write(publish)
    for who in ("ada", "eve", "joe"):
        await ask(store, who)
    clock.now += KEPT_FOR - timedelta(seconds=1)
    assert len(await shown(store)) == 1
    clock.now += timedelta(seconds=1)
    assert await shown(store) == []
    assert len(await sealed(store)) == 1
    await store.write(lambda unit: unit.unanswered.forget())
    assert await sealed(store) == []


async def test_two_who_ask_a_month_apart_are_not_counted_together(store: Store, clock: Clock) -> None:
    await store.write(publish)
    await ask(store, "ada")
    clock.now += KEPT_FOR
    await ask(store, "eve")
    ((_, _, askers),) = await sealed(store)
    assert len(askers) == 1


async def test_where_there_are_very_many_the_rarest_and_oldest_go(store: Store, clock: Clock) -> None:
    await store.write(publish)
    await ask(store, "ada")
    await ask(store, "eve")
    clock.now += timedelta(minutes=1)

    def flood(unit: Unit) -> None:
        for number in range(MOST_UNANSWERED):
            gist = Gist(f"number {number}", frozenset({f"stem{number}"}), frozenset())
            unit.unanswered.tally(1, "en", gist, [Account("console", "sam")], lambda text: text)

    await store.write(flood)
    texts = [text for text, _, _ in await sealed(store)]
    assert len(texts) == MOST_UNANSWERED
    assert "Can dogs come along on the tram?" in texts
    assert "number 0" not in texts
    assert f"number {MOST_UNANSWERED - 1}" in texts


async def test_whoever_is_forgotten_has_asked_nothing(store: Store) -> None:
    await store.write(publish)
    ada = Account("console", "ada")
    await ask(store, "ada")
    await ask(store, "ada", "Are there zebras at the stop?")
    await ask(store, "eve", "Are there zebras at the stop?")
    assert (await store.read(lambda unit: unit.privacy.held([ada], None))).unanswered == 2
    await store.write(lambda unit: unit.privacy.forget_account(ada))
    assert (await store.read(lambda unit: unit.privacy.held([ada], None))).unanswered == 0
    ((text, _, askers),) = await sealed(store)
    assert (text, len(askers)) == ("Are there zebras at the stop?", 1)
    await ask(store, "joe", "Are there zebras at the stop?")
    assert await shown(store) == []
    await ask(store, "ada", "Are there zebras at the stop?")
    assert await shown(store) == ["Are there zebras at the stop?"]


async def test_a_new_secret_opens_what_was_sealed_and_still_knows_who_asked(store: Store) -> None:
    await store.write(publish)
    await ask(store, "ada")
    await store.write(reseal)
    await ask(store, "ada")
    ((_, _, askers),) = await sealed(store)
    assert len(askers) == 1
