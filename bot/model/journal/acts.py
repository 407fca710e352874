"""The acts that a journal knows. What stands in entries is never renamed."""

from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """What was done; docs/journal.md says of each by whom, and what it changes."""

    LETTER_PUBLISHED = "letter.published"
    LETTER_PUBLISHED_MATERIAL = "letter.published_material"
    LETTER_FOLLOWS = "letter.follows"
    LETTER_ENDED = "letter.ended"
    LETTER_RESUMED = "letter.resumed"
    LETTER_PERSONS_ERASED = "letter.persons_erased"
    LETTER_RESTORED = "letter.restored"

    DOCUMENT_TAKEN_BACK = "document.taken_back"

    ENDORSEMENT_ADDRESS_LAPSED = "endorsement.address_lapsed"
    ENDORSEMENT_ADDRESS_PROVEN = "endorsement.address_proven"
    ENDORSEMENT_ANSWERED = "endorsement.answered"
    ENDORSEMENT_ASKED = "endorsement.asked"
    ENDORSEMENT_CORRECTED = "endorsement.corrected"
    ENDORSEMENT_COUNTED = "endorsement.counted"
    ENDORSEMENT_DECISION_UNDONE = "endorsement.decision_undone"
    ENDORSEMENT_DECLINED = "endorsement.declined"
    ENDORSEMENT_DETAILS_SHOWN = "endorsement.details_shown"
    ENDORSEMENT_DRAFTED = "endorsement.drafted"
    ENDORSEMENT_ENTERED = "endorsement.entered"
    ENDORSEMENT_ERASED = "endorsement.erased"
    ENDORSEMENT_HANDED_OVER = "endorsement.handed_over"
    ENDORSEMENT_IMPORTED = "endorsement.imported"
    ENDORSEMENT_LISTED = "endorsement.listed"
    ENDORSEMENT_LOGO_GIVEN = "endorsement.logo_given"
    ENDORSEMENT_LOGO_SHOWN = "endorsement.logo_shown"
    ENDORSEMENT_LOGO_TAKEN_DOWN = "endorsement.logo_taken_down"
    ENDORSEMENT_NAMED = "endorsement.named"
    ENDORSEMENT_RECONFIRMED = "endorsement.reconfirmed"
    ENDORSEMENT_REPLACED = "endorsement.replaced"
    ENDORSEMENT_RESERVATION_GIVEN = "endorsement.reservation_given"
    ENDORSEMENT_RESERVATION_MADE = "endorsement.reservation_made"
    ENDORSEMENT_RESERVATION_REMOVED = "endorsement.reservation_removed"
    ENDORSEMENT_RESERVATION_SHOWN = "endorsement.reservation_shown"
    ENDORSEMENT_RESERVATION_TAKEN_DOWN = "endorsement.reservation_taken_down"
    ENDORSEMENT_SECOND_CONFIRMED = "endorsement.second_confirmed"
    ENDORSEMENT_MEDIA_CONTACT_NAMED = "endorsement.media_contact_named"
    ENDORSEMENT_MEDIA_CONTACT_REMOVED = "endorsement.media_contact_removed"
    ENDORSEMENT_SPOKESPERSON_NAMED = "endorsement.spokesperson_named"
    ENDORSEMENT_SPOKESPERSON_REMOVED = "endorsement.spokesperson_removed"
    ENDORSEMENT_STATEMENT_GIVEN = "endorsement.statement_given"
    ENDORSEMENT_STATEMENT_SHOWN = "endorsement.statement_shown"
    ENDORSEMENT_STATEMENT_TAKEN_DOWN = "endorsement.statement_taken_down"
    ENDORSEMENT_SUBMITTED = "endorsement.submitted"
    ENDORSEMENT_TAKEN_OVER = "endorsement.taken_over"
    ENDORSEMENT_WITHDRAWN = "endorsement.withdrawn"
    ENDORSEMENT_WITHHELD = "endorsement.withheld"

    DISPUTE_ANSWERED = "dispute.answered"
    DISPUTE_ASKED = "dispute.asked"
    DISPUTE_DETAILS_SHOWN = "dispute.details_shown"
    DISPUTE_DISMISSED = "dispute.dismissed"
    DISPUTE_HIDDEN = "dispute.hidden"
    DISPUTE_OPENED = "dispute.opened"
    DISPUTE_PROVEN = "dispute.proven"
    DISPUTE_REOPENED = "dispute.reopened"
    DISPUTE_UPHELD = "dispute.upheld"

    ORGANIZATION_DOMAIN_RETRACTED = "organization.domain_retracted"
    ORGANIZATION_DOMAIN_STATED = "organization.domain_stated"
    ORGANIZATION_MERGED = "organization.merged"
    ORGANIZATION_PARENT_SET = "organization.parent_set"
    ORGANIZATION_UNMERGED = "organization.unmerged"

    LIST_EMBARGO_LIFTED = "list.embargo_lifted"
    LIST_EMBARGOED = "list.embargoed"
    LIST_MEDIA_SHOWN = "list.media_shown"
    LIST_FROZEN = "list.frozen"
    LIST_PUBLISHED = "list.published"

    PRESS_LINK_AGREED = "press_link.agreed"
    PRESS_LINK_MADE = "press_link.made"
    PRESS_LINK_REVOKED = "press_link.revoked"

    ANSWER_CHANGED = "answer.changed"
    ANSWER_REMOVED = "answer.removed"
    ANSWER_SET = "answer.set"

    ADDRESSEE_ACKNOWLEDGED = "addressee.acknowledged"
    ADDRESSEE_ANSWERED = "addressee.answered"
    ADDRESSEE_PRESENTED = "addressee.presented"
    ADDRESSEE_TAKEN_BACK = "addressee.taken_back"

    DEMAND_STATUS_CORRECTED = "demand.status_corrected"
    DEMAND_STATUS_RECORDED = "demand.status_recorded"

    BLOCK_LIFTED = "block.lifted"
    BLOCK_MADE = "block.made"

    ANNOUNCEMENT_AGREED = "announcement.agreed"
    ANNOUNCEMENT_CANCELLED = "announcement.cancelled"
    ANNOUNCEMENT_CORRECTED = "announcement.corrected"
    ANNOUNCEMENT_CORRECTION_PROPOSED = "announcement.correction_proposed"
    ANNOUNCEMENT_CORRECTION_REFUSED = "announcement.correction_refused"
    ANNOUNCEMENT_PAUSED = "announcement.paused"
    ANNOUNCEMENT_RECALLED = "announcement.recalled"
    ANNOUNCEMENT_RELEASED = "announcement.released"
    ANNOUNCEMENT_REOPENED = "announcement.reopened"
    ANNOUNCEMENT_REPEATED = "announcement.repeated"
    ANNOUNCEMENT_RESUMED = "announcement.resumed"


