"""Messages as Telegram shows them: text and entities, and the buttons under it."""
