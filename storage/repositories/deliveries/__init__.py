"""The queue, and what came of it."""
