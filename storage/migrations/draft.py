"""Draft the next migration: what the tables declare, and no migration makes yet."""

import sys

from alembic import command
from sqlalchemy import create_engine

from storage.migrate import configuration, heads, upgrade


def draft(about: str) -> None:
    """Write a migration beside the others, to be read and completed; `about` is its first line, which names it too."""
    config = configuration()
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    with create_engine("sqlite://").begin() as connection:
        upgrade(connection)
        config.attributes["connection"] = connection
        command.revision(config, about, autogenerate=True, rev_id=f"{int(heads()[0]) + 1:04}")


if __name__ == "__main__":
    draft(sys.argv[1])
