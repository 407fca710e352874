"""The store on one SQLite file: units in one writing thread, which share a commit, and readers beside it."""
