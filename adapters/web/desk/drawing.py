"""The page on which people sign, as HTML: what the core answers, drawn by its kind, and every value escaped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from adapters.web.drawing import templates
from adapters.web.headers import ALONE, PRIVATE
from bot.interface.requests import Answer, ContinueInPrivate, Page
from bot.pages import desk
from bot.ports.messenger import Key, Message
from bot.text.blocks import Block, Span, bare
from bot.text.compose import compose, label
from bot.text.html import html, inline
from bot.text.locales import Speech
from bot.text.text import Part, Text

HEADERS: Mapping[str, str] = {**PRIVATE, **ALONE, "Referrer-Policy": "same-origin"}
"""What every answer of this page carries. An address of it can hold a mail's token, and goes to no other site; to this
one it does, since browsers leave out from where a form comes where they may tell nobody (`no-referrer`)."""


FILLED_IN: Mapping[str, Mapping[str, str]] = {
    "organization": {"autocomplete": "organization"},
    "representative": {"autocomplete": "name"},
    "name": {"autocomplete": "name"},
    "role": {"autocomplete": "organization-title"},
    "email": {"type": "email", "autocomplete": "email"},
    "website": {"inputmode": "url", "autocomplete": "url", "autocapitalize": "off", "spellcheck": "false"},
    "code": {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"},
    "receipt": {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
}
"""What a browser is told of a field by its name: with what to fill it in, and which keys a telephone offers."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown in a session: messages, and the fields that are to be filled, if any."""

    messages: tuple[Message, ...] = ()
    page: Page | None = None

    @classmethod
    def of(cls, answer: Answer | None, news: Sequence[Message] = ()) -> "Shown":
        """What is shown of an answer, after what has waited."""
        match answer:
            case Page():
                return cls(tuple(news), answer)
            case Message():
                return cls((*news, answer))
            case ContinueInPrivate(action, text, onward):
                word = Block("paragraph", (Span(text),))
                return cls((*news, Message((word,), (Key(onward, action),))))
        return cls(tuple(news))


@dataclass(frozen=True, slots=True)
class Place:
    """The page of a letter in a language: its title, where it stands, and the page of the letter. `languages`: the
    same in each language, by their tags."""

    title: str
    address: str
    letter: str
    languages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Inside:
    """What surrounds an answer in a session: whose it is, what each of its forms carries, and what is at hand."""

    address: str
    token: str
    told: bool
    at_hand: desk.Open


@dataclass(frozen=True, slots=True)
class Outside:
    """What is asked of whoever has no session. `carried`: what they had sent, to be done once they have one; `token`:
    that of the mail by whose link they came; `address`: the one that they gave; `told`: they want mails when something
    waits."""

    parts: tuple[Part, ...]
    carried: Mapping[str, str] = field(default_factory=dict)
    token: str = ""
    address: str = ""
    told: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What the templates say in a language."""

    speech: Speech

    @property
    def language(self) -> str:
        """The language, as HTML names it."""
        return self.speech.tag

    @property
    def direction(self) -> str:
        """Which way it is written."""
        return self.speech.locale.text_direction

    def label(self, text: Text) -> str:
        """A text without any style."""
        return label(text, self.speech)

    def line(self, text: Text) -> Markup:
        """A text on one line."""
        return inline(compose((text,), self.speech))

    def blocks(self, parts: Sequence[Part]) -> Markup:
        """What parts say."""
        return html(compose(parts, self.speech))

    def name_of(self, language: str) -> str:
        """A language by its own name."""
        return self.speech.locale.parse(language).get_display_name() or language


class DeskDrawing:
    """Draws the page. `styles` are the addresses of the style sheets, in their order, `icon` that of its icon."""

    def __init__(self, styles: Sequence[str] = (), icon: str = "") -> None:
        self._always = {
            "styles": tuple(styles),
            "icon": icon,
            "said": desk,
            "drawn": html,
            "bare": bare,
            "pieces": pieces,
            "filled_in": FILLED_IN,
        }

    def outside(self, speech: Speech, place: Place, asked: Outside) -> str:
        """What is asked of whoever has no session."""
        name = "code" if asked.token or asked.address else "address"
        return self._drawn(name, speech, place, asked=asked)

    def inside(self, speech: Speech, place: Place, shown: Shown, inside: Inside) -> str:
        """What is shown in a session."""
        return self._drawn("session", speech, place, shown=shown, inside=inside)

    def alone(self, speech: Speech, place: Place, parts: Sequence[Part] = (), shown: Shown | None = None) -> str:
        """A word by itself, or what was answered last in a session that has ended."""
        return self._drawn("alone", speech, place, parts=tuple(parts), shown=shown or Shown())

    def _drawn(self, name: str, speech: Speech, place: Place, **values: object) -> str:
        template = templates().get_template(f"desk/{name}.html")
        return template.render(words=Words(speech), place=place, **self._always, **values)


def pieces(message: Message) -> Sequence[tuple[Markup, Sequence[Key]]]:
    """A message as stretches of text, each with the buttons that belong beside or under it."""
    message = message.with_word
    beside = sorted({key.block for key in message.keys if key.block is not None})
    found, start = list[tuple[Markup, Sequence[Key]]](), 0
    for end in beside:
        found.append((html(message.blocks[start : end + 1]), [key for key in message.keys if key.block == end]))
        start = end + 1
    return (*found, (html(message.blocks[start:]), [key for key in message.keys if key.block is None]))
