"""The journal, and whether it holds."""
