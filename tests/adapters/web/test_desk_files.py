"""Files are sent on the page on which people sign, without scripts, within bounds, and kept of nobody else."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import FormData

from adapters.web.desk import posting
from bot.model.endorsements.logos import Logo
from bot.model.files import MOST_FILES
from bot.model.pictures import SIDE
from bot.ports.store import Store, Unit
from tests.adapters.web.desk_stage import ADA, EVE, Stage, sign, staged
from tests.drivers.browser import Browser, Form, Looked
from tests.pictures import SECRET, SVG, picture

LOGO = ("my logo.jpg", "image/jpeg", picture("JPEG"))


@pytest.fixture
async def stage(store: Store) -> AsyncIterator[Stage]:
    """The page, served."""
    async with staged(store) as stage:
        yield stage


async def asked_for_a_logo(stage: Stage) -> Browser:
    """Ada, who has signed, and is asked for a logo."""
    ada = await stage.come(ADA)
    await sign(ada)
    await ada.press("Your sign-on")
    await ada.press("What the list shows")
    await ada.press("Logo")
    await ada.press("Give a logo")
    return ada


async def files(stage: Stage) -> list[tuple[str, bytes]]:
    """The files that are kept, and their content."""

    def unit(unit: Unit) -> list[tuple[str, bytes]]:
        return [(each.name, unit.files.content(each.id)) for each in unit.files.get(range(1, 50))]

    return await stage.store.read(unit)


async def logo(stage: Stage) -> Logo | None:
    return await stage.store.read(lambda unit: unit.logos.of(1))


def form_of(page: Looked) -> Form:
    (found,) = (each for each in page.forms if each.multipart)
    return found


async def test_a_logo_is_given_without_a_script(stage: Stage) -> None:
    ada = await asked_for_a_logo(stage)
    assert 'type="file" id="field-file" name="field-file"' in ada.page.html
    assert 'accept="image/png,image/jpeg,image/webp"' in ada.page.html
    assert "2 MB at the most." in ada.page.answer
    assert "Go on: Give a logo" not in ada.page.text, "what is open is not offered a second time"
    await ada.send_files(form_of(ada.page), LOGO, **{"field-alt": "A loaf of bread"})
    assert "Yes, we allow it" in ada.page.labels()
    assert [name for name, _ in await files(stage)] == ["picture.png"]
    assert SECRET not in (await files(stage))[0][1]
    await ada.press("Yes, we allow it")
    assert "The logo is shown once a reviewer has approved it." in ada.page.answer
    assert ada.page.html.index("<img src=") < ada.page.html.index("Your sign-on</button>"), "before what leads on"
    given = await logo(stage)
    assert given
    assert (given.width, given.alt) == (SIDE, "A loaf of bread")


async def test_what_is_no_picture_is_refused_in_words_and_can_be_sent_again(stage: Stage) -> None:
    ada = await asked_for_a_logo(stage)
    await ada.send_files(form_of(ada.page), ("logo.svg", "image/svg+xml", SVG), **{"field-alt": "A loaf of bread"})
    assert "This is no picture that can be read." in ada.page.answer
    assert 'aria-invalid="true"' in ada.page.html
    assert await files(stage) == []
    again = form_of(ada.page)
    assert again.values["field-alt"] == "A loaf of bread"
    await ada.send_files(again, LOGO)
    assert "Yes, we allow it" in ada.page.labels()


async def test_nothing_chosen_is_asked_for_again(stage: Stage) -> None:
    ada = await asked_for_a_logo(stage)
    await ada.send_files(form_of(ada.page), **{"field-alt": "A loaf of bread"})
    again = form_of(ada.page)
    assert again.values["field-alt"] == "A loaf of bread"
    await ada.send_files(again, LOGO)
    assert "Yes, we allow it" in ada.page.labels()


@pytest.mark.parametrize("token", ["", "0" * 64])
async def test_a_file_is_kept_for_a_form_of_the_session_alone(stage: Stage, token: str) -> None:
    ada = await asked_for_a_logo(stage)
    page = await ada.send_files(form_of(ada.page), LOGO, token=token)
    assert page.status == 403
    assert await files(stage) == []


async def test_whose_session_has_ended_keeps_the_words_and_chooses_the_file_again(stage: Stage) -> None:
    ada = await asked_for_a_logo(stage)
    form, url = form_of(ada.page), ada.page.url
    ada.session.cookie_jar.clear()
    page = await ada.send_files(form, LOGO, **{"field-alt": "A loaf of bread"})
    assert 'name="field-alt" value="A loaf of bread"' in page.html
    assert await files(stage) == []
    assert url == stage.page()


async def test_another_person_s_form_takes_no_file(stage: Stage) -> None:
    ada = await asked_for_a_logo(stage)
    form = form_of(ada.page)
    eve = await stage.come(EVE)
    token = eve.page.form("Send").values["token"]
    await eve.send_files(form, LOGO, token=token)
    assert await files(stage) == []


async def test_what_is_too_large_is_refused_while_it_arrives(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "MOST_BYTES", len(LOGO[2]))
    ada = await asked_for_a_logo(stage)
    form = form_of(ada.page)
    page = await ada.send_files(form, ("logo.jpg", "image/jpeg", LOGO[2] + b"x"))
    assert (page.status, "this file is too large: 20 MB at the most" in page.text) == (413, True)
    page = await ada.send_files(form, LOGO, **{"field-alt": "x" * posting.LONGEST})
    assert (page.status, "far too long to be read" in page.text) == (413, True)
    assert await files(stage) == []


async def test_only_so_many_arrive_at_once(stage: Stage) -> None:
    ada = await asked_for_a_logo(stage)
    form, held = form_of(ada.page), asyncio.Event()

    async def slowly() -> AsyncIterator[bytes]:
        yield b"--b\r\n"
        await held.wait()

    origin = {"Origin": stage.root, "Content-Type": "multipart/form-data; boundary=b"}
    slow = [
        asyncio.ensure_future(ada.session.post(stage.page(), data=slowly(), headers=origin))
        for _ in range(posting.AT_ONCE)
    ]
    await asyncio.sleep(0.2)
    page = await ada.send_files(form, LOGO)
    assert (page.status, "too much came from here" in page.text) == (429, True)
    held.set()
    for each in slow:
        (await each).close()
    await ada.send_files(form, LOGO)
    assert "Yes, we allow it" in ada.page.labels()


NO_FORMS = (
    b"no form",
    b'--b\r\nContent-Disposition: form-data; name="a\0"\r\n\r\nx\r\n--b--\r\n',
    b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--b--\r\n',
    b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\na\0b\r\n--b--\r\n',
    b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nx\r\n--c--\r\n--b--\r\n",
    b"--b\r\n\r\nx\r\n--b--\r\n",
    b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n' * (posting.MOST_FIELDS + 1) + b"--b--\r\n",
)
"""Bodies that say that they are forms with files."""


async def test_what_is_no_form_is_refused(stage: Stage) -> None:
    ada = await stage.come(ADA)
    headers = {"Origin": stage.root, "Content-Type": "multipart/form-data; boundary=b"}
    for body in NO_FORMS:
        async with ada.session.post(stage.page(), data=body, headers=headers) as response:
            assert response.status == 400, body


async def test_more_files_than_a_message_holds_are_left_out(stage: Stage) -> None:
    sent = FormData(default_to_multipart=True)
    ada = await asked_for_a_logo(stage)
    form = form_of(ada.page)
    for name, value in form.values.items():
        if name not in form.files:
            sent.add_field(name, value)
    for _ in range(MOST_FILES + 5):
        sent.add_field("field-file", LOGO[2], filename=LOGO[0], content_type=LOGO[1])
    await ada.post(stage.page(), sent)
    assert len(await files(stage)) <= MOST_FILES
