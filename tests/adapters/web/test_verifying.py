"""The page on which anybody checks a receipt, a hash or a file, over HTTP."""

import asyncio
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import FormData
from sqlalchemy import event, update

from adapters.web import examining, sending
from adapters.web.throttle import Throttle
from bot.model.codes import RECEIPT_LENGTH, make_code, spell_code
from bot.model.endorsements.endorsement import Endorsement
from bot.model.journal.entries import Link, exported
from bot.ports.store import Unit
from bot.service.lists import exports, publication
from storage import tables
from storage.unit import ConnectionUnit
from tests.adapters.web.public import SLUG, Public
from tests.conftest import Clock
from tests.memory import MemoryStore
from tests.storage import examples

PAGE = f"/en/{SLUG}/verify"
NOT_THERE = "There is no sign-on with this receipt."
IN_THE_JOURNAL = "This sign-on is in the journal, and as it was."
CHANGED = "This sign-on, or the journal that it stands in, is not as it was."
WHOLE = "The journal is whole:"
NEITHER = "This can't be read as an exported journal or a snapshot."


def text(page: str) -> str:
    """What a page says, on one line."""
    return " ".join(re.sub("<[^>]*>|[\u200e\u200f\u2068\u2069]", "", unescape(page)).split())


async def send(public: Public, form: str, content: str | bytes, page: str = PAGE) -> tuple[int, str]:
    """Send something by a form of the page: the status, and what the answer says."""
    data: object = {"sent": content}
    if isinstance(content, bytes):
        file = FormData()
        file.add_field("sent", BytesIO(content), filename="journal.jsonl")
        data = file
    address = f"http://127.0.0.1:{public.port}{page}/{form}"
    sent = {"Accept-Encoding": "identity"}
    async with public.session.post(address, data=data, headers=sent, allow_redirects=False) as response:
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        return response.status, text(await response.text())


async def asked(public: Public, form: str, content: str | bytes, page: str = PAGE) -> str:
    """What is answered to something that is sent."""
    status, said = await send(public, form, content, page)
    assert status == 200
    return said


async def journal(public: Public) -> bytes:
    """The journal, as organizers hand it out."""

    def unit(unit: Unit) -> bytes:
        last = unit.journal.last(public.letter_id)
        lines = exported(public.letter_id, last, unit.journal.each(public.letter_id))
        return "".join(f"{line}\n" for line in lines).encode()

    return await public.store.read(unit)


async def published(public: Public) -> str:
    """Publish a head: its hash."""
    head = await public.store.write(lambda unit: unit.journal.publish(public.letter_id))
    return head.hash


async def frozen(public: Public) -> str:
    """Freeze the list: its hash."""
    made = await public.store.write(lambda unit: publication.freeze(unit, examples.person(unit), public.letter_id))
    return made.sha256


async def keep_back(public: Public, clock: Clock) -> None:
    """Keep the list back."""
    until = clock.now + timedelta(days=3)
    person = await public.store.write(lambda unit: examples.person(unit).id)
    await public.store.write(lambda unit: unit.lists.keep_back(public.letter_id, until, person))


