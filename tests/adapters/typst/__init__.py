"""What Typst makes of sheets."""
