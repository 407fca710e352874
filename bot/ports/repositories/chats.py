"""Chats, the groups into which organizers put them, and what whoever manages them has decided."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.model.announcements.announcement import Audience
from bot.model.chats import Address, Chat, ChatKind, Group, Terms, Topic, Unreachable


class Chats(Protocol):
    """Chats, and what they follow."""

    def get(self, chat_id: int) -> Chat | None:
        """The chat with this id."""

    def find(self, address: Address) -> Chat | None:
        """The chat at an address, if it is known."""

    def at(self, platform: str, places: Sequence[str]) -> Sequence[Chat]:
        """The chats that are known at some places of a platform, whatever their threads."""

    def ensure(self, address: Address, kind: ChatKind, title: str) -> Chat:
        """The chat at an address, new where there is none, open again where it was closed."""

    def speak(self, chat_id: int, language: str) -> None:
        """Remember the language that was chosen for a chat."""

    def call(self, chat_id: int, role: str) -> None:
        """Remember which role of its server a chat's announcements call; empty for none."""

    def choose(self, chat_id: int, letter_id: int) -> None:
        """Remember which letter is meant in a chat from now on, where several could be."""

    def close(self, chat_id: int, cause: Unreachable) -> None:
        """Send nothing there any more, for this reason; what waits for it has failed."""

    def serve(self, platforms: Sequence[str]) -> None:
        """Only these platforms are served now: the chats of others can't be reached, and what waits for them failed."""

    def move(self, chat_id: int, address: Address) -> None:
        """The chat has another address now; where another chat is there already, it takes over what this one follows,
        its groups, and what waits for it."""

    def follow(self, chat_id: int, letter_id: int, topic: Topic, asked_by: int | None = None) -> bool:
        """Let a chat follow a letter, perhaps as somebody has asked for; false where it did already."""

    def unfollow(self, chat_id: int, letter_id: int, topic: Topic) -> bool:
        """Let a chat follow a letter no more; false where it did not. Without its news, it is in none of its groups."""

    def followed(self, chat_id: int) -> Sequence[tuple[int, Topic]]:
        """What a chat follows: letters and topics."""

    def asked(self, chat_id: int) -> tuple[int, int | None] | None:
        """The letter whose review was asked for in a chat, without an owner's consent yet, and who did that."""

    def since(self, chat_id: int, letter_id: int) -> datetime | None:
        """Since when a chat follows a letter's news; nothing where it does not."""

    def following(self, letter_id: int, after: int, limit: int, group_id: int | None = None) -> Sequence[Chat]:
        """The chats that follow a letter's news, or those of them in a group, whether or not they can be reached: in
        the order of their ids, beginning after one."""

    def titled(self, letter_id: int, part: str, limit: int) -> tuple[Sequence[Chat], bool]:
        """The shared chats that follow a letter's news and have this in their titles, in whatever case; and whether
        there may be more of them."""

    def census(self, letter_id: int) -> Sequence[tuple[str, int, int]]:
        """How many chats follow a letter's news on each platform: those that can be reached, and those that can't."""

    def followers(self, letter_id: int, topic: Topic) -> Sequence[Chat]:
        """The open chats that follow a letter's topic."""

    def count(self, letter_id: int, audience: Audience, closed: bool = False, most: int | None = None) -> int:
        """How many chats an audience is, counted up to `most`; those that can't be reached, where `closed` says so."""

    def reached(
        self, letter_id: int, audience: Audience, after: int, limit: int, closed: bool = False
    ) -> Sequence[Chat]:
        """The chats of an audience in the order of their ids, beginning after one."""


class Groups(Protocol):
    """The groups into which organizers put chats."""

    def ensure(self, letter_id: int, name: str) -> Group:
        """The group of chats of this name, new where there is none."""

    def of_letter(self, letter_id: int) -> Sequence[Group]:
        """The groups of chats that a letter's organizers have made, oldest first."""

    def of_chat(self, chat_id: int) -> frozenset[int]:
        """The groups in which a chat is, of whatever letter."""

    def put(self, group_id: int, chat_id: int, together: bool) -> None:
        """Put a chat into a group, or take it out."""

    def disband(self, group_id: int) -> None:
        """Forget a group; its chats stay."""


class Hosting(Protocol):
    """What whoever manages a chat, its host, has decided about it."""

    def terms(self, chat_id: int) -> Terms:
        """What was decided about a chat."""

    def decide(self, chat_id: int, terms: Terms) -> None:
        """Keep what was decided about a chat."""

    def rested(self, limit: int) -> Sequence[int]:
        """The chats whose pause is over, and still written down."""

    def greet(self, chat_id: int, again_after: timedelta) -> bool:
        """The bot says in a chat what it is; false where it did so less than that before."""

    def remember(self, chat_id: int, person_id: int, most: int) -> None:
        """Somebody manages a chat: of a chat so many are known at the most, and of a person so many chats, the latest
        ones."""

    def forget(self, chat_id: int) -> None:
        """Know nobody any more who manages a chat."""

    def hosts(self, chat_id: int) -> Sequence[int]:
        """The persons who managed a chat when they last did something there, the latest first."""

    def hosted(self, person_id: int) -> Sequence[Chat]:
        """The open chats that a person managed when they last did something there, the latest first."""
