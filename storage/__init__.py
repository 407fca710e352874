"""What is on disk: tables, repositories by topic, and the store that runs units on SQLite or PostgreSQL."""
