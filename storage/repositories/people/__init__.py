"""People: accounts, roles, limits, privacy."""
