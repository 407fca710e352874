"""Organizations: one record each."""
