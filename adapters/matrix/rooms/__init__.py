"""What is known of the rooms in which the bot is."""
