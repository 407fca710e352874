"""The public list."""
