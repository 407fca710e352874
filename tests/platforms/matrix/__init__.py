"""A real Synapse on loopback, started once in a process of the tests, and people with accounts on it.

    server = homeserver()
    ada = await server.person("Ada")

It keeps everything in memory, lets itself be asked as often as anybody wants, and ends with the process that began it.
"""

from .gate import Gate, Stopped
from .people import HomeserverRefused, Person, Post
from .synapse import Synapse, homeserver

__all__ = ["Gate", "HomeserverRefused", "Person", "Post", "Stopped", "Synapse", "homeserver"]
