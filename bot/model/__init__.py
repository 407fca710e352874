"""Frozen values and their rules; no input, no output."""
