"""What a page of the web is: declared once, and shown in the language of whoever opens it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bot.interface.typesetting import Wanted
from bot.model.journal.entries import Head
from bot.pages.pieces import Difference, Entries, Links, PageLink, Picture, ScanCode, Search, Section
from bot.pages.visit import Visit
from bot.text.text import Part, Text, t

AN_OPEN_LETTER = t("An open letter")
"""What is written over a page that has no title of its own."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a page that asks for one thing, and whose press changes nothing: its name in addresses, what it asks
    for, what stands on its button, and the page that is shown of what was sent.

    `longest`: so many characters of a text are taken. `heads`: it asks for a file, which is examined for these heads.
    """

    name: str
    label: Text
    press: Text
    answer: "Callable[[Visit], PageView]"
    longest: int = 0
    heads: "Callable[[Visit], Sequence[Head]] | None" = None


Piece = Section | Entries | Difference | Links | Search | Picture | ScanCode | Form


@dataclass(frozen=True, slots=True)
class PageAct:
    """A button of a page: its name in addresses, what stands on it, and what its press does, and shows. `query`: with
    what of the page's queries it is pressed."""

    name: str
    label: Text
    press: "Callable[[Visit], Shown]"
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where it is pressed, below the page."""
        return f"{self.name}?{urlencode(self.query)}" if self.query else self.name


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same in another form: its media type, where it stands, and what it is."""

    mime: str
    address: str
    label: Text


@dataclass(frozen=True, slots=True)
class PageView:
    """What a page shows, to be put into a language, and the buttons under it.

    `language`: that of the page, where its path names none. `description`: what search engines and chats say of it;
    without one the page is kept from them. `same`: addresses of the same page in other languages, and `languages` the
    links there. `above`: the page to which it belongs. `picture`: what stands for it where it is named elsewhere.
    `alternates`: the same in other forms. `structured`: what it says of itself to programs, as JSON-LD.
    """

    parts: tuple[Part, ...] = ()
    language: str = ""
    acts: tuple[PageAct, ...] = ()
    title: Text = AN_OPEN_LETTER
    pieces: tuple[Piece, ...] = ()
    description: Text | None = None
    address: str = ""
    same: Mapping[str, str] = field(default_factory=dict)
    picture: Picture | None = None
    languages: Links | None = None
    above: PageLink | None = None
    footer: tuple[Part, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    structured: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Body:
    """What is no page to look at: bytes of a media type. `name`: as a file that is kept is called; `attached`: it is
    kept, and not shown."""

    content: bytes
    mime: str
    name: str = ""
    attached: bool = False


@dataclass(frozen=True, slots=True)
class Typeset:
    """Something that is typeset, its media type, and its name as a file; `attached`: it is kept, and not shown."""

    wanted: Wanted
    mime: str
    name: str = ""
    attached: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """What is asked for stands at another address."""

    address: str


Shown = PageView | Body | Typeset | Moved | None
"""What comes of a visit, or of a press; nothing where there is no such page."""


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page, declared: its `path`, such as `/{language}/{letter}/list`, of which each name in braces stands for what
    is between two slashes and has a form of its own in `forms`, a regular expression, where that is narrower.

    `show` is what it shows as it is opened, which changes nothing; each of its `acts` can be pressed, and something be
    sent by each of its `asks`. `public`: it is the same for everybody, and is kept until something of the letter
    changes. `queries`: what of the query counts, with which the page is not kept, for anything can stand there;
    `number`: that of the query which is a number from 1 on, with which it is. `shared`: scripts of every other site may
    read it. `framed`: it stands in pages of others, which no other page does.
    """

    path: str
    show: Callable[[Visit], Shown]
    acts: tuple[PageAct, ...] = ()
    forms: Mapping[str, str] = field(default_factory=dict)
    public: bool = True
    queries: tuple[str, ...] = ()
    number: str = ""
    asks: tuple[Form, ...] = ()
    shared: bool = False
    framed: bool = False
