"""Markdown into blocks and back: what texts, letters and announcements are written in."""
