"""The tables, a file a capability."""

from storage.tables.announcements import LIVE, OPEN, announcements, file_references, files, outreach
from storage.tables.base import Moment, Sealed, metadata
from storage.tables.chats import chat_group_members, chat_groups, chats, follows
from storage.tables.clock import clock
from storage.tables.deliveries import PENDING, cooldowns, deliveries, updates
from storage.tables.disputes import UNSETTLED, disputes
from storage.tables.endorsements import STANDING, consents, endorsements, exchanges, representatives
from storage.tables.journal import commitments, heads, journal
from storage.tables.keys import keys
from storage.tables.letters import (
    confirmation_calls,
    letter_drafts,
    letter_settings,
    letters,
    own_answers,
    revisions,
    unanswered_questions,
)
from storage.tables.lists import embargoes, imports, searches, snapshot_lines, snapshots
from storage.tables.organizations import (
    MERGED,
    distinctions,
    known_domains,
    merged_endorsements,
    merges,
    organization_names,
    organization_parents,
    organizations,
)
from storage.tables.people import accounts, blocks, codes, former_roles, forms, missed, persons, roles, tries
from storage.tables.proofs import ASKED, QUEUED, mails, proofs, unwanted_mail
from storage.tables.reviews import bulks, leases

__all__ = [
    "ASKED",
    "LIVE",
    "MERGED",
    "OPEN",
    "PENDING",
    "QUEUED",
    "STANDING",
    "UNSETTLED",
    "Moment",
    "Sealed",
    "accounts",
    "announcements",
    "blocks",
    "bulks",
    "chat_group_members",
    "chat_groups",
    "chats",
    "clock",
    "codes",
    "commitments",
    "confirmation_calls",
    "consents",
    "cooldowns",
    "deliveries",
    "disputes",
    "distinctions",
    "embargoes",
    "endorsements",
    "exchanges",
    "file_references",
    "files",
    "follows",
    "former_roles",
    "forms",
    "heads",
    "imports",
    "journal",
    "keys",
    "known_domains",
    "leases",
    "letter_drafts",
    "letter_settings",
    "letters",
    "mails",
    "merged_endorsements",
    "merges",
    "metadata",
    "missed",
    "organization_names",
    "organization_parents",
    "organizations",
    "outreach",
    "own_answers",
    "persons",
    "proofs",
    "representatives",
    "revisions",
    "roles",
    "searches",
    "snapshot_lines",
    "snapshots",
    "tries",
    "unanswered_questions",
    "unwanted_mail",
    "updates",
]
