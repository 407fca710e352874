"""Asking organizations to sign."""
