"""Whom organizers ask to sign."""
