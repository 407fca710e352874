"""When, as people type it."""
