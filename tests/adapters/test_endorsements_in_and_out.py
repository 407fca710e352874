"""The host takes a letter's list out on the terminal, and brings in sign-ons that were gathered elsewhere."""

import csv
import io
import json
import tracemalloc
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

import bot
from adapters.host import lists
from adapters.host.__main__ import main
from bot.errors import NotAllowed, SetupError
from bot.model.endorsements.endorsement import IMPORTED, State, Words
from bot.model.journal.acts import Act
from bot.model.people.person import Role
from bot.ports.store import Store, Unit
from bot.service.endorsements import signing
from bot.service.journal import verification
from bot.service.lists import exports
from bot.service.lists.exports import FileFormat
from bot.service.reviews import decisions
from tests.storage.examples import publish, sign

FORM = (
    "Org name;Website;Ville;Votre nom;Courriel;Consentement\r\n"
    "Example Zebras;zebras.example.org;Exampleville;Ada Example;ada@zebras.example.org;oui\r\n"
    "EXAMPLE ZEBRAS;;;;;\r\n"
    "X;;;;;\r\n"
    "Example Riders;not a site;;;;\r\n"
    "Example Quilters;;;Bea Example;bea@quilters.example.org;non\r\n"
)


async def gathered(store: Store, content: str = FORM, listed: str = "", dry: bool = False) -> list[str]:
    """Bring a table in; what is said."""
    said = list[str]()
    await lists.bring_in(store, "", content=content.encode("utf-8"), typed="", listed=listed, dry=dry, say=said.append)
    return said


