"""The repositories of a unit, one a topic."""
