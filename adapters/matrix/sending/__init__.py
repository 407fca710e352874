"""Messages on their way into rooms."""