async def forge(public: Public, place: str) -> None:
    """Change every sign-on past the bot."""

    def unit(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        unit.connection.execute(update(tables.endorsements).values(place=place))

    await public.store.write(unit)


@pytest.fixture(autouse=True)
def patient(public: Public, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many forms as there may be."""
    throttle = Throttle(lambda: 0.0, most=1000.0, of_one=(1.0, 1000.0))
    monkeypatch.setattr(public.site, "_sending", sending.Sending(throttle))


async def test_a_receipt_says_only_that_it_is_in_the_journal_and_unaltered(public: Public) -> None:
    (bakers,) = await public.sign("Bakers of the Old Town")
    said = await asked(public, "receipt", spell_code(bakers.receipt))
    assert IN_THE_JOURNAL in said
    await public.withdraw(bakers)
    assert await asked(public, "receipt", bakers.receipt.lower()) == said
    assert "Bakers" not in said
    await forge(public, "Elsewhere")
    assert CHANGED in await asked(public, "receipt", bakers.receipt)


async def test_a_receipt_tells_nothing_by_its_state(public: Public) -> None:
    waiting = await public.store.write(lambda unit: examples.sign(unit, public.letter_id))
    (listed,) = await public.sign("Tailors")
    assert await asked(public, "receipt", waiting.receipt) == await asked(public, "receipt", listed.receipt)


@contextmanager
def statements(public: Public) -> Iterator[list[str]]:
    """The statements that reach the database meanwhile."""
    assert isinstance(public.disk, MemoryStore)
    engine, seen = public.disk.engine, list[str]()

    def see(*executed: object) -> None:
        seen.append(str(executed[2]))

    event.listen(engine, "before_cursor_execute", see)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", see)


async def test_what_is_not_there_is_answered_alike_and_by_the_same_work(public: Public) -> None:
    def elsewhere(unit: Unit) -> Endorsement:
        return examples.sign(unit, examples.publish(unit, "second").letter_id, "Tailors")

    other = await public.store.write(elsewhere)
    answers, work = set[str](), set[tuple[str, ...]]()
    for receipt in (other.receipt, make_code(RECEIPT_LENGTH, lambda below: 7), make_code(RECEIPT_LENGTH, lambda _: 9)):
        with statements(public) as seen:
            answers.add(await asked(public, "receipt", receipt))
        work.add(tuple(seen))
    assert len(answers) == len(work) == 1
    assert NOT_THERE in answers.pop()
    assert NOT_THERE in await asked(public, "receipt", "no receipt")
    assert NOT_THERE in await asked(public, "receipt", "")


async def test_nothing_that_is_sent_stands_on_the_page_or_in_a_link_to_it(public: Public) -> None:
    for form, typed in (("receipt", "<b>4JTH-8Q27"), ("hash", "<b>" + "a" * 64)):
        said = await asked(public, form, typed)
        assert typed[3:] not in said.replace("such as 4JTH-8Q27", "").replace("such as `4JTH-8Q27`", "")
    page = await public.read(PAGE)
    assert page.count('method="post"') == 3
    assert 'method="get"' not in page
    assert await public.read(f"{PAGE}?receipt=4JTH-8Q27") == page
    assert await public.read(f"{PAGE}/receipt") == page, "whoever reloads is asked again"


async def test_a_head_that_was_noted_is_in_the_chain_still(public: Public) -> None:
    noted = await published(public)
    await public.sign("Tailors")
    for typed in (noted, f"1:{noted}", f"  {noted.upper()}\n"):
        said = await asked(public, "hash", typed)
        assert "after entry 1. It is in the chain still." in said
    assert "Nothing of this letter that is public has this hash." in await asked(public, "hash", "0" * 64)
    assert "Nothing of this letter that is public has this hash." in await asked(public, "hash", noted[:-1])

    def change(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        unit.connection.execute(update(tables.journal).values(hash="0" * 64))

    await public.store.write(change)
    assert "the journal is not as it was since" in await asked(public, "hash", noted)


async def test_a_snapshot_holds_also_where_somebody_has_left_the_list_since(public: Public) -> None:
    bakers, _ = await public.sign("Bakers of the Old Town", "Tailors")
    sha256 = await frozen(public)
    said = await asked(public, "hash", sha256)
    assert re.search(r"Snapshot 1, [^:]*:\d\d \w+: 2 organizations\. It is as it was\.", said)
    assert "has left the list since" not in said
    await public.withdraw(bakers)
    assert "1 organization has left the list since and is not named in it any more." in await asked(
        public, "hash", sha256
    )

    def change(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        unit.connection.execute(update(tables.snapshot_lines).values(commitment="0" * 64))

    await public.store.write(change)
    assert "It is not as it was" in await asked(public, "hash", sha256)


async def test_the_head_that_is_printed_on_a_snapshot_can_be_looked_up(public: Public) -> None:
    await public.sign("Tailors")
    await frozen(public)
    (snapshot,) = await public.store.read(lambda unit: unit.lists.snapshots(public.letter_id, 1))
    assert "It is in the chain still." in await asked(public, "hash", snapshot.head)


async def test_the_fingerprint_of_a_text_is_known(public: Public) -> None:
    revision = await public.store.read(lambda unit: unit.letters.current(public.letter_id))
    assert revision
    for typed in (revision.sha256, f"sha256:{revision.sha256}", f"SHA-256: {revision.sha256.upper()}"):
        assert "the fingerprint of revision 1" in await asked(public, "hash", typed)


async def test_heads_and_snapshots_stand_on_the_page_at_once(public: Public) -> None:
    assert "None was published yet." in text(await public.read(PAGE))
    first = await published(public)
    await public.sign("Bakers of the Old Town")
    sha256 = await frozen(public)
    page = await public.read(PAGE)
    for expected in (first, sha256, "after entry 2: ", "Snapshot 1", "1 organization"):
        assert expected in text(page) + page
    lines = (await public.read(f"/en/{SLUG}/heads.txt")).splitlines()
    assert [line.split(":")[0] for line in lines] == ["1", "2"]
    assert lines[0].startswith(f"1:{first} 20")


async def test_a_snapshot_is_a_file_from_which_whoever_withdraws_is_gone_at_once(public: Public) -> None:
    bakers, _ = await public.sign("Bakers of the Old Town", "Tailors")
    sha256 = await frozen(public)
    places = [f"/en/{SLUG}/snapshots/1/list.{suffix}" for suffix in ("md", "json")]
    for place in places:
        said = await public.read(place)
        assert "Bakers of the Old Town" in said
        assert sha256 in said
    content = await (await public.ask(places[1], Accept_Encoding="identity")).read()
    assert await public.store.read(lambda unit: _proven(unit, public.letter_id)) == content
    await public.withdraw(bakers)
    for place in places:
        said = await public.read(place)
        assert "Bakers" not in said
        assert sha256 in said
    for number in ("2", "0", "99999999"):
        assert (await public.ask(f"/en/{SLUG}/snapshots/{number}/list.md")).status == 404


def _proven(unit: Unit, letter_id: int) -> bytes:
    revision = unit.letters.current(letter_id)
    assert revision
    return exports.proven_content(unit, revision, publication.find(unit, letter_id, 1))


async def test_a_journal_that_is_whole_is_compared_with_the_published_heads(public: Public) -> None:
    await public.sign("Tailors")
    early = await journal(public)
    assert "It holds none of the heads that were published here" in await asked(public, "file", early)
    await published(public)
    said = await asked(public, "file", early)
    assert f"{WHOLE} 2 entries" in said
    assert "It agrees with what was published here, up to the head of" in said
    await public.sign("Bakers")
    await published(public)
    assert "it was exported before, or its end was cut off" in await asked(public, "file", early)


async def test_a_journal_that_was_changed_is_said_to_be_and_where(public: Public) -> None:
    await public.sign("Tailors", "Bakers")
    whole = await journal(public)
    lines = whole.splitlines(keepends=True)
    changed = whole.replace(b"endorsement.listed", b"endorsement.dropped", 1)
    assert "The file is not as it was. Entry 2 was changed" in await asked(public, "file", changed)
    assert "Entry 2 was changed" in await asked(public, "file", lines[0] + lines[1] + lines[3] + lines[2])
    assert "The file's end is not as it was." in await asked(public, "file", b"".join(lines[:-1]))


def forged(letter: int, count: int) -> bytes:
    """A chain that holds and is nobody's."""
    previous, links = "0" * 64, list[Link]()
    for number in range(1, count + 1):
        body = f'{{"letter":{letter},"number":{number}}}'
        previous = hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()
        links.append(Link(number, body, previous))
    return "".join(f"{line}\n" for line in exported(letter, links[-1], links)).encode()


async def test_a_chain_that_somebody_has_made_is_not_the_published_one(public: Public) -> None:
    await public.sign("Tailors")
    await published(public)
    assert "It is not the journal whose heads were published here" in await asked(
        public, "file", forged(public.letter_id, 5)
    )
    assert "This is a file of another letter." in await asked(public, "file", forged(public.letter_id + 1, 5))


async def test_a_snapshot_as_json_is_checked_too(public: Public) -> None:
    bakers, _ = await public.sign("Bakers of the Old Town", "Tailors")
    await frozen(public)
    before = await (await public.ask(f"/en/{SLUG}/snapshots/1/list.json", Accept_Encoding="identity")).read()
    said = await asked(public, "file", before)
    assert "The snapshot's hash holds: 2 lines." in said
    assert "It is snapshot 1, of" in said
    await public.withdraw(bakers)
    after = await (await public.ask(f"/en/{SLUG}/snapshots/1/list.json", Accept_Encoding="identity")).read()
    assert "that organization has left the list since" in await asked(public, "file", after)
    assert "Another text than was frozen stands in line 1." in await asked(
        public, "file", before.replace(b"Bakers", b"Butchers")
    )


async def test_while_the_list_is_kept_back_nothing_tells_how_much_was_done(public: Public, clock: Clock) -> None:
    await keep_back(public, clock)
    shown, answers = list[str](), list[list[str]]()
    for count in (0, 7):
        await public.sign(*(f"Organization {number}" for number in range(count)))
        head = await published(public)
        sha256 = await frozen(public)
        page = text(await public.read(PAGE))
        assert head in page
        assert "4 March 2026" in page
        shown.append(page.replace(head, "HEAD"))
        for path in ("heads.txt", "snapshots/1/list.md", "snapshots/1/list.json"):
            assert (await public.ask(f"/en/{SLUG}/{path}")).status == 404
        tried: list[tuple[str, str | bytes]] = [("hash", head), ("hash", f"1:{head}"), ("hash", sha256)]
        tried += [("file", forged(public.letter_id, length)) for length in (1, 3, 30)]
        answers.append([(await asked(public, *each)).replace(head, "HEAD") for each in tried])
        assert "It agrees with what was published here" in await asked(public, "file", await journal(public))
    assert shown[0] == shown[1]
    assert answers[0] == answers[1]


HOSTILE = {
    "binary": bytes(range(256)) * 1000,
    "utf-16": "{}\n".encode("utf-16"),
    "deep": b"[" * 5_000_000,
    "deep in an object": b'{"a":' * 2_000_000,
    "endless line": b'{"head":"' + b"a" * 20_000_000,
    "many lists": b'{"lines":[' + b"[]," * 5_000_000 + b"[]]}\n",
    "a long name": b'{"head":"","letter":"' + b"a" * 10_000_000 + b'","number":0}\n',
    "numbers": b'{"head":"","letter":1,"number":' + b"9" * 4000 + b"}\n",
    "nothing": b"",
    "lines without end": b"\n" * 10_000_000,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
async def test_a_hostile_file_is_neither_and_leaves_nothing_behind(
    public: Public, content: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    said = await asked(public, "file", content)
    assert NEITHER in said or "This is a file of another letter." in said
    assert not any(os.scandir(tmp_path))
    assert WHOLE in await asked(public, "file", await journal(public)), "others are answered still"


async def test_a_file_that_is_too_large_is_refused_before_it_is_whole(
    public: Public, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examining, "LARGEST", 100_000)
    status, said = await send(public, "file", b"a" * 100_001)
    assert status == 413
    assert "too large" in said


async def test_a_script_that_takes_too_long_is_ended(public: Public, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = await journal(public)
    begun = list[asyncio.subprocess.Process]()
    run = asyncio.create_subprocess_exec

    async def slowly(*program: str, **how: object) -> asyncio.subprocess.Process:
        waits = (program[0], "-c", "import time; time.sleep(600)")
        begun.append(await run(*waits, **how))  # type: ignore[arg-type]
        return begun[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", slowly)
    monkeypatch.setattr(examining, "CHECKING_SECONDS", 0.05)
    assert NEITHER in await asked(public, "file", whole)
    assert begun[0].returncode is not None


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"sent=a", "application/x-www-form-urlencoded"),
        (b"", "multipart/form-data; boundary=x"),
        (b"no boundary", "multipart/form-data; boundary=x"),
        (b"--x\r\n", "multipart/form-data"),
        (
            b"--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y--\r\n--x--\r\n",
            "multipart/form-data; boundary=x",
        ),
        (b"--x\r\n" + b"X: y\r\n" * 1_000 + b"\r\n\r\n--x--\r\n", "multipart/form-data; boundary=x"),
        (b"--x\r\nX: " + b"y" * 20_000 + b"\r\n\r\n\r\n--x--\r\n", "multipart/form-data; boundary=x"),
        (b"--x\r\nContent-Transfer-Encoding: base64\r\n\r\n####\r\n--x--\r\n", "multipart/form-data; boundary=x"),
    ],
)
async def test_what_is_no_form_with_a_file_is_refused(
    public: Public, content: bytes, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    address = f"http://127.0.0.1:{public.port}{PAGE}/file"
    async with public.session.post(address, data=content, headers={"Content-Type": kind}) as response:
        assert response.status in (200, 400)
    assert not caplog.records


@pytest.mark.parametrize("body", [b"sent=%ff%fe", b"\xff\xfe", b"sent=a&sent=b&c=d", b"sent=" + b"a" * 60_000, b"="])
async def test_what_is_no_form_with_a_line_is_answered_like_an_unknown_one(public: Public, body: bytes) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Accept-Encoding": "identity"}
    address = f"http://127.0.0.1:{public.port}{PAGE}/receipt"
    async with public.session.post(address, data=body, headers=kind) as response:
        assert NOT_THERE in text(await response.text())


@pytest.mark.parametrize("form", ["receipt", "hash", "file"])
async def test_there_is_no_form_where_there_is_no_letter(public: Public, form: str) -> None:
    for path in (f"/en/none/verify/{form}", f"/xx/{SLUG}/verify/{form}"):
        async with public.session.post(f"http://127.0.0.1:{public.port}{path}", data={"sent": "a"}) as response:
            assert response.status == 404


async def test_the_script_is_offered_with_its_hash_and_never_changes_at_its_address(public: Public) -> None:
    page = await public.read(PAGE)
    (address,) = re.findall(r'href="([^"]*verify\.py)"', page)
    response = await public.ask(address, Accept_Encoding="identity")
    assert (response.status, response.content_type) == (200, "text/x-python")
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Disposition"] == 'attachment; filename="verify.py"'
    assert hashlib.sha256(await response.read()).hexdigest() in page


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Le journal est"), ("ar", "السجل سليم")], ids=("French", "Arabic")
)
async def test_the_answer_is_in_the_language_of_the_page(public: Public, language: str, said: str) -> None:
    assert said in await asked(public, "file", await journal(public), f"/{language}/{SLUG}/verify")


async def test_one_client_checks_a_few_things_and_no_list_of_guesses(
    public: Public, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public.site, "_sending", sending.Sending(Throttle(lambda: 0.0, of_one=(1.0, 3.0))))
    assert [(await send(public, "receipt", "4JTH-8Q27"))[0] for _ in range(4)] == [200, 200, 200, 429]
    assert (await public.ask(PAGE)).status == 200
