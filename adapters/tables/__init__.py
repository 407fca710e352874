"""Tables that people bring along, as files on the host's disk."""
