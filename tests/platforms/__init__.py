"""Loopback platforms: the real client libraries talk to them in tests."""
