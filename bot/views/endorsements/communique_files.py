"""An endorser's communiqué as files: Markdown, HTML and PDF, under the endorser's name."""

from collections.abc import Hashable
from itertools import groupby

from bot.interface.call import Call
from bot.interface.typesetting import Wanted
from bot.model.blocks import Block, Blocks, Words
from bot.model.endorsements.endorsement import Endorsement
from bot.model.files import File
from bot.model.letters.letter import Revision
from bot.ports.store import Unit
from bot.ports.typesetter import Paper, Passage, Section
from bot.service.letters import documents
from bot.text.blocks import plain
from bot.text.compose import compose, label, typed
from bot.text.direction import runs_to_the_left
from bot.text.html import document
from bot.text.locales import Speech, speaking
from bot.text.markup.source import source
from bot.text.text import Link, t
from bot.views.endorsements.communiques import embargoed, not_before, title, who
from bot.views.press.passages import paper

DOCUMENTS = 3
"""So many of the letter's documents come along at the most."""


def files(call: Call, endorsement: Endorsement, words: Words, language: str) -> tuple[File, ...]:
    """What it says in a language as files, and the letter's own documents with it; a PDF only where that can be made
    now."""
    revision, speech = call.published, speaking(language)
    pdf = call.typeset(_wanted(revision, endorsement, words, speech))
    blocks = _whole(call, words, speech)
    heading = label(title(endorsement, revision.letter), speech)
    text = f"# {source(heading)}\n\n{source(blocks, breaks=chr(92) + chr(10))}\n"
    page = document(heading, language, "rtl" if speech.to_the_left else "ltr", blocks)
    made = [("md", "text/markdown", text.encode()), ("html", "text/html", page.encode())]
    made += [("pdf", "application/pdf", pdf)] if pdf else []
    name = f"{revision.letter.slug}-communique-{endorsement.handle}-{language}"
    kept = [call.unit.files.made(revision.letter_id, f"{name}.{end}", mime, content) for end, mime, content in made]
    along = [documents.found(call.unit, revision.letter_id, each) for each in revision.letter.documents]
    return (*kept, *[each for each in along if each][:DOCUMENTS])


def _whole(call: Call, words: Words, speech: Speech) -> Blocks:
    """Its text, with what has to be known of it above."""
    until = not_before(call.unit, call.published)
    above = compose([embargoed(until)], speech) if until else ()
    return (*above, *_blocks(words))


def _blocks(words: Words) -> Blocks:
    return typed(words, links=True) if isinstance(words, str) else words


def _wanted(revision: Revision, endorsement: Endorsement, words: Words, speech: Speech) -> Wanted:
    blocks = _blocks(words)

    def state(unit: Unit) -> Hashable:
        return "communique", endorsement.id, endorsement.entry, blocks, speech.tag, not_before(unit, revision)

    def composed(unit: Unit) -> Paper:
        until, entry = not_before(unit, revision), endorsement.entry
        site = ((t("On the web"), t("{link}", link=Link(entry.website))),) if entry.website else ()
        return paper(
            speech,
            kind=t("Communiqué"),
            title=title(endorsement, revision.letter),
            byline=who(entry),
            facts=site,
            sections=(Section("", _passages(blocks, speech, endorsement.language)),),
            warning=label(embargoed(until), speech) if until else "",
        )

    return Wanted(state, composed)


def _passages(blocks: Blocks, speech: Speech, language: str) -> tuple[Passage, ...]:
    """Its text; what is quoted in it, and runs the other way, is in the language in which the organization signed."""

    def turned(block: Block) -> bool:
        return block.kind == "quote" and runs_to_the_left(plain((block,))) is not speech.to_the_left

    return tuple(
        Passage(tuple(stretch), language, not speech.to_the_left)
        if other
        else Passage(tuple(stretch), speech.reads or speech.tag, speech.to_the_left)
        for other, stretch in groupby(blocks, key=turned)
    )
