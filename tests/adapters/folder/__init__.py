"""A letter's folder: what is read from it, and every mistake that is named."""
