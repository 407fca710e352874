"""What people send: events as requests to the core."""
