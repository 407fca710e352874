"""What is taken back is noted apart from the database, so that no backup brings it to life again."""
