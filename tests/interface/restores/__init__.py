"""What follows from a restored backup."""
