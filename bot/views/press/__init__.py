"""What the press is given, on paper and as pictures."""
