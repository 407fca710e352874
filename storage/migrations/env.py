"""Alembic's entry: migrations run on the connection that they are given, and are drafted by `draft.py`."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import TypeDecorator
from sqlalchemy.types import TypeEngine

from storage.tables import metadata


def as_kept(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """A type as a draft names it: by what the column holds, for a migration stays while the project's types change."""
    kept = item.impl_instance if isinstance(item, TypeDecorator) else item
    return f"sa.{kept.as_generic()!r}" if kind == "type" and isinstance(kept, TypeEngine) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_item=as_kept,
    transactional_ddl=False,
)
context.run_migrations()
