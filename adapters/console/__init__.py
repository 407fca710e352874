"""The console: every command on a terminal, or on standard input for scripts."""
