"""Messages on their way to Telegram: answers and what leaves the queue, sent, edited, with files."""
