"""What is said as a document on paper has it: parts of a text, each in one language, running one way."""

from collections.abc import Sequence
from dataclasses import replace

from bot.model.letters.localized import Localized
from bot.ports.typesetter import Paper, Passage, Section
from bot.text.blocks import Block, Blocks, plain
from bot.text.compose import compose, label
from bot.text.direction import runs_to_the_left, uncontrolled
from bot.text.locales import Speech
from bot.text.text import Bullets, Markdown, Part, Text, Typed, t

SUBSTITUTED = t(
    "Some characters are in none of the fonts that this was printed with: they stand here by their number in Unicode, "
    "in brackets."
)


def paper(
    speech: Speech,
    *,
    kind: Text,
    title: Text,
    byline: Text,
    facts: Sequence[tuple[Text, Text]],
    sections: Sequence[Section],
    warning: str = "",
) -> Paper:
    """A document in a language; each fact stands behind its name."""
    return Paper(
        language=speech.tag,
        to_the_left=speech.to_the_left,
        kind=label(kind, speech),
        title=label(title, speech),
        byline=compose([byline], speech),
        warning=warning,
        facts=tuple((label(name, speech), line(fact, speech)) for name, fact in facts),
        sections=tuple(sections),
        substituted=label(SUBSTITUTED, speech),
    )


def section(title: Text, parts: Sequence[Part], speech: Speech) -> Section:
    """What the bot says, under a title."""
    return Section(label(title, speech), (said(parts, speech),))


def bulleted(title: Text, entries: Sequence[Text], speech: Speech) -> Sequence[Section]:
    """Entries as a list under a title; nothing where there are none."""
    return (section(title, [Bullets(tuple(entries))], speech),) if entries else ()


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
