"""What is kept of the pages can't be driven out by asking for the same under other addresses."""

from collections.abc import Callable

import pytest

from tests.adapters.web.public import SLUG, Public

LETTER = f"/en/{SLUG}"


@pytest.fixture
def looks(public: Public, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Each look at the storage."""
    looks, read = list[object](), public.store.read

    async def counted(unit: Callable[[object], object]) -> object:
        looks.append(unit)
        return await read(unit)

    monkeypatch.setattr(public.store, "read", counted)
    return looks


@pytest.mark.parametrize(
    "others",
    [
        [f"/%65n/{SLUG}", f"/en/{SLUG.replace('n', '%6e')}", f"{LETTER}?", f"{LETTER}?x=1", f"{LETTER}?page=2"],
        [f"/api/v1/letters/{SLUG}?page=1", f"/api/v1/%6cetters/{SLUG}", f"/%61pi/v1/letters/{SLUG}"],
        [f"{LETTER}/list?{query}" for query in
         ("page=0", "page=00", "page=-1", "page=1x", "page=%D9%A1", "page=%EF%BC%91", "page=100000", "q=")],
        [f"{LETTER}/{query}" for query in ("list?page=1", "list?page=1&page=2", "list?x=2&page=1", "%6cist?page=1")],
    ],
)  # fmt: skip
async def test_a_page_is_made_once_however_its_address_is_spelt(
    public: Public, looks: list[object], others: list[str]
) -> None:
    answers = [await public.ask(path, Accept_Encoding="identity") for path in others * 2]
    assert {answer.status for answer in answers} == {200}
    assert len({answer.headers["ETag"] for answer in answers}) == 1
    assert len(looks) == 1


async def test_a_line_has_one_address(public: Public) -> None:
    (bakers,) = await public.sign("Bakers")
    handle = bakers.handle
    for path in (f"{LETTER}/list/{{}}", f"{LETTER}/list/{{}}/signed.png"):
        assert (await public.ask(path.format(handle))).status == 200
        for other in (handle.lower(), f"{handle[:4]}-{handle[4:]}", handle.replace("0", "O").replace("1", "l")):
            assert (await public.ask(path.format(other))).status == (200 if other == handle else 404)


@pytest.mark.parametrize("query", ["q=7", "q=1234567", "q=bakers", "with=statement", "q=7&page=1"])
async def test_no_search_is_kept_also_none_for_a_number(public: Public, looks: list[object], query: str) -> None:
    await public.sign("7 Bakers")
    for _ in range(2):
        assert (await public.ask(f"{LETTER}/list?{query}")).headers["Cache-Control"] == "no-store"
    assert len(looks) == 2
