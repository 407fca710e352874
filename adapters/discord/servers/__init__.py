"""The servers that the bot is in, their channels, and what it may do there."""
