"""Draw `docs/pictures/`: the main messages, as the clients of both platforms draw what was really sent to them.

The bot runs as it is shipped, on the loopback platforms and on databases that are thrown away, once for each platform
and language; `story.py` says what people do there. `make pictures` writes the pictures anew, and the page of them.
"""

import asyncio
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from tempfile import TemporaryDirectory

from docs.browser import Browser, MissingError, browser, program, small
from docs.clients import Column, page
from docs.story import SAID, Messages, Teller
from tests.drivers import Driver
from tests.drivers.discord import on_discord
from tests.drivers.telegram import on_telegram

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "tests" / "letters_of_examples" / "library-and-buses"
PICTURES = HERE / "pictures"

Open = Callable[..., AbstractAsyncContextManager[Driver]]

CAPTIONS = {
    "start": "The first message",
    "letter": "The letter",
    "demands": "The demands",
    "ask": "A question is answered",
    "help": "Help",
    "sign": "Signing on: what is asked",
    "confirm": "Before it is confirmed: the public line, as it will stand",
    "receipt": "The receipt",
    "desk": "The signer's desk",
    "review": "A reviewer's card",
    "arrival": "Where it is let in, it says once what it is",
    "host": "The desk of whoever manages a chat",
    "announce": "An announcement before it is sent",
    "announcement": "The announcement, in a chat that follows",
}

POSTER = """<!doctype html><body style="margin:0;width:320px;height:150px;background:#2f6f4f;color:#fff;display:grid;
place-content:center;text-align:center;font:bold 26px Noto Sans">A bus home<br>and an open library</body>"""


async def told(opened: Open, language: str, poster: bytes) -> dict[str, Messages]:
    """What was seen of the story on a platform in a language."""
    with TemporaryDirectory() as folder:
        letter = Path(folder) / "letters" / "letter"
        letter.mkdir(parents=True)
        for file in EXAMPLE.iterdir():
            (letter / file.name).write_bytes(file.read_bytes())
        begun = re.sub(r"^opens = .*\n", "", (letter / "letter.toml").read_text(), flags=re.MULTILINE)
        (letter / "letter.toml").write_text(begun)
        async with opened(Path(folder), letters=str(letter.parent)) as bot:
            teller = Teller(bot, language, poster)
            await teller.tell()
            if bot.unexpected():
                raise RuntimeError(f"the platform refused: {bot.unexpected()}")
            return teller.seen


async def draw(camera: Browser) -> list[tuple[str, str]]:
    """All pictures; the platform and the scene of each."""
    PICTURES.mkdir(exist_ok=True)
    poster, drawn = await camera.photograph(POSTER), list[tuple[str, str]]()
    opened: dict[str, Open] = {"telegram": on_telegram, "discord": on_discord}
    for platform, open_it in opened.items():
        columns = defaultdict[str, list[Column]](list)
        for language, words in SAID.items():
            for scene, messages in (await told(open_it, language, poster)).items():
                columns[scene].append(Column(words.name, language, messages))
        for scene in CAPTIONS:
            html = page(platform, columns[scene])
            (PICTURES / f"{platform}-{scene}.png").write_bytes(await small(await camera.photograph(html)))
            drawn.append((platform, scene))
    return drawn


def shown_on(drawn: Sequence[tuple[str, str]]) -> str:
    """The page that shows them."""
    lines = [
        "# What it looks like",
        "",
        "Drawn by `make pictures` from what the bot really sent to loopback servers of both platforms, about a letter",
        "of an example: each in English, French and Arabic. The clients are imitated; their fonts and colours differ.",
    ]
    for scene, caption in CAPTIONS.items():
        lines += ["", f"## {caption}"]
        for platform in (platform for platform, drawn_scene in drawn if drawn_scene == scene):
            alternative = f"{caption}, on {platform.title()}, in each language"
            lines += ["", f"![{alternative}](pictures/{platform}-{scene}.png)"]
    return "\n".join(lines) + "\n"


async def main() -> None:
    """Draw everything, and write the page."""
    try:
        program("pngquant")
        async with browser() as camera:
            drawn = await draw(camera)
    except MissingError as error:
        sys.exit(str(error))
    (HERE / "pictures.md").write_text(shown_on(drawn), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
