"""The use cases, a file a topic: each takes a unit, who acts and values; returns a value or refuses."""
