"""Loopback platforms: the real client libraries talk to them in tests."""

PATIENCE = 15.0
"""Seconds. Whoever waits for the bot waits longer than a request that hangs holds up the next one to the same chat:
python-telegram-bot gives it up after 5 seconds, and the next one leaves a second later."""
