"""The commands of the terminal, and what can be given with each."""

import argparse
from pathlib import Path

from bot.model.journal.entries import read_head
from bot.model.tables.delimited import DELIMITERS
from bot.model.tables.table import Format
from bot.service.lists.exports import FileFormat


def parser() -> argparse.ArgumentParser:
    """What reads a command and what was given with it."""
    found = argparse.ArgumentParser("countersign", description="A chat bot that carries an open letter.")
    commands = found.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help="serve the platforms that have a token, or else open the console")
    commands.add_parser("init", help="ask for the settings, try them, and write .env")
    commands.add_parser("doctor", help="say what is wrong with how the bot is set up, and how it is mended")
    verifier = commands.add_parser("verify", help="verify the journal")
    verifier.add_argument("--head", type=read_head, metavar="NUMBER:HASH", help="a head that was noted")
    which = verifier.add_mutually_exclusive_group()
    which.add_argument("--letter", default="", metavar="SLUG", help="one letter's")
    which.add_argument("--file", type=Path, metavar="EXPORT", help="an exported journal, and no database")
    journal = commands.add_parser("journal", help="export a letter's journal")
    journal.add_argument("act", choices=("export",))
    journal.add_argument("--letter", default="", metavar="SLUG", help="the letter's, where there are several")
    journal.add_argument("path", type=Path, metavar="FILE")
    archive = commands.add_parser("archive", help="write a copy of a letter's pages that needs no server")
    archive.add_argument("--letter", default="", metavar="SLUG", help="the letter's, where there are several")
    archive.add_argument("path", type=Path, metavar="FILE.zip")
    commands.add_parser("rekey", help="seal everything anew under the first secret of SECRET_KEY")
    letter = commands.add_parser("letter", help="check or publish a letter's folder")
    letter.add_argument("act", choices=("check", "publish"))
    letter.add_argument("path", type=Path, metavar="PATH")
    letter.add_argument("--material", action="store_true", help="ask whoever has signed to confirm the new revision")
    letter.add_argument("--over-chat", action="store_true", help="undo what was published or edited by chat since")
    announcement = commands.add_parser("announcement", help="tell how an announcement arrives, chat by chat")
    announcement.add_argument("number", type=int, nargs="?", metavar="N", help="without it, the latest are listed")
    unhalt = commands.add_parser("unhalt", help="wait no more where a platform has asked for it")
    unhalt.add_argument(
        "platform", nargs="?", default="", metavar="PLATFORM", help="one platform's waits alone, by its name"
    )
    clock = commands.add_parser("clock", help="say that this machine's clock is right")
    clock.add_argument("act", choices=("accept",))
    organizer = commands.add_parser("organizer", help="invite an owner")
    organizer.add_argument("act", choices=("invite",))
    organizations = commands.add_parser("organizations", help="import a list of organizations that exist")
    organizations.add_argument("act", choices=("import",))
    organizations.add_argument("path", type=Path, metavar="PATH")
    organizations.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    _format(organizations)
    backup = commands.add_parser("backup", help="make a backup, also while the bot runs")
    backup.add_argument("--to", type=Path, metavar="FOLDER", help="another folder than BACKUP_FOLDER")
    backup.add_argument("--new-key", type=Path, metavar="FILE", help="make the key for which backups are encrypted")
    restoring = commands.add_parser("restore", help="restore a backup where no database is")
    restoring.add_argument("path", type=Path, metavar="BACKUP")
    restoring.add_argument("--key", type=Path, metavar="FILE", help="the key that opens an encrypted backup")
    restoring.add_argument(
        "--removals", type=Path, action="append", default=[], metavar="FILE",
        help="the log of what was taken back since, where it is not in its usual place; as often as there are machines",
    )  # fmt: skip
    migrate = commands.add_parser("migrate", help="bring everything from a SQLite database into a PostgreSQL one")
    migrate.add_argument("source", metavar="SQLITE", help="such as sqlite:///countersign.db")
    migrate.add_argument("target", metavar="POSTGRES", help="an empty one: postgresql://user:password@host/name")
    commands.add_parser("version", help="say which version this is, and what is new in it")
    _endorsements(commands.add_parser("endorsements", help="write a letter's list, or bring sign-ons in"))
    return found


def _endorsements(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    writing = acts.add_parser("export", help="write the list to a file, or to the terminal")
    writing.add_argument("path", type=Path, nargs="?", metavar="FILE")
    writing.add_argument("--format", choices=[form.value for form in FileFormat], default=FileFormat.CSV.value)
    writing.add_argument("--all", action="store_true", help="also what waits, was declined, withdrawn or disputed")
    reading = acts.add_parser("import", help="bring sign-ons in from a table (CSV)")
    reading.add_argument("path", type=Path, metavar="PATH")
    reading.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help='which column is which; as often as needed, or several between commas: "organization=Name,email=Mail". '
        'A column\'s name that has commas may stand between quotation marks: place="City, Province"',
    )
    reading.add_argument(
        "--consent",
        action="append",
        metavar="VALUE",
        help='a value of the column of consent that means yes; as often as needed, "" where none does',
    )
    _format(reading)
    reading.add_argument("--dry-run", action="store_true", help="only say what would come of it")
    reading.add_argument("--listed", default="", metavar="REASON", help="list them at once, for this stated reason")
    for act in (writing, reading):
        act.add_argument("--letter", default="", metavar="SLUG")


def _format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--encoding", default="", metavar="NAME", help="the character encoding of the table, such as windows-1256"
    )
    parser.add_argument("--delimiter", choices=DELIMITERS, help="what separates its columns")


def format_of(given: argparse.Namespace) -> Format:
    """What was said of how a table is written."""
    return Format(given.encoding, DELIMITERS[given.delimiter] if given.delimiter else "")