ADDING = frozenset({
    Act.ENDORSEMENT_ADDRESS_PROVEN, Act.ENDORSEMENT_ANSWERED, Act.ENDORSEMENT_ASKED, Act.ENDORSEMENT_DETAILS_SHOWN,
    Act.ENDORSEMENT_DRAFTED, Act.ENDORSEMENT_ENTERED, Act.ENDORSEMENT_IMPORTED, Act.ENDORSEMENT_LISTED,
    Act.ENDORSEMENT_NAMED,
    Act.ENDORSEMENT_RECONFIRMED, Act.ENDORSEMENT_MEDIA_CONTACT_NAMED, Act.ENDORSEMENT_MEDIA_CONTACT_REMOVED,
    Act.LIST_MEDIA_SHOWN, Act.ENDORSEMENT_SECOND_CONFIRMED, Act.ENDORSEMENT_STATEMENT_SHOWN, Act.ENDORSEMENT_SUBMITTED,
    Act.DISPUTE_ANSWERED, Act.DISPUTE_ASKED, Act.DISPUTE_DETAILS_SHOWN, Act.DISPUTE_OPENED, Act.DISPUTE_PROVEN,
    Act.LIST_EMBARGO_LIFTED, Act.LIST_FROZEN, Act.LIST_PUBLISHED, Act.PRESS_LINK_AGREED, Act.PRESS_LINK_MADE,
    Act.PRESS_LINK_REVOKED,
})  # fmt: skip
"""The acts after which what the public was shown before may leave something out, and says nothing that is not so."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What was done to a letter in public: the number of its journal's last entry, 0 where none was appended, whether
    all that was done only adds, and the number of the `first` entry that was appended for it."""

    entry: int
    adds: bool
    first: int = 0
