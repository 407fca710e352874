"""The outside, a folder each: it converts in, calls the core, and converts out."""
