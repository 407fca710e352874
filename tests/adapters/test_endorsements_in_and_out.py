"""The host takes a letter's list out on the terminal, and brings in sign-ons that were gathered elsewhere."""

import csv
import io
import json
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

import bot
from adapters.host.terminal import lists
from adapters.host.terminal.command import main
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
    await lists.bring_in(
        store, "", content=content.encode(), wanted=lists.Wanted(), listed=listed, dry=dry, say=said.append
    )
    return said


@pytest.fixture
def host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """The command `countersign` beside a published letter; what it is given after a table's content is what it does
    with it. Its exit status and what it prints."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'countersign.db'}")
    assert main(["letter", "publish", str(Path(bot.__file__).parent / "letters")]) == 0
    path = tmp_path / "table.csv"

    def given(content: bytes | str, *options: str, what: str = "endorsements") -> tuple[int, str]:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        capsys.readouterr()
        status = main([what, "import", str(path), *options])
        out, err = capsys.readouterr()
        return status, out + err

    return given


def exported_names(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The organizations of the list, as `--format csv` writes them."""
    capsys.readouterr()
    assert main(["endorsements", "export", "--all"]) == 0
    return [row["organization"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff")))]


@pytest.mark.parametrize("dry", [["--dry-run"], []])
def test_a_text_that_may_be_in_several_encodings_comes_in_once_one_is_named(
    host: Callable[..., tuple[int, str]], capsys: pytest.CaptureFixture[str], dry: list[str]
) -> None:
    content = "Organization;Place\nЛига Соседей;Львов\n".encode("cp1251")
    status, said = host(content, "--listed", "On paper", *dry)
    assert status == 2
    assert "--encoding cp1251  (Windows-1251): Лига Соседей · Львов" in said
    assert exported_names(capsys) == []
    status, said = host(content, "--listed", "On paper", "--encoding", "windows-1251", *dry)
    assert status == 0
    assert "for example: Лига Соседей and Львов" in said
    assert exported_names(capsys) == ([] if dry else ["Лига Соседей"])
    assert host(content, "--encoding", "utf-8", *dry)[0] == 2


def test_the_host_says_which_words_mean_consent_before_a_name_is_kept(host: Callable[..., tuple[int, str]]) -> None:
    content = (
        "Organization,Full name,Consent\n"
        "Example Rivers,Sam,Agreed on the phone\n"
        "Example Lakes,Kim,agreed on the PHONE\n"
        "Example Ponds,Lee,I refuse\n"
        "Example Seas,Max,oui\n"
        "Example Bays,Bea,No\n"
    )
    for dry in (["--dry-run"], []):
        status, said = host(content, *dry)
        assert status == 2
        assert "consent: Agreed on the phone, in 2 rows: not said yet" in said
        assert "consent: I refuse, in 1 row: not said yet" in said
        assert "consent: oui, in 1 row: yes" in said
        assert "with --consent VALUE" in said
    status, said = host(content, "--consent", "Agreed by phone", "--dry-run")
    assert (status, "No row says 'Agreed by phone'" in said) == (2, True)
    status, said = host(content, "--consent", "agreed on the phone", "--dry-run")
    assert status == 0
    left_out = [line for line in said.splitlines() if "left out: representative" in line]
    assert [line.partition(": left")[0] for line in left_out] == ["line 4: Example Ponds", "line 6: Example Bays"]
    assert "5 would be brought in, 0 refused; something is left out of 2." in said
    assert "something is left out of 4." in host(content, "--consent", "", "--dry-run")[1]


def test_columns_with_commas_in_their_names_are_mapped_and_a_table_without_organizations_is_one_sentence(
    host: Callable[..., tuple[int, str]],
) -> None:
    content = 'Entry;"Town, district";Link\nExample Rivers;Hull;none\nExample Lakes;Leeds;@lakes\n'
    status, said = host(content, "--dry-run")
    assert status == 2
    assert [line for line in said.splitlines() if "No column" in line] == [
        "countersign: No column of this table is known to hold the names of the organizations. Its columns are: Entry, "
        'Town, district, and Link. Say which with --map "organization=Name of the column".'
    ]
    status, said = host(
        content, "--map", "organization=Entry", "--map", "place=Town, district, website=Link", "--dry-run"
    )
    assert status == 0
    assert "place: Town, district" in said
    assert "line 2: Example Rivers: left out: website. It says that there is none." in said
    assert "line 3: Example Lakes: left out: website. This is not a website's address." in said
    assert "2 would be brought in, 0 refused; something is left out of 2." in said


def test_the_same_file_is_read_alike_by_every_way_in(host: Callable[..., tuple[int, str]]) -> None:
    for what, header in (("endorsements", "Organization"), ("organizations", "name")):
        status, said = host(f'sep=|\n{header}|website\n"Example" Rivers|\n"Example, Lakes"|N/A\n', what=what)
        assert status == 1
        assert "columns are separated by vertical bars" in said
        assert "ine 3: " in said
        assert "quotation marks can't be read" in said
        status, said = host(f"{header},place\nОзёра,Київ\n".encode("koi8-u"), "--dry-run", what=what)
        assert status == 2
        assert "--encoding koi8_u" in said
        status, said = host(b"PK\x03\x04", "--dry-run", what=what)
        assert (status, "save the sheet as “CSV UTF-8”" in said) == (2, True)


async def test_a_dry_run_tells_what_would_come_of_each_row_and_does_nothing(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    said = await gathered(store, dry=True)
    assert "organization: Org name" in said
    assert "email: Courriel" in said
    assert "line 3: EXAMPLE ZEBRAS: It stands in this file already, on line 2." in said
    assert "line 4: X: That is too short: at least 2 characters are needed." in said
    assert any(
        each.startswith("line 5: Example Riders: left out: website. This is not a website's address.") for each in said
    )
    assert "line 6: Example Quilters: left out: representative. The row says that they do not consent." in said
    assert said[-1] == "3 would be brought in, 2 refused; something is left out of 2. Nothing was done."
    assert await store.read(lambda unit: unit.endorsements.count(night, State.SUBMITTED)) == 0


async def test_rows_wait_for_review_like_any_sign_on_and_the_journal_knows_who_brought_them_in(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    assert (await gathered(store))[-1] == "3 brought in, 2 refused; something is left out of 2."
    zebras, _, quilters = await store.read(lambda unit: unit.endorsements.in_state(night, State.SUBMITTED, 0, 9))
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
    _, _, quilters = await store.read(lambda unit: unit.endorsements.in_state(night, State.SUBMITTED, 0, 9))
    who = await store.read(lambda unit: unit.endorsements.representative(quilters.id))
    assert (who.name, who.role, who.email) == ("", "", "")


async def test_repeating_an_import_changes_nothing_twice(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    await gathered(store)
    said = await gathered(store)
    assert said[-1] == "0 brought in, 5 refused."
    assert "line 2: Example Zebras: It has a sign-on already, which waits for review." in said
    assert await store.read(lambda unit: unit.endorsements.count(night, State.SUBMITTED)) == 3


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.DECLINED, State.DISPUTED, State.LISTED])
async def test_whoever_has_signed_or_left_is_not_brought_in_again(store: Store, state: State) -> None:
    night = (await store.write(publish)).letter_id
    await store.write(lambda unit: sign(unit, night, "Example Zebras", state))
    assert (await gathered(store))[-1] == "2 brought in, 3 refused; something is left out of 2."


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
