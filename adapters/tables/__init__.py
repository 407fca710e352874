"""Tables that people bring along, as CSV."""
