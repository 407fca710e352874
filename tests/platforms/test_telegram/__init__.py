"""The loopback Bot API server, driven by the real client library: it refuses what the real one refuses."""
