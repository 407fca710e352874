"""Somebody checks what they have of the record, without scripts."""

import pytest

from tests.browser.campaign import LIBRARY, Campaign
from tests.browser.reader import PHONE, Reader
from tests.letters import LETTER

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_somebody_checks_a_hash_and_a_receipt(reader: Reader, site: Campaign) -> None:
    await reader.look(PHONE)
    await reader.open(f"/en/{LIBRARY}/verify")
    snapshots = await site.store.read(lambda unit: unit.lists.snapshots(LETTER, 1))
    await reader.fill("64 digits and letters from a to f", snapshots[0].sha256)
    await reader.press("Check the hash")
    assert "snapshot" in (await reader.answer()).lower()
    await reader.fill("A receipt, such as 4JTH-8Q27", "0000-0000")
    await reader.press("Check the receipt")
    assert "0000" not in await reader.answer()
    assert await reader.too_wide() == []


async def test_somebody_checks_a_snapshot_that_they_were_sent(reader: Reader, site: Campaign) -> None:
    proven = await reader.page.request.get(f"{site.root}/en/{LIBRARY}/snapshots/2/list.json")
    for content, said in (
        (await proven.body(), "The snapshot's hash holds: 450 lines."),
        (b"{}", "This can't be read"),
    ):
        await reader.open(f"/en/{LIBRARY}/verify")
        await reader.attach("The file, up to 32 MB", "list.json", content)
        await reader.press("Check the file")
        assert said in await reader.answer()
