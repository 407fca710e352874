"""What adapters hand in, and what they get back."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from bot.model.chats import Address, ChatKind
from bot.model.people.person import Account
from bot.model.people.workplaces import Server
from bot.ports.messenger import Message
from bot.text.blocks import Blocks, Words
from bot.text.markup.formatted import Reading, unformatted


async def nobody() -> bool:
    """The answer for a place that nobody manages."""
    return False


@dataclass(frozen=True, slots=True)
class Rights:
    """What a platform lets somebody decide: over a chat, and over the whole place to which it belongs."""

    chat: bool = False
    whole: bool = False


async def no_rights(address: Address) -> Rights:
    """The rights in a place of which nothing is known."""
    return Rights()


@dataclass(frozen=True, slots=True)
class Caller:
    """Who speaks, and where.

    `language` is what the platform says of the person's, if anything; `here`: it is that of the place from which they
    speak, and goes before any that they have chosen. `confidential`: only this person sees what is said here. `fields`:
    how many fields of a form can be shown at once; `pages`: one page of them can follow another by itself. `manages`:
    asks the platform whether the person may manage this chat. `writable`: whether the bot may write there, as far as
    the platform has said. `public`: whether everybody can read there, or whoever comes.
    `lacks`: what the platform calls that it may not do there besides, of what announcements can want: files, pins, what
    is behind links; `lacks_events` likewise of a server's events, empty where it may put some there.
    `server`: the one to which the chat belongs, where the platform has such, and `roles` the ids of those that the
    person has there now. `whole`: whoever may manage this chat may so decide over the whole place to which it belongs,
    whose other chats are at the places `beside`. `letter`: the one that the place is about, if it is about one.
    `rights_at`: asks the platform what the person may decide elsewhere. `pictures`: whether a picture is seen where it
    is answered with. `guarded`: whether nobody but the platform that the host has chosen can read on the way what is
    said in private: else nothing personal is asked for or said there. `chooses`: a channel can be chosen there into
    which the bot is brought.
    """

    account: Account
    address: Address
    kind: ChatKind
    title: str = ""
    language: str = ""
    confidential: bool = True
    fields: int = 1
    manages: Callable[[], Awaitable[bool]] = nobody
    writable: bool = True
    lacks: tuple[str, ...] = ()
    lacks_events: str = ""
    server: Server | None = None
    roles: frozenset[str] = frozenset()
    public: bool = False
    whole: bool = True
    beside: tuple[str, ...] = ()
    rights_at: Callable[[Address], Awaitable[Rights]] = no_rights
    pages: bool = False
    here: bool = False
    letter: int | None = None
    pictures: bool = True
    guarded: bool = True
    chooses: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody sent. `size`, in bytes, is what the platform says of it; `fetch` gets its content."""

    name: str
    mime: str
    size: int
    fetch: Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Named:
    """Another chat that somebody has named, whether they may manage it, whether the bot may write there, whether
    everybody can read there, and whether they may decide over the whole place to which it belongs."""

    address: Address
    kind: ChatKind
    title: str
    manages: bool
    writable: bool = True
    lacks: tuple[str, ...] = ()
    public: bool = False
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Invoke:
    """A command, with what was typed for some of its options.

    `upload`: the file that came along, and `more` that did. `chat`: the chat that is meant, where that is not the
    caller's. `formatted`: what a stretch of what was typed is with its form; requests are alike that say the same.
    """

    command: str
    values: Mapping[str, str]
    upload: Upload | None = None
    chat: Named | None = None
    more: tuple[Upload, ...] = ()
    formatted: Reading = field(default=unformatted, compare=False)


@dataclass(frozen=True, slots=True)
class Press:
    """A button, by its action."""

    action: str


@dataclass(frozen=True, slots=True)
class Open:
    """A link that somebody followed, by its action. Anybody can make a link: it opens only what harms nobody."""

    action: str


@dataclass(frozen=True, slots=True)
class Submit:
    """What was typed into the fields of a form, and the files that were put into one; `formatted` likewise."""

    form: str
    values: Mapping[str, str]
    upload: Upload | None = None
    more: tuple[Upload, ...] = ()
    formatted: Reading = field(default=unformatted, compare=False)


@dataclass(frozen=True, slots=True)
class Replied:
    """The message of the bot's to which somebody replies: the platform's id of it, and the labels and actions of the
    buttons that stand under it. `chat`: where it stands, if not in the caller's chat: a post, of which the group in
    which people comment on a channel shows a copy, and which need not be the bot's."""

    message: str
    keys: tuple[tuple[str, str], ...] = ()
    chat: Address | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """A line that is no command, or a file: the answer to what was asked last, else a question.

    `replied`: the message of the bot's to which it replies. `mentioned`: the bot is named in it, in a shared place.
    `edited`: it stood there before, and was changed. `more`: further files that came with it, as in an album.
    `formatted`: what a stretch of its text is with its form. `forwarded`: somebody else said it elsewhere. `unread`:
    something came with it that is no file and can't be taken, such as a sticker.
    """

    text: str
    upload: Upload | None = None
    replied: Replied | None = None
    mentioned: bool = False
    edited: bool = False
    more: tuple[Upload, ...] = ()
    formatted: Reading = field(default=unformatted, compare=False)
    forwarded: bool = False
    unread: bool = False


Request = Invoke | Press | Open | Submit | Say


@dataclass(frozen=True, slots=True)
class Update:
    """An update that its platform delivers until it is acknowledged, and by which route it is answered.

    The route is the adapter's own; it comes back with an answer that did not leave. `at_once`: the answer begins to
    leave as soon as the update is on disk, so that it is not kept there for then.
    """

    platform: str
    number: int
    route: str = ""
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form, with what was typed so far; `file`: it holds files, and no text, and with `picture` one
    picture; `choices`: it holds one of these keys, each with what people read. `stands`: what stands in it to be
    changed, with its form, where nothing was typed. `wrong`: why what was typed can't be taken."""

    name: str
    label: str
    hint: str
    value: str
    required: bool
    paragraph: bool
    least: int
    most: int
    file: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    stands: Words = ""
    wrong: str = ""
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Fields to be filled at once; `onward` offers to open them, where they can't be shown by themselves any more.
    `text`: what stands above them, where there is room: what they are about, whole."""

    form: str
    title: str
    fields: tuple[Field, ...]
    onward: Message
    text: Blocks = ()


@dataclass(frozen=True, slots=True)
class ContinueInPrivate:
    """It goes on where only this person sees it: `action` takes it up there. `anew`: what begins it anew there, for who
    spoke in the name of a chat and is not known to be the same; empty where no link may."""

    action: str
    text: str
    label: str
    anew: str = ""


Answer = Message | Page | ContinueInPrivate


@dataclass(frozen=True, slots=True)
class PendingAnswer:
    """An answer that is on disk until it begins to leave."""

    route: str
    message: Message | None
    elsewhere: ContinueInPrivate | None = None
