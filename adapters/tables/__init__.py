"""Tables as files on the host's disk."""
