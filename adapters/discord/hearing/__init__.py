"""What comes from Discord, as the core knows it, and what Discord is told that may come."""
