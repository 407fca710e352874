"""The web, by aiohttp and Jinja: it serves the pages that the core declares."""
