"""How requests leave for Discord, and what comes of them."""
