"""Backups: made beside a process that serves, verified, encrypted where that is wished, kept in number and in time."""
