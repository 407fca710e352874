"""Codes, domains and preferences of an earlier version are what they are held to be by now."""

from alembic import command
from sqlalchemy import Connection, column, create_engine, insert, select, table

from storage.migrate import configuration, upgrade

BEFORE = "0015"


def put(connection: Connection, name: str, /, **values: object) -> None:
    """Put a row into a table as it was before."""
    connection.execute(insert(table(name, *map(column, values))).values(values))


def fill(connection: Connection) -> None:
    """Two organizations, and sign-ons of theirs: by their numbers, the mail's address and state, and the proof's."""
    put(connection, "letters", id=1, slug="x")
    put(
        connection, "revisions",
        letter_id=1, number=1, sha256="x", content="{}", published_at=1, material=False,
    )  # fmt: skip
    put(connection, "persons", id=1, language="fr", journal_id="abc")
    put(connection, "organizations", id=1, name="x", website="https://beispiel-straße.de", domain="old", imported=True)
    put(connection, "organizations", id=2, name="y", website="https://facebook.com/y", domain="old", imported=True)
    for number, organization, address, state, proven in (
        (1, 1, "a", "sent", "asked"),
        (2, 2, "a", "shared", "proven"),
        (3, 1, "a", "sent", "asked"),
        (4, 1, "a", "shared", "asked"),
        (5, 1, "b", "sent", "proven"),
    ):
        texts = dict.fromkeys(
            ("website", "place", "statement", "reason", "statement_state", "reservation_state", "reserved",
             "reservation", "origin", "board_zone"), ""
        )  # fmt: skip
        put(
            connection, "endorsements",
            id=number, letter_id=1, organization_id=organization, receipt=str(number), state="declined", revision=1,
            language="fr", organization="x", person_id=1, created_at=1, changed_at=1, priority=3, **texts,
        )  # fmt: skip
        put(
            connection, "mails",
            id=number, kind="code", letter_id=1, subject_id=number, address=address, domain="d", token=str(number),
            sealed=b"x", language="en", state=state, reason="", created_at=number, due_at=1,
        )  # fmt: skip
        put(
            connection, "proofs",
            endorsement_id=number, contact="first", digest="x", domain="xn--beispiel-strae-dgb.de", state=proven,
            why="", mail_id=number, tries=0, asked_at=1, reminded=False,
        )  # fmt: skip


def test_codes_keep_their_age_those_that_proved_are_used_up_and_domains_are_read_anew() -> None:
    with create_engine("sqlite://").begin() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, BEFORE)
        fill(connection)
        upgrade(connection)
        mails = table("mails", *map(column, ("id", "coded_at", "used_at")))
        codes = connection.execute(select(mails.c.coded_at, mails.c.used_at).order_by(mails.c.id)).all()
        assert [(coded, used is not None) for coded, used in codes] == [
            (1, True),
            (1, True),
            (3, False),
            (3, False),
            (5, True),
        ]
        records, signed = (
            table("organizations", column("id"), column("domain")),
            table("endorsements", column("id"), column("priority")),
        )
        assert connection.execute(select(records.c.domain).order_by(records.c.id)).scalars().all() == [
            "xn--beispiel-strae-dgb.de",
            "",
        ]
        preferences = connection.execute(select(signed.c.priority).order_by(signed.c.id)).scalars().all()
        assert preferences == [2, 2, 2, 2, 3]
