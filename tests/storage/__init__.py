"""What holds of the store, on every engine."""
