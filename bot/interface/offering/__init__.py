"""What platforms show without being asked: what the bot is, what can be chosen, shared or entered in a calendar."""
