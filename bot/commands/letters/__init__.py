"""The letter: its texts, demands and revisions."""
