"""“This isn't us”."""
