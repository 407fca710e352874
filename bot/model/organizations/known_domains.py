"""Domains that are known to be an organization's own."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class KnownDomain:
    """A reviewer's statement that a registrable domain is an organization's, and how they `found` that out, which is
    for reviewers alone."""

    id: int
    organization_id: int
    domain: str
    found: str
    person_id: int
    at: datetime
