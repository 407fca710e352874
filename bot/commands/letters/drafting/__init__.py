"""The letter that is not yet published: its texts, items and languages, and how it is published."""
