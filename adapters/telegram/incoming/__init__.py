"""What arrives from Telegram: updates and how they are fetched, files, and what becomes of chats."""
