"""The chats that follow a letter."""
