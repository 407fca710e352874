"""Everything of python-telegram-bot that is not documented, in one place; `tests/unit/test_private_parts.py` tells when
it breaks with another version."""

from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import JSONDict, ODVInput

__all__ = ["DefaultValue", "JSONDict", "ODVInput"]
