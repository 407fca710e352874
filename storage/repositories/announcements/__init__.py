"""Announcements, from the draft to the report."""
