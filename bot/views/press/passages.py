"""Parts of a text as a sheet has them: in one language, running one way."""

from collections.abc import Sequence
from dataclasses import replace

from bot.model.letters.localized import Localized
from bot.ports.typesetter import Passage
from bot.text.blocks import Block, Blocks, plain
from bot.text.compose import compose
from bot.text.direction import runs_to_the_left, uncontrolled
from bot.text.locales import Speech
from bot.text.text import Markdown, Part, Text, Typed


def said(parts: Sequence[Part], speech: Speech) -> Passage:
    """What the bot says."""
    return Passage(compose(parts, speech), speech.tag, speech.to_the_left)


def written(text: Localized, speech: Speech) -> Passage:
    """A text of the letter, in the language in which it is read."""
    blocks = tuple(map(_uncontrolled, compose([Markdown(text)], speech)))
    return Passage(blocks, speech.language_of(text), runs_to_the_left(plain(blocks)))


def quoted(words: str, language: str, speech: Speech) -> Passage:
    """What somebody typed, in a language of theirs."""
    return Passage(compose([Typed(words, quoted=True)], speech), language, runs_to_the_left(words))


def heading(text: Text, speech: Speech) -> Passage:
    """A heading within a section."""
    return Passage(
        tuple(replace(each, kind="heading") for each in compose([text], speech)), speech.tag, speech.to_the_left
    )


def line(text: Text, speech: Speech) -> Block:
    """A text of one line."""
    blocks: Blocks = compose([text], speech)
    return blocks[0] if blocks else Block("paragraph")


def _uncontrolled(block: Block) -> Block:
    return replace(block, runs=tuple(replace(run, text=uncontrolled(run.text)) for run in block.runs))
