"""The tables, a file a topic."""

from storage.tables.announcements import LIVE, OPEN, announcements, file_references, files
from storage.tables.base import Moment, metadata
from storage.tables.chats import chat_group_members, chat_groups, chats, follows
from storage.tables.endorsements import STANDING, endorsements, exchanges, representatives
from storage.tables.journal import commitments, heads, journal
from storage.tables.letters import letter_settings, letters, revisions
from storage.tables.organizations import organization_names, organizations
from storage.tables.people import accounts, codes, forms, persons, roles
from storage.tables.queue import PENDING, deliveries, halts, updates

__all__ = [
    "LIVE",
    "OPEN",
    "PENDING",
    "STANDING",
    "Moment",
    "accounts",
    "announcements",
    "chat_group_members",
    "chat_groups",
    "chats",
    "codes",
    "commitments",
    "deliveries",
    "endorsements",
    "exchanges",
    "file_references",
    "files",
    "follows",
    "forms",
    "halts",
    "heads",
    "journal",
    "letter_settings",
    "letters",
    "metadata",
    "organization_names",
    "organizations",
    "persons",
    "representatives",
    "revisions",
    "roles",
    "updates",
]
