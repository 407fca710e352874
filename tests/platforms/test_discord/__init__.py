"""The loopback Discord does what Discord does, and refuses what Discord refuses; the real discord.py says so."""
