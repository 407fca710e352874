"""What a page of the web is: declared once, and shown in the language of whoever opens it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.ports.store import Unit
from bot.text.blocks import Blocks
from bot.text.compose import compose, label
from bot.text.locales import SOURCE, Speech
from bot.text.text import Part, Text, t


@dataclass(frozen=True, slots=True)
class PageAct:
    """A button of a page: its name in addresses, what stands on it, and what its press does with the page's key."""

    name: str
    label: Text
    press: "Callable[[Unit, str], PageView]"


@dataclass(frozen=True, slots=True)
class PageView:
    """What a page shows, to be put into a language, and the buttons under it. `known`: whether there is such a page."""

    parts: tuple[Part, ...]
    language: str = SOURCE
    acts: tuple[PageAct, ...] = ()
    known: bool = True


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page, declared: it stands at `/place/key`, for every key of which `key`, a regular expression, tells the form.

    `show` is what it shows as it is opened, which changes nothing; each of its `acts` can be pressed.
    """

    place: str
    key: str
    show: Callable[[Unit, str], PageView]
    acts: tuple[PageAct, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A view in one language: its title, text and buttons (an act's name, and what stands on it)."""

    language: str
    direction: str
    title: str
    blocks: Blocks
    buttons: tuple[tuple[str, str], ...] = ()


def in_language(view: PageView, speeches: Mapping[str, Speech]) -> Sheet:
    """A view in the language that it asks for, else in the source's."""
    speech = speeches.get(view.language, speeches[SOURCE])
    return Sheet(
        language=speech.tag,
        direction=speech.locale.text_direction,
        title=label(t("An open letter"), speech),
        blocks=compose(view.parts, speech),
        buttons=tuple((act.name, label(act.label, speech)) for act in view.acts),
    )
