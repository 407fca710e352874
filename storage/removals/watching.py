"""Triggers that note what is taken back, by whatever statement: no repository has to think of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table

from bot.model.endorsements.endorsement import State
from bot.model.restores import Removed
from storage import tables
from storage.triggers import Triggers

LEFT = tuple(state.value for state in (State.WITHDRAWN, State.DISPUTED, State.DECLINED, State.WITHHELD))

FUNCTION = "note_removal"
FLAG = "countersign.removed"
"""PostgreSQL: what this transaction has noted, as lines of JSON, so that whoever commits it need not read the table."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What of a table is noted, under which kind, and by which columns it is known again. Without a `when` it is that
    rows go away; `of`: the column that is changed, else a row that comes."""

    table: Table
    kind: Removed
    subject: tuple[str, ...]
    when: str = ""
    of: str = ""

    @property
    def event(self) -> str:
        """What has to happen."""
        if self.of:
            return f"UPDATE OF {self.of}"
        return "INSERT" if self.when else "DELETE"

    @property
    def row(self) -> str:
        """Which row is known then."""
        return "OLD" if self.event == "DELETE" else "NEW"


def _row(table: Table) -> Watch:
    return Watch(table, Removed.ROW, tuple(column.name for column in table.primary_key.columns))


def _changed(kind: Removed, column: Column[Any], when: str, *subject: str) -> Watch:
    return Watch(column.table, kind, subject or ("id",), when, column.name)


def _came(kind: Removed, table: Table, *subject: str) -> Watch:
    return Watch(table, kind, subject, "true")


_ENDORSED = tables.endorsements.c

ROWS = (
    tables.roles, tables.role_holders, tables.former_roles, tables.workplaces, tables.codes, tables.sessions,
    tables.follows, tables.chat_hosts, tables.consents, tables.media_contacts, tables.speakers, tables.communiques,
    tables.received_mails, tables.exchanges, tables.prospects, tables.partners, tables.webhooks, tables.known_domains,
    tables.told_signers, tables.press_links, tables.answer_files,
)  # fmt: skip
"""The tables of which each row that goes away is noted: what somebody may do, has agreed to, or is kept of somebody."""

WATCHED: Sequence[Watch] = (
    *map(_row, ROWS),
    _changed(Removed.PERSON, tables.persons.c.name, "NEW.name IS NULL"),
    Watch(tables.representatives, Removed.REPRESENTATIVE, ("endorsement_id",)),
    Watch(tables.logos, Removed.LOGO, ("endorsement_id",)),
    _changed(Removed.ERASED, _ENDORSED.organization, "NEW.organization = '' AND OLD.organization <> ''"),
    _changed(
        Removed.LEFT_LIST, _ENDORSED.state,
        f"NEW.state <> OLD.state AND NEW.state IN {LEFT}", "id", "state",
    ),
    _changed(Removed.SPOKESPERSON, _ENDORSED.spokesperson, "NEW.spokesperson = '' AND OLD.spokesperson <> ''"),
    _changed(
        Removed.STATEMENT, _ENDORSED.statement_state,
        "NEW.statement_state <> OLD.statement_state AND NEW.statement_state = 'taken_down'",
    ),
    _changed(
        Removed.RESERVATION, _ENDORSED.reservation_state,
        "NEW.reservation_state <> OLD.reservation_state AND NEW.reservation_state = 'taken_down'",
    ),
    _changed(Removed.DISPUTER, tables.disputes.c.language, "NEW.language = '' AND OLD.language <> ''"),
    _changed(Removed.CHAT, tables.chats.c.closed, "NEW.closed = 'forgotten' AND OLD.closed <> NEW.closed"),
    _changed(Removed.CODE, tables.mails.c.used_at, "NEW.used_at IS NOT NULL AND OLD.used_at IS NULL", "token"),
    _changed(Removed.PRESS_LINK, tables.press_links.c.revoked_at, "NEW.revoked_at IS NOT NULL", "id"),
    _changed(
        Removed.ANNOUNCEMENT_BEGAN, tables.announcements.c.stage, "NEW.stage = 'running' AND OLD.stage <> NEW.stage"
    ),
    _came(Removed.UNWANTED_MAIL, tables.unwanted_mail, "address"),
    _came(Removed.DOCUMENT, tables.documents_taken_back, "letter_id", "sha256"),
    _came(Removed.HEAD, tables.heads, "letter_id", "number", "hash"),
)  # fmt: skip


NOBODY = "NOT EXISTS (SELECT 1 FROM accounts WHERE person_id = {})"
"""A person who was forgotten has no account any more; one who has only takes a name back."""


def _on_sqlite(watch: Watch) -> str:
    named = [f"'{watch.table.name}'"] if watch.kind is Removed.ROW else []
    subject = ", ".join([*named, *(f'{watch.row}."{column}"' for column in watch.subject)])
    nobody = f" AND {NOBODY.format('NEW.id')}" if watch.kind is Removed.PERSON else ""
    when = f" WHEN {watch.when}{nobody}" if watch.of else ""
    return (
        f'AFTER {watch.event} ON "{watch.table.name}" FOR EACH ROW{when} BEGIN'
        " INSERT INTO removals (at, kind, subject)"
        " VALUES (CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER),"
        f" '{watch.kind.value}', json_array({subject})); END"
    )


def _on_postgres(watch: Watch) -> str:
    named = [watch.table.name] if watch.kind is Removed.ROW else [""]
    given = ", ".join(f"'{each}'" for each in (watch.kind.value, *named, *watch.subject))
    when = f" WHEN ({watch.when})" if watch.of else ""
    return f'AFTER {watch.event} ON "{watch.table.name}" FOR EACH ROW{when} EXECUTE FUNCTION {FUNCTION}({given})'


_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    this jsonb; subject jsonb := '[]'; noted removals%ROWTYPE;
BEGIN
    IF TG_OP = 'DELETE' THEN this := to_jsonb(OLD); ELSE this := to_jsonb(NEW); END IF;
    IF TG_ARGV[0] = '{Removed.PERSON.value}' AND NOT {NOBODY.format("(this ->> 'id')::integer")} THEN
        RETURN NULL;
    END IF;
    IF TG_ARGV[1] <> '' THEN subject := subject || to_jsonb(TG_ARGV[1]); END IF;
    FOR each IN 2 .. TG_NARGS - 1 LOOP subject := subject || jsonb_build_array(this -> TG_ARGV[each]); END LOOP;
    INSERT INTO removals (at, kind, subject)
        VALUES ((extract(epoch FROM clock_timestamp()) * 1000000)::bigint, TG_ARGV[0], subject::text)
        RETURNING * INTO noted;
    PERFORM set_config('{FLAG}', coalesce(current_setting('{FLAG}', true), '')
        || jsonb_build_array(noted.number, noted.at, noted.kind, noted.subject)::text || chr(10), true);
    RETURN NULL;
END $$"""

REMOVALS = Triggers(
    "removal_",
    lambda: [(each.table.name, _on_sqlite(each)) for each in WATCHED],
    lambda: [(each.table.name, _on_postgres(each)) for each in WATCHED],
    _FUNCTION,
)
"""What has it noted, by whatever statement it is done."""
