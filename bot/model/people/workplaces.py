"""The servers of a platform in which a letter's organizers work."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Server:
    """A server: channels, members and roles that belong together on a platform. `everybody`: the role that all have."""

    platform: str
    id: str
    title: str = ""
    everybody: str = ""


@dataclass(frozen=True, slots=True)
class Workplace:
    """A server that an owner of a letter has named. Whoever has its `role`, if one was named, decides on sign-ons."""

    id: int
    letter_id: int
    server: Server
    role: str = ""
    role_title: str = ""
