"""What people type: what it is meant for, and what becomes of it."""
