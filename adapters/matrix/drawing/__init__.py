"""Messages as the content of events."""
