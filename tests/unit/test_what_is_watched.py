"""Of every table from which rows go away it is said whether a backup may bring them back."""

from collections.abc import Mapping

from bot.model.restores import Removed
from bot.service.restores.removals import AGAIN
from storage import tables
from storage.removals.watching import WATCHED

STATE = "What stands there is made anew, or read from elsewhere, and says nothing that is not so."
TIME = "It goes by itself when its time is over, also after a restore."
ERASED = "Rows of it go away when somebody is erased or forgotten, which is noted as such."
NEVER = "Rows of it never go away; what is emptied in them is noted."
UNDONE = "What an organizer has taken out may be there again: the owners are told to look, and it is nobody's data."
UNWATCHED: Mapping[str, str] = {
    **dict.fromkeys(
        ("announcements", "commitments", "deliveries", "disputes", "endorsements", "heads", "journal", "keys",
         "letters", "merges", "merged_endorsements", "organizations", "persons", "presentations", "proofs", "revisions",
         "snapshots", "snapshot_lines", "chats", "distinctions", "documents_taken_back", "unwanted_mail", "bulks",
         "removals", "restores"),
        NEVER,
    ),
    **dict.fromkeys(("accounts", "organization_names", "mailboxes", "menus", "missed", "imports"), ERASED),
    **dict.fromkeys(("forms", "files", "tries", "updates", "searches", "outreach", "unanswered_questions", "mails",
                     "leases", "halts"), TIME),
    **dict.fromkeys(("clock", "file_references", "confirmation_calls", "server_events", "chat_terms",
                     "chat_group_members", "embargoes", "endings", "duties", "platform_memory",
                     "troubles", "endorsement_counts", "endorsement_growth", "follower_counts",
                     "organization_tokens", "vocabulary"), STATE),
    **dict.fromkeys(("own_answers", "ledger", "blocks", "letter_drafts", "letter_settings", "chat_groups", "copies",
                     "calendars", "organization_parents"), UNDONE),
}  # fmt: skip


def test_rows_that_go_away_are_watched_or_it_is_said_why_not() -> None:
    deleted = {each.table.name for each in WATCHED if each.event == "DELETE"}
    assert deleted | set(UNWATCHED) == {each.name for each in tables.metadata.sorted_tables}
    assert deleted & set(UNWATCHED) == set()


def test_whatever_is_noted_can_be_done_again() -> None:
    assert set(AGAIN) == set(Removed)
    assert {each.kind for each in WATCHED} == set(Removed)
