"""The public site over HTTP, and who opens it."""

from dataclasses import replace
from html import unescape

from aiohttp import ClientResponse, ClientSession

from adapters.web.site import Site
from bot.interface.typesetting import Wanted
from bot.model.bots import BotProfile
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.journal.acts import Act
from bot.model.letters.document_files import document_file
from bot.model.letters.letter import Document, DocumentFile
from bot.model.letters.localized import Localized
from bot.ports.store import Store
from bot.service import starting
from tests.storage import examples

SLUG = "night-buses"


def telegram() -> tuple[BotProfile, ...]:
    """The bot, on Telegram."""
    return (BotProfile("Telegram", "@LetterBot", "https://t.me/LetterBot", "https://t.me/LetterBot?start={}".format),)


class Public:
    """The site, served, and who opens it."""

    site: Site

    def __init__(self, disk: Store, store: Store) -> None:
        self.disk = disk
        self.store = store
        self.typesets = True
        self.letter_id = 0
        self.port = 0
        self.session: ClientSession

    async def ask(self, path: str, **headers: str) -> ClientResponse:
        """What is answered, as it is."""
        address = f"http://127.0.0.1:{self.port}{path}"
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        response = await self.session.get(address, headers=sent, allow_redirects=False)
        await response.read()
        return response

    async def read(self, path: str) -> str:
        """The text of a page that is there."""
        response = await self.ask(path, Accept_Encoding="identity")
        assert response.status == 200, path
        return unescape(await response.text())

    async def typeset(self, wanted: Wanted) -> bytes | None:
        """What would be typeset, in the place of it."""
        return repr(await self.store.read(wanted.compose)).encode() if self.typesets else None

    async def publish_document(self, content: bytes) -> DocumentFile:
        """Give the letter this text as its press release."""
        file = document_file("press.txt", content)
        assert isinstance(file, DocumentFile)
        letter = replace(examples.letter(), documents=(Document(Localized({"en": "Press release"}), file=file),))
        await self.store.write(lambda unit: starting.publish(unit, letter, files={file.sha256: content}))
        return file

    async def sign(self, *names: str) -> list[Endorsement]:
        """Put organizations into the list."""
        return await self.store.write(
            lambda unit: [examples.sign(unit, self.letter_id, each, State.LISTED) for each in names]
        )

    async def withdraw(self, signed: Endorsement, store: Store | None = None) -> None:
        """Take one out of it."""
        await self.leave(signed, State.WITHDRAWN, store)

    async def leave(self, signed: Endorsement, state: State, store: Store | None = None) -> None:
        """Take one out of it that is withdrawn, or whose name is withheld from now on."""
        withheld = state is State.WITHHELD
        gone = replace(signed, state=state, entry=replace(signed.entry, withheld=withheld))
        act = Act.ENDORSEMENT_WITHHELD if withheld else Act.ENDORSEMENT_WITHDRAWN
        await (store or self.store).write(lambda unit: unit.endorsements.save(gone, act, signed.person_id))
