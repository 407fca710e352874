"""The tables, a file a topic."""

from storage.tables.announcements import LIVE, OPEN, announcements, file_references, files
from storage.tables.base import Moment, metadata
from storage.tables.chats import chat_group_members, chat_groups, chats, follows
from storage.tables.disputes import UNSETTLED, disputes
from storage.tables.endorsements import STANDING, endorsements, exchanges, representatives
from storage.tables.journal import commitments, journal
from storage.tables.letters import letter_settings, letters, revisions
from storage.tables.mails import QUEUED, mails, unwanted_mail
from storage.tables.organizations import organization_names, organizations
from storage.tables.people import accounts, codes, forms, persons, roles
from storage.tables.proofs import ASKED, proofs
from storage.tables.queue import PENDING, deliveries, halts, updates
from storage.tables.reviews import bulks, leases

__all__ = [
    "ASKED",
    "LIVE",
    "OPEN",
    "PENDING",
    "QUEUED",
    "STANDING",
    "UNSETTLED",
    "Moment",
    "accounts",
    "announcements",
    "bulks",
    "chat_group_members",
    "chat_groups",
    "chats",
    "codes",
    "commitments",
    "deliveries",
    "disputes",
    "endorsements",
    "exchanges",
    "file_references",
    "files",
    "follows",
    "forms",
    "halts",
    "journal",
    "leases",
    "letter_settings",
    "letters",
    "mails",
    "metadata",
    "organization_names",
    "organizations",
    "persons",
    "proofs",
    "representatives",
    "revisions",
    "roles",
    "unwanted_mail",
    "updates",
]
