"""The bot as a process: the platforms, pages, mail and what happens in time, wired and kept going."""
