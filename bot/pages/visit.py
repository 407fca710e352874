"""A visit to a page of the web: who asks for what, over one look at the storage."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from bot.model.bots import BotProfile
from bot.model.journal.examined import Examined
from bot.model.letters.letter import Revision
from bot.ports.store import Unit
from bot.text.locales import Speech


@dataclass(frozen=True, slots=True)
class Script:
    """The script by which an outsider checks files: where it stands, and its SHA-256."""

    address: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody asks for a page. `names`: what its path names; `query`: what stands behind the path of what the page
    declares. `root`: the public address, without a slash at its end. `bots`: where the bot can be found. `accepted`:
    the languages that their browser asks for, the best first. `speeches`: how the bot speaks, in each of its languages.
    `signs`: whether organizations sign on a page of their own. `sent`: what was typed into a form, and `examined` what
    was found of a file that was sent by one. `script`: that by which outsiders check files."""

    unit: Unit
    speech: Speech
    names: Mapping[str, str]
    query: Mapping[str, str] = field(default_factory=dict)
    root: str = ""
    bots: tuple[BotProfile, ...] = ()
    accepted: tuple[str, ...] = ()
    speeches: Mapping[str, Speech] = field(default_factory=dict)
    found: Revision | None = None
    signs: bool = False
    sent: str = ""
    examined: Examined | None = None
    script: Script | None = None

    @property
    def revision(self) -> Revision:
        """The revision of the letter that the path names."""
        if self.found is None:
            raise LookupError("this page is about no letter")
        return self.found

    @property
    def language(self) -> str:
        """The language in which the page is, as its path names it."""
        return self.speech.reads or self.speech.tag

    def address(self, *steps: str, language: str = "", **query: str) -> str:
        """Where a page of this letter stands, below what the path begins with."""
        path = "/".join(quote(each) for each in (language or self.language, self.revision.letter.slug, *steps))
        return f"{self.root}/{path}" + (f"?{urlencode(query)}" if query else "")
