"""The letters that are published in the tests' stores, by the numbers that they get there."""

LETTER = 1
"""The letter that a test is about."""

OTHER_LETTER = 2
"""Another one, where there are two."""
