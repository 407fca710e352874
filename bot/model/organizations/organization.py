"""Organizations, and the key by which two spellings name the same one."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

import regex

from bot.model.proofs import domains

NOT_WORD = regex.compile(r"(?:[^\p{L}\p{N}\p{M}]|\p{Default_Ignorable_Code_Point}|\u0640)+")
"""What is no part of a word. Marks that are vowels are; the Arabic tatweel, which only stretches, is not."""

_UNSEEN = regex.compile(r"[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]+")


@dataclass(frozen=True, slots=True)
class Organization:
    """Who can sign: one record across platforms, languages and spellings.

    `domain` is the registrable one of the website, where that can be its own; `parent_id` that of which it is a
    chapter. `imported`: it stands in a list of organizations that exist, which anybody may know of.
    """

    id: int
    name: str
    website: str = ""
    acronym: str = ""
    domain: str = ""
    kind: str = ""
    place: str = ""
    parent_id: int | None = None
    imported: bool = False


def normalize(name: str) -> str:
    """The key by which a name is known: NFKC, without case, marks, spaces, punctuation and invisible characters.

    Two names with the same key are the same organization. A name of symbols only is its own key.
    """
    if name.isascii():
        return "".join(filter(str.isalnum, name.lower())) or _UNSEEN.sub("", name.lower())
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    return NOT_WORD.sub("", bare) or _UNSEEN.sub("", bare)


class NameKind(StrEnum):
    """Where a name comes from: somebody signed with it, or the imported list has it."""

    TYPED = "typed"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an organization, and in which language it is where that is known."""

    name: str
    language: str = ""
    kind: NameKind = NameKind.TYPED


def domain_of(website: str) -> str:
    """The registrable domain of a website that can be an organization's own; empty where there is none."""
    try:
        return domains.own(urlsplit(website).hostname or "")
    except ValueError:
        return ""
