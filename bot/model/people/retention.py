"""How long what is not needed any more is kept."""

from collections.abc import Mapping
from datetime import timedelta

from bot.model.endorsements.endorsement import State

ERASED_AFTER: Mapping[State, timedelta] = {
    State.DRAFT: timedelta(days=365),
    State.DECLINED: timedelta(days=90),
}
"""A draft that nobody has touched, and what was declined, is erased wholly."""

FORGOTTEN_AFTER: Mapping[State, timedelta] = {State.WITHDRAWN: timedelta(days=30)}
"""Of what was withdrawn, whoever signed is forgotten; the organization is erased when it asks for that."""

KEPT_AFTER_THE_END = timedelta(days=90)
"""Whoever signed is forgotten so long after the campaign has ended; the organizations stay in the list."""

DISPUTER_FORGOTTEN_AFTER = timedelta(days=90)
"""Whoever made a dispute is forgotten so long after it was settled, or after its sign-on came to its end."""
