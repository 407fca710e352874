"""What the press is given."""
