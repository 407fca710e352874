"""Whose letter and which language an address means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.model.bots import BotProfile
from bot.model.letters.letter import Revision
from bot.pages.visit import Script, Visit
from bot.ports.store import Unit
from bot.text.locales import SOURCE, Speech


@dataclass(frozen=True, slots=True)
class Host:
    """What pages are told of who serves them: the languages in which the bot speaks, the public address without a slash
    at its end, where the bot can be found, whether organizations sign on a page of their own, and the script by which
    outsiders check files."""

    speeches: Mapping[str, Speech]
    root: str = ""
    bots: tuple[BotProfile, ...] = ()
    signs: bool = False
    script: Script | None = None


def visit(
    unit: Unit, host: Host, names: Mapping[str, str], query: Mapping[str, str], accepted: tuple[str, ...] = ()
) -> Visit | None:
    """A visit to what a path names; nothing where there is no such letter, or it is not to be had in that language."""
    slug, language = names.get("letter", ""), names.get("language", "")
    revision = unit.letters.named(slug) if slug else None
    if slug and revision is None:
        return None
    speech = in_which(host.speeches, language, revision) if language else host.speeches[SOURCE]
    if speech is None:
        return None
    return Visit(
        unit, speech, names, query, root=host.root, bots=host.bots, accepted=accepted, speeches=host.speeches,
        found=revision, signs=host.signs, script=host.script,
    )  # fmt: skip


def in_which(speeches: Mapping[str, Speech], language: str, revision: Revision | None) -> Speech | None:
    """How a page speaks in a language: the bot's, or the letter's own, in which the bot's words are in another."""
    if language in speeches:
        return speeches[language]
    if revision is None or language not in revision.letter.languages:
        return None
    return replace(speeches[SOURCE], reads=language)


def languages(revision: Revision, speeches: Sequence[str]) -> tuple[str, ...]:
    """The languages in which a letter's pages can be had: the letter's own, and then the bot's."""
    own = revision.letter.languages
    return (*own, *(each for each in sorted(speeches) if each not in own))
