"""What the bot says about itself on Telegram."""
