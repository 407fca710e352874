"""To whom the letter was presented, and who is listed since, over HTTP."""

import json

from tests.adapters.web.public import SLUG, Public
from tests.storage import examples

HERE = f"/api/v1/letters/{SLUG}"


async def test_everybody_reads_to_whom_it_was_presented_and_who_came_after_that(public: Public) -> None:
    assert "To whom it was presented" not in await public.read(f"/en/{SLUG}")
    await public.sign("Zebra Society")
    made = await public.store.write(lambda unit: examples.present(unit, public.letter_id))
    await public.sign("Aardvark Society")
    page = await public.read(f"/en/{SLUG}")
    assert "Anne Placeholder" in page.partition("To whom it was presented")[2]
    assert "Whoever is listed since stands in an addendum" in page
    listed = await public.read(f"/en/{SLUG}/list")
    went, title, since = listed.partition('id="addendum"')
    assert title
    assert "Zebra Society" in went
    assert "Aardvark Society" not in went
    assert "Aardvark Society" in since
    letter = json.loads(await (await public.ask(HERE, Accept_Encoding="identity")).read())
    (entry,) = letter["presentations"]
    assert (entry["addressee"], entry["how"], entry["snapshot"]) == ("Anne Placeholder", "post", made.said.snapshot)
    rows = json.loads(await (await public.ask(f"{HERE}/endorsements.json", Accept_Encoding="identity")).read())
    late = {each["organization"]: each["addendum"] for each in rows["endorsements"]}
    assert late == {"Zebra Society": False, "Aardvark Society": True}
