"""The tables, a file a topic."""

from storage.tables.announcements import LIVE, OPEN, announcements, file_references, files
from storage.tables.base import Moment, metadata
from storage.tables.chats import chat_group_members, chat_groups, chats, follows
from storage.tables.endorsements import STANDING, endorsements, exchanges, representatives
from storage.tables.journal import commitments, journal
from storage.tables.letters import letter_settings, letters, revisions
from storage.tables.lists import embargoes, imports, snapshot_lines, snapshots
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
    "embargoes",
    "endorsements",
    "exchanges",
    "file_references",
    "files",
    "follows",
    "forms",
    "halts",
    "imports",
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
    "snapshot_lines",
    "snapshots",
    "updates",
]