async def test_a_dry_run_tells_what_would_come_of_each_row_and_does_nothing(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    said = await gathered(store, dry=True)
    assert "organization: Org name" in said
    assert "email: Courriel" in said
    assert "line 3: EXAMPLE ZEBRAS: It stands in this file already, on line 2." in said
    assert "line 4: X: That is too short: at least 2 characters are needed." in said
    assert any(each.startswith("line 5: Example Riders: This is not a website's address.") for each in said)
    assert said[-1] == "2 would be brought in, 3 refused. Nothing was done."
    assert await store.read(lambda unit: unit.endorsements.count(night, State.SUBMITTED)) == 0


async def test_rows_wait_for_review_like_any_sign_on_and_the_journal_knows_who_brought_them_in(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    assert (await gathered(store))[-1] == "2 brought in, 3 refused."
    zebras, quilters = await store.read(lambda unit: unit.endorsements.in_state(night, State.SUBMITTED, 0, 9))
    assert (zebras.entry.organization, zebras.entry.website, zebras.entry.place) == (
        "Example Zebras", "https://zebras.example.org", "Exampleville",
    )  # fmt: skip
    assert zebras.origin == quilters.origin == IMPORTED
    who = await store.read(lambda unit: unit.endorsements.representative(zebras.id))
    assert (who.name, who.email) == ("Ada Example", "ada@zebras.example.org")
    links = await store.read(lambda unit: unit.journal.links(night))
    last = json.loads(links[-1].body)
    assert (last["act"], last["state"]) == ("endorsement.imported", "submitted")
    assert last["actor"]
    assert (await store.read(lambda unit: verification.verify(unit, night))).fault == ""


async def test_a_row_without_consent_brings_no_personal_data(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    await gathered(store)
    _, quilters = await store.read(lambda unit: unit.endorsements.in_state(night, State.SUBMITTED, 0, 9))
    who = await store.read(lambda unit: unit.endorsements.representative(quilters.id))
    assert (who.name, who.role, who.email) == ("", "", "")


async def test_repeating_an_import_changes_nothing_twice(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    await gathered(store)
    said = await gathered(store)
    assert said[-1] == "0 brought in, 5 refused."
    assert "line 2: Example Zebras: It has a sign-on already, which waits for review." in said
    assert await store.read(lambda unit: unit.endorsements.count(night, State.SUBMITTED)) == 2


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.DECLINED, State.DISPUTED, State.LISTED])
async def test_whoever_has_signed_or_left_is_not_brought_in_again(store: Store, state: State) -> None:
    night = (await store.write(publish)).letter_id
    await store.write(lambda unit: sign(unit, night, "Example Zebras", state))
    assert (await gathered(store))[-1] == "1 brought in, 4 refused."


async def test_with_a_stated_reason_they_are_listed_at_once(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    await gathered(store, listed="Signed on paper, on 3 May")
    listed = await store.read(lambda unit: unit.endorsements.in_state(night, State.LISTED, 0, 9))
    assert {each.reason for each in listed} == {"Signed on paper, on 3 May"}
    links = await store.read(lambda unit: unit.journal.links(night))
    assert [json.loads(link.body)["act"] for link in links[-2:]] == ["endorsement.imported", "endorsement.listed"]


async def test_who_brought_it_in_represents_nobody_and_is_told_nothing(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    await gathered(store)

    def decide(unit: Unit) -> None:
        host = unit.people.ensure(lists.HOST)
        unit.people.grant(host.id, night, Role.OWNER)
        assert list(unit.endorsements.of_person(host.id, night)) == []
        with pytest.raises(NotAllowed):
            signing.withdraw(unit, host, night, 1)
        before = len(unit.outbox.due("host", 99))
        decisions.decline(unit, host, night, 1, "unknown")
        outcomes = [each for each in unit.outbox.due("host", 99) if each.subject.value == "outcome"]
        assert not outcomes
        assert before == 0

    await store.write(decide)


async def exported(store: Store, form: FileFormat, everything: bool = False) -> str:
    """What the file holds."""
    text = io.StringIO()
    await lists.export(store, "", form, everything, text)
    return text.getvalue()


async def test_a_table_holds_the_public_list_alone_and_nobody_s_personal_data(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    await store.write(lambda unit: sign(unit, night, "Example Zebras", State.LISTED))
    await store.write(lambda unit: sign(unit, night, "Example Riders", State.DECLINED))
    await store.write(lambda unit: sign(unit, night, "Example Drafters", State.DRAFT))
    text = await exported(store, FileFormat.CSV)
    assert text.startswith("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert (row["organization"], row["state"], row["level"], row["revision"]) == (
        "Example Zebras", "listed", "", "1",
    )  # fmt: skip
    everything = await exported(store, FileFormat.CSV, everything=True)
    assert {row["level"] for row in csv.DictReader(io.StringIO(everything.removeprefix("\ufeff")))} == {"stated"}
    assert "Example Riders" in everything
    assert "Drafters" not in everything
    assert "Lovelace" not in everything
    assert "@" not in everything


async def test_a_table_says_of_words_and_levels_what_the_public_list_does(store: Store) -> None:
    night = (await store.write(publish)).letter_id

    def reserve(unit: Unit, words: Words) -> None:
        signed = unit.endorsements.in_state(night, State.LISTED, 0, 1) or [
            sign(unit, night, "Example Zebras", State.LISTED)
        ]
        entry = replace(signed[0].entry, reserved=(1,), reservation="Not at night.")
        said = replace(signed[0], entry=entry, statement=words, reservation=words)
        unit.desks.reword(said, Act.ENDORSEMENT_RESERVATION_MADE, said.person_id)
        unit.settings.set(night, "shows_level", "on" if words is Words.SHOWN else "")

    for words, told in (
        (Words.WAITING, ("", "1", "", "")),
        (Words.SHOWN, ("Bread needs buses.", "1", "Not at night.", "stated")),
        (Words.TAKEN_DOWN, ("", "1", "", "")),
    ):
        await store.write(partial(reserve, words=words))
        (row,) = csv.DictReader(io.StringIO((await exported(store, FileFormat.CSV)).removeprefix("\ufeff")))
        assert (row["statement"], row["reserved"], row["reservation"], row["level"]) == told


async def test_json_is_canonical(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    assert json.loads(await exported(store, FileFormat.JSON))["endorsements"] == []
    for name in ("Example Zebras", 'Example "Riders"'):
        await store.write(partial(sign, letter_id=night, name=name, state=State.LISTED))
    text = await exported(store, FileFormat.JSON)
    read = json.loads(text)
    assert [each["organization"] for each in read["endorsements"]] == ['Example "Riders"', "Example Zebras"]
    assert text == json.dumps(read, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"


async def test_a_long_list_is_written_without_being_held(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "PIECE", 200)
    night = (await store.write(publish)).letter_id

    def many(unit: Unit, begin: int) -> None:
        for number in range(begin, begin + 300):
            sign(unit, night, f"Example Union {number}", State.LISTED)

    class Nowhere(io.StringIO):
        def write(self, text: str) -> int:
            return len(text)

    peaks = list[int]()
    for begin in (0, 300, 600):
        await store.write(partial(many, begin=begin))
        tracemalloc.start()
        await lists.export(store, "", FileFormat.CSV, False, Nowhere())
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < peaks[0] * 1.5


async def test_a_letter_is_named_where_there_are_several(store: Store) -> None:
    await store.write(lambda unit: publish(unit, "one"))
    await store.write(lambda unit: publish(unit, "two"))
    assert (await lists.letter(store, "two")).letter.slug == "two"
    with pytest.raises(SetupError, match="one, two"):
        await lists.letter(store, "")


def test_the_commands_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'countersign.db'}")
    assert main(["endorsements", "export"]) == 2
    assert "Say which letter" in capsys.readouterr().err
    assert main(["letter", "publish", str(Path(bot.__file__).parent / "letters")]) == 0
    table = tmp_path / "signed.csv"
    table.write_text("organization\nExample Zebras\n")
    assert main(["endorsements", "import", str(table), "--dry-run"]) == 0
    assert "1 would be brought in" in capsys.readouterr().out
    assert main(["endorsements", "import", str(table), "--listed", "Signed on paper"]) == 0
    assert main(["endorsements", "export", str(tmp_path / "list.md"), "--format", "markdown"]) == 0
    assert "- Example Zebras" in (tmp_path / "list.md").read_text()
    assert main(["endorsements", "import", str(tmp_path / "missing.csv")]) == 2
    assert main(["endorsements", "import", str(table), "--map", "organization=Nothing"]) == 2
    assert "There is no column Nothing." in capsys.readouterr().err
