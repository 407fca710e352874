"""What proves that an organization has signed."""
